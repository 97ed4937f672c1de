#ifndef CORE_WORKSPACE_CATALOG_ORDER_H
#define CORE_WORKSPACE_CATALOG_ORDER_H

#include "core/workspace/catalog.h"

/* The reading order of a section, and what is done to one by it. For the catalog's own files. */

#define CATALOG_RECENT "recent_contexts"

/* Files of a folder before its sub-folders, each by path_compare. With `self` the sub-folder
 * `recent_contexts` is the last of its folder and newest first. Zero for equal paths alone. */
int catalog_order(bool self, const struct catalog_entry *a, const struct catalog_entry *b);
/* Whether a folder of this name is on the way to `path`. */
bool catalog_is_recent(struct view path);

/* Takes over `entry`. */
void section_push(struct section *section, struct catalog_entry entry);
void section_sort(struct section *section, bool self, size_t from);
void section_truncate(struct section *section, size_t count);
/* Where `path` stands; section->count if it does not. */
size_t section_find(const struct section *section, bool self, struct view path);
/* Moves `path` and all below it to `out` (empty before), in order. */
void section_extract(struct section *section, bool self, struct view path, struct section *out);
/* Takes over the entries of `from`, which are in order; none of them is in `section`. */
void section_merge(struct section *section, bool self, struct section *from);
bool section_equal(const struct section *a, const struct section *b);
void section_finish(struct section *section);

#endif
