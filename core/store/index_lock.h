#ifndef CORE_STORE_INDEX_LOCK_H
#define CORE_STORE_INDEX_LOCK_H

#include "core/base/error.h"

/* Private to core/store: git's own lock on its index, `.git/index.lock`. */

struct index_lock {
    int fd;
    char *path;
};

/* STATUS_BUSY when somebody else has it; one that a dead writer of ours left is taken over. */
MUST_CHECK enum status index_lock_take(const char *git_path, struct index_lock *out,
                                       struct error *err);
/* Does nothing to a zeroed one. */
void index_lock_drop(struct index_lock *lock);

#endif
