#include "core/store/save.h"

#include "core/base/path.h"
#include "core/store/entry.h"
#include "core/store/save_step.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* Atomic save.
 *
 * The new text is written into a hidden spare file beside its target and synced. If the target
 * still has the text that was read, the two are exchanged in one step and what came out is compared
 * again: whatever another program did between the look and the exchange has come out with it, and
 * is not lost. Only when it is the old text is it removed; otherwise the exchange is taken back,
 * and the new text gets a visible name of its own. Then the folder is synced.
 *
 * So at every moment the name means a whole text, and on any failure up to the exchange the old
 * one. After a failed fsync the file is never tried again: the kernel may have dropped the pages
 * and report success the next time; the spare is thrown away and the caller still has the text.
 *
 * Limit: a program that has the old file open and writes into it in the microseconds between the
 * comparison and the removal writes into a file that is gone. No file system offers better. */

enum save_found { SAVE_FOUND_OLD, SAVE_FOUND_NEW, SAVE_FOUND_OTHER };

static enum status save_error(const struct save_step *step, int code, struct error *err)
{
    return error_system(err, code, "\"%s\" is not saved and is on disk as it was",
                        step->change->path);
}

/* What stands at the place; opens it. */
static enum status save_look(struct save_step *step, enum save_found *found, struct error *err)
{
    const struct change *change = step->change;
    int code = entry_open(step->place.dir, step->place.name, O_RDONLY, &step->fd, &step->st);
    if (code == ENOENT) {
        *found = change->was_there ? SAVE_FOUND_OTHER : SAVE_FOUND_OLD;
        return STATUS_OK;
    }
    if (code)
        return save_error(step, code, err);
    if (step->fd < 0)
        return error_set(err, STATUS_REFUSED, "\"%s\" is %s, not a file: it is not saved",
                         change->path, entry_kind_name(step->st.st_mode));
    bool is_new = false, is_old = false;
    code = entry_has_text(step->fd, str_view(&change->text), &is_new);
    if (code == 0 && !is_new && change->was_there)
        code = entry_has_text(step->fd, str_view(&change->old), &is_old);
    if (code)
        return save_error(step, code, err);
    *found = is_new ? SAVE_FOUND_NEW : is_old ? SAVE_FOUND_OLD : SAVE_FOUND_OTHER;
    return STATUS_OK;
}

/* The text is there already: an earlier save of it may have failed at its last step. */
static enum status save_sync_only(const struct save_step *step, struct error *err)
{
    int code = fsync(step->fd) == 0 ? entry_sync_folder(step->place.dir) : errno;
    return code ? error_system(err, code, "\"%s\" may not be safe on the disk yet",
                               step->change->path)
                : STATUS_OK;
}

/* A rename would replace a read-only file without asking anybody: whoever may not write the file
 * does not replace it either. Root may. */
static enum status save_check_writable(const struct save_step *step, struct error *err)
{
    bool locked = faccessat(step->place.dir, step->place.name, W_OK, AT_EACCESS) != 0;
    if (locked && errno != EACCES && errno != ENOENT) /* gone meanwhile: the exchange will tell */
        return save_error(step, errno, err);
    locked = locked && errno == EACCES;
    return locked ? error_set(err, STATUS_REFUSED,
                              "\"%s\" is read-only and is not saved; make it writable (chmod u+w)",
                              step->change->path)
                  : STATUS_OK;
}

enum status save_keep_both(const struct save_step *step, struct spare *spare, struct error *err)
{
    struct str kept = {0};
    struct stat st;
    bool there = fstatat(step->place.dir, step->place.name, &st, AT_SYMLINK_NOFOLLOW) == 0;
    const char *what = there ? "was changed" : "was removed";
    const char *path = step->change->path;
    int code = spare_show(spare, &step->place, &kept);
    if (code == 0) {
        error_set(err, STATUS_CONFLICT,
                  "\"%s\" %s by another program and is left so; your text is in \"%s\"", path, what,
                  str_text(&kept));
    } else {
        error_system(err, code,
                     "\"%s\" %s by another program and is left so; your text is not saved", path,
                     what);
        if (err)
            err->status = STATUS_CONFLICT;
    }
    spare_remove(spare);
    str_finish(&kept);
    return STATUS_CONFLICT;
}

/* Ends an exchange: what came out of it was the old text. The name means the new one. */
static enum status save_settle(const struct save_step *step, struct spare *old, struct error *err)
{
    spare_remove(old);
    int code = entry_sync_folder(step->place.dir);
    return code ? error_system(err, code, "\"%s\" may not be safe on the disk yet",
                               step->change->path)
                : STATUS_OK;
}

/* The other program's text lies in `other` and the new one under the name, for good. */
static enum status save_show_other(const struct save_step *step, struct spare *other,
                                   struct error *err)
{
    struct str kept = {0};
    int code = spare_show(other, &step->place, &kept);
    if (code) {
        str_add_text(&kept, other->name);
        other->name[0] = '\0';
    }
    error_set(err, STATUS_CONFLICT,
              "\"%s\" was changed by another program; it has your text now, the other is in \"%s\"",
              step->change->path, str_text(&kept));
    str_finish(&kept);
    return STATUS_CONFLICT;
}

/* The exchange was taken back, and a third text came out: it, too, gets a visible name. */
static enum status save_keep_three(const struct save_step *step, struct spare *third,
                                   struct error *err)
{
    struct spare ours;
    struct str kept = {0};
    spare_show(third, &step->place, &kept);
    str_finish(&kept);
    enum status status =
        spare_write(&ours, &step->place, step->fd, str_view(&step->change->text), err);
    return status == STATUS_OK ? save_keep_both(step, &ours, err) : status;
}

/* What came out of the exchange is not the old text, or cannot be read (`code`): undo it. */
static enum status save_take_back(const struct save_step *step, struct spare *spare, int code,
                                  struct error *err)
{
    if (entry_swap(step->place.dir, spare->name, step->place.name) != 0)
        return save_show_other(step, spare, err);
    if (!spare_is_ours(spare))
        return save_keep_three(step, spare, err);
    if (code == 0)
        return save_keep_both(step, spare, err);
    spare_remove(spare);
    return save_error(step, code, err);
}

/* Where names cannot be exchanged: keep a second name of the old file, then replace the first. */
static enum status save_replace(const struct save_step *step, struct spare *spare,
                                struct error *err)
{
    const struct place *place = &step->place;
    struct view old = str_view(&step->change->old);
    struct spare aside;
    bool linked = spare_link(&aside, place) == 0, same = false;
    int code = entry_holds(place->dir, linked ? aside.name : place->name, old, &same);
    if (code == 0 && same)
        code = entry_replace(place->dir, spare->name, place->name);
    if (code || !same) {
        spare_remove(&aside);
        if (code == 0)
            return save_keep_both(step, spare, err);
        spare_remove(spare);
        return save_error(step, code, err);
    }
    spare->name[0] = '\0';
    if (linked && entry_holds(place->dir, aside.name, old, &same) == 0 && !same)
        return save_show_other(step, &aside, err);
    return save_settle(step, &aside, err);
}

static enum status save_exchange(const struct save_step *step, struct spare *spare,
                                 struct error *err)
{
    bool same = false;
    int code = entry_swap(step->place.dir, spare->name, step->place.name);
    if (code == EOPNOTSUPP)
        return save_replace(step, spare, err);
    if (code == ENOENT)
        return save_keep_both(step, spare, err);
    if (code) {
        spare_remove(spare);
        return save_error(step, code, err);
    }
    code = entry_holds(step->place.dir, spare->name, str_view(&step->change->old), &same);
    return code || !same ? save_take_back(step, spare, code, err) : save_settle(step, spare, err);
}

static enum status save_new(struct save_step *step, struct spare *spare, struct error *err)
{
    enum save_found found;
    int code = entry_move(step->place.dir, spare->name, step->place.dir, step->place.name);
    if (code == 0) {
        spare->name[0] = '\0';
        return save_settle(step, spare, err);
    }
    enum status status =
        code == EEXIST ? save_look(step, &found, err) : save_error(step, code, err);
    if (status == STATUS_OK && found != SAVE_FOUND_NEW)
        return save_keep_both(step, spare, err);
    spare_remove(spare);
    return status == STATUS_OK ? save_sync_only(step, err) : status;
}

static enum status save_spare(struct save_step *step, enum save_found found, struct error *err)
{
    struct spare spare;
    enum status status =
        spare_write(&spare, &step->place, step->fd, str_view(&step->change->text), err);
    if (status != STATUS_OK)
        return status;
    if (found == SAVE_FOUND_OTHER)
        return save_keep_both(step, &spare, err);
    return step->fd < 0 ? save_new(step, &spare, err) : save_exchange(step, &spare, err);
}

/* Nothing is there: but is that because the path is a link to nothing? */
static enum status save_check_free(const struct folder *folder, const struct change *change,
                                   struct error *err)
{
    struct place place;
    struct stat st;
    enum status status = place_find(folder, change->path, PLACE_LINK, &place, err);
    if (status == STATUS_OK && fstatat(place.dir, place.name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
        S_ISLNK(st.st_mode))
        status = error_set(err, STATUS_REFUSED,
                           "\"%s\" is a link that leads nowhere: it is not saved", change->path);
    place_finish(&place);
    return status;
}

static enum status save_write(const struct folder *folder, const struct change *change,
                              struct error *err)
{
    struct save_step step = {.change = change, .fd = -1};
    enum save_found found;
    enum status status = save_make_parents(folder, change->path, err);
    if (status != STATUS_OK)
        return status;
    status = place_find(folder, change->path, PLACE_FOLLOW, &step.place, err);
    if (status == STATUS_OK)
        status = save_look(&step, &found, err);
    if (status != STATUS_OK)
        goto out;
    if (found == SAVE_FOUND_NEW) {
        status = save_sync_only(&step, err);
        goto out;
    }
    if (step.fd < 0)
        status = save_check_free(folder, change, err);
    else if (found == SAVE_FOUND_OLD)
        status = save_check_writable(&step, err);
    if (status != STATUS_OK)
        goto out;
    if (found == SAVE_FOUND_OLD && step.fd >= 0 && step.st.st_nlink > 1)
        status = save_in_place(&step, err);
    else
        status = save_spare(&step, found, err);
out:
    if (step.fd >= 0)
        close(step.fd);
    place_finish(&step.place);
    return status;
}

static enum status save_check_paths(const struct change_set *set, struct error *err)
{
    for (size_t i = 0; i < set->count; i++) {
        const struct change *change = &set->items[i];
        if (path_check(view_of(change->path), err) != STATUS_OK ||
            (change->from && path_check(view_of(change->from), err) != STATUS_OK))
            return STATUS_REFUSED;
    }
    return STATUS_OK;
}

static enum status save_one(const struct folder *folder, const struct change *change,
                            struct error *err)
{
    switch (change->kind) {
    case CHANGE_WRITE:
        return save_write(folder, change, err);
    case CHANGE_DELETE:
        return save_delete(folder, change, err);
    case CHANGE_RENAME:
        return save_rename(folder, change, err);
    }
    return error_set(err, STATUS_INVALID, "\"%s\" has a change of no known kind", change->path);
}

enum status save_change_set(const struct folder *folder, const struct change_set *set,
                            struct error *err)
{
    enum status status = save_check_paths(set, err);
    for (size_t i = 0; status == STATUS_OK && i < set->count; i++) {
        struct error cause;
        status = save_one(folder, &set->items[i], &cause);
        if (status == STATUS_OK)
            continue;
        if (i == 0)
            error_set(err, status, "%s", cause.text);
        else
            error_set(err, status, "%s (%zu of %zu files were saved before it)", cause.text, i,
                      set->count);
    }
    return status;
}
