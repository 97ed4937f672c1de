#include "core/store/diff_tree.h"
#include "core/store/git_error.h"
#include "core/store/log_commit.h"
#include "core/store/repository_git.h"

/* Lines on one side only, as git counts them. */
static enum status count_files(git_diff *diff, const atomic_bool *cancel, struct log_stat *out,
                               struct error *err)
{
    for (size_t i = 0; i < git_diff_num_deltas(diff); i++) {
        git_patch *patch = NULL;
        size_t added = 0, removed = 0;
        if (cancel && atomic_load_explicit(cancel, memory_order_relaxed))
            return error_set(err, STATUS_CANCELLED, "cancelled");
        int code = git_patch_from_diff(&patch, diff, i);
        if (code == 0 && patch)
            code = git_patch_line_stats(NULL, &added, &removed, patch);
        git_patch_free(patch);
        if (code < 0) {
            git_failed(err, code, "the lines of a commit cannot be read");
            return STATUS_IO;
        }
        out->added += added;
        out->removed += removed;
    }
    return STATUS_OK;
}

/* A merge says nothing of its own: what it brings stands at the commits it brings. */
static enum status is_merge(struct repository *repo, const git_commit *commit, bool *merge,
                            struct error *err)
{
    struct log_grafts grafts;
    enum status status = log_grafts_read(repo->git_path, &grafts, err);
    *merge = status == STATUS_OK && log_parent_count(commit, &grafts) > 1;
    if (status == STATUS_OK)
        log_grafts_finish(&grafts);
    return status;
}

enum status log_stat_read(struct repository *repo, const char *id, const atomic_bool *cancel,
                          struct log_stat *out, struct error *err)
{
    const struct diff_options options = {.context = DIFF_NO_CONTEXT};
    struct diff_paths paths = {0};
    git_commit *commit = NULL;
    git_tree *old = NULL, *new = NULL;
    git_diff *diff = NULL;
    bool merge = false;
    *out = (struct log_stat){0};
    enum status status = diff_tree_commit(repo, id, &commit, err);
    if (status == STATUS_OK)
        status = is_merge(repo, commit, &merge, err);
    if (status == STATUS_OK && !merge)
        status = diff_tree_pair(repo, commit, &old, &new, err);
    if (status == STATUS_OK && !merge)
        status = diff_tree_open(repo->git, old, new, &options, &paths, cancel, &diff, err);
    if (diff)
        status = count_files(diff, cancel, out, err);
    out->files = (diff ? git_diff_num_deltas(diff) : 0) + paths.beyond;
    git_diff_free(diff);
    diff_paths_finish(&paths);
    git_tree_free(old);
    git_tree_free(new);
    git_commit_free(commit);
    return status;
}
