#ifndef CORE_STORE_LOG_FILTER_H
#define CORE_STORE_LOG_FILTER_H

#include "core/store/log.h"
#include "core/text/pattern.h"

#include <git2.h>

/* Private to core/store: what of a history is listed. */

struct log_filter {
    struct pattern *author, *subject, *text; /* NULL: any */
    int64_t since, until;
    char *path;
    git_pathspec *glob;
};

MUST_CHECK enum status log_filter_make(const struct log_options *options, struct log_filter *out,
                                       struct error *err);
void log_filter_finish(struct log_filter *filter);
/* Paths decide which parents are followed; the rest only what is listed. */
bool log_filter_has_path(const struct log_filter *filter);
/* Whether `commit` and `parent` (NULL: none) have the same files, as far as the path and the glob
 * go. */
MUST_CHECK enum status log_filter_compare(const struct log_filter *filter, git_repository *git,
                                          const git_commit *commit, const git_commit *parent,
                                          const atomic_bool *cancel, bool *same, struct error *err);
/* Whether author, subject, times and text let it be listed. `parent` is its only one, or NULL. */
MUST_CHECK enum status log_filter_match(const struct log_filter *filter, git_repository *git,
                                        const git_commit *commit, const git_commit *parent,
                                        size_t parent_count, const atomic_bool *cancel,
                                        bool *matches, struct error *err);

#endif
