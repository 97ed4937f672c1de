#ifndef TUI_TERM_GRID_H
#define TUI_TERM_GRID_H

#include "core/base/str.h"
#include "core/text/page.h"
#include "core/text/style.h"

#include <stdint.h>

/* The screen as cells with roles: no colours, no curses. Panes draw here; tui/term shows it. All
 * text passes the filter (core/text/cluster.h) on its way in. Drawing outside is cut off. */

struct grid_cell {
    union {
        char text[8];    /* a cluster of up to 7 bytes, NUL-terminated */
        uint32_t pooled; /* offset in grid.pool of a longer one, when `in_pool` */
    };
    uint8_t width; /* 1 or 2; 0 for the right half of a wide cluster */
    uint8_t role, attrs;
    bool in_pool;
};

struct grid {
    int rows, cols;
    struct grid_cell *cells; /* rows * cols */
    bool *drawn;             /* rows that may have changed since grid_shown */
    struct str pool;
    int cursor_row, cursor_col; /* where the terminal's cursor shall stand; -1 hides it */
};

struct rect {
    int row, col, rows, cols;
};

void grid_init(struct grid *grid, int rows, int cols);
void grid_finish(struct grid *grid);
/* Blanks every cell and forgets the pool. */
void grid_clear(struct grid *grid);
/* Blanks an area that cuts no wide cluster; the pool keeps what nothing shows any more. */
void grid_clear_area(struct grid *grid, struct rect area);
void grid_resize(struct grid *grid, int rows, int cols); /* and clears */
void grid_shown(struct grid *grid);                      /* as it stands now */
const char *grid_cell_text(const struct grid *grid, const struct grid_cell *cell);
bool grid_cell_equal(const struct grid *a, const struct grid_cell *x, const struct grid *b,
                     const struct grid_cell *y);

/* Draws `text` from (row, col), at most `cols` cells, without `…`; returns the cells used. A wide
 * cluster that does not fit whole leaves a blank. Writing over half of a wide cluster blanks the
 * other half. */
int grid_put(struct grid *grid, int row, int col, int cols, struct view text, enum role role,
             unsigned attrs);
/* As grid_put, with `…` where it was cut. */
int grid_put_clipped(struct grid *grid, int row, int col, int cols, struct view text,
                     enum role role, unsigned attrs);
/* Fills with one-cell `text` ("─", " "). */
void grid_fill(struct grid *grid, struct rect area, const char *text, enum role role,
               unsigned attrs);
/* Adds attributes (selection, bar) to the cells of an area as they stand. */
void grid_add_attrs(struct grid *grid, struct rect area, unsigned attrs);
/* The same, and draws them as `role`. */
void grid_restyle(struct grid *grid, struct rect area, enum role role, unsigned attrs);
/* Draws row `row` of a page at (at_row, col), skipping `skip` cells at the left (sideways scroll).
 */
void grid_put_page_row(struct grid *grid, int at_row, int col, int cols, const struct page *page,
                       size_t row, size_t skip);
/* The screen as text, a line each, blanks at the end cut: for the plain output and tests. */
void grid_add_text(const struct grid *grid, struct str *out);

#endif
