#include "tui/app.h"

#include "core/base/memory.h"
#include "tui/app_notes.h"

#include <stdlib.h>
#include <string.h>

/* Which file each list stands on, over a change of the catalog: a file that comes or goes above the
 * selected one must not move the selection to another. */

static bool select_is_row(const struct section *section, const struct places_row *row,
                          const char *path)
{
    if (row->folder)
        return view_is(view_from(row->folder, row->len), path);
    return strcmp(section->entries[row->entry].path, path) == 0;
}

void app_hold_files(const struct app *app, struct app_files *held)
{
    *held = (struct app_files){0};
    for (enum pane pane = PANE_SELF; pane <= PANE_DRAFTS; pane++) {
        const struct section *section = &app->ws.catalog->sections[pane];
        size_t entry = app_entry_of(app, pane, app->lists[pane].selected);
        if (entry < section->count)
            held->paths[pane] = mem_string(section->entries[entry].path);
    }
    size_t at = app->lists[PANE_FILES].selected;
    if (at >= app->places.count)
        return;
    const struct places_row *row = &app->places.rows[at];
    const struct section *section = &app->ws.catalog->sections[SECTION_FILES];
    held->paths[PANE_FILES] = row->folder ? mem_string_n(row->folder, row->len)
                                          : mem_string(section->entries[row->entry].path);
}

static void select_again(struct app *app, enum pane pane, const char *path)
{
    enum section_kind section;
    size_t index;
    if (pane == PANE_FILES) {
        for (size_t i = 0; i < app->places.count; i++)
            if (select_is_row(&app->ws.catalog->sections[SECTION_FILES], &app->places.rows[i],
                              path))
                app->lists[pane].selected = i;
    } else if (catalog_find(app->ws.catalog, view_of(path), &section, &index) &&
               section == (enum section_kind)pane && app_row_of(app, pane, index) != SIZE_MAX) {
        app->lists[pane].selected = app_row_of(app, pane, index);
    }
}

void app_find_files(struct app *app, struct app_files *held)
{
    for (enum pane pane = PANE_SELF; pane <= PANE_FILES; pane++)
        if (held->paths[pane]) {
            select_again(app, pane, held->paths[pane]);
            free(held->paths[pane]);
        }
    *held = (struct app_files){0};
}
