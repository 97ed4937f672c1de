#include "core/store/blame_parts.h"

#include "core/base/memory.h"
#include "core/store/commit_edits.h"
#include "core/store/diff_tree.h"
#include "core/store/git_error.h"
#include "core/store/log_rename.h"

#include <stdlib.h>

void blame_origin_finish(struct blame_origin *origin)
{
    git_commit_free(origin->commit);
    str_finish(&origin->text);
    free(origin->path);
    *origin = (struct blame_origin){0};
}

enum status blame_origin_find(git_commit *commit, const char *path, struct blame_origin *out,
                              struct error *err)
{
    git_tree *tree = NULL;
    enum status status;
    *out = (struct blame_origin){.commit = commit, .path = mem_string(path)};
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

enum status blame_origin_read(git_repository *git, struct blame_origin *origin, struct error *err)
{
    git_blob *blob = NULL;
    enum status status = STATUS_OK;
    if (origin->read)
        return STATUS_OK;
    int code = git_blob_lookup(&blob, git, &origin->id);
    if (code < 0) {
        git_failed(err, code, "the text of %s cannot be read from history", origin->path);
        status = STATUS_IO;
    } else if ((size_t)git_blob_rawsize(blob) > DIFF_BYTE_LIMIT) {
        status = error_set(err, STATUS_LIMIT, "%s was too large to say who wrote each line",
                           origin->path);
    } else {
        str_add(&origin->text,
                view_from(git_blob_rawcontent(blob), (size_t)git_blob_rawsize(blob)));
        origin->read = true;
    }
    git_blob_free(blob);
    return status;
}
