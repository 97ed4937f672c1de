#ifndef CORE_WORKSPACE_CATALOG_INDEX_H
#define CORE_WORKSPACE_CATALOG_INDEX_H

#include "core/base/str.h"

/* The index behind catalog_resolve: empty until it is asked. For the catalog's own files. */

struct catalog_index;

struct catalog_index *catalog_index_new(void);
/* Forgets everything; the next question fills it again. */
void catalog_index_drop(struct catalog_index *index);
void catalog_index_free(struct catalog_index *index);
/* Appends `name` as links are compared: without case, blanks, `_`, `-`, apostrophes, and what a
 * file name cannot hold. */
void catalog_fold(struct str *out, struct view name);

#endif
