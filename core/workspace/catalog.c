#include "core/workspace/catalog.h"

#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/workspace/catalog_index.h"
#include "core/workspace/catalog_layout.h"
#include "core/workspace/catalog_names.h"
#include "core/workspace/catalog_order.h"
#include "core/workspace/catalog_walk.h"

#include <stdlib.h>

/* A catalog is kept up by the same walk that makes it: what lies at and below a path is walked into
 * a catalog of its own, and takes the place of what stood there. So a refresh gives what a scan
 * gives, and costs a search, a move of pointers and as many folders as lie below the path. Only
 * when the conventions themselves have changed is everything walked again. */

static void catalog_finish_layout(struct catalog *catalog)
{
    free(catalog->memory_folder);
    free(catalog->drafts_folder);
    free(catalog->todo_path);
    free(catalog->self_folder);
}

enum status catalog_scan(const struct folder *folder, const struct catalog_options *options,
                         struct catalog **out, struct error *err)
{
    struct catalog *catalog = mem_zalloc(1, sizeof(*catalog));
    catalog->complete = true;
    catalog->index = catalog_index_new();
    catalog_layout(catalog, folder, options->rules);
    enum status status = catalog_walk(folder, options, "", catalog, err);
    if (status) {
        catalog_free(catalog);
        return status;
    }
    *out = catalog;
    return STATUS_OK;
}

void catalog_free(struct catalog *catalog)
{
    if (!catalog)
        return;
    catalog_empty(catalog);
    catalog_finish_layout(catalog);
    catalog_index_free(catalog->index);
    catalog_names_free(catalog->names);
    free(catalog);
}

/* Puts the entries of `now`, which are all that is at and below `path`, in place of what was. */
static bool catalog_replace_section(struct section *section, bool self, struct view path,
                                    struct section *now)
{
    struct section old = {0};
    section_extract(section, self, path, &old);
    bool changed = !section_equal(&old, now);
    section_merge(section, self, now);
    section_finish(&old);
    return changed;
}

static bool catalog_replace(struct catalog *catalog, struct catalog *now, struct view path)
{
    bool changed = false;
    for (size_t i = 0; i < SECTION_COUNT; i++)
        changed |= catalog_replace_section(&catalog->sections[i], i == SECTION_SELF, path,
                                           &now->sections[i]);
    changed |= catalog_replace_section(&catalog->contexts, false, path, &now->contexts);
    if (changed)
        catalog_index_drop(catalog->index);
    return changed;
}

static void catalog_take_layout(struct catalog *catalog, struct catalog *now)
{
    catalog_finish_layout(catalog);
    catalog->memory_folder = now->memory_folder;
    catalog->drafts_folder = now->drafts_folder;
    catalog->todo_path = now->todo_path;
    catalog->self_folder = now->self_folder;
    catalog->self_is_readme = now->self_is_readme;
    catalog->memory_is_rest = now->memory_is_rest;
}

bool catalog_refresh(struct catalog *catalog, const struct folder *folder,
                     const struct rules *rules, const char *path)
{
    struct catalog now = {.complete = true};
    struct catalog_options options = {.rules = rules};
    struct view scope = view_of(path);
    bool changed = false;
    catalog_layout(&now, folder, rules);
    bool same = catalog_layout_equal(catalog, &now);
    if (view_ends(scope, "/"))
        scope.len--;
    if (view_is(path_name(scope), ".gitignore"))
        scope = path_folder(scope);
    if (!same)
        scope.len = 0;
    /* A copy: `path` may be an entry's own. */
    char *place = mem_string_n(scope.data, scope.len);
    if (catalog_walk(folder, &options, place, &now, NULL) != STATUS_OK) {
        catalog_finish_layout(&now);
        goto out;
    }
    changed = catalog_replace(catalog, &now, view_of(place)) || !same;
    catalog_take_layout(catalog, &now);
    if (*place == '\0') {
        catalog->complete = true;
        catalog->skipped = now.skipped;
    }
out:
    catalog_empty(&now);
    free(place);
    return changed;
}

bool catalog_find(const struct catalog *catalog, struct view path, enum section_kind *section,
                  size_t *index)
{
    for (size_t i = 0; i < SECTION_COUNT; i++) {
        size_t at = section_find(&catalog->sections[i], i == SECTION_SELF, path);
        if (at == catalog->sections[i].count)
            continue;
        *section = (enum section_kind)i;
        *index = at;
        return true;
    }
    return false;
}

void catalog_take_names(struct catalog *catalog, struct catalog_names *names)
{
    catalog_names_free(catalog->names);
    catalog->names = names;
}
