#ifndef CORE_WORKSPACE_CATALOG_WALK_H
#define CORE_WORKSPACE_CATALOG_WALK_H

#include "core/workspace/catalog.h"

/* Reading folders into a catalog. For the catalog's own files. */

/* Adds what lies at and below `path` ("" for all), in reading order, to the sections of `out`,
 * whose layout is set. Folders on the way may leave it out by their `.gitignore`. Nothing is added
 * when `path` is not there, or is reached by a link. */
MUST_CHECK enum status catalog_walk(const struct folder *folder,
                                    const struct catalog_options *options, const char *path,
                                    struct catalog *out, struct error *err);
/* Frees the sections' entries and leaves them empty. */
void catalog_empty(struct catalog *catalog);

#endif
