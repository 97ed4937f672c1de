#ifndef CORE_STORE_TREE_COMPARE_H
#define CORE_STORE_TREE_COMPARE_H

#include "core/base/error.h"

#include <git2.h>
#include <stdatomic.h>

/* Private to core/store: trees, walked to a bounded depth. */

#define TREE_DEPTH_LIMIT 64

/* One file. An id or mode of the side that lacks it is zero. */
struct tree_change {
    const char *path; /* borrowed for the call */
    git_oid old_id, new_id;
    uint32_t old_mode, new_mode;
};
/* Anything but STATUS_OK ends the walk and is what it gives. */
typedef enum status tree_visit(void *data, const struct tree_change *change, struct error *err);

/* Visits each file in which `old` and `new` differ, in the order of their trees; either may be NULL
 * for an empty one. Folders with equal ids are not read. STATUS_LIMIT beyond TREE_DEPTH_LIMIT, and
 * for a folder that is there again and again (see tree_compare.c). */
MUST_CHECK enum status tree_compare(git_repository *git, const git_tree *old, const git_tree *new,
                                    const char *prefix, const atomic_bool *cancel,
                                    tree_visit *visit, void *data, struct error *err);

#endif
