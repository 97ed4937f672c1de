#ifndef CORE_STORE_LISTING_H
#define CORE_STORE_LISTING_H

#include "core/store/repository_git.h"

#include <stdatomic.h>

/* Private to core/store: files by path, in the order of git's index. */

struct listed {
    size_t path; /* where it begins in `names` */
    git_oid id;  /* in HEAD */
    uint32_t mode;
    struct index_stat stat; /* on disk */
    uint64_t size;
};
struct listing {
    struct str names; /* paths, each with its NUL */
    struct listed *items;
    size_t count, cap;
};
void listing_finish(struct listing *listing);
const char *listing_path(const struct listing *listing, size_t index);
/* Puts it in order and drops what is there twice. */
void listing_sort(struct listing *listing);

/* Adds the regular files of `tree` at or below `path` ("" for all); hidden ones left out. */
MUST_CHECK enum status listing_add_tree(struct listing *listing, git_repository *git,
                                        const git_tree *tree, const char *path,
                                        const atomic_bool *cancel, struct error *err);
/* Adds the regular files on disk at or below `path`. Left out: hidden ones, whatever is no regular
 * file, folders with a repository of their own, names that git could not hold, and ignored files
 * that are not in `head` (sorted). A folder that cannot be read has no files. */
MUST_CHECK enum status listing_add_disk(struct listing *listing, struct repository *repo,
                                        const struct listing *head, const char *path,
                                        const atomic_bool *cancel, struct error *err);

#endif
