#ifndef CORE_STORE_LOG_COMMIT_H
#define CORE_STORE_LOG_COMMIT_H

#include "core/store/log.h"
#include "core/store/log_graft.h"

#include <git2.h>

/* Private to core/store: one commit as it is listed. */

/* `grafts` may be NULL. */
void log_commit_read(const git_commit *commit, const struct log_grafts *grafts,
                     struct log_commit *out);
size_t log_parent_count(const git_commit *commit, const struct log_grafts *grafts);
/* `at` is below that count. */
const git_oid *log_parent(const git_commit *commit, const struct log_grafts *grafts, size_t at);

#endif
