/* The usual difference of two versions, without xdiff: lines that the other version has nowhere.
 *
 * Leave out of both texts what stands in one of them only. If what is left is the same, line by
 * line, then no other difference is as short, and xdiff finds this one: it takes such lines out
 * before it begins, and it slides no change, for the line at its end would have to be equal to one
 * beside it, which both versions have. But it also takes out a line that the other version has too
 * often, where one that it has nowhere stands on either side; so between any two changes of a text
 * a line is asked for that both versions have just once. Where one of this is in doubt, xdiff is to
 * say. Lines are known by their length, beginning and end, counted in a table: two that are taken
 * for the same err to the side of doubt. */
#include "core/store/blame_parts.h"

#include "core/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* --- the lines of a text, counted --- */

struct blame_slot {
    uint32_t mark, count; /* count: 0 is free */
};

void blame_lines_finish(struct blame_lines *lines)
{
    free(lines->slots);
    *lines = (struct blame_lines){0};
}

static uint32_t mark_of(struct view line)
{
    uint64_t head = 0, tail = 0;
    size_t some = line.len < sizeof(head) ? line.len : sizeof(head);
    memcpy(&head, line.data, some);
    memcpy(&tail, line.data + line.len - some, some);
    uint64_t mixed = (head ^ line.len) * UINT64_C(0x9E3779B97F4A7C15);
    mixed = (mixed ^ mixed >> 29 ^ tail) * UINT64_C(0xD6E8FEB86659FD93);
    return (uint32_t)(mixed >> 32);
}

static struct blame_slot *slot_of(const struct blame_lines *lines, uint32_t mark)
{
    size_t at = mark & (lines->slot_count - 1);
    while (lines->slots[at].count && lines->slots[at].mark != mark)
        at = (at + 1) & (lines->slot_count - 1);
    return &lines->slots[at];
}

/* The line at `at` with its LF; empty at the end. */
static struct view line_at(struct view text, size_t at)
{
    const char *end = at < text.len ? memchr(text.data + at, '\n', text.len - at) : NULL;
    return view_slice(text, at, end ? (size_t)(end - text.data) + 1 : text.len);
}

/* At most `most`. */
static uint32_t count_lines(struct view text, uint32_t most)
{
    uint32_t count = 0;
    for (size_t at = 0; at < text.len && count < most; count++)
        at += line_at(text, at).len;
    return count;
}

static void lines_make(struct blame_lines *lines, struct view text)
{
    size_t want = 2 * (size_t)count_lines(text, UINT32_MAX);
    lines->slot_count = 16;
    while (lines->slot_count < want)
        lines->slot_count *= 2;
    lines->slots = mem_zalloc(lines->slot_count, sizeof(*lines->slots));
    for (size_t at = 0; at < text.len;) {
        struct view line = line_at(text, at);
        uint32_t mark = mark_of(line);
        struct blame_slot *slot = slot_of(lines, mark);
        slot->mark = mark;
        slot->count++;
        at += line.len;
    }
}

/* --- both texts, side by side --- */

/* One of the texts, as far as it was gone through. */
struct fresh_side {
    struct view text;
    const struct blame_lines *lines;
    size_t at;
    uint32_t line;
    bool changed; /* a line of it was left out, */
    bool parted;  /* since then one was not, */
    bool certain; /* and one that is there once */
};

/* How often the line stands there, or more. */
static uint32_t times(const struct fresh_side *side, struct view line)
{
    return slot_of(side->lines, mark_of(line))->count;
}

/* Bytes of whole lines that both go on with. */
static size_t equal_lines(const struct fresh_side *a, const struct fresh_side *b)
{
    struct view left = view_slice(a->text, a->at, a->text.len);
    struct view right = view_slice(b->text, b->at, b->text.len);
    size_t least = left.len < right.len ? left.len : right.len, at = 0;
    while (at + 64 <= least && memcmp(left.data + at, right.data + at, 64) == 0)
        at += 64;
    while (at < least && left.data[at] == right.data[at])
        at++;
    if (at == left.len && at == right.len)
        return at;
    const char *end = at ? memrchr(left.data, '\n', at) : NULL;
    return end ? (size_t)(end - left.data) + 1 : 0;
}

static bool has_unique_line(struct view lines, const struct fresh_side *old,
                            const struct fresh_side *new)
{
    for (size_t at = 0; at < lines.len;) {
        struct view line = line_at(lines, at);
        if (times(old, line) == 1 && times(new, line) == 1)
            return true;
        at += line.len;
    }
    return false;
}

static void side_keep(struct fresh_side *side, size_t len, uint32_t count, bool certain)
{
    side->at += len;
    side->line += count;
    side->parted = true;
    side->certain = side->certain || certain;
}

/* Goes past what both have; false when that is nothing. From line `end` of `new` on the lines are
 * not counted any more. */
static bool keep_equal(struct fresh_side *old, struct fresh_side *new, uint32_t end)
{
    size_t len = equal_lines(old, new);
    struct view lines = view_slice(new->text, new->at, new->at + len);
    bool last = old->at + len == old->text.len && new->at + len == new->text.len;
    if (len == 0)
        return false;
    bool certain = !last && (old->changed || new->changed) && has_unique_line(lines, old, new);
    uint32_t count = last || new->line >= end ? 0 : count_lines(lines, end - new->line);
    side_keep(old, len, count, certain);
    side_keep(new, len, count, certain);
    return true;
}

/* Leaves out the next line of `side`, if `other` has it nowhere. */
static bool leave_out(struct fresh_side *side, const struct fresh_side *other)
{
    struct view line = line_at(side->text, side->at);
    if (line.len == 0 || times(other, line) > 0 ||
        (side->changed && side->parted && !side->certain))
        return false;
    side->at += line.len;
    side->line++;
    side->changed = true;
    side->parted = side->certain = false;
    return true;
}

bool blame_compare_fresh(struct blame_text *old, struct blame_text *new, uint32_t end,
                         struct blame_hunks *out)
{
    struct blame_hunk *open = NULL;
    if (!old->lines.slots)
        lines_make(&old->lines, old->view);
    if (!new->lines.slots)
        lines_make(&new->lines, new->view);
    struct fresh_side left = {.text = old->view, .lines = &old->lines};
    struct fresh_side right = {.text = new->view, .lines = &new->lines};
    out->count = 0;
    while (left.at < left.text.len || right.at < right.text.len) {
        if (keep_equal(&left, &right, end)) {
            open = NULL;
            continue;
        }
        uint32_t old_line = left.line, new_line = right.line;
        if (!leave_out(&right, &left) && !leave_out(&left, &right))
            return false;
        if (!open) {
            open = ARRAY_PUSH(out->items, out->count, out->cap);
            *open = (struct blame_hunk){.old_line = old_line, .new_line = new_line};
        }
        open->old_count = left.line - open->old_line;
        open->new_count = right.line - open->new_line;
    }
    return true;
}
