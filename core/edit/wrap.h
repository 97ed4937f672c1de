#ifndef CORE_EDIT_WRAP_H
#define CORE_EDIT_WRAP_H

#include "core/text/rope.h"

#include <stdint.h>

/* Where the rows of lines begin. Of each of the lines last looked at the rows found so far are
 * kept; a change keeps the rows before it, and takes up the ones behind it again where the new rows
 * come to begin at the same place. */

#define WRAP_LINES 64

struct wrap_line {
    size_t line;
    uint64_t used;  /* grows with each look; 0 for a free place */
    unsigned hang;  /* empty cells before all rows but the first */
    bool complete;  /* all rows are known */
    size_t *starts; /* of the rows, from the line's start; the first is 0 */
    size_t count, cap;
    size_t *behind; /* rows behind a change as they were, last first, by the line's new bytes */
    size_t behind_count, behind_cap;
    bool behind_complete;
};

struct wrap {
    unsigned cols, tab_cols;
    uint64_t clock;
    struct wrap_line lines[WRAP_LINES];
};

void wrap_init(struct wrap *wrap);
void wrap_finish(struct wrap *wrap);
/* Forgets all rows: for a new width. */
void wrap_clear(struct wrap *wrap);
/* The line with row `row` known, if it has that many (SIZE_MAX: with all rows known). Borrowed
 * until the next call. */
const struct wrap_line *wrap_rows(struct wrap *wrap, const struct rope *text, size_t line,
                                  size_t row);
/* The line with all rows known up to the one that holds byte `offset` of it. */
const struct wrap_line *wrap_rows_to(struct wrap *wrap, const struct rope *text, size_t line,
                                     size_t offset);
/* The row, of those known, that holds byte `offset` of the line. */
size_t wrap_row_of(const struct wrap_line *line, size_t offset);
void wrap_change(struct wrap *wrap, const struct rope *old, const struct rope *new, size_t pos,
                 size_t removed, size_t inserted);

#endif
