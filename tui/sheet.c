#include "tui/sheet.h"

#include <stdlib.h>

void sheet_finish(struct sheet_view *view)
{
    doctor_report_finish(&view->report);
    replace_plan_finish(&view->plan);
    free(view->what);
    free(view->with);
    free(view->problem);
    free(view->skipped);
    view->what = view->with = view->problem = view->skipped = NULL;
    view->list = (struct list){0};
    view->made = false;
}

size_t sheet_count(const struct sheet_view *view)
{
    return view->kind == SHEET_DOCTOR ? view->report.count : view->plan.hit_count;
}

const char *sheet_selected(const struct sheet_view *view, unsigned *line)
{
    size_t at = view->list.selected;
    *line = 0;
    if (at >= sheet_count(view))
        return NULL;
    if (view->kind == SHEET_DOCTOR) {
        *line = view->report.items[at].line;
        return view->report.items[at].path;
    }
    *line = view->plan.hits[at].line;
    return view->plan.files[view->plan.hits[at].file].path;
}

void sheet_toggle(struct sheet_view *view, enum sheet_part part)
{
    struct replace_plan *plan = &view->plan;
    size_t from = view->list.selected, to = from + 1;
    bool on = false;
    if (from >= plan->hit_count)
        return;
    if (part == SHEET_FILE) {
        const struct replace_file *file = &plan->files[plan->hits[from].file];
        from = file->first;
        to = from + file->count;
    } else if (part == SHEET_ALL) {
        from = 0;
        to = plan->hit_count;
    }
    for (size_t i = from; i < to; i++)
        on = on || !plan->hits[i].off;
    for (size_t i = from; i < to; i++)
        plan->hits[i].off = on;
}
