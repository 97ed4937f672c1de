#include "tui/panes/pane.h"

#include "core/base/clock.h"

/* The newest commits, a strip at the foot of the stack. */

static size_t history_count(const struct app *app, const struct pane_ops *ops)
{
    (void)ops;
    return app->strip.count;
}

static void history_add_count(const struct app *app, const struct pane_ops *ops, struct str *out)
{
    (void)ops;
    if (app->strip.count)
        str_addf(out, "%zu%s", app->strip.count, app->strip.complete ? "" : "+");
}

static void history_draw_row(const struct app *app, const struct pane_ops *ops, size_t index,
                             struct grid *grid, struct rect area)
{
    (void)ops;
    const struct log_commit *commit = &app->strip.commits[index];
    struct str age = {0};
    clock_add_short(&age, commit->time, app->now);
    grid_put(grid, area.row, area.col, 4, str_view(&age), ROLE_DATE, 0);
    grid_put_clipped(grid, area.row, area.col + 5, area.cols - 5, view_of(commit->subject),
                     ROLE_TEXT, 0);
    str_finish(&age);
}

const struct pane_ops pane_history = {
    .name = "history",
    .title = "History",
    .empty = "no commits yet",
    .where = WHERE_HISTORY,
    .count = history_count,
    .add_count = history_add_count,
    .draw_row = history_draw_row,
};
