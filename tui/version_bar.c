#include "tui/version_bar.h"

#include "core/base/memory.h"

#include <stdlib.h>

size_t version_bar_cell(int64_t first, int64_t last, int64_t time, size_t cols)
{
    if (time <= first || last <= first)
        return 0;
    if (time >= last)
        return cols - 1;
    double part = ((double)time - (double)first) / ((double)last - (double)first);
    return (size_t)(part * (double)(cols - 1) + 0.5);
}

void version_bar_make(const int64_t *times, size_t count, uint8_t *heights, size_t cols)
{
    int64_t first = INT64_MAX, last = INT64_MIN;
    size_t *counts = mem_zalloc(cols + 1, sizeof(*counts)), most = VERSION_BAR_MANY;
    for (size_t i = 0; i < count; i++) {
        first = times[i] < first ? times[i] : first;
        last = times[i] > last ? times[i] : last;
    }
    for (size_t i = 0; i < count; i++) {
        size_t *cell = &counts[version_bar_cell(first, last, times[i], cols)];
        most = ++*cell > most ? *cell : most;
    }
    for (size_t i = 0; i < cols; i++)
        heights[i] = (uint8_t)((counts[i] * VERSION_BAR_HIGH + most - 1) / most);
    free(counts);
}
