#include "tui/panes/pane.h"

/* Self, Memory and Drafts: a file of their section a row; Memory may be sorted and filtered. */

static size_t section_count(const struct app *app, const struct pane_ops *ops)
{
    bool browsed = ops->section == SECTION_MEMORY && app->browse.on;
    return browsed ? app->browse.count : app->ws.catalog->sections[ops->section].count;
}

static void section_add_count(const struct app *app, const struct pane_ops *ops, struct str *out)
{
    size_t all = app->ws.catalog->sections[ops->section].count, shown = section_count(app, ops);
    if (shown < all)
        str_addf(out, "%zu of ", shown);
    str_addf(out, "%zu%s", all, app->ws.catalog->complete ? "" : "+");
    if (ops->section == SECTION_MEMORY && app->browse.fresh)
        str_add_text(out, " …");
}

static void section_draw_row(const struct app *app, const struct pane_ops *ops, size_t index,
                             struct grid *grid, struct rect area)
{
    bool memory = ops->section == SECTION_MEMORY;
    size_t entry = memory ? browse_desk_entry(&app->browse, index) : index;
    if (entry < app->ws.catalog->sections[ops->section].count)
        pane_draw_file(app, ops->section, entry, grid, area, ops->words,
                       memory ? browse_desk_value(&app->browse, index) : NULL);
}

static bool memory_add_chip(const struct app *app, size_t number, struct str *out)
{
    const struct browse *browse = &app->browse.browse;
    for (unsigned i = 0; i < BROWSE_CHIPS; i++)
        if (browse->values[i] && number-- == 0) {
            browse_add_chip(browse, (enum browse_chip)i, out);
            return true;
        }
    return false;
}

/* That none fits, what each filter alone hides, and what to press. */
static bool memory_add_empty(const struct app *app, size_t number, struct str *out)
{
    const struct browse_desk *desk = &app->browse;
    size_t all = app->ws.catalog->sections[SECTION_MEMORY].count;
    if (!desk->on || !all)
        return false;
    if (number-- == 0) {
        str_add_text(out, "none fits: esc shows all");
        return true;
    }
    for (unsigned i = 0; i < BROWSE_CHIPS; i++)
        if (desk->list.hidden[i] && desk->browse.values[i] && number-- == 0) {
            str_addf(out, "%zu without ", desk->list.hidden[i]);
            browse_add_chip(&desk->browse, (enum browse_chip)i, out);
            return true;
        }
    return false;
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
    .add_chip = memory_add_chip,
    .add_empty = memory_add_empty,
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
