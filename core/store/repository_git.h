#ifndef CORE_STORE_REPOSITORY_GIT_H
#define CORE_STORE_REPOSITORY_GIT_H

#include "core/store/index_file.h"
#include "core/store/object_store.h"
#include "core/store/repository.h"

/* Private to core/store: the inside of a `struct repository`. */

struct repository {
    git_repository *git;
    char *path;                   /* the work tree: absolute, links resolved, no slash at the end */
    char *git_path;               /* its .git */
    bool trusts_mode;             /* core.filemode: the executable bit on disk means something */
    struct object_store *objects; /* borrowed from the object database */
    struct index_file index;      /* as last read or written, to be used while the file is that */
};

/* Where HEAD is. */
struct head_position {
    char ref[1024]; /* the ref a commit moves: a branch, or HEAD itself when detached */
    bool detached, unborn;
    git_oid id; /* unless unborn */
};
MUST_CHECK enum status repository_head(struct repository *repo, struct head_position *out,
                                       struct error *err);
/* The rebase, merge, … or switch of branches in progress, or NULL. */
const char *repository_busy(struct repository *repo);
/* A switch of branches (core/store/branch_switch.h) is under way, or was cut short. */
bool repository_is_switching(const struct repository *repo);
/* The tree of commit `id`; of `id` NULL an empty tree, which is then written. */
MUST_CHECK enum status repository_tree(struct repository *repo, const git_oid *id, git_tree **out,
                                       struct error *err);
/* A code of libgit2's. The commit that `id` is, or that a tag of it leads to; GIT_EPEEL when it is
 * neither, or the tags go on and on. */
MUST_CHECK int repository_peel(struct repository *repo, const git_oid *id, git_commit **out);
/* `folder`/`name` in newly made memory. */
char *repository_join(const char *folder, const char *name);

#endif
