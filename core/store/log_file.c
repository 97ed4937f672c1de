#include "core/base/memory.h"
#include "core/store/commit_edits.h"
#include "core/store/diff_tree.h"
#include "core/store/git_error.h"
#include "core/store/repository_git.h"

#include <stdlib.h>

static enum status read_entry(struct repository *repo, const git_oid *id, uint32_t mode,
                              const char *path, struct str *out, struct error *err)
{
    git_blob *blob = NULL;
    if (mode == 0)
        return error_set(err, STATUS_ABSENT, "%s is not in that commit", path);
    if (mode == GIT_FILEMODE_TREE || mode == GIT_FILEMODE_COMMIT)
        return error_set(err, STATUS_REFUSED, "%s is a %s there", path,
                         mode == GIT_FILEMODE_TREE ? "folder" : "repository of its own");
    int code = git_blob_lookup(&blob, repo->git, id);
    if (code < 0) {
        git_failed(err, code, "the text of %s cannot be read from history", path);
        return STATUS_IO;
    }
    str_add(out, view_from(git_blob_rawcontent(blob), (size_t)git_blob_rawsize(blob)));
    git_blob_free(blob);
    return STATUS_OK;
}

enum status log_read_file(struct repository *repo, const char *id, const char *path,
                          struct str *out, struct error *err)
{
    git_commit *commit = NULL;
    git_tree *tree = NULL;
    git_oid entry;
    uint32_t mode = 0;
    str_clear(out);
    enum status status = diff_tree_commit(repo, id, &commit, err);
    if (status != STATUS_OK)
        return status;
    int code = git_commit_tree(&tree, commit);
    if (code < 0) {
        git_failed(err, code, "the files of the commit %s cannot be read", id);
        status = STATUS_IO;
    }
    if (status == STATUS_OK)
        status = tree_find(repo->git, tree, path, &entry, &mode, err);
    if (status == STATUS_OK)
        status = read_entry(repo, &entry, mode, path, out, err);
    git_tree_free(tree);
    git_commit_free(commit);
    return status;
}
