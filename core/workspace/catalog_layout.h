#ifndef CORE_WORKSPACE_CATALOG_LAYOUT_H
#define CORE_WORKSPACE_CATALOG_LAYOUT_H

#include "core/workspace/catalog.h"

/* The conventions: which folders and files stand for which pane. For the catalog's own files. */

/* Looks at about twenty names and fills the paths and conventions of `catalog`. */
void catalog_layout(struct catalog *catalog, const struct folder *folder,
                    const struct rules *rules);
bool catalog_layout_equal(const struct catalog *a, const struct catalog *b);
/* The section of a file; SECTION_COUNT if it is in none. */
enum section_kind catalog_classify(const struct catalog *catalog, const struct rules *rules,
                                   struct view path);
/* The section that a file in the folder `path` has by its place alone. */
enum section_kind catalog_home(const struct catalog *catalog, const struct rules *rules,
                               struct view path);

#endif
