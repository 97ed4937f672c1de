#include "core/store/recovery.h"

#include "core/base/path.h"
#include "core/store/git_error.h"
#include "core/store/repository_git.h"

/* One commit on another, each with the text of one file: `git log refs/palimpsest/recovery` lists
 * what was let go of. */

#define RECOVERY_TRIES 8

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

/* Puts a commit of `tree` on top of what the ref has. GIT_EMODIFIED: somebody else did so first. */
static int recovery_commit(struct repository *repo, const git_tree *tree, const char *message,
                           const git_signature *who, git_oid *id, struct error *err)
{
    git_oid tip;
    git_commit *parent = NULL;
    git_reference *ref = NULL;
    int code = git_reference_name_to_id(&tip, repo->git, RECOVERY_REF);
    bool first = code == GIT_ENOTFOUND;
    if (code == 0)
        code = git_commit_lookup(&parent, repo->git, &tip);
    const git_commit *parents[] = {parent};
    if (code == 0 || first)
        code = git_commit_create(id, repo->git, NULL, who, who, NULL, message, tree, parent ? 1 : 0,
                                 parents);
    if (code == 0 && object_store_settle(repo->objects, err) != STATUS_OK)
        code = GIT_ERROR;
    if (code == 0)
        code = first ? git_reference_create(&ref, repo->git, RECOVERY_REF, id, 0, "keep")
                     : git_reference_create_matching(&ref, repo->git, RECOVERY_REF, id, 1, &tip,
                                                     "keep");
    git_reference_free(ref);
    git_commit_free(parent);
    return code;
}

enum status recovery_keep(struct repository *repo, const char *path, struct view text,
                          const struct identity *who, char id[41], struct error *err)
{
    struct identity own;
    git_tree *tree = NULL;
    git_signature *signature = NULL;
    git_oid made;
    struct str message = {0};
    enum status status = path_check(view_of(path), err);
    if (status != STATUS_OK)
        return status;
    if (!who && repository_identity(repo, &own, NULL) != STATUS_OK)
        identity_guess(&own);
    who = who ? who : &own;
    str_addf(&message, "recovery: unsaved text of %s\n", path);
    int code = git_signature_now(&signature, who->name, who->email);
    if (code == 0)
        code = recovery_tree(repo->git, path, text, &tree);
    if (code == 0)
        code = GIT_EMODIFIED;
    for (int i = 0; i < RECOVERY_TRIES &&
                    (code == GIT_EMODIFIED || code == GIT_ELOCKED || code == GIT_EEXISTS);
         i++)
        code = recovery_commit(repo, tree, str_text(&message), signature, &made, err);
    if (code == 0)
        git_oid_tostr(id, 41, &made);
    else
        status = git_failed(err, code, "the unsaved text of %s could not be kept", path);
    git_tree_free(tree);
    git_signature_free(signature);
    str_finish(&message);
    return status;
}
