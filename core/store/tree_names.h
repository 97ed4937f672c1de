#ifndef CORE_STORE_TREE_NAMES_H
#define CORE_STORE_TREE_NAMES_H

#include "core/base/str.h"
#include "core/store/object_reader.h"

#include <stdatomic.h>

/* Private to core/store: the paths in which two trees differ, from the bytes of the trees. */

#define TREE_NAMES_BYTES ((size_t)64 << 20)

struct tree_names {
    struct object_reader *reader;
    const atomic_bool *cancel;
    size_t limit;    /* most paths, and most folders looked at */
    struct str path; /* the folder that is looked at, with a slash at its end */
    int depth;
    size_t folders;
    struct str names; /* what was found: paths, each with its NUL, */
    git_oid *files;   /* and what `new` has there; zero when that is no regular file */
    size_t count, cap;
};

/* Adds the files and links in which `old` (NULL: an empty tree) and `new` differ. STATUS_LIMIT
 * beyond the limit or TREE_NAMES_BYTES, or more than TREE_DEPTH_LIMIT folders deep, STATUS_INVALID
 * for a tree that is none, STATUS_IO for one that cannot be read. */
MUST_CHECK enum status tree_names_add(struct tree_names *names, const git_oid *old,
                                      const git_oid *new, struct error *err);
/* What `tree` has at `path`; zero when that is no regular file. STATUS_INVALID and STATUS_IO as
 * above. */
MUST_CHECK enum status tree_names_find(struct object_reader *reader, const git_oid *tree,
                                       const char *path, git_oid *file, struct error *err);
void tree_names_finish(struct tree_names *names);

#endif
