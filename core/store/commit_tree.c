/* The tree of a commit: HEAD's with our paths in it, made by libgit2 and then not believed: the two
 * are compared, and what differs must be exactly our paths (promise P3). Removals and additions
 * are two steps because libgit2 cannot turn a file into a folder, or back, in one. */
#include "core/base/memory.h"
#include "core/store/commit_edits.h"
#include "core/store/git_error.h"
#include "core/store/tree_compare.h"

#include <stdlib.h>
#include <string.h>

enum status tree_find(git_repository *git, const git_tree *tree, const char *path, git_oid *id,
                      uint32_t *mode, struct error *err)
{
    git_tree *below = NULL, *next = NULL;
    struct view rest = view_of(path);
    const git_tree_entry *found = NULL;
    int code = 0;
    *mode = 0;
    for (int depth = 0; depth < TREE_DEPTH_LIMIT; depth++) {
        size_t slash = view_find(rest, 0, '/');
        char *name = mem_string_n(rest.data, slash);
        found = git_tree_entry_byname(below ? below : tree, name);
        free(name);
        if (!found || slash == rest.len)
            break;
        rest = view_slice(rest, slash + 1, rest.len);
        bool is_folder = git_tree_entry_filemode(found) == GIT_FILEMODE_TREE;
        code = is_folder ? git_tree_lookup(&next, git, git_tree_entry_id(found)) : 0;
        found = NULL;
        if (code < 0 || !is_folder)
            break;
        git_tree_free(below);
        below = next;
    }
    if (found) {
        *id = *git_tree_entry_id(found);
        *mode = git_tree_entry_filemode_raw(found);
    }
    git_tree_free(below);
    if (code < 0) {
        git_failed(err, code, "%s cannot be looked up in history", path);
        return STATUS_IO;
    }
    return STATUS_OK;
}

/* Applies those of the edits that are removals, or those that are not. */
static int apply_step(git_repository *git, git_tree **tree, const git_tree_update *updates,
                      size_t count)
{
    git_oid id;
    git_tree *made = NULL;
    if (count == 0)
        return 0;
    int code = git_tree_create_updated(&id, git, *tree, count, updates);
    if (code == 0)
        code = git_tree_lookup(&made, git, &id);
    if (code < 0)
        return code;
    git_tree_free(*tree);
    *tree = made;
    return 0;
}

struct edit_check {
    const struct edit_list *list;
    size_t count;
};

static enum status check_change(void *data, const struct tree_change *change, struct error *err)
{
    struct edit_check *check = data;
    struct path_edit key = {.path = (char *)(uintptr_t)change->path};
    const struct path_edit *edit =
        bsearch(&key, check->list->items, check->list->count, sizeof(key), path_edit_compare);
    bool right = edit && (edit->remove ? change->new_mode == 0
                                       : change->new_mode == edit->mode &&
                                             git_oid_equal(&change->new_id, &edit->id));
    if (!right)
        return error_set(err, STATUS_IO,
                         "the commit would have changed %s too: not made, the files are saved",
                         change->path);
    check->count++;
    return STATUS_OK;
}

/* Sorts out which edits make a difference; `updates` gets removals first. */
static enum status plan_updates(git_repository *git, const git_tree *old,
                                const struct edit_list *list, git_tree_update *updates,
                                size_t *removals, size_t *changed, struct error *err)
{
    *removals = *changed = 0;
    for (int step = 0; step < 2; step++) {
        for (size_t i = 0; i < list->count; i++) {
            struct path_edit *edit = &list->items[i];
            git_oid id;
            uint32_t mode;
            if (edit->remove != (step == 0))
                continue;
            enum status status = tree_find(git, old, edit->path, &id, &mode, err);
            if (status != STATUS_OK)
                return status;
            if (!edit->remove && !edit->mode)
                edit->mode = mode == GIT_FILEMODE_BLOB_EXECUTABLE ? mode : GIT_FILEMODE_BLOB;
            if (edit->remove ? mode == 0 || mode == GIT_FILEMODE_TREE
                             : mode == edit->mode && git_oid_equal(&id, &edit->id))
                continue;
            updates[(*changed)++] = (git_tree_update){
                .action = edit->remove ? GIT_TREE_UPDATE_REMOVE : GIT_TREE_UPDATE_UPSERT,
                .id = edit->id,
                .filemode = (git_filemode_t)edit->mode,
                .path = edit->path};
        }
        if (step == 0)
            *removals = *changed;
    }
    return STATUS_OK;
}

enum status tree_edit(git_repository *git, const git_tree *old, const struct edit_list *list,
                      git_tree **out, size_t *changed, struct error *err)
{
    git_tree_update *updates = mem_zalloc(list->count + 1, sizeof(*updates));
    git_tree *tree = NULL;
    size_t removals;
    struct edit_check check = {.list = list};
    enum status status = plan_updates(git, old, list, updates, &removals, changed, err);
    if (status != STATUS_OK)
        goto out;
    int code = git_tree_dup(&tree, (git_tree *)(uintptr_t)old);
    if (code == 0)
        code = apply_step(git, &tree, updates, removals);
    if (code == 0)
        code = apply_step(git, &tree, updates + removals, *changed - removals);
    if (code < 0) {
        status = git_failed(err, code, "the commit's tree could not be made, the files are saved");
        goto out;
    }
    status = tree_compare(git, old, tree, "", NULL, check_change, &check, err);
    if (status == STATUS_OK && check.count != *changed)
        status = error_set(err, STATUS_IO,
                           "the commit would have left out a file: not made, the files are saved");
out:
    if (status == STATUS_OK)
        *out = tree;
    else
        git_tree_free(tree);
    free(updates);
    return status;
}
