#include "tui/panes/pane.h"

/* Self, Memory and Drafts: a file of their section a row. */

static size_t section_count(const struct app *app, const struct pane_ops *ops)
{
    return app->ws.catalog->sections[ops->section].count;
}

static void section_add_count(const struct app *app, const struct pane_ops *ops, struct str *out)
{
    str_addf(out, "%zu%s", section_count(app, ops), app->ws.catalog->complete ? "" : "+");
}

static void section_draw_row(const struct app *app, const struct pane_ops *ops, size_t index,
                             struct grid *grid, struct rect area)
{
    pane_draw_file(app, ops->section, index, grid, area, ops->words);
}

const struct pane_ops pane_self = {
    .name = "self",
    .title = "Self",
    .empty = "who you are: press a",
    .where = WHERE_SELF,
    .section = SECTION_SELF,
    .count = section_count,
    .add_count = section_add_count,
    .draw_row = section_draw_row,
};

const struct pane_ops pane_memory = {
    .name = "memory",
    .title = "Memory",
    .empty = "no notes yet: press a",
    .where = WHERE_MEMORY,
    .section = SECTION_MEMORY,
    .count = section_count,
    .add_count = section_add_count,
    .draw_row = section_draw_row,
};

const struct pane_ops pane_drafts = {
    .name = "drafts",
    .title = "Drafts",
    .empty = "no drafts yet: press a",
    .where = WHERE_DRAFTS,
    .section = SECTION_DRAFTS,
    .words = true,
    .count = section_count,
    .add_count = section_add_count,
    .draw_row = section_draw_row,
};
