#include "core/store/blame_parts.h"

#include "core/base/memory.h"
#include "core/store/commit_edits.h"
#include "core/store/diff_tree.h"
#include "core/store/git_error.h"
#include "core/store/log_rename.h"

#include <stdlib.h>

void blame_text_finish(struct blame_text *text)
{
    if (text->reader)
        object_reader_drop(text->reader, &text->bytes);
    str_finish(&text->own);
    blame_lines_finish(&text->lines);
    *text = (struct blame_text){0};
}

void blame_origin_finish(struct blame_origin *origin)
{
    git_commit_free(origin->commit);
    blame_text_finish(&origin->text);
    free(origin->path);
    *origin = (struct blame_origin){0};
}

enum status blame_origin_find(git_commit *commit, const char *path, struct blame_origin *out,
                              struct error *err)
{
    git_tree *tree = NULL;
    enum status status;
    *out = (struct blame_origin){.at = *git_commit_id(commit),
                                 .time = git_commit_time(commit),
                                 .commit = commit,
                                 .path = mem_string(path)};
    int code = git_commit_tree(&tree, commit);
    if (code < 0) {
        git_failed(err, code, "the files of a commit cannot be read");
        status = STATUS_IO;
    } else {
        status = tree_find(git_commit_owner(commit), tree, path, &out->id, &out->mode, err);
    }
    if (status == STATUS_OK &&
        (out->mode == 0 || out->mode == GIT_FILEMODE_TREE || out->mode == GIT_FILEMODE_COMMIT))
        status = error_set(err, out->mode ? STATUS_REFUSED : STATUS_ABSENT, "%s is %s", path,
                           out->mode ? "no file in that commit" : "not in that commit");
    git_tree_free(tree);
    if (status != STATUS_OK)
        blame_origin_finish(out);
    return status;
}

enum status blame_origin_before(const struct blame_origin *origin, const git_commit *parent,
                                const atomic_bool *cancel, char **path, struct error *err)
{
    git_repository *git = git_commit_owner(parent);
    git_tree *new = NULL, *old = NULL;
    git_oid id;
    uint32_t mode = 0;
    enum status status = STATUS_OK;
    *path = NULL;
    int code = git_commit_tree(&new, origin->commit);
    if (code == 0)
        code = git_commit_tree(&old, parent);
    if (code < 0) {
        git_failed(err, code, "the files of a commit cannot be read");
        status = STATUS_IO;
    }
    if (status == STATUS_OK)
        status = tree_find(git, old, origin->path, &id, &mode, err);
    if (status == STATUS_OK && (mode == 0 || mode == GIT_FILEMODE_TREE))
        status = log_rename_find(git, old, new, origin->path, LOG_RENAMED, cancel, path, err);
    git_tree_free(new);
    git_tree_free(old);
    return status;
}

/* Whether the commit, which it takes over, has this very file. */
static enum status check_file(git_commit *commit, struct blame_origin *origin, struct error *err)
{
    struct blame_origin found;
    enum status status = blame_origin_find(commit, origin->path, &found, err);
    if (status == STATUS_OK && git_oid_equal(&found.id, &origin->id)) {
        origin->commit = found.commit;
        origin->mode = found.mode;
        found.commit = NULL;
    } else if (status == STATUS_OK || status == STATUS_ABSENT || status == STATUS_REFUSED) {
        status = error_set(err, STATUS_CONFLICT, "the list of changes in the cache was wrong");
    }
    blame_origin_finish(&found);
    return status;
}

enum status blame_origin_open(git_repository *git, struct blame_origin *origin, bool check,
                              struct error *err)
{
    git_commit *commit = NULL;
    if (origin->disk || origin->commit)
        return STATUS_OK;
    int code = git_commit_lookup(&commit, git, &origin->at);
    if (code < 0) {
        git_failed(err, code, "a commit cannot be read: nobody can say who wrote the rest");
        return STATUS_IO;
    }
    if (check)
        return check_file(commit, origin, err);
    origin->commit = commit;
    return STATUS_OK;
}

/* What is in the pack is the text, or zlib would say otherwise. */
static enum status read_unhashed(struct object_reader *reader, const git_oid *id,
                                 struct blame_text *text, struct error *err)
{
    enum status status = object_reader_take(reader, id, GIT_OBJECT_BLOB, &text->bytes, err);
    if (status != STATUS_OK)
        return status;
    text->reader = reader;
    text->view = view_from(text->bytes.data, text->bytes.len);
    return STATUS_OK;
}

static enum status read_hashed(git_repository *git, const struct blame_origin *origin,
                               struct blame_text *text, struct error *err)
{
    git_blob *blob = NULL;
    int code = git_blob_lookup(&blob, git, &origin->id);
    if (code < 0) {
        git_failed(err, code, "the text of %s cannot be read from history", origin->path);
        return STATUS_IO;
    }
    str_add(&text->own, view_from(git_blob_rawcontent(blob), (size_t)git_blob_rawsize(blob)));
    text->view = str_view(&text->own);
    git_blob_free(blob);
    return STATUS_OK;
}

enum status blame_origin_read(git_repository *git, struct object_reader *reader,
                              struct blame_origin *origin, struct error *err)
{
    struct blame_text *text = &origin->text;
    if (text->read)
        return STATUS_OK;
    enum status status = reader ? read_unhashed(reader, &origin->id, text, err)
                                : read_hashed(git, origin, text, err);
    if (status == STATUS_OK && text->view.len > DIFF_BYTE_LIMIT)
        status = error_set(err, STATUS_LIMIT, "%s was too large to say who wrote each line",
                           origin->path);
    text->read = status == STATUS_OK;
    return status;
}
