/* What has moved: blocks whose lines are all changed, on both sides, and whose words are the same
 * in the same order. The words of each are written out with single blanks, and equal writings get
 * equal numbers; the n-th of a number on the old side is then the n-th on the new. */
#include "core/text/word_move.h"

#include "core/base/memory.h"
#include "core/text/token.h"

#include <stdlib.h>

/* Fewer words are found elsewhere by chance: "---", "## Notes". */
#define WORDS_LEAST 4

#define NONE SIZE_MAX

struct move_side {
    const struct line_table *lines;
    struct word_blocks *blocks;
    struct str written;
    size_t *written_ends; /* by block */
    size_t written_count, written_cap;
};

/* A list's bullet or number, a heading. */
static bool move_is_marker(struct view line)
{
    line = view_trim(line);
    size_t digits = 0;
    while (digits < line.len && line.data[digits] >= '0' && line.data[digits] <= '9')
        digits++;
    if (digits > 0)
        return digits + 1 < line.len && (line.data[digits] == '.' || line.data[digits] == ')') &&
               line.data[digits + 1] == ' ';
    return view_starts(line, "- ") || view_starts(line, "* ") || view_starts(line, "+ ") ||
           view_starts(line, "#");
}

/* Whether a block that ends before `line` would go no further. */
static bool move_ends_before(const struct line_table *lines, size_t line)
{
    return line == lines->count || line_table_is_blank(lines, line) ||
           move_is_marker(line_table_span(lines, line, 1));
}

static bool move_begins_at(const struct line_table *lines, size_t line)
{
    return !line_table_is_blank(lines, line) &&
           (line == 0 || line_table_is_blank(lines, line - 1) || move_ends_before(lines, line));
}

static void move_side_add(struct move_side *side, size_t line, size_t stop, size_t after,
                          size_t region)
{
    struct view text = line_table_span(side->lines, line, stop - line);
    struct view all = line_table_span(side->lines, line, after - line);
    size_t words = 0, start = side->written.len;
    for (size_t pos = 0, end; pos < text.len; pos = end) {
        enum token_kind kind;
        end = token_next(text, pos, &kind);
        words += kind == TOKEN_WORD;
        if (kind != TOKEN_BLANK && kind != TOKEN_BREAK)
            str_add(&side->written, view_slice(text, pos, end));
        else if (side->written.len > start && end < text.len)
            str_add_char(&side->written, ' ');
    }
    size_t from = (size_t)(all.data - side->lines->text.data);
    *ARRAY_PUSH(side->blocks->items, side->blocks->count, side->blocks->cap) = (struct word_block){
        .start = from, .end = from + all.len, .words = words, .region = region, .peer_start = NONE};
    *ARRAY_PUSH(side->written_ends, side->written_count, side->written_cap) = side->written.len;
}

/* The blocks that lie whole in the `count` changed lines from `line`. */
static void move_side_read(struct move_side *side, size_t line, size_t count, size_t region)
{
    size_t end = line + count;
    while (line < end) {
        if (!move_begins_at(side->lines, line)) {
            line++;
            continue;
        }
        size_t stop = line + 1;
        while (stop < end && !move_ends_before(side->lines, stop))
            stop++;
        if (stop == end && !move_ends_before(side->lines, stop))
            return;
        size_t after = stop;
        while (after < end && line_table_is_blank(side->lines, after))
            after++;
        move_side_add(side, line, stop, after, region);
        line = after;
    }
}

static void move_side_number(struct move_side *side, struct intern *intern)
{
    for (size_t i = 0; i < side->blocks->count; i++)
        side->blocks->items[i].symbol = intern_add(
            intern, view_slice(str_view(&side->written), i ? side->written_ends[i - 1] : 0,
                               side->written_ends[i]));
}

/* For each old block the index of its peer among the new, or NONE. */
static size_t *move_pair(const struct word_blocks *old, const struct word_blocks *new,
                         size_t symbol_count)
{
    size_t *peers = mem_zalloc(old->count + 1, sizeof(*peers));
    size_t *first = mem_zalloc(symbol_count + 1, sizeof(*first));
    size_t *next = mem_zalloc(new->count + 1, sizeof(*next));
    for (size_t i = 0; i < symbol_count; i++)
        first[i] = NONE;
    for (size_t i = new->count; i-- > 0;) {
        next[i] = first[new->items[i].symbol];
        first[new->items[i].symbol] = i;
    }
    for (size_t i = 0; i < old->count; i++) {
        size_t *head = &first[old->items[i].symbol];
        peers[i] = old->items[i].words >= WORDS_LEAST ? *head : NONE;
        if (peers[i] != NONE)
            *head = next[peers[i]];
    }
    free(first);
    free(next);
    return peers;
}

/* Of the pairs within one region those stay that kept their order: they are no peers. */
static void move_settle(const struct word_blocks *old, const struct word_blocks *new, size_t *peers)
{
    uint32_t *values = mem_zalloc(old->count + 1, sizeof(*values));
    size_t *places = mem_zalloc(old->count + 1, sizeof(*places));
    bool *kept = mem_zalloc(old->count + 1, sizeof(*kept));
    for (size_t i = 0; i < old->count;) {
        size_t region = old->items[i].region, count = 0;
        for (; i < old->count && old->items[i].region == region; i++) {
            if (peers[i] == NONE || new->items[peers[i]].region != region)
                continue;
            places[count] = i;
            values[count++] = (uint32_t)peers[i];
        }
        compare_longest_rise(values, count, kept);
        for (size_t k = 0; k < count; k++)
            if (kept[k])
                peers[places[k]] = NONE;
    }
    free(values);
    free(places);
    free(kept);
}

static void move_keep_moved(struct word_blocks *blocks)
{
    size_t count = 0;
    for (size_t i = 0; i < blocks->count; i++)
        if (blocks->items[i].peer_start != NONE)
            blocks->items[count++] = blocks->items[i];
    blocks->count = count;
}

static void move_join(struct word_blocks *old, struct word_blocks *new, const size_t *peers)
{
    for (size_t i = 0; i < old->count; i++) {
        if (peers[i] == NONE)
            continue;
        struct word_block *here = &old->items[i], *there = &new->items[peers[i]];
        here->peer_start = there->start;
        here->peer_end = there->end;
        there->peer_start = here->start;
        there->peer_end = here->end;
    }
    move_keep_moved(old);
    move_keep_moved(new);
}

void word_moves_find(const struct line_diff *diff, const struct compare_edits *regions,
                     struct word_blocks *old, struct word_blocks *new)
{
    struct move_side sides[2] = {{.lines = &diff->old, .blocks = old},
                                 {.lines = &diff->new, .blocks = new}};
    struct intern intern = {0};
    for (size_t i = 0, region = 0; i < diff->edits.count; i++) {
        const struct compare_edit *edit = &diff->edits.items[i];
        while (region + 1 < regions->count &&
               regions->items[region + 1].old_start <= edit->old_start)
            region++;
        move_side_read(&sides[0], edit->old_start, edit->old_count, region);
        move_side_read(&sides[1], edit->new_start, edit->new_count, region);
    }
    move_side_number(&sides[0], &intern);
    move_side_number(&sides[1], &intern);
    size_t *peers = move_pair(old, new, intern.count);
    move_settle(old, new, peers);
    move_join(old, new, peers);
    free(peers);
    intern_finish(&intern);
    for (size_t i = 0; i < 2; i++) {
        str_finish(&sides[i].written);
        free(sides[i].written_ends);
    }
}

void word_blocks_finish(struct word_blocks *blocks)
{
    free(blocks->items);
    *blocks = (struct word_blocks){0};
}
