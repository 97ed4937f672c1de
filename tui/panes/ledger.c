#include "tui/panes/pane.h"

#include "core/base/clock.h"
#include "core/base/path.h"
#include "core/text/cluster.h"

#include <string.h>

/* What was deleted, branches and tags, where HEAD was, what there was once: rows of columns under a
 * title that counts them; and a deleted file as a page. */

enum { WIDE = 70, AGE = 4 };

static void add_plural(struct str *out, size_t count, bool more, const char *what)
{
    str_addf(out, "%zu%s %s%s", count, more ? "+" : "", what,
             count == 1 && !more             ? ""
             : what[strlen(what) - 1] == 'h' ? "es"
                                             : "s");
}

static void ledger_add_count(const struct ledger_view *view, struct str *out)
{
    size_t tags = 0;
    switch (view->kind) {
    case LEDGER_DELETED:
    case LEDGER_PAST:
        if (!view->complete)
            str_addf(out, "%s %zu commits · ", view->stopped ? "stopped after" : "searched",
                     view->visited);
        add_plural(out, view->count, !view->complete, "file");
        if (view->left_out)
            str_addf(out, " · %zu too large to look at", view->left_out);
        break;
    case LEDGER_BRANCHES:
        for (size_t i = 0; i < view->count; i++)
            tags += view->rows[i].is_tag;
        add_plural(out, view->count - tags, false, "branch");
        str_add_text(out, ", ");
        add_plural(out, tags, false, "tag");
        if (view->left_out)
            str_addf(out, " · %zu lead to no commit", view->left_out);
        break;
    case LEDGER_REFLOG:
        add_plural(out, view->count, false, "place");
        break;
    }
}

/* Puts `text` in a column and gives where the next one begins. */
static int put_column(struct grid *grid, int row, int col, int cols, int end, struct view text,
                      enum role role, unsigned attrs)
{
    int room = end - col < cols ? end - col : cols;
    if (room > 0)
        grid_put_clipped(grid, row, col, room, text, role, attrs);
    return col + cols + 2;
}

static int put_age(const struct app *app, const struct ledger_row *row, struct grid *grid, int at,
                   int col)
{
    struct str age = {0};
    clock_add_short(&age, row->time, app->now);
    col = put_column(grid, at, col, AGE, col + AGE, str_view(&age), ROLE_DATE, 0);
    str_finish(&age);
    return col;
}

/* Age, file, and with room its folder, who deleted it and with which commit. */
static void draw_deleted(const struct app *app, const struct ledger_row *row, struct grid *grid,
                         struct rect area)
{
    int end = area.col + area.cols, col = put_age(app, row, grid, area.row, area.col);
    bool wide = area.cols >= WIDE;
    struct view path = view_of(row->name);
    if (!wide) {
        put_column(grid, area.row, col, area.cols, end, path, ROLE_TEXT, 0);
        return;
    }
    int folder = area.cols / 5, subject = area.cols >= 100 ? area.cols / 4 : -2;
    int name = end - col - folder - 14 - subject - 6;
    col = put_column(grid, area.row, col, name, end, path_name(path), ROLE_TEXT, 0);
    col = put_column(grid, area.row, col, folder, end, path_folder(path), ROLE_DIM, 0);
    col = put_column(grid, area.row, col, 14, end, view_of(row->author), ROLE_AUTHOR, 0);
    put_column(grid, area.row, col, subject, end, view_of(row->subject), ROLE_DIM, 0);
}

/* Age, file, with room who took it away, and what stood there. */
static void draw_past(const struct app *app, const struct ledger_row *row, struct grid *grid,
                      struct rect area)
{
    int end = area.col + area.cols, col = put_age(app, row, grid, area.row, area.col);
    bool wide = area.cols >= WIDE;
    col = put_column(grid, area.row, col, wide ? area.cols / 4 : area.cols / 3, end,
                     path_name(view_of(row->name)), ROLE_TEXT, 0);
    if (wide)
        col = put_column(grid, area.row, col, 14, end, view_of(row->author), ROLE_AUTHOR, 0);
    put_column(grid, area.row, col, area.cols, end, view_trim(view_of(row->snippet)), ROLE_DIM, 0);
}

/* Name, with a mark where HEAD stands; age, who and what of its newest commit. */
static void draw_branch(const struct app *app, const struct ledger_row *row, struct grid *grid,
                        struct rect area)
{
    int end = area.col + area.cols, col = area.col;
    bool wide = area.cols >= WIDE;
    if (row->is_here)
        grid_put(grid, area.row, col, 1, VIEW("●"), ROLE_ACCENT, 0);
    col = put_column(grid, area.row, col + 2, wide ? area.cols / 3 : area.cols / 2, end,
                     view_of(row->name ? row->name : "no branch"),
                     row->is_tag ? ROLE_COMMIT : ROLE_TEXT, row->is_here ? STYLE_BOLD : 0);
    col = put_column(grid, area.row, col, 3, end, view_of(row->is_tag ? "tag" : ""), ROLE_DIM, 0);
    col = put_age(app, row, grid, area.row, col);
    if (wide)
        col = put_column(grid, area.row, col, 14, end, view_of(row->author), ROLE_AUTHOR, 0);
    put_column(grid, area.row, col, area.cols, end, view_of(row->subject), ROLE_DIM, 0);
}

/* Age, id, what moved it: "commit" and the subject apart. */
static void draw_place(const struct app *app, const struct ledger_row *row, struct grid *grid,
                       struct rect area)
{
    int end = area.col + area.cols, col = put_age(app, row, grid, area.row, area.col);
    struct view what = view_of(row->name);
    size_t colon = view_find(what, 0, ':');
    bool parted = area.cols >= 50 && colon < what.len;
    col = put_column(grid, area.row, col, 7, end, view_from(row->id, 7), ROLE_COMMIT, 0);
    if (parted) {
        col = put_column(grid, area.row, col, 16, end, view_slice(what, 0, colon), ROLE_DIM, 0);
        what = view_trim(view_slice(what, colon + 1, what.len));
    }
    put_column(grid, area.row, col, area.cols, end, what, ROLE_TEXT, 0);
}

static void draw_empty(const struct ledger_view *view, struct grid *grid, struct rect row)
{
    static const char *const none[] = {"Nothing that is in a commit was ever deleted here.",
                                       "No branches yet: the first commit makes one.",
                                       "Nothing is written down yet of where HEAD was.",
                                       "No earlier version had it, or it is still there."};
    grid_put_clipped(grid, row.row, row.col, row.cols,
                     view_of(view->problem       ? view->problem
                             : view->complete    ? none[view->kind]
                             : view->stopped     ? "Stopped: nothing found so far."
                             : view->visited > 0 ? "searching… esc stops"
                                                 : "reading…"),
                     view->problem ? ROLE_WARNING : ROLE_DIM, 0);
}

void ledger_pane_draw(const struct app *app, struct grid *grid, struct rect area)
{
    static const char *const titles[] = {"Deleted", "Branches and tags", "Where I was",
                                         "Earlier versions"};
    static void (*const draw[])(const struct app *, const struct ledger_row *, struct grid *,
                                struct rect) = {draw_deleted, draw_branch, draw_place, draw_past};
    const struct ledger_view *view = &app->ledger;
    struct str right = {0}, left = {0};
    if (view->count || view->complete)
        ledger_add_count(view, &right);
    str_addf(&left, "%s%s%s", titles[view->kind], view->query ? ": " : "",
             view->query ? view->query : "");
    pane_draw_title(app, grid, area, str_view(&left), str_view(&right));
    str_finish(&left);
    str_finish(&right);
    struct rect row = {area.row + 2, area.col + 2, 1, area.cols - 4};
    if (view->count == 0)
        draw_empty(view, grid, row);
    else if (view->problem)
        grid_put_clipped(grid, area.row + 1, row.col, row.cols, view_of(view->problem),
                         ROLE_WARNING, 0);
    for (int i = 0; i < area.rows - 2 && view->list.top + (size_t)i < view->count; i++) {
        size_t at = view->list.top + (size_t)i;
        row.row = area.row + 2 + i;
        draw[view->kind](app, &view->rows[at], grid, row);
        if (at != view->list.selected)
            continue;
        grid_put(grid, row.row, area.col, 1, VIEW("▌"), ROLE_ACCENT, 0);
        if (app->focus == PANE_MAIN)
            grid_add_attrs(grid, (struct rect){row.row, area.col, 1, area.cols - 1},
                           STYLE_SELECTED);
    }
}

void gone_pane_draw(const struct app *app, struct grid *grid, struct rect area)
{
    const struct reader *reader = &app->gone;
    const struct ledger_row *row = ledger_selected(&app->ledger);
    struct rect body = pane_body(app, area);
    struct str right = {0}, second = {0};
    if (reader->find.text.len && reader->find.hits)
        str_addf(&right, "%zu of %zu found", find_number(&reader->find), reader->find.hits);
    else if (row)
        str_addf(&right, "%zu of %zu%s", app->ledger.list.selected + 1, app->ledger.count,
                 app->ledger.complete ? "" : "+");
    pane_draw_title(app, grid, area, view_of(reader->path), str_view(&right));
    if (row) {
        str_add_text(&second, row->stays ? "taken out " : "deleted ");
        clock_add_long(&second, row->time, app->now);
        str_addf(&second, " by %s · %s", row->author, row->subject);
    }
    grid_put_clipped(grid, area.row + 1, area.col + 2, area.cols - 4, str_view(&second), ROLE_DIM,
                     0);
    if (reader->problem)
        grid_put_clipped(grid, body.row, body.col, body.cols, view_of(reader->problem),
                         ROLE_WARNING, 0);
    else if (!app->gone_waits)
        pane_draw_page(&reader->page.page, &reader->find, reader->top, reader->skip, grid, body);
    str_finish(&right);
    str_finish(&second);
}
