#include "tui/links_view.h"

#include "core/base/memory.h"

#include <stdlib.h>
#include <string.h>

void links_view_finish(struct links_view *view)
{
    link_report_finish(&view->report);
    trail_finish(&view->trail);
    link_map_free(view->map);
    free(view->path);
    free(view->problem);
    *view = (struct links_view){.generation = view->generation};
}

void links_view_begin(struct links_view *view, const char *path)
{
    char *copy = mem_string(path);
    link_report_finish(&view->report);
    free(view->path);
    free(view->problem);
    view->path = copy;
    view->problem = NULL;
    view->loaded = false;
    view->list = (struct list){0};
    view->generation++;
}

static bool same_row(const struct link_row *a, const struct link_row *b)
{
    return a->group == b->group && strcmp(a->title, b->title) == 0 &&
           (!a->path || !b->path ? a->path == b->path : strcmp(a->path, b->path) == 0);
}

void links_view_take(struct links_view *view, struct link_report *report)
{
    const struct link_row *selected = links_view_selected(view);
    size_t at = 0;
    while (selected && at < report->count && !same_row(selected, &report->rows[at]))
        at++;
    view->list.selected = selected && at < report->count ? at : 0;
    link_report_finish(&view->report);
    view->report = *report;
    *report = (struct link_report){0};
    view->loaded = true;
    free(view->problem);
    view->problem = NULL;
}

const struct link_row *links_view_selected(const struct links_view *view)
{
    return view->list.selected < view->report.count ? &view->report.rows[view->list.selected]
                                                    : NULL;
}

bool links_view_begins_group(const struct links_view *view, size_t at)
{
    return at == 0 || view->report.rows[at].group != view->report.rows[at - 1].group;
}

size_t links_view_line(const struct links_view *view, size_t top, size_t at)
{
    size_t line = 1;
    for (size_t i = top + 1; i <= at; i++)
        line += links_view_begins_group(view, i) ? 3 : 1;
    return line;
}

void links_view_fit(struct links_view *view, size_t lines)
{
    struct list *list = &view->list;
    size_t count = view->report.count;
    list_fit(list, count, lines);
    while (list->top < list->selected && links_view_line(view, list->top, list->selected) >= lines)
        list->top++;
    while (list->top > 0 && links_view_line(view, list->top - 1, count - 1) < lines)
        list->top--;
}

void links_view_group(const struct links_view *view, enum link_group group, size_t *first,
                      size_t *end)
{
    const struct link_report *report = &view->report;
    *first = 0;
    while (*first < report->count && report->rows[*first].group < group)
        ++*first;
    *end = *first;
    while (*end < report->count && report->rows[*end].group == group)
        ++*end;
}

void links_view_side(struct links_view *view, int by)
{
    size_t left, left_end, right, right_end, akin;
    links_view_group(view, LINK_FROM, &left, &left_end);
    links_view_group(view, LINK_TO, &right, &right_end);
    links_view_group(view, LINK_MISSING, &akin, &right_end);
    size_t here = view->list.selected, height = here < left_end ? here : here - right;
    size_t first = by < 0 ? left : right, end = by < 0 ? left_end : right_end;
    if (first < end && (by < 0) == (here >= left_end))
        view->list.selected = first + (height < end - first ? height : end - first - 1);
}
