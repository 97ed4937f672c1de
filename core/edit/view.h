#ifndef CORE_EDIT_VIEW_H
#define CORE_EDIT_VIEW_H

#include "core/edit/editor.h"

/* Where the lines of an editor wrap: at words, by cells, what follows a list's or a quote's mark
 * hanging under its text. Found lazily and kept by line, so that a key costs the rows that are
 * looked at, also in a long line or a large file. Measured as core/text/cluster.h shows it; a tab
 * goes to the next multiple of the tab width.
 *
 * A row takes at most `cols` cells; only the one blank at a break may stand behind them, so that
 * the cursor's column may be `cols`: leave a cell for it. */

/* A row of a line: `row` counts from 0 in line `line`. */
struct view_place {
    size_t line, row;
};

struct view_row {
    size_t start, end; /* bytes; the line end is in no row */
    unsigned indent;   /* empty cells before it */
    bool last;         /* of its line */
};

/* Both at least 1; 80 and 4 to begin with. */
void view_set_width(struct editor *editor, unsigned cols, unsigned tab_cols);
unsigned view_cols(const struct editor *editor);
unsigned view_tab_cols(const struct editor *editor);

/* False when there is no such row. */
bool view_row_at(struct editor *editor, struct view_place place, struct view_row *out);
/* The row in which `pos` stands, and its column, indent included; `col` may be NULL. */
struct view_place view_place_of(struct editor *editor, size_t pos, unsigned *col);
/* The border of a cluster nearest before column `col` of the row, on its last cluster if it is
 * shorter (of a line's last row: behind it). */
size_t view_position(struct editor *editor, struct view_place place, unsigned col);
/* `rows` further down, or up if negative; stops at the first and last row. `*moved` (may be NULL)
 * gets how many it was. */
struct view_place view_scroll(struct editor *editor, struct view_place from, long rows,
                              long *moved);
/* How many rows `to` stands below `from` (negative: above), as far as `limit`. */
long view_distance(struct editor *editor, struct view_place from, struct view_place to, long limit);
/* Appends the bytes of a row. */
void view_add_row(const struct editor *editor, const struct view_row *row, struct str *out);

#endif
