#include "tui/panes/pane.h"

#include "core/base/clock.h"
#include "core/base/memory.h"
#include "core/text/cluster.h"
#include "tui/version_bar.h"

#include <stdlib.h>
#include <string.h>

/* Around the version of a file that the reader shows: which it is, and the bar of when the file
 * changed at the foot of the page. */

/* Rows of the bar and its days, and of a pane that has room for them, and for a blank above. */
enum { BAR_ROWS = 2, BAR_LEAST = 12, BLANK_LEAST = 20 };

int versions_bar_rows(const struct app *app, struct rect area)
{
    if (!app->versions.on || area.rows < BAR_LEAST)
        return 0;
    return area.rows < BLANK_LEAST ? BAR_ROWS : BAR_ROWS + 1;
}

/* "version 12 of 31, 3 days ago, by the companion · a subject" */
void versions_add_line(const struct app *app, struct str *out)
{
    const struct version_desk *desk = &app->versions;
    const struct log_view *log = &desk->log;
    size_t at = desk->at;
    if (!desk->shows) {
        str_addf(out, "looking for versions… %zu commits so far", log->visited);
        return;
    }
    const struct log_commit *commit = &log->commits[at];
    if (log->complete)
        str_addf(out, "version %zu of %zu, ", log->count - at, log->count);
    else
        str_addf(out, "%zu back of %zu+ versions, ", at, log->count);
    if (desk->gone)
        str_add_text(out, "deleted ");
    clock_add_long(out, commit->time, app->now);
    str_addf(out, ", by %s", commit->author);
    if (strcmp(version_path(desk, at), log->path) != 0)
        str_addf(out, ", as %s", version_path(desk, at));
    if (app->reader.has_older && !app->reader.changed)
        str_add_text(out, " · changes not marked");
    str_addf(out, " · %s", commit->subject);
}

static void add_day(struct str *out, const struct log_commit *commit)
{
    size_t from = out->len;
    clock_add_date(out, commit->time, commit->offset);
    size_t blank = view_find(str_view(out), from, ' ');
    str_replace(out, blank, out->len, VIEW(""));
}

/* The days of the first and the last change, and a mark below the version that is shown. */
static void draw_days(const struct log_view *log, size_t cell, struct grid *grid, struct rect row)
{
    struct str first = {0}, last = {0};
    add_day(&first, &log->commits[log->count - 1]);
    add_day(&last, &log->commits[0]);
    int len = (int)first.len, at = (int)cell, right = row.cols - len;
    if (row.cols >= 3 * len) {
        grid_put(grid, row.row, row.col + (at <= len ? at + 2 : 0), len, str_view(&first), ROLE_DIM,
                 0);
        grid_put(grid, row.row, row.col + (at >= right - 1 ? at - len - 1 : right), len,
                 str_view(&last), ROLE_DIM, 0);
    }
    grid_put(grid, row.row, row.col + at, 1, VIEW("▴"), ROLE_ACCENT, 0);
    str_finish(&first);
    str_finish(&last);
}

void versions_draw_bar(const struct app *app, struct grid *grid, struct rect area)
{
    static const char *const blocks[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    const struct log_view *log = &app->versions.log;
    size_t count = log->count, cols = area.cols > 0 ? (size_t)area.cols : 0;
    area.row += area.rows - BAR_ROWS;
    if (cols == 0 || !app->versions.shows)
        return;
    int64_t *times = mem_zalloc(count, sizeof(*times)), first = INT64_MAX, last = INT64_MIN;
    uint8_t *heights = mem_zalloc(cols, 1);
    for (size_t i = 0; i < count; i++) {
        times[i] = log->commits[i].time;
        first = times[i] < first ? times[i] : first;
        last = times[i] > last ? times[i] : last;
    }
    version_bar_make(times, count, heights, cols);
    size_t cell = version_bar_cell(first, last, times[app->versions.at], cols);
    for (size_t i = 0; i < cols; i++)
        grid_put(grid, area.row, area.col + (int)i, 1, view_of(blocks[heights[i]]),
                 i == cell        ? ROLE_ACCENT
                 : heights[i] > 0 ? ROLE_DIM
                                  : ROLE_RULE,
                 0);
    draw_days(log, cell, grid, (struct rect){area.row + 1, area.col, 1, area.cols});
    free(times);
    free(heights);
}
