#include "tui/panes/pane.h"

#include "core/base/clock.h"
#include "core/base/path.h"
#include "core/text/cluster.h"

#include <string.h>

/* The page of a file with a margin at its left: who wrote each part, when, and a bar in the colour
 * that the part is tinted with. A part that is another commit's than the one above it is named. */

enum { WHEN = 4, WIDE = 76, NARROW = 56 };

static int margin_cols(struct rect area)
{
    return area.cols >= WIDE ? 22 : area.cols >= NARROW ? 15 : 10;
}

struct rect blame_pane_body(const struct app *app, struct rect area)
{
    int margin = margin_cols(area);
    area.col += margin;
    area.cols -= margin;
    return pane_body(app, area);
}

/* "Ada Lovelace     3d", at the right of `area`. */
static void blame_draw_who(const struct app *app, const struct blame_commit *by, enum role role,
                           unsigned attrs, struct grid *grid, struct rect area)
{
    struct str when = {0};
    int who = area.cols - WHEN - 1;
    if (by)
        clock_add_short(&when, by->commit.time, app->now);
    grid_put_clipped(grid, area.row, area.col, by ? who : area.cols,
                     view_of(by ? by->commit.author : "not committed"), role, attrs);
    grid_put(grid, area.row, area.col + area.cols - (int)when.len, (int)when.len, str_view(&when),
             ROLE_DATE, 0);
    str_finish(&when);
}

static void blame_draw_unit(const struct app *app, size_t at, struct grid *grid, struct rect area,
                            struct rect body)
{
    const struct blame_view *view = &app->blame;
    const struct blame_unit *unit = &view->units[at];
    size_t top = view->page.top, end = top + (size_t)body.rows;
    size_t first = unit->row > top ? unit->row : top;
    bool selected = at == view->selected;
    bool named = selected || at == 0 || view->units[at - 1].commit != unit->commit ||
                 view->units[at - 1].end <= top;
    enum role role = blame_view_role(view, unit, &app->authors, app->now);
    int bar = body.col - 2, cols = margin_cols(area) - 2;
    for (size_t row = first; row < unit->end && row < end; row++)
        grid_put(grid, body.row + (int)(row - top), bar, 1, selected ? VIEW("▌") : VIEW("▏"),
                 selected ? ROLE_ACCENT : role, 0);
    if (named && first < end && first < unit->end)
        blame_draw_who(app, blame_view_commit(view, unit), role, selected ? STYLE_BOLD : 0, grid,
                       (struct rect){body.row + (int)(first - top), bar - 1 - cols, 1, cols});
}

/* "today week month year older", each in its colour; gives the column that it begins at. */
static int blame_draw_ages(struct grid *grid, struct rect row)
{
    int col = row.col + row.cols;
    for (size_t i = BLAME_AGES; i-- > 0;) {
        int cols = (int)strlen(blame_ages[i].name);
        col -= cols;
        grid_put(grid, row.row, col, cols, view_of(blame_ages[i].name), blame_ages[i].role, 0);
        col -= 1;
    }
    return col;
}

/* The commit of the selected part: "3f2a1c0  2026-03-01 14:02  The Reader  self: edit …". */
static void blame_draw_second(const struct app *app, struct grid *grid, struct rect row)
{
    const struct blame_unit *unit = blame_view_unit(&app->blame);
    const struct blame_commit *by = unit ? blame_view_commit(&app->blame, unit) : NULL;
    struct str part = {0};
    int col = row.col, end = row.col + row.cols;
    if (app->blame.ages && row.cols >= 60)
        end = blame_draw_ages(grid, row) - 1;
    if (by) {
        col += grid_put(grid, row.row, col, 7, view_of(by->commit.id), ROLE_COMMIT, 0) + 2;
        clock_add_date(&part, by->commit.time, by->commit.offset);
        col += grid_put_clipped(grid, row.row, col, end - col, str_view(&part), ROLE_DATE, 0) + 2;
        if (by->commit.helped)
            grid_put(grid, row.row, col - 1, 1, VIEW("•"), ROLE_ACCENT, 0);
        col += grid_put_clipped(grid, row.row, col, end - col, view_of(by->commit.author),
                                authors_role(&app->authors, by->commit.email), 0) +
               2;
        grid_put_clipped(grid, row.row, col, end - col, view_of(by->commit.subject), ROLE_DIM, 0);
    } else if (unit) {
        grid_put_clipped(grid, row.row, col, end - col, VIEW("in no commit yet"), ROLE_WARNING, 0);
    }
    str_finish(&part);
}

static void blame_draw_waiting(const struct blame_view *view, struct grid *grid, struct rect body)
{
    struct str line = {0};
    if (view->job)
        str_addf(&line, "finding who wrote each part… %zu commits · esc stops",
                 atomic_load_explicit(&view->job->visited, memory_order_relaxed));
    else if (view->problem)
        str_add_text(&line, view->problem);
    else if (view->loaded && view->count == 0)
        str_add_text(&line, "Nothing is written here.");
    grid_put_clipped(grid, body.row, body.col, body.cols, str_view(&line),
                     view->problem ? ROLE_WARNING : ROLE_DIM, 0);
    str_finish(&line);
}

void blame_pane_draw(const struct app *app, struct grid *grid, struct rect area)
{
    const struct blame_view *view = &app->blame;
    struct rect body = blame_pane_body(app, area);
    struct str left = {0}, right = {0};
    str_addf(&left, "Who wrote %s", view->path);
    if (view->from[0])
        str_addf(&left, " as of %.7s", view->from);
    if (view->count)
        str_addf(&right, "%zu of %zu · %s · by %s", view->selected + 1, view->count,
                 view->page.source ? "lines" : "paragraphs", view->ages ? "age" : "who");
    pane_draw_title(app, grid, area, str_view(&left), str_view(&right));
    str_finish(&left);
    str_finish(&right);
    if (body.row > area.row + 1)
        blame_draw_second(app, grid, (struct rect){area.row + 1, area.col + 2, 1, area.cols - 4});
    if (!view->loaded || view->count == 0) {
        blame_draw_waiting(view, grid, body);
        return;
    }
    pane_draw_page(&view->page.page.page, &view->page.find, view->page.top, view->page.skip, grid,
                   body);
    for (size_t i = 0; i < view->count; i++)
        if (view->units[i].end > view->page.top &&
            view->units[i].row < view->page.top + (size_t)body.rows)
            blame_draw_unit(app, i, grid, area, body);
}
