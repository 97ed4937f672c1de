#include "core/store/diff_tree.h"

#include "core/base/memory.h"
#include "core/store/git_error.h"
#include "core/store/log_commit.h"
#include "core/store/repository_git.h"
#include "core/store/tree_compare.h"

#include <stdlib.h>
#include <string.h>

#define RENAME_LIMIT 200

void diff_paths_finish(struct diff_paths *paths)
{
    for (size_t i = 0; i < paths->count; i++)
        free(paths->items[i]);
    free(paths->items);
    paths->items = NULL;
    paths->count = paths->cap = 0;
}

static bool is_below(const char *path, const char *folder)
{
    size_t len = strlen(folder);
    return strncmp(path, folder, len) == 0 && (path[len] == '\0' || path[len] == '/');
}

static enum status collect_path(void *data, const struct tree_change *change, struct error *err)
{
    struct diff_paths *list = data;
    (void)err;
    if (list->only && !is_below(change->path, list->only))
        return STATUS_OK;
    if (list->glob && !git_pathspec_matches_path(list->glob, GIT_PATHSPEC_DEFAULT, change->path))
        return STATUS_OK;
    if (list->count == DIFF_FILE_LIMIT)
        list->beyond++;
    else
        *ARRAY_PUSH(list->items, list->count, list->cap) = mem_string(change->path);
    return STATUS_OK;
}

enum status diff_tree_open(git_repository *git, git_tree *old, git_tree *new,
                           const struct diff_options *options, struct diff_paths *paths,
                           const atomic_bool *cancel, git_diff **out, struct error *err)
{
    git_diff_options wanted = GIT_DIFF_OPTIONS_INIT;
    git_diff_find_options similar = GIT_DIFF_FIND_OPTIONS_INIT;
    *out = NULL;
    enum status status = tree_compare(git, old, new, "", cancel, collect_path, paths, err);
    if (status != STATUS_OK || paths->count == 0)
        return status;
    wanted.flags = GIT_DIFF_DISABLE_PATHSPEC_MATCH | GIT_DIFF_INCLUDE_TYPECHANGE;
    if (options && options->ignore_blanks)
        wanted.flags |= GIT_DIFF_IGNORE_WHITESPACE;
    if (options && options->context)
        wanted.context_lines = options->context == DIFF_NO_CONTEXT ? 0 : options->context;
    wanted.pathspec.strings = paths->items;
    wanted.pathspec.count = paths->count;
    wanted.max_size = (git_off_t)DIFF_BYTE_LIMIT;
    similar.flags = GIT_DIFF_FIND_RENAMES;
    similar.rename_limit = RENAME_LIMIT;
    int code = git_diff_tree_to_tree(out, git, old, new, &wanted);
    if (code == 0)
        code = git_diff_find_similar(*out, &similar);
    if (code == 0)
        return STATUS_OK;
    git_failed(err, code, "the changes of a commit cannot be read");
    git_diff_free(*out);
    *out = NULL;
    return STATUS_IO;
}

static enum status visit_hunk(git_patch *patch, size_t hunk, diff_line_visit *visit, void *data,
                              struct error *err)
{
    int count = git_patch_num_lines_in_hunk(patch, hunk);
    enum status status = STATUS_OK;
    for (int i = 0; status == STATUS_OK && i < count; i++) {
        const git_diff_line *line;
        if (git_patch_get_line_in_hunk(&line, patch, hunk, (size_t)i) < 0)
            return error_set(err, STATUS_IO, "the lines of a commit cannot be read");
        struct view text = view_from(line->content, line->content_len);
        if (view_ends(text, "\n"))
            text.len--;
        if (line->origin == GIT_DIFF_LINE_ADDITION || line->origin == GIT_DIFF_LINE_DELETION)
            status = visit(data, line->origin == GIT_DIFF_LINE_ADDITION, text, err);
    }
    return status;
}

static enum status visit_file(git_diff *diff, size_t file, diff_line_visit *visit, void *data,
                              struct error *err)
{
    git_patch *patch = NULL;
    enum status status = STATUS_OK;
    int code = git_patch_from_diff(&patch, diff, file);
    if (code < 0) {
        git_failed(err, code, "the lines of a commit cannot be read");
        return STATUS_IO;
    }
    for (size_t i = 0; patch && status == STATUS_OK && i < git_patch_num_hunks(patch); i++)
        status = visit_hunk(patch, i, visit, data, err);
    git_patch_free(patch);
    return status;
}

enum status diff_tree_lines(git_repository *git, git_tree *old, git_tree *new,
                            struct diff_paths *paths, const atomic_bool *cancel,
                            diff_line_visit *visit, void *data, struct error *err)
{
    const struct diff_options options = {.context = DIFF_NO_CONTEXT};
    git_diff *diff = NULL;
    enum status status = diff_tree_open(git, old, new, &options, paths, cancel, &diff, err);
    for (size_t i = 0; diff && status == STATUS_OK && i < git_diff_num_deltas(diff); i++) {
        if (cancel && atomic_load_explicit(cancel, memory_order_relaxed))
            status = error_set(err, STATUS_CANCELLED, "cancelled");
        else
            status = visit_file(diff, i, visit, data, err);
    }
    git_diff_free(diff);
    diff_paths_finish(paths);
    return status;
}

enum status diff_tree_commit(struct repository *repo, const char *id, git_commit **out,
                             struct error *err)
{
    git_oid oid;
    if (strlen(id) != GIT_OID_HEXSZ || git_oid_fromstr(&oid, id) < 0)
        return error_set(err, STATUS_INVALID, "a commit's id has 40 hexadecimal digits");
    int code = git_commit_lookup(out, repo->git, &oid);
    return code < 0 ? git_failed(err, code, "the commit %s cannot be read", id) : STATUS_OK;
}

enum status diff_tree_pair(struct repository *repo, git_commit *commit, git_tree **old,
                           git_tree **new, struct error *err)
{
    struct log_grafts grafts;
    git_commit *parent = NULL;
    enum status status = log_grafts_read(repo->git_path, &grafts, err);
    if (status != STATUS_OK)
        return status;
    int code = git_commit_tree(new, commit);
    if (code == 0 && log_parent_count(commit, &grafts) > 0)
        code = git_commit_lookup(&parent, repo->git, log_parent(commit, &grafts, 0));
    if (code == 0 && parent)
        code = git_commit_tree(old, parent);
    if (code < 0) {
        git_failed(err, code, "the files of a commit cannot be read");
        status = STATUS_IO;
    }
    git_commit_free(parent);
    log_grafts_finish(&grafts);
    return status;
}
