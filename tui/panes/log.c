#include "tui/panes/pane.h"

#include "core/base/clock.h"

/* The commits of the workspace or of one file: date, author, id, subject, in columns. */

static void log_draw_row(const struct app *app, const struct log_commit *commit, struct grid *grid,
                         struct rect row)
{
    struct str date = {0};
    int col = row.col, end = row.col + row.cols;
    if (row.cols >= 70)
        clock_add_date(&date, commit->time, commit->offset);
    else
        clock_add_short(&date, commit->time, app->now);
    int date_cols = row.cols >= 70 ? 16 : 4, author_cols = row.cols >= 70 ? 16 : 0;
    grid_put(grid, row.row, col, date_cols, str_view(&date), ROLE_DATE, 0);
    col += date_cols + 2;
    grid_put(grid, row.row, col, 7, view_of(commit->id), ROLE_COMMIT, 0);
    col += 9;
    if (author_cols) {
        grid_put_clipped(grid, row.row, col, author_cols, view_of(commit->author), ROLE_AUTHOR, 0);
        col += author_cols + 2;
    }
    grid_put_clipped(grid, row.row, col, end - col, view_of(commit->subject), ROLE_TEXT, 0);
    str_finish(&date);
}

void log_pane_draw(const struct app *app, struct grid *grid, struct rect area)
{
    const struct log_view *log = &app->log;
    struct str left = {0}, right = {0};
    str_add_text(&left, "History");
    if (log->path)
        str_addf(&left, " of %s", log->path);
    str_addf(&right, "%zu%s commit%s", log->count, log->complete ? "" : "+",
             log->count == 1 && log->complete ? "" : "s");
    pane_draw_title(app, grid, area, str_view(&left), str_view(&right));
    str_finish(&left);
    str_finish(&right);
    struct rect row = {area.row + 2, area.col + 2, 1, area.cols - 4};
    if (log->count == 0)
        grid_put_clipped(grid, row.row, row.col, row.cols,
                         view_of(log->problem    ? log->problem
                                 : log->complete ? "No commits yet: the first change makes one."
                                                 : "reading…"),
                         log->problem ? ROLE_WARNING : ROLE_DIM, 0);
    for (int i = 0; i < area.rows - 2 && log->list.top + (size_t)i < log->count; i++) {
        size_t at = log->list.top + (size_t)i;
        row.row = area.row + 2 + i;
        log_draw_row(app, &log->commits[at], grid, row);
        if (at != log->list.selected)
            continue;
        grid_put(grid, row.row, area.col, 1, VIEW("▌"), ROLE_ACCENT, 0);
        struct rect whole = {row.row, area.col, 1, area.cols - 1};
        if (app->focus == PANE_MAIN)
            grid_add_attrs(grid, whole, STYLE_SELECTED);
    }
}
