#include "core/store/outside_hold.h"

#include "core/base/memory.h"
#include "core/store/commit_edits.h"
#include "core/store/folder.h"
#include "core/store/git_error.h"
#include "core/text/hash.h"

#include <stdlib.h>
#include <string.h>

/* Both texts are read, HEAD's and the disk's. The hash of the one from the disk goes with the
 * change, so that a text that nobody judged is never committed: it waits for the next look. */

static enum status find_file(struct repository *repo, const git_tree *tree, const char *path,
                             git_oid *id, struct error *err)
{
    uint32_t mode;
    enum status status = tree_find(repo->git, tree, path, id, &mode, err);
    if (status == STATUS_OK && mode != GIT_FILEMODE_BLOB && mode != GIT_FILEMODE_BLOB_EXECUTABLE)
        return error_set(err, STATUS_ABSENT, "the last commit has no file %s", path);
    return status;
}

static enum status read_head(struct repository *repo, const git_tree *tree, const char *path,
                             struct str *out, struct error *err)
{
    git_oid id;
    git_blob *blob = NULL;
    enum status status = find_file(repo, tree, path, &id, err);
    if (status != STATUS_OK)
        return status;
    int code = git_blob_lookup(&blob, repo->git, &id);
    if (code < 0)
        return git_failed(err, code, "cannot read the committed text of the file");
    str_add(out, view_from(git_blob_rawcontent(blob), (size_t)git_blob_rawsize(blob)));
    git_blob_free(blob);
    return STATUS_OK;
}

static enum status head_tree(struct repository *repo, git_tree **out, struct error *err)
{
    struct head_position head;
    enum status status = repository_head(repo, &head, err);
    if (status == STATUS_OK && head.unborn)
        return error_set(err, STATUS_ABSENT, "there is no commit yet");
    return status == STATUS_OK ? repository_tree(repo, &head.id, out, err) : status;
}

enum status outside_head_is(struct repository *repo, const char *path, struct view text, bool *same,
                            struct error *err)
{
    git_oid id, own;
    git_tree *tree = NULL;
    enum status status = head_tree(repo, &tree, err);
    if (status == STATUS_OK)
        status = find_file(repo, tree, path, &id, err);
    if (status == STATUS_OK) {
        int code = git_odb_hash(&own, text.data, text.len, GIT_OBJECT_BLOB);
        *same = code == 0 && git_oid_equal(&id, &own);
        status = code < 0 ? git_failed(err, code, "cannot hash the text of the file") : STATUS_OK;
    }
    git_tree_free(tree);
    return status;
}

enum status outside_read_head(struct repository *repo, const char *path, struct str *out,
                              struct error *err)
{
    git_tree *tree = NULL;
    enum status status = head_tree(repo, &tree, err);
    if (status == STATUS_OK)
        status = read_head(repo, tree, path, out, err);
    git_tree_free(tree);
    return status;
}

static bool is_accepted(const struct outside_change *change, const struct outside_accept *accepted,
                        size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (accepted[i].hash == change->judged && strcmp(accepted[i].path, change->path) == 0)
            return true;
    return false;
}

static bool is_text(struct view text)
{
    return text.len == 0 || !memchr(text.data, '\0', text.len);
}

/* STATUS_OK also for what cannot be read just now: then it is not committed either. */
static enum status judge(struct repository *repo, const struct folder *folder, const git_tree *tree,
                         struct outside_change *change, struct alarm *alarm, struct error *err)
{
    struct str old = {0}, new = {0};
    enum status status = read_head(repo, tree, change->path, &old, err);
    if (status == STATUS_OK &&
        folder_read(folder, change->path, OBJECT_SIZE_LIMIT, &new, NULL, NULL) == STATUS_OK) {
        change->is_judged = true;
        change->judged = hash_of(str_view(&new));
        change->held = is_text(str_view(&old)) && is_text(str_view(&new)) &&
                       alarm_judge(str_view(&old), str_view(&new), alarm);
    }
    str_finish(&old);
    str_finish(&new);
    return status == STATUS_ABSENT ? STATUS_OK : status;
}

enum status outside_hold(struct repository *repo, struct outside_change *changes, size_t count,
                         const struct outside_accept *accepted, size_t accepted_count,
                         const atomic_bool *cancel, struct outside_held **held, size_t *held_count,
                         struct error *err)
{
    struct folder folder;
    git_tree *tree = NULL;
    size_t cap = *held_count;
    enum status status = head_tree(repo, &tree, err);
    if (status == STATUS_ABSENT)
        return STATUS_OK;
    if (status == STATUS_OK)
        status = folder_open(repo->path, &folder, err);
    if (status != STATUS_OK) {
        git_tree_free(tree);
        return status;
    }
    for (size_t i = 0; status == STATUS_OK && i < count; i++) {
        struct outside_change *change = &changes[i];
        struct alarm alarm = {0};
        if (cancel && atomic_load(cancel))
            status = error_set(err, STATUS_CANCELLED, "cancelled");
        else if (change->kind == OUTSIDE_CHANGED && !change->staged && !change->too_large)
            status = judge(repo, &folder, tree, change, &alarm, err);
        change->held = change->held && !is_accepted(change, accepted, accepted_count);
        if (change->held)
            *ARRAY_PUSH(*held, *held_count, cap) =
                (struct outside_held){.path = mem_string(change->path), .alarm = alarm};
    }
    folder_close(&folder);
    git_tree_free(tree);
    return status;
}

void outside_held_free(struct outside_held *held, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(held[i].path);
    free(held);
}
