#include "tui/panes/pane.h"

/* A commit: who, when, why, and what it changed. */

void diff_pane_layout(struct diff_view *view, unsigned cols)
{
    const struct diff_page_options options = {.cols = cols, .look = view->look, .words = true};
    page_finish(&view->page);
    view->page = (struct page){0};
    view->cols = cols;
    if (view->about == DIFF_COMMIT)
        diff_page_add_head(&view->page, &view->diff, cols);
    diff_page_add_files(&view->page, &view->diff, &options);
}

void diff_pane_draw(const struct app *app, struct grid *grid, struct rect area)
{
    const struct diff_view *view = &app->diff;
    struct rect body = pane_body(app, area);
    struct str left = {0}, right = {0};
    if (view->about == DIFF_COMMIT)
        str_addf(&left, "Commit %.7s", view->id);
    else
        str_add_text(&left, view->title);
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
}
