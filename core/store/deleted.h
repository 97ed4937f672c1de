#ifndef CORE_STORE_DELETED_H
#define CORE_STORE_DELETED_H

#include "core/store/path_index.h"

#include <stdint.h>

/* Every file that once was and is no longer there, found by walking history from HEAD, the newest
 * first: each path once, by the commit that took it away last. What was moved with its text
 * unchanged lives on elsewhere and is not listed. Of a merge only what all its parents had counts
 * as taken away by it. Links and submodules are left out. */

struct deleted_file {
    char *path;    /* as git has it: not filtered */
    char id[41];   /* the commit that took it away */
    char last[41]; /* the parent of that, which still has it */
    int64_t time;  /* of its author, seconds UTC */
    char *author, *subject;
};
void deleted_file_finish(struct deleted_file *file);

struct deleted_walk;
/* The repository must outlive the walk, and the index, of the same repository: it says which
 * commits take nothing away, so that those are not looked at; NULL for none. An unborn HEAD gives
 * an empty walk. */
MUST_CHECK enum status deleted_open(struct repository *repo, struct path_index *index,
                                    struct deleted_walk **out, struct error *err);
void deleted_close(struct deleted_walk *walk);
/* The next file. STATUS_ABSENT at the end; STATUS_BUSY when some commits were looked at and took
 * nothing away: asked again, it goes on. */
MUST_CHECK enum status deleted_next(struct deleted_walk *walk, const atomic_bool *cancel,
                                    struct deleted_file *out, struct error *err);
/* Commits looked at so far, and those of them whose folders are over the limits of
 * core/store/tree_compare.h and were left out. */
size_t deleted_visited(const struct deleted_walk *walk);
size_t deleted_left_out(const struct deleted_walk *walk);

#endif
