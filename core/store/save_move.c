#include "core/store/save_step.h"

#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/store/entry.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

/* Deleting and renaming: what is removed is first moved aside and compared there, so that a text
 * which another program wrote in the last moment comes back instead of being lost. A link is
 * removed or renamed itself; what it leads to stays. */

static enum status move_error(const struct change *change, int code, struct error *err)
{
    const char *what = change->kind == CHANGE_DELETE ? "deleted" : "renamed";
    return error_system(err, code, "\"%s\" is not %s", change->from ? change->from : change->path,
                        what);
}

static enum status move_conflict(const struct change *change, struct error *err)
{
    const char *what = change->kind == CHANGE_DELETE ? "deleted" : "renamed";
    return error_set(err, STATUS_CONFLICT, "\"%s\" was changed by another program and is not %s",
                     change->from ? change->from : change->path, what);
}

static enum status move_synced(int dir, const char *path, struct error *err)
{
    int code = entry_sync_folder(dir);
    return code ? error_system(err, code, "the change of \"%s\" may not be safe on the disk yet",
                               path)
                : STATUS_OK;
}

/* Checks that `path` has the text that was read. STATUS_ABSENT when it is not there. */
static enum status move_check(const struct folder *folder, const char *path,
                              const struct change *change, struct stat *st, struct place *place,
                              struct error *err)
{
    enum status status = place_find(folder, path, PLACE_LINK, place, err);
    if (status != STATUS_OK)
        return status;
    if (fstatat(place->dir, place->name, st, AT_SYMLINK_NOFOLLOW) != 0)
        return move_error(change, errno, err);
    struct str text = {0};
    status = folder_read(folder, path, change->old.len, &text, NULL, err);
    if (status == STATUS_LIMIT ||
        (status == STATUS_OK && !view_equal(str_view(&text), str_view(&change->old))))
        status = move_conflict(change, err);
    str_finish(&text);
    return status;
}

/* What was moved aside is not what was read, or cannot be read: it goes back. */
static enum status delete_take_back(const struct change *change, const struct place *place,
                                    struct spare *aside, int code, struct error *err)
{
    int back = entry_move(place->dir, aside->name, place->dir, place->name);
    struct str kept = {0};
    if (back == EEXIST)
        back = spare_show(aside, place, &kept);
    if (back)
        str_add_text(&kept, aside->name);
    enum status status = code ? move_error(change, code, err) : move_conflict(change, err);
    if (kept.len)
        status = error_set(err, STATUS_CONFLICT,
                           "\"%s\" was changed by another program; what it was is in \"%s\"",
                           change->path, str_text(&kept));
    str_finish(&kept);
    entry_sync_folder(place->dir);
    return status;
}

static enum status delete_file(const struct change *change, const struct place *place,
                               struct error *err)
{
    struct spare aside;
    int code = spare_take(&aside, place);
    if (code)
        return move_error(change, code, err);
    bool same = false;
    code = entry_holds(place->dir, aside.name, str_view(&change->old), &same);
    if (code == 0 && same && unlinkat(place->dir, aside.name, 0) != 0)
        code = errno;
    if (code || !same)
        return delete_take_back(change, place, &aside, code, err);
    return move_synced(place->dir, change->path, err);
}

enum status save_delete(const struct folder *folder, const struct change *change, struct error *err)
{
    struct place place;
    struct stat st;
    enum status status = move_check(folder, change->path, change, &st, &place, err);
    if (status == STATUS_ABSENT) /* gone already, as it was to be */
        status = place.dir >= 0 ? move_synced(place.dir, change->path, err) : STATUS_OK;
    else if (status == STATUS_OK && S_ISLNK(st.st_mode))
        status = unlinkat(place.dir, place.name, 0) == 0 ? move_synced(place.dir, change->path, err)
                                                         : move_error(change, errno, err);
    else if (status == STATUS_OK)
        status = delete_file(change, &place, err);
    place_finish(&place);
    return status;
}

/* On a file system that knows no case the new name is "taken" by the old one. */
static bool rename_is_case_only(const struct place *from, const struct place *to,
                                const struct stat *st)
{
    struct stat there;
    return st->st_nlink == 1 &&
           view_equal(path_folder(view_of(from->path)), path_folder(view_of(to->path))) &&
           strcmp(from->name, to->name) != 0 && strcasecmp(from->name, to->name) == 0 &&
           fstatat(to->dir, to->name, &there, AT_SYMLINK_NOFOLLOW) == 0 &&
           there.st_ino == st->st_ino && there.st_dev == st->st_dev;
}

static enum status rename_to(const struct change *change, const struct place *from,
                             const struct place *to, const struct stat *st, struct error *err)
{
    int code = entry_move(from->dir, from->name, to->dir, to->name);
    if (code == EEXIST && rename_is_case_only(from, to, st))
        code = entry_replace(to->dir, from->name, to->name);
    if (code == EEXIST)
        return error_set(err, STATUS_EXISTS, "\"%s\" is not renamed: \"%s\" is there already",
                         change->from, change->path);
    if (code)
        return move_error(change, code, err);
    enum status status = move_synced(to->dir, change->path, err);
    bool same_folder = view_equal(path_folder(view_of(from->path)), path_folder(view_of(to->path)));
    return status == STATUS_OK && !same_folder ? move_synced(from->dir, change->path, err) : status;
}

enum status save_rename(const struct folder *folder, const struct change *change, struct error *err)
{
    struct place from, to = {.dir = -1};
    struct stat st;
    enum status status = move_check(folder, change->from, change, &st, &from, err);
    if (status != STATUS_OK)
        goto out;
    bool same_folder =
        view_equal(path_folder(view_of(change->from)), path_folder(view_of(change->path)));
    if (S_ISLNK(st.st_mode) && !same_folder) {
        status =
            error_set(err, STATUS_REFUSED, "\"%s\" is a link and would lead elsewhere from \"%s\"",
                      change->from, change->path);
        goto out;
    }
    status = save_make_parents(folder, change->path, err);
    if (status == STATUS_OK)
        status = place_find(folder, change->path, PLACE_LINK, &to, err);
    if (status == STATUS_OK)
        status = rename_to(change, &from, &to, &st, err);
out:
    place_finish(&from);
    place_finish(&to);
    return status;
}

static enum status parents_make_one(const struct folder *folder, const char *path,
                                    struct error *err)
{
    struct place place;
    struct stat st;
    enum status status = place_find(folder, path, PLACE_FOLLOW, &place, err);
    if (status != STATUS_OK)
        return status;
    int code = 0;
    if (fstatat(place.dir, place.name, &st, AT_SYMLINK_NOFOLLOW) != 0) {
        code = errno;
        if (code == ENOENT)
            code = mkdirat(place.dir, place.name, 0777) == 0 || errno == EEXIST ? 0 : errno;
        if (code == 0)
            code = entry_sync_folder(place.dir);
    } else if (!S_ISDIR(st.st_mode)) {
        code = ENOTDIR;
    }
    if (code)
        status = error_system(err, code, "cannot make the folder \"%s\"", path);
    place_finish(&place);
    return status;
}

enum status save_make_parents(const struct folder *folder, const char *path, struct error *err)
{
    struct view parent = path_folder(view_of(path));
    struct place place;
    enum status status = place_find(folder, path, PLACE_FOLLOW, &place, err);
    place_finish(&place);
    if (status != STATUS_ABSENT)
        return status;
    status = STATUS_OK;
    for (size_t end = 0; status == STATUS_OK && end < parent.len; end++) {
        end = view_find(parent, end, '/');
        char *upto = mem_string_n(parent.data, end);
        status = parents_make_one(folder, upto, err);
        free(upto);
    }
    return status;
}
