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
    size_t last = count ? count - 1 : 0;
    if (by < 0) {
        size_t up = (size_t)-by;
        list->selected = up > list->selected ? 0 : list->selected - up;
    } else {
        list->selected = (size_t)by > last - (list->selected < last ? list->selected : last)
                             ? last
                             : list->selected + (size_t)by;
    }
}
