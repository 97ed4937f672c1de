#include "core/text/line_carry.h"

#include "core/text/line_diff.h"
#include "core/text/word_diff.h"

static bool all_blank(const struct line_table *lines, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (!line_table_is_blank(lines, i))
            return false;
    return true;
}

/* The edit with old lines on both sides of the border before line `at`; NULL if there is none. */
static const struct compare_edit *edit_across(const struct line_diff *diff, size_t at)
{
    for (size_t i = 0; i < diff->edits.count; i++) {
        const struct compare_edit *edit = &diff->edits.items[i];
        if (edit->old_start < at && at < edit->old_start + edit->old_count)
            return edit;
    }
    return NULL;
}

/* Where a border that no edit lies across stands in the new text. What was put in right there
 * stands before it if `after`. */
static size_t new_place(const struct line_diff *diff, size_t at, bool after)
{
    size_t place = at;
    for (size_t i = 0; i < diff->edits.count; i++) {
        const struct compare_edit *edit = &diff->edits.items[i];
        size_t end = edit->old_start + edit->old_count;
        if (end < at || (end == at && (after || edit->old_count > 0)))
            place = place + edit->new_count - edit->old_count;
    }
    return place;
}

struct carry {
    size_t old_start, old_end; /* what is carried */
    size_t new_start, new_end; /* what it takes the place of */
};

/* Blank lines that went together with the lines come back with them. */
static void carry_find(struct carry *carry, const struct line_diff *diff)
{
    const struct compare_edit *head = edit_across(diff, carry->old_start);
    if (head && all_blank(&diff->old, head->old_start, carry->old_start)) {
        carry->old_start = head->old_start;
        head = NULL;
    }
    const struct compare_edit *tail = edit_across(diff, carry->old_end);
    if (tail && all_blank(&diff->old, carry->old_end, tail->old_start + tail->old_count)) {
        carry->old_end = tail->old_start + tail->old_count;
        tail = NULL;
    }
    carry->new_start = !head          ? new_place(diff, carry->old_start, true)
                       : head == tail ? head->new_start
                                      : head->new_start + head->new_count;
    carry->new_end = tail ? tail->new_start : new_place(diff, carry->old_end, false);
}

/* The next paragraph at or after line `at`: its first line, and in `*end` the one after it. */
static size_t next_paragraph(const struct line_table *lines, size_t at, size_t limit, size_t *end)
{
    while (at < limit && line_table_is_blank(lines, at))
        at++;
    for (*end = at; *end < limit && !line_table_is_blank(lines, *end);)
        ++*end;
    return at;
}

static size_t count_paragraphs(const struct line_table *lines, size_t from, size_t to)
{
    size_t count = 0, end;
    for (from = next_paragraph(lines, from, to, &end); from < to;
         from = next_paragraph(lines, end, to, &end))
        count++;
    return count;
}

/* Words of `old` that `new` has too. */
static size_t shared_words(struct view old, struct view new)
{
    struct word_diff all, diff;
    word_diff_make(old, VIEW(""), &all);
    word_diff_make(old, new, &diff);
    size_t shared = all.removed - diff.removed;
    word_diff_finish(&all);
    word_diff_finish(&diff);
    return shared;
}

/* What was written anew beside the lines is one edit with what they became. There are more
 * paragraphs now: only the one that shares the most words is replaced, or none. */
static void carry_narrow(struct carry *carry, const struct line_diff *diff)
{
    size_t had = count_paragraphs(&diff->old, carry->old_start, carry->old_end);
    size_t limit = carry->new_end, best = 0, end;
    if (count_paragraphs(&diff->new, carry->new_start, limit) <= had)
        return;
    struct view old =
        line_table_span(&diff->old, carry->old_start, carry->old_end - carry->old_start);
    size_t at = next_paragraph(&diff->new, carry->new_start, limit, &end);
    carry->new_end = carry->new_start = at;
    for (; had == 1 && at < limit; at = next_paragraph(&diff->new, end, limit, &end)) {
        size_t shared = shared_words(old, line_table_span(&diff->new, at, end - at));
        if (shared > best) {
            best = shared;
            carry->new_start = at;
            carry->new_end = end;
        }
    }
}

static void add_line_end(struct str *out)
{
    if (out->len && out->data[out->len - 1] != '\n')
        str_add_char(out, '\n');
}

bool line_carry(struct str *out, struct view then, struct view now, size_t first, size_t last)
{
    struct line_diff diff;
    line_diff_make(then, now, &diff);
    bool there = first >= 1 && first <= last && last <= diff.old.count;
    if (there) {
        struct carry carry = {.old_start = first - 1, .old_end = last};
        carry_find(&carry, &diff);
        carry_narrow(&carry, &diff);
        bool inserted = carry.new_start == carry.new_end && carry.new_end < diff.new.count;
        str_add(out, line_table_span(&diff.new, 0, carry.new_start));
        add_line_end(out);
        str_add(out, line_table_span(&diff.old, carry.old_start, carry.old_end - carry.old_start));
        if (carry.new_end < diff.new.count)
            add_line_end(out);
        if (inserted && !line_table_is_blank(&diff.new, carry.new_end) &&
            !line_table_is_blank(&diff.old, carry.old_end - 1))
            str_add_char(out, '\n');
        str_add(out, line_table_span(&diff.new, carry.new_end, diff.new.count - carry.new_end));
    }
    line_diff_finish(&diff);
    return there;
}
