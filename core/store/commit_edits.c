/* The commit protocol (promises P2 to P4).
 *
 * Beside other writers the usual order (read the index, add, write it, write its tree, commit)
 * loses files: two writers each write back an index without the other's. Here, in this order:
 *
 *   1. blobs are written; then `index.lock` is taken, which git and we all respect
 *   2. what somebody staged of our very paths is put into history by a commit of its own
 *   3. tree = HEAD's tree + our paths, and a comparison: exactly those differ
 *   4. a commit object, no ref moved; all objects synced
 *   5. the index with our paths is written beside, synced, checked, renamed into place
 *   6. the branch is moved if it still is where it was in step 3; the lock goes
 *
 * Killed between 5 and 6, our text stands staged and is committed by the next try. What others
 * staged for other paths stays staged, for HEAD's tree is the base and not the index. */
#include "core/store/commit_edits.h"

#include "core/base/clock.h"
#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/store/file_lock.h"
#include "core/store/git_error.h"
#include "core/store/ref_move.h"
#include "core/store/tree_compare.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PATIENCE_MS 2000

struct attempt {
    struct repository *repo;
    const struct identity *who;
    const char *message;
    bool again; /* what stood in the way may be gone in a moment */
};

static enum status make_commit(struct attempt *attempt, const struct head_position *head,
                               const git_tree *tree, git_oid *id, struct error *err)
{
    struct repository *repo = attempt->repo;
    git_signature *who = NULL;
    git_commit *parent = NULL;
    int code = git_signature_now(&who, attempt->who->name, attempt->who->email);
    if (code == 0 && !head->unborn)
        code = git_commit_lookup(&parent, repo->git, &head->id);
    const git_commit *parents[] = {parent};
    if (code == 0)
        code = git_commit_create(id, repo->git, NULL, who, who, NULL, attempt->message, tree,
                                 parent ? 1 : 0, parents);
    git_commit_free(parent);
    git_signature_free(who);
    if (code < 0)
        return git_failed(err, code, "the commit could not be written, the files are saved");
    return object_store_settle(repo->objects, err);
}

static enum status move_ref(struct attempt *attempt, const struct head_position *head,
                            const git_oid *id, struct error *err)
{
    struct str note = {0};
    struct view message = view_of(attempt->message);
    str_add_text(&note, head->unborn ? "commit (initial): " : "commit: ");
    str_add(&note, view_slice(message, 0, view_find(message, 0, '\n')));
    enum status status = ref_move(attempt->repo, head, id, attempt->who, str_text(&note), err);
    attempt->again = status == STATUS_BUSY;
    str_finish(&note);
    return status;
}

static enum status sync_folder(const char *path, struct error *err)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int code = fd < 0 ? -1 : fsync(fd);
    enum status status = STATUS_OK;
    if (code != 0)
        status = error_system(err, errno, "%s could not be synced to disk", path);
    if (fd >= 0)
        close(fd);
    return status;
}

enum status index_replace(struct repository *repo, const struct edit_list *list, struct error *err)
{
    struct index_file made = {0};
    struct stat st;
    char *path = repository_join(repo->git_path, "index");
    char *beside = repository_join(repo->git_path, "palimpsest.index");
    enum status status = index_file_edit(&repo->index, list->items, list->count, &made, err);
    if (status == STATUS_OK)
        status = index_file_write(&made, beside, 0666, err);
    if (status == STATUS_OK && rename(beside, path) != 0) {
        status = error_system(err, errno, "git's index could not be replaced");
        unlink(beside);
    }
    if (status == STATUS_OK) {
        if (lstat(path, &st) == 0)
            made.written = st.st_mtim;
        index_file_finish(&repo->index);
        repo->index = made;
        made = (struct index_file){0};
        status = sync_folder(repo->git_path, err);
    }
    index_file_finish(&made);
    free(path);
    free(beside);
    return status;
}

/* Steps 3 to 6; the lock is held and the index loaded. */
static enum status commit_locked(struct attempt *attempt, const struct edit_list *list,
                                 struct commit_result *result, struct error *err)
{
    struct repository *repo = attempt->repo;
    struct head_position head;
    git_tree *old = NULL, *new = NULL;
    git_oid id;
    size_t changed = 0;
    enum status status = repository_head(repo, &head, err);
    if (status == STATUS_OK)
        status = repository_tree(repo, head.unborn ? NULL : &head.id, &old, err);
    if (status == STATUS_OK)
        status = tree_edit(repo->git, old, list, &new, &changed, err);
    if (status != STATUS_OK || changed == 0)
        goto out;
    status = make_commit(attempt, &head, new, &id, err);
    if (status == STATUS_OK)
        status = index_replace(repo, list, err);
    if (status == STATUS_OK)
        status = move_ref(attempt, &head, &id, err);
    if (status == STATUS_OK) {
        result->made = true;
        git_oid_tostr(result->id, sizeof(result->id), &id);
    }
out:
    git_tree_free(old);
    git_tree_free(new);
    return status;
}

/* Whether `entry` is staged work that neither HEAD nor our commit holds. */
static enum status is_foreign(struct repository *repo, const git_tree *tree,
                              const struct index_entry *entry, const struct path_edit *edit,
                              bool *foreign, struct error *err)
{
    git_oid id;
    uint32_t mode;
    *foreign = false;
    if (entry->stage > 0)
        return error_set(err, STATUS_CONFLICT, "%s is in an unresolved merge: saved, not committed",
                         edit->path);
    if (entry->intended || (!edit->remove && git_oid_equal(&entry->id, &edit->id)) ||
        (entry->mode != GIT_FILEMODE_BLOB && entry->mode != GIT_FILEMODE_BLOB_EXECUTABLE))
        return STATUS_OK;
    enum status status = tree_find(repo->git, tree, edit->path, &id, &mode, err);
    *foreign = status == STATUS_OK && (mode == 0 || !git_oid_equal(&id, &entry->id));
    return status;
}

/* The staged work on our own paths, as edits that commit it. */
static enum status find_foreign(struct repository *repo, const struct edit_list *list,
                                struct edit_list *out, struct error *err)
{
    struct head_position head;
    struct index_cursor cursor;
    git_tree *tree = NULL;
    enum status status = repository_head(repo, &head, err);
    if (status == STATUS_OK)
        status = repository_tree(repo, head.unborn ? NULL : &head.id, &tree, err);
    if (status != STATUS_OK)
        return status;
    index_cursor_init(&cursor, &repo->index);
    for (size_t at = 0; status == STATUS_OK && at < list->count && index_cursor_next(&cursor);) {
        const struct index_entry *entry = &cursor.entry;
        int order = -1;
        bool foreign = false;
        for (; at < list->count; at++) {
            const char *path = list->items[at].path;
            order = strncmp(path, entry->path.data, entry->path.len);
            if (order == 0 && path[entry->path.len])
                order = 1;
            if (order >= 0)
                break;
        }
        if (at < list->count && order == 0)
            status = is_foreign(repo, tree, entry, &list->items[at], &foreign, err);
        if (foreign)
            *ARRAY_PUSH(out->items, out->count, out->cap) =
                (struct path_edit){.path = mem_string(list->items[at].path),
                                   .id = entry->id,
                                   .mode = entry->mode,
                                   .stat = entry->stat};
    }
    index_cursor_finish(&cursor);
    git_tree_free(tree);
    return status;
}

/* Step 2. Their text would otherwise be in no commit once the index holds ours. */
static enum status keep_foreign(struct attempt *attempt, const struct edit_list *list,
                                struct error *err)
{
    struct edit_list staged = {0};
    struct commit_result kept = {0};
    enum status status = find_foreign(attempt->repo, list, &staged, err);
    for (size_t i = 0; status == STATUS_OK && i < staged.count; i++) {
        const struct edit_list one = {.items = &staged.items[i], .count = 1};
        struct str message = {0};
        str_addf(&message, "keep: what was staged of %s\n", staged.items[i].path);
        struct attempt keep = *attempt;
        keep.message = str_text(&message);
        status = commit_locked(&keep, &one, &kept, err);
        attempt->again = keep.again;
        str_finish(&message);
    }
    edit_list_finish(&staged);
    return status;
}

static enum status attempt_commit(struct attempt *attempt, const struct edit_list *list,
                                  struct commit_result *result, struct error *err)
{
    struct repository *repo = attempt->repo;
    struct file_lock lock = {0};
    attempt->again = false;
    const char *busy = repository_busy(repo);
    if (busy)
        return error_set(err, STATUS_BUSY,
                         "%s is in progress: the files are saved, committed once it is over", busy);
    enum status status = file_lock_take(repo->git_path, "index", &lock, err);
    if (status != STATUS_OK) {
        attempt->again = status == STATUS_BUSY;
        return status;
    }
    char *path = repository_join(repo->git_path, "index");
    status = index_file_load(&repo->index, path, err);
    free(path);
    if (status == STATUS_OK)
        status = keep_foreign(attempt, list, err);
    if (status == STATUS_OK)
        status = commit_locked(attempt, list, result, err);
    file_lock_drop(&lock);
    return status;
}

static enum status check_paths(const struct edit_list *list, struct error *err)
{
    for (size_t i = 0; i < list->count; i++) {
        int depth = 1;
        enum status status = path_check(view_of(list->items[i].path), err);
        if (status != STATUS_OK)
            return status;
        for (const char *c = list->items[i].path; *c; c++)
            depth += *c == '/';
        if (depth > TREE_DEPTH_LIMIT)
            return error_set(err, STATUS_LIMIT, "%s is more than %d folders deep: not committed",
                             list->items[i].path, TREE_DEPTH_LIMIT);
    }
    return STATUS_OK;
}

enum status commit_edits(struct repository *repo, struct edit_list *list, const char *message,
                         const struct identity *who, const struct commit_progress *progress,
                         struct commit_result *result, struct error *err)
{
    struct identity configured;
    struct error reason = {0};
    *result = (struct commit_result){0};
    enum status status = check_paths(list, err);
    if (status == STATUS_OK && !who)
        status = repository_identity(repo, &configured, err);
    if (status != STATUS_OK || list->count == 0)
        return status;
    edit_list_sort(list);
    struct attempt attempt = {.repo = repo, .who = who ? who : &configured, .message = message};
    int64_t deadline = clock_ticks() + PATIENCE_MS;
    for (bool told = false;; told = true) {
        status = attempt_commit(&attempt, list, result, &reason);
        if (status != STATUS_BUSY || !attempt.again || clock_ticks() >= deadline)
            break;
        if (progress && progress->cancel && atomic_load(progress->cancel)) {
            status = error_set(&reason, STATUS_CANCELLED,
                               "the commit was given up, the files are saved");
            break;
        }
        if (!told && progress && progress->waiting)
            progress->waiting(progress->data, reason.text);
        file_lock_nap();
    }
    if (status != STATUS_OK)
        return error_set(err, status, "%s", reason.text);
    return STATUS_OK;
}
