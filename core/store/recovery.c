#include "core/store/recovery.h"

#include "core/base/clock.h"
#include "core/base/path.h"
#include "core/store/file_lock.h"
#include "core/store/git_error.h"
#include "core/store/ref_move.h"
#include "core/store/repository_git.h"

/* One commit on another, each with the text of one file: `git log refs/palimpsest/recovery` lists
 * what was let go of. */

enum { RECOVERY_PATIENCE = 2000 }; /* milliseconds, while others hold the ref */

static int recovery_tree(git_repository *git, const char *path, struct view text, git_tree **out)
{
    git_oid blob, empty, id;
    git_treebuilder *builder = NULL;
    git_tree *base = NULL;
    git_tree_update update = {GIT_TREE_UPDATE_UPSERT, {{0}}, GIT_FILEMODE_BLOB, path};
    int code = git_blob_create_from_buffer(&blob, git, text.data, text.len);
    if (code == 0)
        code = git_treebuilder_new(&builder, git, NULL);
    if (code == 0)
        code = git_treebuilder_write(&empty, builder);
    if (code == 0)
        code = git_tree_lookup(&base, git, &empty);
    update.id = blob;
    if (code == 0)
        code = git_tree_create_updated(&id, git, base, 1, &update);
    if (code == 0)
        code = git_tree_lookup(out, git, &id);
    git_treebuilder_free(builder);
    git_tree_free(base);
    return code;
}

/* Where the ref is. Only "not found" means that there is none yet. */
static enum status recovery_tip(struct repository *repo, struct head_position *out,
                                struct error *err)
{
    *out = (struct head_position){.ref = RECOVERY_REF};
    int code = git_reference_name_to_id(&out->id, repo->git, RECOVERY_REF);
    out->unborn = code == GIT_ENOTFOUND;
    return code == 0 || out->unborn ? STATUS_OK
                                    : git_failed(err, code, "%s cannot be read", RECOVERY_REF);
}

/* Puts a commit of `tree` on top of what the ref has. STATUS_BUSY: somebody else did so first. */
static enum status recovery_commit(struct repository *repo, const git_tree *tree,
                                   const char *message, const struct identity *who, git_oid *id,
                                   struct error *err)
{
    struct head_position tip;
    git_commit *parent = NULL;
    git_signature *signature = NULL;
    enum status status = recovery_tip(repo, &tip, err);
    if (status != STATUS_OK)
        return status;
    int code = git_signature_now(&signature, who->name, who->email);
    if (code == 0 && !tip.unborn)
        code = git_commit_lookup(&parent, repo->git, &tip.id);
    const git_commit *parents[] = {parent};
    if (code == 0)
        code = git_commit_create(id, repo->git, NULL, signature, signature, NULL, message, tree,
                                 parent ? 1 : 0, parents);
    if (code < 0)
        status = git_failed(err, code, "the commit could not be written");
    if (status == STATUS_OK)
        status = object_store_settle(repo->objects, err);
    if (status == STATUS_OK)
        status = ref_move(repo, &tip, id, who, "keep", err);
    git_commit_free(parent);
    git_signature_free(signature);
    return status;
}

enum status recovery_keep(struct repository *repo, const char *path, struct view text,
                          const struct identity *who, char id[41], struct error *err)
{
    struct identity own;
    git_tree *tree = NULL;
    git_oid made;
    struct str message = {0};
    struct error reason = {0};
    enum status status = path_check(view_of(path), err);
    if (status != STATUS_OK)
        return status;
    if (!who && repository_identity(repo, &own, NULL) != STATUS_OK)
        identity_guess(&own);
    who = who ? who : &own;
    str_addf(&message, "recovery: unsaved text of %s\n", path);
    int code = recovery_tree(repo->git, path, text, &tree);
    if (code < 0)
        status = git_failed(&reason, code, "it could not be written");
    int64_t deadline = clock_ticks() + RECOVERY_PATIENCE;
    while (status == STATUS_OK) {
        status = recovery_commit(repo, tree, str_text(&message), who, &made, &reason);
        if (status != STATUS_BUSY || clock_ticks() >= deadline)
            break;
        file_lock_nap();
        status = STATUS_OK;
    }
    if (status == STATUS_OK)
        git_oid_tostr(id, GIT_OID_HEXSZ + 1, &made);
    else
        error_set(err, status, "the unsaved text of %s could not be kept: %s", path, reason.text);
    git_tree_free(tree);
    str_finish(&message);
    return status;
}
