#include "tui/panes/pane.h"

/* The places: folders that open, and files. */

static size_t files_count(const struct app *app, const struct pane_ops *ops)
{
    (void)ops;
    return app->places.count;
}

static void files_add_count(const struct app *app, const struct pane_ops *ops, struct str *out)
{
    (void)ops;
    str_addf(out, "%zu%s", app->ws.catalog->sections[SECTION_FILES].count,
             app->ws.catalog->complete ? "" : "+");
}

static void files_draw_row(const struct app *app, const struct pane_ops *ops, size_t index,
                           struct grid *grid, struct rect area)
{
    (void)ops;
    const struct places_row *row = &app->places.rows[index];
    if (!row->folder) {
        const char *path = app->ws.catalog->sections[SECTION_FILES].entries[row->entry].path;
        int indent = view_find(view_of(path), 0, '/') < view_of(path).len ? 2 : 0;
        area.col += indent;
        area.cols -= indent;
        pane_draw_file(app, SECTION_FILES, row->entry, grid, area, true, NULL);
        return;
    }
    struct str left = {0}, right = {0};
    str_addf(&left, "%s %.*s", row->open ? "▾" : "▸", (int)row->len, row->folder);
    str_addf(&right, "%zu", row->files);
    pane_draw_row(grid, area, str_view(&left), ROLE_TEXT, 0, str_view(&right), ROLE_DIM);
    str_finish(&left);
    str_finish(&right);
}

const struct pane_ops pane_files = {
    .name = "files",
    .title = "Files",
    .empty = "no other places: press a",
    .where = WHERE_FILES,
    .count = files_count,
    .add_count = files_add_count,
    .draw_row = files_draw_row,
};
