#ifndef CORE_STORE_LOG_GRAFT_H
#define CORE_STORE_LOG_GRAFT_H

#include "core/base/error.h"

#include <git2.h>
#include <stddef.h>

/* Private to core/store: commits whose parents are not those they name, as .git/shallow (none) and
 * .git/info/grafts (others) say. libgit2 1.5 knows neither. */

struct log_graft {
    git_oid id;
    size_t first, count; /* in `parents` */
};

struct log_grafts {
    struct log_graft *items; /* by id */
    size_t count, cap;
    git_oid *parents;
    size_t parent_count, parent_cap;
};

/* STATUS_INVALID for a file that is no such list, STATUS_LIMIT for one over 16 MiB. */
MUST_CHECK enum status log_grafts_read(const char *git_path, struct log_grafts *out,
                                       struct error *err);
/* NULL when the commit's own parents hold. */
const struct log_graft *log_grafts_find(const struct log_grafts *grafts, const git_oid *id);
void log_grafts_finish(struct log_grafts *grafts);

#endif
