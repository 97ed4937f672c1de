#ifndef CORE_STORE_REFLOG_H
#define CORE_STORE_REFLOG_H

#include "core/store/repository.h"

#include <stdint.h>

/* Where HEAD was: git's reflog of it, the newest entry first. It is a file that anybody may have
 * written: lines that make no sense are left out, and of a large file only the end is read. */

struct reflog_entry {
    char id[41];  /* where HEAD went */
    int64_t time; /* seconds UTC */
    char *who;    /* a name; not filtered */
    char *what;   /* "commit: todo: add one", "checkout: moving from main to spring" */
};
/* At most `most` entries. No reflog: none. */
MUST_CHECK enum status reflog_read(struct repository *repo, size_t most, struct reflog_entry **out,
                                   size_t *count, struct error *err);
void reflog_free(struct reflog_entry *entries, size_t count);

#endif
