/* What one commit changed, within bounds.
 *
 * The changed paths are found by our own walk (bounded depth, nothing equal is read); libgit2 is
 * then shown those paths alone, for it finds renames and lines well but walks without a bound.
 * Files, lines and bytes over the limits are counted, not kept. */
#include "core/base/memory.h"
#include "core/store/commit_edits.h"
#include "core/store/git_error.h"
#include "core/store/log_commit.h"
#include "core/store/tree_compare.h"

#include <stdlib.h>
#include <string.h>

#define FILE_LIMIT 2000
#define LINE_LIMIT 20000
#define BYTE_LIMIT ((size_t)8 << 20)
#define RENAME_LIMIT 200

struct path_list {
    const char *only; /* a single path that is wanted, or NULL */
    char **items;
    size_t count, cap;
    size_t beyond;
};

struct diff_builder {
    struct diff *out;
    size_t lines;
};

static void diff_file_finish(struct diff_file *file)
{
    free(file->old_path);
    free(file->new_path);
    free(file->lines);
    free(file->notice);
}

void diff_finish(struct diff *diff)
{
    for (size_t i = 0; i < diff->file_count; i++)
        diff_file_finish(&diff->files[i]);
    free(diff->files);
    free(diff->message);
    log_commit_finish(&diff->commit);
    str_finish(&diff->text);
    *diff = (struct diff){0};
}

static enum status collect_path(void *data, const struct tree_change *change, struct error *err)
{
    struct path_list *list = data;
    (void)err;
    if (list->only && strcmp(list->only, change->path) != 0)
        return STATUS_OK;
    if (list->count == FILE_LIMIT)
        list->beyond++;
    else
        *ARRAY_PUSH(list->items, list->count, list->cap) = mem_string(change->path);
    return STATUS_OK;
}

static void add_line(struct diff_builder *builder, struct diff_file *file, enum diff_line_kind kind,
                     int old_line, int new_line, struct view text)
{
    struct str *kept = &builder->out->text;
    while (text.len > 0 && (text.data[text.len - 1] == '\n'))
        text.len--;
    if (builder->lines >= LINE_LIMIT || text.len > BYTE_LIMIT - kept->len) {
        if (!file->notice)
            file->notice = mem_string("too large: the rest is not shown");
        return;
    }
    builder->lines++;
    struct diff_line *line = ARRAY_PUSH(file->lines, file->line_count, file->line_cap);
    *line = (struct diff_line){.kind = kind, .old_line = old_line, .new_line = new_line};
    line->text = view_from(kept->data + kept->len, text.len);
    str_add(kept, text);
}

static int add_hunk(struct diff_builder *builder, struct diff_file *file, git_patch *patch,
                    size_t number)
{
    const git_diff_hunk *hunk;
    size_t count;
    int code = git_patch_get_hunk(&hunk, &count, patch, number);
    if (code < 0)
        return code;
    add_line(builder, file, DIFF_HUNK, hunk->old_start, hunk->new_start,
             view_from(hunk->header, hunk->header_len));
    for (size_t i = 0; i < count && !file->notice; i++) {
        const git_diff_line *line;
        code = git_patch_get_line_in_hunk(&line, patch, number, i);
        if (code < 0)
            return code;
        enum diff_line_kind kind = line->origin == GIT_DIFF_LINE_ADDITION   ? DIFF_ADDED
                                   : line->origin == GIT_DIFF_LINE_DELETION ? DIFF_REMOVED
                                                                            : DIFF_CONTEXT;
        if (line->origin == GIT_DIFF_LINE_ADDITION || line->origin == GIT_DIFF_LINE_DELETION ||
            line->origin == GIT_DIFF_LINE_CONTEXT)
            add_line(builder, file, kind, line->old_lineno, line->new_lineno,
                     view_from(line->content, line->content_len));
    }
    return 0;
}

static char delta_letter(git_delta_t status)
{
    switch (status) {
    case GIT_DELTA_ADDED:
        return 'A';
    case GIT_DELTA_DELETED:
        return 'D';
    case GIT_DELTA_RENAMED:
        return 'R';
    case GIT_DELTA_TYPECHANGE:
        return 'T';
    default:
        return 'M';
    }
}

static enum status add_file(struct diff_builder *builder, git_diff *diff, size_t index,
                            struct error *err)
{
    git_patch *patch = NULL;
    int code = git_patch_from_diff(&patch, diff, index);
    const git_diff_delta *delta = git_diff_get_delta(diff, index);
    if (code < 0) {
        git_failed(err, code, "the change of %s cannot be read", delta->new_file.path);
        return STATUS_IO;
    }
    struct diff *out = builder->out;
    struct diff_file *file = ARRAY_PUSH(out->files, out->file_count, out->file_cap);
    *file = (struct diff_file){.old_path = mem_string(delta->old_file.path),
                               .new_path = mem_string(delta->new_file.path),
                               .status = delta_letter(delta->status)};
    if (delta->flags & GIT_DIFF_FLAG_BINARY) {
        file->binary = true;
        bool large = delta->old_file.size > BYTE_LIMIT || delta->new_file.size > BYTE_LIMIT;
        file->notice = mem_string(large ? "too large to show" : "binary");
    } else if (patch) {
        git_patch_line_stats(NULL, &file->added, &file->removed, patch);
        for (size_t i = 0; code == 0 && !file->notice && i < git_patch_num_hunks(patch); i++)
            code = add_hunk(builder, file, patch, i);
    }
    git_patch_free(patch);
    if (code < 0) {
        git_failed(err, code, "the change of %s cannot be read", file->new_path);
        return STATUS_IO;
    }
    return STATUS_OK;
}

static int open_diff(git_repository *git, git_tree *old, git_tree *new,
                     const struct path_list *paths, git_diff **out)
{
    git_diff_options options = GIT_DIFF_OPTIONS_INIT;
    git_diff_find_options similar = GIT_DIFF_FIND_OPTIONS_INIT;
    options.flags = GIT_DIFF_DISABLE_PATHSPEC_MATCH | GIT_DIFF_INCLUDE_TYPECHANGE;
    options.pathspec.strings = paths->items;
    options.pathspec.count = paths->count;
    options.max_size = (git_off_t)BYTE_LIMIT;
    similar.flags = GIT_DIFF_FIND_RENAMES;
    similar.rename_limit = RENAME_LIMIT;
    int code = git_diff_tree_to_tree(out, git, old, new, &options);
    return code < 0 ? code : git_diff_find_similar(*out, &similar);
}

static enum status add_files(struct repository *repo, git_tree *old, git_tree *new,
                             struct path_list *paths, const atomic_bool *cancel, struct diff *out,
                             struct error *err)
{
    struct diff_builder builder = {.out = out};
    git_diff *diff = NULL;
    enum status status = tree_compare(repo->git, old, new, "", cancel, collect_path, paths, err);
    out->files_beyond = paths->beyond;
    if (status != STATUS_OK || paths->count == 0)
        return status;
    /* Lines borrow from it while it grows, so it must not move. */
    str_reserve(&out->text, BYTE_LIMIT + 1);
    int code = open_diff(repo->git, old, new, paths, &diff);
    if (code < 0) {
        git_failed(err, code, "the changes of %s cannot be read", out->commit.id);
        status = STATUS_IO;
    }
    for (size_t i = 0; status == STATUS_OK && i < git_diff_num_deltas(diff); i++) {
        if (cancel && atomic_load(cancel))
            status = error_set(err, STATUS_CANCELLED, "cancelled");
        else
            status = add_file(&builder, diff, i, err);
    }
    git_diff_free(diff);
    return status;
}

/* Reads the commit and its first parent's tree (NULL for a first commit). */
static enum status open_commit(struct repository *repo, const char *id, struct diff *out,
                               git_tree **old, git_tree **new, struct error *err)
{
    git_oid oid;
    git_commit *commit = NULL, *parent = NULL;
    enum status status = STATUS_OK;
    if (strlen(id) != GIT_OID_HEXSZ || git_oid_fromstr(&oid, id) < 0)
        return error_set(err, STATUS_INVALID, "a commit's id has 40 hexadecimal digits");
    int code = git_commit_lookup(&commit, repo->git, &oid);
    if (code < 0)
        return git_failed(err, code, "the commit %s cannot be read", id);
    log_commit_read(commit, &out->commit);
    const char *message = git_commit_message(commit);
    out->message = mem_string_n(message ? message : "", message ? strnlen(message, BYTE_LIMIT) : 0);
    code = git_commit_tree(new, commit);
    if (code == 0 && git_commit_parentcount(commit) > 0)
        code = git_commit_parent(&parent, commit, 0);
    if (code == 0 && parent)
        code = git_commit_tree(old, parent);
    if (code < 0) {
        git_failed(err, code, "the files of the commit %s cannot be read", id);
        status = STATUS_IO;
    }
    git_commit_free(parent);
    git_commit_free(commit);
    return status;
}

enum status diff_commit(struct repository *repo, const char *id, const char *path,
                        const atomic_bool *cancel, struct diff *out, struct error *err)
{
    struct path_list paths = {.only = path};
    git_tree *old = NULL, *new = NULL;
    *out = (struct diff){0};
    enum status status = open_commit(repo, id, out, &old, &new, err);
    if (status == STATUS_OK)
        status = add_files(repo, old, new, &paths, cancel, out, err);
    for (size_t i = 0; i < paths.count; i++)
        free(paths.items[i]);
    free(paths.items);
    git_tree_free(old);
    git_tree_free(new);
    if (status != STATUS_OK)
        diff_finish(out);
    return status;
}
