#ifndef CORE_WORKSPACE_SEARCH_NAMES_H
#define CORE_WORKSPACE_SEARCH_NAMES_H

#include "core/workspace/catalog_names.h"
#include "core/workspace/search_index.h"

/* What the index knows of files' names that their paths do not tell. `memory` is the memory folder,
 * from which permalinks are made. */
struct catalog_names *search_names_all(struct search_index *index, const char *memory);
/* The same of one file; nothing is added when its path tells all, or when it is not known. */
void search_names_add(struct search_index *index, const char *memory, const char *path,
                      struct catalog_names *out);

#endif
