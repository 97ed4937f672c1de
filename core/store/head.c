/* Where HEAD is, and what keeps it from moving. Only GIT_ENOTFOUND on the branch that HEAD names
 * means "no commit yet"; anything else that cannot be read is an error. */
#include "core/store/git_error.h"
#include "core/store/repository_git.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

bool repository_is_switching(const struct repository *repo)
{
    struct stat st;
    char *path = repository_join(repo->git_path, "palimpsest.switch");
    bool there = lstat(path, &st) == 0;
    free(path);
    return there;
}

const char *repository_busy(struct repository *repo)
{
    if (repository_is_switching(repo))
        return "a switch of branches";
    switch (git_repository_state(repo->git)) {
    case GIT_REPOSITORY_STATE_NONE:
        return NULL;
    case GIT_REPOSITORY_STATE_MERGE:
        return "a merge";
    case GIT_REPOSITORY_STATE_REVERT:
    case GIT_REPOSITORY_STATE_REVERT_SEQUENCE:
        return "a revert";
    case GIT_REPOSITORY_STATE_CHERRYPICK:
    case GIT_REPOSITORY_STATE_CHERRYPICK_SEQUENCE:
        return "a cherry-pick";
    case GIT_REPOSITORY_STATE_BISECT:
        return "a bisect";
    case GIT_REPOSITORY_STATE_APPLY_MAILBOX:
        return "an am session";
    default:
        return "a rebase";
    }
}

/* Follows HEAD to the ref that holds an id, or that is yet to be made. */
enum status repository_head(struct repository *repo, struct head_position *out, struct error *err)
{
    *out = (struct head_position){0};
    snprintf(out->ref, sizeof(out->ref), "HEAD");
    for (int hops = 0; hops < 5; hops++) {
        git_reference *ref = NULL;
        int code = git_reference_lookup(&ref, repo->git, out->ref);
        if (code == GIT_ENOTFOUND && hops > 0) {
            out->unborn = true;
            return STATUS_OK;
        }
        if (code < 0) {
            git_failed(err, code, "HEAD of %s cannot be read", repo->git_path);
            if (err && err->status == STATUS_ABSENT)
                err->status = STATUS_IO;
            return STATUS_IO;
        }
        bool direct = git_reference_type(ref) == GIT_REFERENCE_DIRECT;
        if (direct) {
            out->detached = hops == 0;
            git_oid_cpy(&out->id, git_reference_target(ref));
        } else {
            snprintf(out->ref, sizeof(out->ref), "%s", git_reference_symbolic_target(ref));
        }
        git_reference_free(ref);
        if (direct)
            return STATUS_OK;
    }
    return error_set(err, STATUS_IO, "HEAD of %s goes round in circles", repo->git_path);
}

enum status repository_read_state(struct repository *repo, struct repository_state *out,
                                  struct error *err)
{
    struct head_position head;
    *out = (struct repository_state){0};
    enum status status = repository_head(repo, &head, err);
    if (status != STATUS_OK)
        return status;
    if (!head.unborn)
        git_oid_tostr(out->head, sizeof(out->head), &head.id);
    const char *name = head.ref;
    if (strncmp(name, "refs/heads/", 11) == 0)
        name += 11;
    out->detached = head.detached;
    snprintf(out->branch, sizeof(out->branch), "%.*s", head.detached ? 7 : 255,
             head.detached ? out->head : name);
    out->busy = repository_busy(repo);
    return STATUS_OK;
}

int repository_peel(struct repository *repo, const git_oid *id, git_commit **out)
{
    git_oid at = *id;
    for (int tags = 0; tags < 10; tags++) {
        git_object *object = NULL;
        int code = git_object_lookup(&object, repo->git, &at, GIT_OBJECT_ANY);
        if (code < 0)
            return code;
        if (git_object_type(object) == GIT_OBJECT_COMMIT) {
            *out = (git_commit *)object;
            return 0;
        }
        bool is_tag = git_object_type(object) == GIT_OBJECT_TAG;
        if (is_tag)
            at = *git_tag_target_id((git_tag *)object);
        git_object_free(object);
        if (!is_tag)
            break;
    }
    git_error_set_str(GIT_ERROR_OBJECT, "it leads to no commit");
    return GIT_EPEEL;
}

static int write_empty_tree(git_repository *git, git_oid *id)
{
    git_treebuilder *builder = NULL;
    int code = git_treebuilder_new(&builder, git, NULL);
    if (code == 0)
        code = git_treebuilder_write(id, builder);
    git_treebuilder_free(builder);
    return code;
}

enum status repository_tree(struct repository *repo, const git_oid *id, git_tree **out,
                            struct error *err)
{
    git_commit *commit = NULL;
    git_oid empty;
    int code;
    if (id) {
        code = git_commit_lookup(&commit, repo->git, id);
        if (code == 0)
            code = git_commit_tree(out, commit);
    } else {
        code = write_empty_tree(repo->git, &empty);
        if (code == 0)
            code = git_tree_lookup(out, repo->git, &empty);
    }
    git_commit_free(commit);
    if (code < 0) {
        git_failed(err, code, "the files of a commit of %s cannot be read", repo->path);
        if (err && err->status == STATUS_ABSENT)
            err->status = STATUS_IO;
        return err ? err->status : STATUS_IO;
    }
    return STATUS_OK;
}
