#include "tui/layout.h"

static int layout_least(int a, int b)
{
    return a < b ? a : b;
}

/* Shares `rows` among the panes: each has its title and a row (there is room for that, else there
 * would be tabs), the focused one more at once; then one row each from the top until all have what
 * they want. What is left stays with the last pane. */
static void layout_share(const size_t wants[LAYOUT_STACK], int rows, int focus,
                         int heights[LAYOUT_STACK])
{
    int want[LAYOUT_STACK], left = rows;
    for (int i = 0; i < LAYOUT_STACK; i++) {
        want[i] = 1 + (wants[i] == 0 ? 1 : wants[i] > 4096 ? 4096 : (int)wants[i]);
        heights[i] = 2;
        left -= 2;
    }
    if (focus < LAYOUT_STACK) { /* the focused pane may take up to half of the stack at once */
        int more = layout_least(layout_least(want[focus], rows / 2) - heights[focus], left);
        if (more > 0) {
            heights[focus] += more;
            left -= more;
        }
    }
    for (bool given = true; left > 0 && given;) {
        given = false;
        for (int i = 0; i < LAYOUT_STACK && left > 0; i++)
            if (heights[i] < want[i]) {
                heights[i]++;
                left--;
                given = true;
            }
    }
    heights[LAYOUT_STACK - 1] += left;
}

void layout_make(struct layout *layout, int rows, int cols, const size_t wants[LAYOUT_STACK],
                 int focus, bool zoom)
{
    *layout = (struct layout){.border = -1};
    layout->too_small = rows < LAYOUT_MIN_ROWS || cols < LAYOUT_MIN_COLS;
    if (layout->too_small)
        return;
    layout->header = (struct rect){0, 0, 1, cols};
    layout->footer = (struct rect){rows - 1, 0, 1, cols};
    layout->tabs = zoom || cols < LAYOUT_WIDE_COLS || rows < 2 + 2 * LAYOUT_STACK;
    if (layout->tabs) {
        layout->tab_row = (struct rect){1, 0, 1, cols};
        struct rect all = {2, 0, rows - 3, cols};
        if (focus < LAYOUT_STACK)
            layout->panes[focus] = all;
        else
            layout->main = all;
        return;
    }
    int width = layout_least(cols * 30 / 100, 46), heights[LAYOUT_STACK], row = 1;
    layout_share(wants, rows - 2, focus, heights);
    for (int i = 0; i < LAYOUT_STACK; i++) {
        layout->panes[i] = (struct rect){row, 0, heights[i], width};
        row += heights[i];
    }
    layout->border = width;
    layout->main = (struct rect){1, width + 1, rows - 2, cols - width - 1};
}

void layout_search(struct layout *layout, int rows, int cols)
{
    struct rect header = layout->header, footer = layout->footer;
    if (layout->too_small)
        return;
    *layout = (struct layout){.header = header, .footer = footer, .border = -1};
    layout->search = (struct rect){1, 0, rows - 2, cols};
    if (cols < LAYOUT_WIDE_COLS)
        return;
    int width = cols * 45 / 100;
    layout->search.cols = width;
    layout->border = width;
    layout->main = (struct rect){1, width + 1, rows - 2, cols - width - 1};
}
