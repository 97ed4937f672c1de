/* The files of a switch of branches: found, checked, replaced one by one through core/store/save,
 * so that each is at any moment whole. What goes, goes first: it may stand where a folder has to
 * be. */
#include "core/store/branch_switch_parts.h"

#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/store/commit_edits.h"
#include "core/store/git_error.h"
#include "core/store/place.h"
#include "core/store/save.h"
#include "core/store/tree_compare.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILES_MAX 10000

static bool is_file_or_none(uint32_t mode)
{
    return mode == 0 || S_ISREG(mode);
}

static enum status collect(void *data, const struct tree_change *change, struct error *err)
{
    struct switch_work *work = data;
    if (work->count == FILES_MAX)
        return error_set(err, STATUS_REFUSED,
                         "the two differ in more than %d files: git switch does that", FILES_MAX);
    if (!is_file_or_none(change->old_mode) || !is_file_or_none(change->new_mode))
        return error_set(err, STATUS_REFUSED,
                         "%s is a link or a repository of its own: git switch does that",
                         change->path);
    *ARRAY_PUSH(work->files, work->count, work->cap) =
        (struct switch_file){.path = mem_string(change->path),
                             .old_id = change->old_id,
                             .new_id = change->new_id,
                             .old_mode = change->old_mode,
                             .new_mode = change->new_mode};
    return STATUS_OK;
}

enum status switch_find(struct switch_work *work, struct error *err)
{
    return tree_compare(work->texts.repo->git, work->texts.now, work->after, "", work->texts.cancel,
                        collect, work, err);
}

/* --- whether anything stands in the way --- */

static enum status check_unsaved(const struct switch_work *work, const struct branch_target *target,
                                 struct error *err)
{
    for (size_t i = 0; i < target->unsaved_count; i++)
        for (size_t j = 0; j < work->count; j++)
            if (strcmp(target->unsaved[i], work->files[j].path) == 0)
                return error_set(err, STATUS_REFUSED,
                                 "%s has unsaved text that a crash left: take it up or drop it "
                                 "first; nothing was changed",
                                 target->unsaved[i]);
    return STATUS_OK;
}

static int compare_path(const void *key, const void *item)
{
    return strcmp(key, ((const struct switch_file *)item)->path);
}

static int compare_files(const void *a, const void *b)
{
    return strcmp(((const struct switch_file *)a)->path, ((const struct switch_file *)b)->path);
}

/* What is staged of these paths must be what HEAD has. */
static enum status check_staged(struct switch_work *work, struct error *err)
{
    struct repository *repo = work->texts.repo;
    struct index_cursor cursor;
    enum status status = STATUS_OK;
    char *index = repository_join(repo->git_path, "index");
    status = index_file_load(&repo->index, index, err);
    free(index);
    if (status != STATUS_OK)
        return status;
    if (work->count)
        qsort(work->files, work->count, sizeof(*work->files), compare_files);
    index_cursor_init(&cursor, &repo->index);
    while (status == STATUS_OK && work->count && index_cursor_next(&cursor)) {
        const struct index_entry *entry = &cursor.entry;
        char *path = mem_string_n(entry->path.data, entry->path.len);
        const struct switch_file *file =
            bsearch(path, work->files, work->count, sizeof(*work->files), compare_path);
        if (file && (entry->stage > 0 || file->old_mode == 0 ||
                     (!entry->intended && !git_oid_equal(&entry->id, &file->old_id))))
            status = error_set(err, STATUS_REFUSED,
                               "%s is staged and in no commit yet: commit it first; nothing was "
                               "changed",
                               path);
        free(path);
    }
    index_cursor_finish(&cursor);
    return status;
}

static enum status check_outside(struct switch_work *work, struct error *err)
{
    struct outside_change *changes = NULL;
    size_t count = 0;
    enum status status =
        outside_find(work->texts.repo, NULL, 0, work->texts.cancel, &changes, &count, err);
    if (status == STATUS_OK && count > 0)
        status = error_set(err, STATUS_REFUSED,
                           "%s has changes that are in no commit yet: commit them first; nothing "
                           "was changed",
                           changes[0].path);
    outside_free(changes, count);
    return status;
}

/* A link to a file with the same text is no such file: what is written would go elsewhere. */
static enum status check_kind(const struct switch_work *work, const struct switch_file *file,
                              struct error *err)
{
    struct place place;
    struct stat st;
    if (!file->old_mode)
        return STATUS_OK;
    enum status status = place_find(work->texts.folder, file->path, PLACE_LINK, &place, err);
    if (status != STATUS_OK)
        return status;
    if (fstatat(place.dir, place.name, &st, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(st.st_mode))
        status = error_set(err, STATUS_REFUSED,
                           "%s is no plain file on the disk; nothing was changed", file->path);
    place_finish(&place);
    return status;
}

/* The disk has what HEAD has, and the text of the other side can be read. */
static enum status check_file(struct switch_work *work, const struct switch_file *file,
                              struct error *err)
{
    struct revive_text now = {0}, after = {0};
    enum status status = revive_text_now(&work->texts, file->path, &now, err);
    if (status == STATUS_OK)
        status = check_kind(work, file, err);
    if (status == STATUS_OK)
        status =
            revive_text_read(&work->texts, &file->new_id, file->new_mode, file->path, &after, err);
    revive_text_finish(&now);
    revive_text_finish(&after);
    return status;
}

enum status switch_check(struct switch_work *work, const struct branch_target *target,
                         struct error *err)
{
    enum status status = check_unsaved(work, target, err);
    for (size_t i = 0; status == STATUS_OK && i < work->count; i++)
        status = check_file(work, &work->files[i], err);
    if (status == STATUS_OK)
        status = check_staged(work, err);
    return status == STATUS_OK ? check_outside(work, err) : status;
}

/* --- doing it --- */

/* Folders that were left empty go, too, as with git. */
static void remove_empty_folders(const struct folder *folder, const char *path)
{
    struct view above = path_folder(view_of(path));
    for (bool gone = true; gone && above.len; above = path_folder(above)) {
        struct place place;
        char *name = mem_string_n(above.data, above.len);
        gone = place_find(folder, name, PLACE_LINK, &place, NULL) == STATUS_OK;
        if (gone) {
            gone = unlinkat(place.dir, place.name, AT_REMOVEDIR) == 0;
            place_finish(&place);
        }
        free(name);
    }
}

static enum status set_executable(const struct folder *folder, const struct switch_file *file,
                                  struct error *err)
{
    struct place place;
    struct stat st;
    enum status status = place_find(folder, file->path, PLACE_LINK, &place, err);
    if (status != STATUS_OK)
        return status;
    int fd = openat(place.dir, place.name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    int code = fd < 0 || fstat(fd, &st) != 0 ? errno : 0;
    if (code == 0 && S_ISREG(st.st_mode)) {
        mode_t readers = st.st_mode & 0444, mode = st.st_mode & 07666;
        mode |= file->new_mode & 0100 ? readers >> 2 : 0;
        code = mode != (st.st_mode & 07777) && fchmod(fd, mode) != 0 ? errno : 0;
    }
    if (code)
        status = error_system(err, code, "the mode of %s could not be set", file->path);
    if (fd >= 0)
        close(fd);
    place_finish(&place);
    return status;
}

/* A text on disk, told from the two that it may be. */
enum switch_state { STATE_OLD, STATE_NEW, STATE_OTHER };

static enum status look_at_disk(struct switch_work *work, const struct switch_file *file,
                                const struct revive_text *old, const struct revive_text *new,
                                enum switch_state *out, struct error *err)
{
    struct str disk = {0};
    size_t most = old->text.len > new->text.len ? old->text.len : new->text.len;
    enum status status = folder_read(work->texts.folder, file->path, most, &disk, NULL, err);
    struct view text = str_view(&disk);
    *out = STATE_OTHER;
    if (status == STATUS_ABSENT)
        *out = !new->there ? STATE_NEW : !old->there ? STATE_OLD : STATE_OTHER;
    else if (status == STATUS_OK && new->there && view_equal(text, str_view(&new->text)))
        *out = STATE_NEW;
    else if (status == STATUS_OK && old->there && view_equal(text, str_view(&old->text)))
        *out = STATE_OLD;
    str_finish(&disk);
    return status == STATUS_IO ? status : STATUS_OK;
}

static enum status replace(struct switch_work *work, const struct switch_file *file,
                           const struct revive_text *old, const struct revive_text *new,
                           struct error *err)
{
    struct change_set set = {0};
    struct view before = str_view(&old->text);
    if (new->there)
        change_set_write(&set, file->path, old->there ? &before : NULL, str_view(&new->text));
    else
        change_set_delete(&set, file->path, before);
    enum status status = save_change_set(work->texts.folder, &set, err);
    change_set_finish(&set);
    return status;
}

static void count_left(const struct switch_file *file, struct branch_result *result)
{
    result->left++;
    if (!result->first)
        result->first = mem_string(file->path);
}

/* What the index is to say of it. */
static enum status add_edit(struct switch_work *work, const struct switch_file *file, bool is_new,
                            const struct revive_text *new, struct edit_list *edits,
                            struct error *err)
{
    struct path_edit *edit = ARRAY_PUSH(edits->items, edits->count, edits->cap);
    enum status status = STATUS_OK;
    *edit = (struct path_edit){.path = mem_string(file->path), .remove = !new->there};
    if (new->there && is_new)
        status = path_edit_write(work->texts.repo, edit, str_view(&new->text), err);
    edit->id = file->new_id;
    edit->mode = file->new_mode & 0100 ? GIT_FILEMODE_BLOB_EXECUTABLE : GIT_FILEMODE_BLOB;
    return status;
}

static enum status apply_one(struct switch_work *work, const struct switch_file *file,
                             struct edit_list *edits, struct branch_result *result,
                             struct error *err)
{
    struct revive_text old = {0}, new = {0};
    enum switch_state state = STATE_OTHER;
    enum status status =
        revive_text_read(&work->texts, &file->old_id, file->old_mode, file->path, &old, err);
    if (status == STATUS_OK)
        status =
            revive_text_read(&work->texts, &file->new_id, file->new_mode, file->path, &new, err);
    if (status == STATUS_OK)
        status = look_at_disk(work, file, &old, &new, &state, err);
    if (status == STATUS_OK && state == STATE_OLD)
        status = replace(work, file, &old, &new, err);
    if (status == STATUS_CONFLICT) { /* another program was at it just now: its text stands */
        state = STATE_OTHER;
        status = STATUS_OK;
    }
    if (status == STATUS_OK && state != STATE_OTHER && !new.there)
        remove_empty_folders(work->texts.folder, file->path);
    if (status == STATUS_OK && state != STATE_OTHER && new.there && work->texts.repo->trusts_mode)
        status = set_executable(work->texts.folder, file, err);
    if (status == STATUS_OK)
        status = add_edit(work, file, state != STATE_OTHER, &new, edits, err);
    if (status == STATUS_OK && state == STATE_OTHER)
        count_left(file, result);
    else if (status == STATUS_OK)
        result->files++;
    revive_text_finish(&old);
    revive_text_finish(&new);
    return status;
}

enum status switch_apply(struct switch_work *work, struct branch_result *result, struct error *err)
{
    struct edit_list edits = {0};
    enum status status = STATUS_OK;
    for (int writes = 0; writes < 2; writes++)
        for (size_t i = 0; status == STATUS_OK && i < work->count; i++)
            if ((work->files[i].new_mode != 0) == (writes == 1))
                status = apply_one(work, &work->files[i], &edits, result, err);
    edit_list_sort(&edits);
    if (status == STATUS_OK)
        status = index_replace(work->texts.repo, &edits, err);
    edit_list_finish(&edits);
    return status;
}
