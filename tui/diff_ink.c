/* Words marked in changed lines. The lines of one change are compared as one text, so that a word
 * that only went to the next line has not changed; then each line takes its part of the answer.
 * Where next to nothing is the same, the whole is new, and marks would say nothing. */
#include "tui/diff_ink.h"

#include "core/base/memory.h"
#include "core/text/cluster.h"
#include "core/text/word_diff.h"

#include <stdlib.h>

void ink_add(struct ink_line *line, struct view text, enum role role, unsigned attrs)
{
    if (text.len == 0)
        return;
    str_add(&line->text, text);
    *ARRAY_PUSH(line->items, line->count, line->cap) =
        (struct ink){.end = line->text.len, .role = role, .attrs = attrs};
}

void ink_finish(struct ink_line *line)
{
    str_finish(&line->text);
    free(line->items);
    *line = (struct ink_line){0};
}

void ink_expand(struct str *out, struct view text)
{
    size_t used = 0;
    while (text.len) {
        size_t tab = view_find(text, 0, '\t');
        struct view part = view_slice(text, 0, tab);
        str_add(out, part);
        used += cluster_width(part);
        if (tab < text.len) {
            str_add_many(out, ' ', 4 - used % 4);
            used += 4 - used % 4;
        }
        text = view_slice(text, tab + 1, text.len);
    }
}

/* The length in bytes of the first row of `text` in `cols` cells: up to the last blank that fits,
 * or a cluster at least. */
static size_t first_row(struct view text, size_t cols)
{
    size_t used = 0, at = 0, blank = 0;
    struct cluster cluster;
    while (at < text.len) {
        size_t next = cluster_next(text, at, &cluster);
        if (used + cluster.width > cols)
            return blank ? blank : at ? at : next;
        used += cluster.width;
        if (text.data[at] == ' ')
            blank = next;
        at = next;
    }
    return text.len;
}

size_t ink_add_row(const struct ink_line *line, size_t from, struct page *page, size_t cols,
                   size_t *used)
{
    struct view text = str_view(&line->text);
    size_t end = from + first_row(view_slice(text, from, text.len), cols), at = from;
    *used = 0;
    for (size_t i = 0; i < line->count && at < end; i++) {
        const struct ink *ink = &line->items[i];
        size_t to = ink->end < end ? ink->end : end;
        if (to <= at)
            continue;
        *used += page_add(page, view_slice(text, at, to), ink->role, ink->attrs, 0);
        at = to;
    }
    return end;
}

/* --- a change --- */

/* A line that is in both texts shows no CR at its end; where one was added or removed it stands for
 * the change. */
static void join_lines(const struct diff_line *lines, size_t count, struct str *out)
{
    for (size_t i = 0; i < count; i++) {
        ink_expand(out, lines[i].text);
        str_add_char(out, '\n');
    }
}

static bool run_is_of(const struct word_run *run, bool old)
{
    return run->kind == WORD_SAME || (old ? run->kind == WORD_REMOVED || run->kind == WORD_AWAY
                                          : run->kind == WORD_ADDED || run->kind == WORD_HERE);
}

/* Less than a quarter of what is there. */
static bool is_other_text(const struct word_diff *diff, size_t old_len, size_t new_len)
{
    size_t same = 0;
    for (size_t i = 0; i < diff->count; i++)
        if (diff->runs[i].kind == WORD_SAME)
            same += diff->runs[i].new_end - diff->runs[i].new_start;
    return same * 8 < old_len + new_len;
}

static const struct {
    enum role plain, changed;
    const char *open, *close;
} sides[] = {{ROLE_REMOVED, ROLE_REMOVED, "[-", "-]"}, {ROLE_ADDED, ROLE_ADDED, "{+", "+}"}};

static void add_run(struct ink_line *line, struct view text, bool old, bool changed, bool moved,
                    bool marks)
{
    if (changed && marks && view_trim(text).len)
        ink_add(line, view_of(sides[!old].open), ROLE_TEXT, 0);
    ink_add(line, text, moved ? ROLE_HUNK : sides[!old].plain,
            changed ? STYLE_BOLD | STYLE_UNDERLINE : 0);
    if (changed && marks && view_trim(text).len)
        ink_add(line, view_of(sides[!old].close), ROLE_TEXT, 0);
}

/* Cuts one side of the answer into lines. */
static struct ink_line *cut_side(const struct word_diff *diff, struct view text, bool old,
                                 size_t count, bool words, bool marks)
{
    struct ink_line *lines = mem_zalloc(count + 1, sizeof(*lines));
    size_t at = 0;
    for (size_t i = 0; i < diff->count; i++) {
        const struct word_run *run = &diff->runs[i];
        if (!run_is_of(run, old))
            continue;
        size_t from = old ? run->old_start : run->new_start;
        size_t end = old ? run->old_end : run->new_end;
        while (from < end && at < count) {
            size_t stop = view_find(view_slice(text, 0, end), from, '\n');
            bool moved = run->kind == WORD_AWAY || run->kind == WORD_HERE;
            add_run(&lines[at], view_slice(text, from, stop), old,
                    words && !moved && run->kind != WORD_SAME, words && moved, marks);
            at += stop < end;
            from = stop + 1;
        }
    }
    return lines;
}

void ink_block_make(const struct diff_line *lines, size_t old_count, size_t new_count,
                    const struct diff_page_options *options, struct ink_block *out)
{
    struct str old = {0}, new = {0};
    struct word_diff diff;
    join_lines(lines, old_count, &old);
    join_lines(lines + old_count, new_count, &new);
    word_diff_make(str_view(&old), str_view(&new), &diff);
    bool words =
        options->words && old_count && new_count && !is_other_text(&diff, old.len, new.len);
    *out = (struct ink_block){.old_count = old_count, .new_count = new_count};
    out->old = cut_side(&diff, str_view(&old), true, old_count, words, options->marks);
    out->new = cut_side(&diff, str_view(&new), false, new_count, words, options->marks);
    word_diff_finish(&diff);
    str_finish(&old);
    str_finish(&new);
}

void ink_block_finish(struct ink_block *block)
{
    for (size_t i = 0; i < block->old_count; i++)
        ink_finish(&block->old[i]);
    for (size_t i = 0; i < block->new_count; i++)
        ink_finish(&block->new[i]);
    free(block->old);
    free(block->new);
    *block = (struct ink_block){0};
}
