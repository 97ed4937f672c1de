#ifndef TUI_LAYOUT_H
#define TUI_LAYOUT_H

#include "tui/term/grid.h"

/* Where everything stands. Wide (from 90 columns): a stack of panes at the left, the main view at
 * the right. Narrow or zoomed: one of them with a row of tabs. Pure arithmetic, tested alone. */

#define LAYOUT_STACK 6 /* panes of the stack */
#define LAYOUT_MIN_ROWS 5
#define LAYOUT_MIN_COLS 20
#define LAYOUT_WIDE_COLS 90 /* from here on two columns */

struct layout {
    bool too_small;
    bool tabs; /* narrow or zoomed */
    struct rect header, footer;
    struct rect tab_row;             /* when `tabs` */
    struct rect panes[LAYOUT_STACK]; /* with their title rows; rows 0: not shown */
    struct rect main;                /* with its title row; rows 0: not shown */
    struct rect search;              /* what was found; rows 0: not shown */
    int border;                      /* column of the line between, or -1 */
};

/* `wants` is the rows of content that each pane has; `focus` is a pane, or LAYOUT_STACK for the
 * main view. */
void layout_make(struct layout *layout, int rows, int cols, const size_t wants[LAYOUT_STACK],
                 int focus, bool zoom);

/* The whole screen for a search: what was found at the left, the main view at the right if there is
 * room. After layout_make. */
void layout_search(struct layout *layout, int rows, int cols);

#endif
