#include "tui/list.h"

void list_fit(struct list *list, size_t count, size_t rows)
{
    if (list->selected >= count)
        list->selected = count ? count - 1 : 0;
    if (rows == 0 || count <= rows) {
        list->top = 0;
        return;
    }
    if (list->selected < list->top)
        list->top = list->selected;
    if (list->selected >= list->top + rows)
        list->top = list->selected - rows + 1;
    if (list->top > count - rows)
        list->top = count - rows;
}

void list_move(struct list *list, long by, size_t count)
{
    size_t last = count ? count - 1 : 0, at = list->selected < last ? list->selected : last;
    size_t far = by < 0 ? -(size_t)by : (size_t)by;
    if (by < 0)
        list->selected = far > at ? 0 : at - far;
    else
        list->selected = far > last - at ? last : at + far;
}
