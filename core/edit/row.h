#ifndef CORE_EDIT_ROW_H
#define CORE_EDIT_ROW_H

#include "core/text/rope.h"

/* Cutting a line into rows, and the cells in a row. */

struct row_cells {
    size_t cols; /* of a row */
    unsigned tab_cols;
    unsigned indent; /* empty cells before the row */
};

/* Cells that `text`, without line ends, takes from cell `indent` on; not counting those. */
size_t row_width(const struct row_cells *cells, struct view text);
/* The cells of the cluster at `*pos` when it stands at cell `col`; moves `*pos` behind it. */
size_t row_step(const struct row_cells *cells, struct view text, size_t *pos, size_t col);

struct row_cutter {
    struct row_cells cells;
    unsigned hang; /* cells before the rows that follow; no break earlier than there */
    const struct rope *text;
    size_t start, end; /* of the line */
    struct str scratch;
};

/* Where the row that begins at `from` ends and the next begins: after a blank, or between
 * ideographs, else at a cluster. At least one cluster on; `end` for the last row. */
size_t row_cut(struct row_cutter *cutter, size_t from);

/* Whether a line may be broken between two characters although no blank parts them: beside an
 * ideograph or kana, but not before what closes nor behind what opens. */
bool row_breaks_between(uint32_t left, uint32_t right);
/* Of the scripts that are written without blanks between words, and two cells wide. */
bool row_is_ideograph(uint32_t code);

#endif
