#include "core/store/log_paths.h"

#include "core/store/diff_tree.h"
#include "core/store/repository_git.h"
#include "core/store/tree_compare.h"

struct log_paths {
    void (*visit)(void *data, const char *path);
    void *data;
};

static enum status log_paths_visit(void *data, const struct tree_change *change, struct error *err)
{
    struct log_paths *paths = data;
    (void)err;
    paths->visit(paths->data, change->path);
    return STATUS_OK;
}

enum status log_paths_read(struct repository *repo, const char *id, const atomic_bool *cancel,
                           void (*visit)(void *data, const char *path), void *data,
                           struct error *err)
{
    struct log_paths paths = {visit, data};
    git_commit *commit = NULL;
    git_tree *old = NULL, *new = NULL;
    enum status status = diff_tree_commit(repo, id, &commit, err);
    if (status == STATUS_OK)
        status = diff_tree_pair(repo, commit, &old, &new, err);
    if (status == STATUS_OK)
        status = tree_compare(repo->git, old, new, "", cancel, log_paths_visit, &paths, err);
    git_tree_free(old);
    git_tree_free(new);
    git_commit_free(commit);
    return status;
}
