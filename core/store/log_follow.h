#ifndef CORE_STORE_LOG_FOLLOW_H
#define CORE_STORE_LOG_FOLLOW_H

#include "core/store/log_filter.h"
#include "core/store/log_graft.h"
#include "core/store/path_index.h"

/* Private to core/store: the history of one file, through its renames, from a path index. */

struct log_follow;

/* From commit `id` on. Everything but `path` and `id` is borrowed; the filter's path becomes the
 * one that the file has. */
MUST_CHECK enum status log_follow_open(struct repository *repo, struct path_index *index,
                                       struct log_filter *filter, const struct log_grafts *grafts,
                                       const git_oid *id, const char *path,
                                       const atomic_bool *cancel, struct log_follow **out,
                                       struct error *err);
void log_follow_close(struct log_follow *follow);
/* As log_next. `*visited` is counted up. */
MUST_CHECK enum status log_follow_next(struct log_follow *follow, size_t pace,
                                       atomic_size_t *visited, const atomic_bool *cancel,
                                       struct log_commit *out, struct error *err);
/* The name that the file has in the commit given last. */
const char *log_follow_path(const struct log_follow *follow);

#endif
