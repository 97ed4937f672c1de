#include "tui/panes/pane.h"

#include "core/base/memory.h"

#include <stdlib.h>

/* A commit: who, when, why, and what it changed. */

static enum diff_look diff_look(const struct app *app)
{
    enum diff_look look = app->diff.taste.look;
    return look == DIFF_SIDE && app->grid.cols < DIFF_SIDE_COLS ? DIFF_UNIFIED : look;
}

struct rect diff_pane_body(const struct app *app, struct rect area)
{
    struct rect body = pane_body(app, area);
    if (diff_look(app) == DIFF_SIDE && area.cols > 4) {
        body.col = area.col + 2;
        body.cols = area.cols - 4;
    }
    return body;
}

size_t diff_change_row(const struct page *page, size_t number)
{
    size_t row = 0;
    for (size_t i = 0; number && i < page->row_count; i++)
        if (page->rows[i].source) {
            row = i;
            number--;
        }
    return row;
}

/* What was stepped to stays where it is on the screen. */
void diff_pane_layout(const struct app *app, struct diff_view *view, unsigned cols)
{
    const struct diff_page_options options = {.cols = cols, .look = diff_look(app), .words = true};
    size_t row = diff_change_row(&view->page, view->change);
    size_t above = row > view->top ? row - view->top : 0;
    page_finish(&view->page);
    view->page = (struct page){0};
    view->cols = cols;
    if (view->about == DIFF_COMMIT && !view->from[0])
        diff_page_add_head(&view->page, &view->diff, cols);
    diff_page_add_files(&view->page, &view->diff, &options);
    row = diff_change_row(&view->page, view->change);
    if (view->change)
        view->top = row > above ? row - above : 0;
    if (view->find.text.len) {
        char *words = mem_string(str_text(&view->find.text));
        if (find_run(&view->find, &view->page, view_of(words), NULL) == STATUS_OK)
            find_from_row(&view->find, view->top);
        free(words);
    }
}

void diff_pane_draw(const struct app *app, struct grid *grid, struct rect area)
{
    const struct diff_view *view = &app->diff;
    struct rect body = diff_pane_body(app, area);
    static const char *const looks[] = {"by line", "side by side", "rendered"};
    struct str left = {0}, right = {0};
    if (view->about == DIFF_COMMIT && view->from[0])
        str_addf(&left, "From %.7s to %.7s", view->from, view->id);
    else if (view->about == DIFF_COMMIT)
        str_addf(&left, "Commit %.7s", view->id);
    else
        str_add_text(&left, view->title);
    if (view->loaded && view->taste.ignore_blanks)
        str_add_text(&right, "blanks ignored · ");
    if (view->loaded && diff_look(app) != DIFF_UNIFIED)
        str_addf(&right, "%s · ", looks[diff_look(app)]);
    if (view->loaded && view->about == DIFF_COMMIT)
        str_addf(&right, "%zu file%s", view->diff.file_count,
                 view->diff.file_count == 1 ? "" : "s");
    pane_draw_title(app, grid, area, str_view(&left), str_view(&right));
    str_finish(&left);
    str_finish(&right);
    if (!view->loaded)
        grid_put_clipped(grid, body.row, body.col, body.cols,
                         view_of(view->problem ? view->problem : "reading…"),
                         view->problem ? ROLE_WARNING : ROLE_DIM, 0);
    else
        pane_draw_page(&view->page, &view->find, view->top, view->skip, grid, body);
    size_t row = diff_change_row(&view->page, view->change);
    if (view->loaded && view->change && row >= view->top && row < view->top + (size_t)body.rows)
        grid_put(grid, body.row + (int)(row - view->top), body.col - 1, 1, VIEW("▸"), ROLE_ACCENT,
                 0);
}
