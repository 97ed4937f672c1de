#include "tui/panes/pane.h"

#include "tui/log_day.h"

#include <stdio.h>
#include <time.h>

/* What changed lately: the commits of the log under their days, each with its hour, its area, who
 * made it, what it was about, and the lines it changed. */

enum { WIDE = 70, FIGURES = 16, AREA = 9, AUTHOR = 14 };

static void recent_draw_day(const struct app *app, const struct log_commit *commit,
                            struct grid *grid, struct rect row)
{
    struct str name = {0};
    log_day_add_name(commit, app->now, &name);
    int used = grid_put_clipped(grid, row.row, row.col, row.cols, str_view(&name), ROLE_HEADING,
                                STYLE_BOLD);
    struct rect rest = {row.row, row.col + used + 1, 1, row.cols - used - 1};
    if (rest.cols > 0)
        grid_fill(grid, rest, "─", ROLE_RULE, 0);
    str_finish(&name);
}

static void recent_draw_commit(const struct app *app, size_t at, struct grid *grid, struct rect row)
{
    const struct log_view *log = &app->log;
    const struct log_commit *commit = &log->commits[at];
    time_t time = (time_t)(commit->time + (int64_t)commit->offset * 60);
    struct view subject = view_of(commit->subject), area = log_day_area(subject);
    char clock[8] = "";
    struct tm tm;
    int col = row.col, end = row.col + row.cols;
    if (gmtime_r(&time, &tm))
        snprintf(clock, sizeof(clock), "%02d:%02d", tm.tm_hour % 100, tm.tm_min % 100);
    grid_put(grid, row.row, col, 5, view_of(clock), ROLE_DATE, 0);
    col += 7;
    if (row.cols >= WIDE) {
        grid_put_clipped(grid, row.row, col, AREA, area, ROLE_LIST, 0);
        col += AREA + 1;
        if (commit->helped)
            grid_put(grid, row.row, col, 1, VIEW("•"), ROLE_ACCENT, 0);
        grid_put_clipped(grid, row.row, col + 2, AUTHOR, view_of(commit->author),
                         authors_role(&app->authors, commit->email), 0);
        col += AUTHOR + 4;
        end -= FIGURES + 1;
        log_pane_draw_figures(&log->notes[at], grid, (struct rect){row.row, end + 1, 1, FIGURES});
        if (area.len)
            subject = view_trim(view_slice(subject, area.len + 1, subject.len));
    }
    grid_put_clipped(grid, row.row, col, end - col, subject, ROLE_TEXT, 0);
}

void recent_pane_draw_rows(const struct app *app, struct grid *grid, struct rect area)
{
    const struct log_view *log = &app->log;
    for (size_t at = log->list.top; at < log->count; at++) {
        int line = (int)log_day_line(log, log->list.top, at);
        struct rect row = {area.row + line, area.col + 2, 1, area.cols - 4};
        if ((at == log->list.top || log_day_begins(log, at)) && line - 1 < area.rows)
            recent_draw_day(app, &log->commits[at], grid,
                            (struct rect){row.row - 1, row.col, 1, row.cols});
        if (line >= area.rows)
            return;
        recent_draw_commit(app, at, grid, row);
        if (at == log->list.selected)
            log_pane_draw_bar(app, grid, (struct rect){row.row, area.col, 1, area.cols});
    }
}
