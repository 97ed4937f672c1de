#include "tui/panes/pane.h"

#include "core/base/clock.h"
#include "core/text/cluster.h"

#include <string.h>

/* The commits of the workspace, or of one file or folder, in columns: mark, date, the lines of
 * history where there are several, id, author, subject, files and lines changed. Each author has a
 * colour; a commit that a program wrote has a dot before its author. */

enum { WIDE = 70, FIGURES = 16 };

static int log_draw_graph(const struct log_graph_cell *cell, size_t widest, struct grid *grid,
                          struct rect row)
{
    int lanes = widest < LOG_GRAPH_LANES ? (int)widest : LOG_GRAPH_LANES;
    if (widest < 2)
        return 0;
    for (int i = 0; i < cell->lanes || i <= cell->lane; i++) {
        bool here = i == cell->lane;
        if (i < lanes)
            grid_put(grid, row.row, row.col + 2 * i, 1, here ? VIEW("●") : VIEW("│"),
                     here ? ROLE_ACCENT : ROLE_RULE, 0);
    }
    return 2 * lanes + 1;
}

/* "2 files +12 -4", the numbers at the right edge. */
void log_pane_draw_figures(const struct log_note *note, struct grid *grid, struct rect area)
{
    struct str text = {0};
    int col = area.col + area.cols;
    if (!note->counted || note->stat.files == 0)
        return;
    str_addf(&text, "-%zu", note->stat.removed);
    col -= (int)text.len > 6 ? (int)text.len : 6;
    grid_put(grid, area.row, area.col + area.cols - (int)text.len, (int)text.len, str_view(&text),
             note->stat.removed ? ROLE_REMOVED : ROLE_DIM, 0);
    str_clear(&text);
    str_addf(&text, "+%zu", note->stat.added);
    grid_put(grid, area.row, col - (int)text.len, (int)text.len, str_view(&text),
             note->stat.added ? ROLE_ADDED : ROLE_DIM, 0);
    col -= (int)text.len > 6 ? (int)text.len : 6;
    str_clear(&text);
    if (note->stat.files > 1) {
        str_addf(&text, "%zu", note->stat.files);
        grid_put(grid, area.row, col - (int)text.len, (int)text.len, str_view(&text), ROLE_DIM, 0);
    }
    str_finish(&text);
}

/* Where the file that the log is of got its name: "← drafts/quay.md", behind the subject. */
static void log_draw_rename(const struct log_view *log, size_t at, struct grid *grid,
                            struct rect area)
{
    const char *path = log->notes[at].path;
    const char *before = path && at + 1 < log->count ? log->notes[at + 1].path : NULL;
    if (!before || strcmp(path, before) == 0 || area.cols < 8)
        return;
    grid_put(grid, area.row, area.col + 1, 1, VIEW("←"), ROLE_DIM, 0);
    grid_put_clipped(grid, area.row, area.col + 3, area.cols - 3, view_of(before), ROLE_DIM, 0);
}

static void log_draw_row(const struct app *app, size_t at, struct grid *grid, struct rect row)
{
    const struct log_view *log = &app->log;
    const struct log_commit *commit = &log->commits[at];
    struct str date = {0};
    bool wide = row.cols >= WIDE, whole = log->dates && row.cols >= 40;
    int col = row.col, end = row.col + row.cols, date_cols = whole ? 16 : 4;
    if (whole)
        clock_add_date(&date, commit->time, commit->offset);
    else
        clock_add_short(&date, commit->time, app->now);
    if (strcmp(commit->id, log->marked) == 0)
        grid_put(grid, row.row, col - 1, 1, VIEW("◆"), ROLE_ACCENT, 0);
    grid_put(grid, row.row, col, date_cols, str_view(&date), ROLE_DATE, 0);
    col += date_cols + 2;
    if (!log->path && log_search_is_empty(&log->search))
        col += log_draw_graph(&log->notes[at].cell, log->graph.widest, grid,
                              (struct rect){row.row, col, 1, end - col});
    if (wide) {
        grid_put(grid, row.row, col, 7, view_of(commit->id), ROLE_COMMIT, 0);
        col += 9;
        if (commit->helped)
            grid_put(grid, row.row, col, 1, VIEW("•"), ROLE_ACCENT, 0);
        grid_put_clipped(grid, row.row, col + 2, 14, view_of(commit->author),
                         authors_role(&app->authors, commit->email), 0);
        col += 18;
        end -= FIGURES + 1;
        log_pane_draw_figures(&log->notes[at], grid, (struct rect){row.row, end + 1, 1, FIGURES});
    }
    col += grid_put_clipped(grid, row.row, col, end - col, view_of(commit->subject), ROLE_TEXT, 0);
    log_draw_rename(log, at, grid, (struct rect){row.row, col, 1, end - col});
    str_finish(&date);
}

/* The filters, as chips, in the row below the title. */
static void log_draw_chips(const struct log_view *log, struct grid *grid, struct rect row)
{
    int col = row.col, end = row.col + row.cols;
    for (size_t i = 0; i < CHIP_COUNT && col < end; i++) {
        struct str chip = {0};
        if (!log->search.values[i])
            continue;
        str_add_char(&chip, ' ');
        log_search_add_chip(&log->search, (enum log_chip)i, &chip);
        str_add_char(&chip, ' ');
        int cols = (int)cluster_width(str_view(&chip));
        grid_put_clipped(grid, row.row, col, end - col, str_view(&chip), ROLE_ACCENT,
                         STYLE_REVERSE);
        col += cols + 1;
        str_finish(&chip);
    }
}

static void log_add_count(const struct log_view *log, struct str *out)
{
    bool searching = log->path || !log_search_is_empty(&log->search);
    if (searching && !log->complete)
        str_addf(out, "%s %zu · ", log->stopped ? "stopped after" : "searched", log->visited);
    str_addf(out, "%zu%s commit%s", log->count, log->complete ? "" : "+",
             log->count == 1 && log->complete ? "" : "s");
}

static void log_draw_empty(const struct log_view *log, struct grid *grid, struct rect row)
{
    bool filtered = !log_search_is_empty(&log->search);
    grid_put_clipped(
        grid, row.row, row.col, row.cols,
        view_of(log->problem ? log->problem
                : log->complete && log->days
                    ? "Nothing changed: f takes a longer span, such as since:\"30 days\"."
                : log->complete && filtered  ? "No commit fits: F takes a filter off."
                : log->complete && log->path ? "No commit has changed it yet."
                : log->complete              ? "No commits yet: the first change makes one."
                : log->stopped               ? "Stopped: nothing found so far."
                : filtered || log->path      ? "searching… esc stops"
                                             : "reading…"),
        log->problem ? ROLE_WARNING : ROLE_DIM, 0);
}

void log_pane_draw_bar(const struct app *app, struct grid *grid, struct rect row)
{
    grid_put(grid, row.row, row.col, 1, VIEW("▌"), ROLE_ACCENT, 0);
    if (app->focus == PANE_MAIN)
        grid_add_attrs(grid, (struct rect){row.row, row.col, 1, row.cols - 1}, STYLE_SELECTED);
}

void log_pane_draw(const struct app *app, struct grid *grid, struct rect area)
{
    const struct log_view *log = &app->log;
    struct str left = {0}, right = {0};
    str_add_text(&left, log->days ? "Recent" : "History");
    if (log->path)
        str_addf(&left, " of %s", log->path);
    log_add_count(log, &right);
    pane_draw_title(app, grid, area, str_view(&left), str_view(&right));
    str_finish(&left);
    str_finish(&right);
    struct rect row = {area.row + 1, area.col + 2, 1, area.cols - 4};
    log_draw_chips(log, grid, row);
    row.row++;
    if (log->count == 0)
        log_draw_empty(log, grid, row);
    if (log->days) {
        recent_pane_draw_rows(app, grid,
                              (struct rect){area.row + 2, area.col, area.rows - 2, area.cols});
        return;
    }
    for (int i = 0; i < area.rows - 2 && log->list.top + (size_t)i < log->count; i++) {
        size_t at = log->list.top + (size_t)i;
        row.row = area.row + 2 + i;
        log_draw_row(app, at, grid, row);
        if (at != log->list.selected)
            continue;
        log_pane_draw_bar(app, grid, (struct rect){row.row, area.col, 1, area.cols});
    }
}
