#ifndef CORE_TEXT_LINE_DIFF_H
#define CORE_TEXT_LINE_DIFF_H

#include "core/text/compare.h"
#include "core/text/intern.h"

/* Two texts compared line by line: what `git diff` and the `+2 -2` of a commit's subject are about.
 * A line is its bytes with its LF; a CR before that, or an LF that the last line has not, counts.
 * The texts are borrowed until the finish. */

struct line_table {
    struct view text;
    size_t *starts; /* count + 1 of them; the last is text.len */
    size_t count;
};

void line_table_make(struct view text, struct line_table *out);
/* The bytes of `count` lines from line `first`. */
struct view line_table_span(const struct line_table *lines, size_t first, size_t count);
/* No word stands on it: blanks, tabs, CR, LF alone. */
bool line_table_is_blank(const struct line_table *lines, size_t line);
void line_table_finish(struct line_table *lines);

/* Each line's number; lines of both tables of one `intern` are comparable. The caller frees. */
uint32_t *line_table_symbols(const struct line_table *lines, struct intern *intern);

struct line_diff {
    struct line_table old, new;
    struct compare_edits edits; /* in lines */
    size_t added, removed;      /* lines, as `git diff --numstat` counts them */
};

void line_diff_make(struct view old, struct view new, struct line_diff *out);
void line_diff_finish(struct line_diff *diff);
/* Appends "(+2 -2)". */
void line_diff_add_summary(struct str *out, const struct line_diff *diff);

#endif
