#ifndef CORE_WORKSPACE_CATALOG_INDEX_H
#define CORE_WORKSPACE_CATALOG_INDEX_H

#include "core/base/str.h"

/* The index behind catalog_resolve: empty until it is asked. For the catalog's own files. */

struct catalog_index;

enum { CATALOG_TARGET_MAX = 4096 }; /* no longer target leads anywhere */

struct catalog_index *catalog_index_new(void);
/* Forgets everything; the next question fills it again. */
void catalog_index_drop(struct catalog_index *index);
void catalog_index_free(struct catalog_index *index);
/* Appends `name` as links are compared: without case, blanks, `_`, `-`, apostrophes, and what a
 * file name cannot hold. */
void catalog_fold(struct str *out, struct view name);
/* Whether the permalink of a path folds to what the path folds to. */
bool catalog_is_plain(struct view path);
/* A link's target without what only says that it is a path of the workspace. */
struct view catalog_trim_target(struct view target);

#endif
