#ifndef CORE_STORE_FILE_LOCK_H
#define CORE_STORE_FILE_LOCK_H

#include "core/base/error.h"

/* Private to core/store: git's own locks, `.git/index.lock` and those of refs. */

struct file_lock {
    int fd;
    char *path;
};

/* Takes `name`.lock below `git_path`. STATUS_BUSY when somebody else has it; one that a dead writer
 * of ours left is taken over. */
MUST_CHECK enum status file_lock_take(const char *git_path, const char *name, struct file_lock *out,
                                      struct error *err);
/* Waits for 1 to 50 ms, so that the next try to take it does not meet the same other one. */
void file_lock_nap(void);
/* Does nothing to a zeroed one. */
void file_lock_drop(struct file_lock *lock);

#endif
