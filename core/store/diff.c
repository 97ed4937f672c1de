/* What one commit changed, or what lies between two, within bounds: files, lines and bytes over the
 * limits are counted, not kept. */
#include "core/base/memory.h"
#include "core/store/diff_tree.h"
#include "core/store/git_error.h"
#include "core/store/log_commit.h"
#include "core/store/repository_git.h"

#include <stdlib.h>
#include <string.h>

#define LINE_LIMIT 20000
#define WHOLE_LIMIT ((size_t)1 << 20)

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
    str_finish(&file->old_text);
    str_finish(&file->new_text);
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

static void add_line(struct diff_builder *builder, struct diff_file *file, enum diff_line_kind kind,
                     int old_line, int new_line, struct view text)
{
    struct str *kept = &builder->out->text;
    while (text.len > 0 && (text.data[text.len - 1] == '\n'))
        text.len--;
    if (builder->lines >= LINE_LIMIT || text.len > DIFF_BYTE_LIMIT - kept->len) {
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
        bool large =
            delta->old_file.size > DIFF_BYTE_LIMIT || delta->new_file.size > DIFF_BYTE_LIMIT;
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

/* A text that is not there is empty. */
static bool read_blob(git_repository *git, const git_diff_file *side, struct str *out)
{
    git_blob *blob = NULL;
    if (git_oid_is_zero(&side->id))
        return true;
    if (git_blob_lookup(&blob, git, &side->id) < 0)
        return false;
    bool fits = (size_t)git_blob_rawsize(blob) <= WHOLE_LIMIT;
    if (fits)
        str_add(out, view_from(git_blob_rawcontent(blob), (size_t)git_blob_rawsize(blob)));
    git_blob_free(blob);
    return fits;
}

static void add_whole(git_repository *git, git_diff *diff, size_t index, struct diff_file *file)
{
    const git_diff_delta *delta = git_diff_get_delta(diff, index);
    if (file->binary || delta->status == GIT_DELTA_TYPECHANGE)
        return;
    file->whole = read_blob(git, &delta->old_file, &file->old_text) &&
                  read_blob(git, &delta->new_file, &file->new_text);
}

static enum status add_files(struct repository *repo, git_tree *old, git_tree *new,
                             const struct diff_options *options, const atomic_bool *cancel,
                             struct diff *out, struct error *err)
{
    struct diff_paths paths = {.only = options ? options->path : NULL};
    struct diff_builder builder = {.out = out};
    git_diff *diff = NULL;
    enum status status = diff_tree_open(repo->git, old, new, options, &paths, cancel, &diff, err);
    out->files_beyond = paths.beyond;
    /* Lines borrow from it while it grows, so it must not move. */
    if (diff)
        str_reserve(&out->text, DIFF_BYTE_LIMIT + 1);
    for (size_t i = 0; diff && status == STATUS_OK && i < git_diff_num_deltas(diff); i++) {
        if (cancel && atomic_load(cancel))
            status = error_set(err, STATUS_CANCELLED, "cancelled");
        else
            status = add_file(&builder, diff, i, err);
        if (status == STATUS_OK && options && options->whole)
            add_whole(repo->git, diff, i, &out->files[out->file_count - 1]);
    }
    git_diff_free(diff);
    diff_paths_finish(&paths);
    return status;
}

static enum status add_commit(struct repository *repo, git_commit *commit, struct diff *out,
                              struct error *err)
{
    struct log_grafts grafts;
    enum status status = log_grafts_read(repo->git_path, &grafts, err);
    if (status != STATUS_OK)
        return status;
    log_commit_read(commit, &grafts, &out->commit);
    log_grafts_finish(&grafts);
    const char *message = git_commit_message(commit);
    out->message =
        mem_string_n(message ? message : "", message ? strnlen(message, DIFF_BYTE_LIMIT) : 0);
    return STATUS_OK;
}

enum status diff_commit(struct repository *repo, const char *id, const struct diff_options *options,
                        const atomic_bool *cancel, struct diff *out, struct error *err)
{
    git_commit *commit = NULL;
    git_tree *old = NULL, *new = NULL;
    *out = (struct diff){0};
    enum status status = diff_tree_commit(repo, id, &commit, err);
    if (status == STATUS_OK)
        status = add_commit(repo, commit, out, err);
    if (status == STATUS_OK)
        status = diff_tree_pair(repo, commit, &old, &new, err);
    if (status == STATUS_OK)
        status = add_files(repo, old, new, options, cancel, out, err);
    git_tree_free(old);
    git_tree_free(new);
    git_commit_free(commit);
    if (status != STATUS_OK)
        diff_finish(out);
    return status;
}

static enum status tree_of(struct repository *repo, const char *id, git_commit **commit,
                           git_tree **tree, struct error *err)
{
    enum status status = diff_tree_commit(repo, id, commit, err);
    if (status != STATUS_OK)
        return status;
    int code = git_commit_tree(tree, *commit);
    if (code == 0)
        return STATUS_OK;
    git_failed(err, code, "the files of the commit %s cannot be read", id);
    return STATUS_IO;
}

enum status diff_commits(struct repository *repo, const char *from, const char *to,
                         const struct diff_options *options, const atomic_bool *cancel,
                         struct diff *out, struct error *err)
{
    git_commit *first = NULL, *last = NULL;
    git_tree *old = NULL, *new = NULL;
    *out = (struct diff){0};
    enum status status = tree_of(repo, from, &first, &old, err);
    if (status == STATUS_OK)
        status = tree_of(repo, to, &last, &new, err);
    if (status == STATUS_OK)
        status = add_commit(repo, last, out, err);
    if (status == STATUS_OK)
        status = add_files(repo, old, new, options, cancel, out, err);
    git_tree_free(old);
    git_tree_free(new);
    git_commit_free(first);
    git_commit_free(last);
    if (status != STATUS_OK)
        diff_finish(out);
    return status;
}
