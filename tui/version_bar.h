#ifndef TUI_VERSION_BAR_H
#define TUI_VERSION_BAR_H

#include <stddef.h>
#include <stdint.h>

/* When a text changed, as a bar: the time from the first change to the last in cells of equal
 * length, each as high as there were changes in it. */

#define VERSION_BAR_HIGH 7
#define VERSION_BAR_MANY 3 /* changes in a cell: fewer are never that high */

/* The cell of `time`; `cols` is at least 1. */
size_t version_bar_cell(int64_t first, int64_t last, int64_t time, size_t cols);
/* Sets `heights` of `cols` cells: 0 for no change, VERSION_BAR_HIGH where there are most, if those
 * are many, and at least 1 where there is any. `times` are in any order. */
void version_bar_make(const int64_t *times, size_t count, uint8_t *heights, size_t cols);

#endif
