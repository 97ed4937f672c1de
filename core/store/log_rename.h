#ifndef CORE_STORE_LOG_RENAME_H
#define CORE_STORE_LOG_RENAME_H

#include "core/base/error.h"

#include <git2.h>
#include <stdatomic.h>

/* Private to core/store: where a file that a commit brings came from. */

/* What a file may have been made from: whatever was there, as for `git log --follow`, or only what
 * the commit took away, as for `git blame`. */
enum log_rename { LOG_RENAMED_OR_COPIED, LOG_RENAMED };

/* The file of `old` (NULL: none) that the file `path` of `new`, which `old` has not, was made from,
 * as git decides it (diffcore-rename.c). `*source` is NULL when there is none; the caller frees it.
 */
MUST_CHECK enum status log_rename_find(git_repository *git, const git_tree *old,
                                       const git_tree *new, const char *path, enum log_rename how,
                                       const atomic_bool *cancel, char **source, struct error *err);

#endif
