#include "core/store/save_step.h"

#include "core/store/entry.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/* Saving a file that has several names (hard links). Exchanging one name would leave the others
 * with the old text, and nobody can find them all, so the text is written into the file itself.
 *
 * That alone is not atomic. First the old text is copied into a spare beside it, and both the copy
 * and its name are synced; then the room is reserved, so that a full disk fails before the first
 * byte; then the text is written and synced, and the spare removed. If writing fails the old text
 * is written back. If the machine dies in the middle, the spare `.NAME.palimpsest-XXXXXX` has the
 * whole old text, and the edit journal the new one.
 *
 * Limit: a program that writes into the same file between the last look and our first byte (a few
 * microseconds) is overwritten; there is nothing to exchange that could bring its text back. */

static enum status in_place_error(const struct save_step *step, int code, struct error *err)
{
    return error_system(err, code, "\"%s\" is not saved and is on disk as it was",
                        step->change->path);
}

/* Opens it anew each time: a descriptor whose fsync failed is not to be used again. */
static int in_place_write(const struct save_step *step, struct view text)
{
    int fd;
    struct stat st;
    int code = entry_open(step->place.dir, step->place.name, O_RDWR, &fd, &st);
    if (code)
        return code;
    if (fd < 0)
        return ESTALE;
    if (st.st_ino != step->st.st_ino || st.st_dev != step->st.st_dev)
        code = ESTALE;
    if (code == 0)
        code = entry_write(fd, text);
    if (code == 0 && (ftruncate(fd, (off_t)text.len) != 0 || fsync(fd) != 0))
        code = errno;
    close(fd);
    return code;
}

/* Another file, or none, has the name now; not one byte was written. */
static bool in_place_is_gone(int code)
{
    return code == ESTALE || code == ENOENT;
}

static int in_place_reserve(const struct save_step *step)
{
    off_t size = (off_t)step->change->text.len;
    if (size <= step->st.st_size)
        return 0;
    int fd;
    struct stat st;
    int code = entry_open(step->place.dir, step->place.name, O_RDWR, &fd, &st);
    if (code || fd < 0)
        return code ? code : ESTALE;
    if (fallocate(fd, FALLOC_FL_KEEP_SIZE, 0, size) != 0 && errno != EOPNOTSUPP)
        code = errno;
    close(fd);
    return code;
}

/* The last look before the first byte. */
static int in_place_is_old(const struct save_step *step, bool *same)
{
    *same = false;
    int code = entry_sync_folder(step->place.dir);
    if (code == 0)
        code = in_place_reserve(step);
    return code ? code : entry_has_text(step->fd, str_view(&step->change->old), same);
}

static enum status in_place_conflict(struct save_step *step, struct error *err)
{
    struct spare ours;
    enum status status =
        spare_write(&ours, &step->place, step->fd, str_view(&step->change->text), err);
    return status == STATUS_OK ? save_keep_both(step, &ours, err) : status;
}

enum status save_in_place(struct save_step *step, struct error *err)
{
    struct spare copy;
    struct view old = str_view(&step->change->old);
    enum status status = spare_write(&copy, &step->place, step->fd, old, err);
    if (status != STATUS_OK)
        return status;
    bool same;
    int code = in_place_is_old(step, &same);
    if (code || !same) {
        spare_remove(&copy);
        return code && !in_place_is_gone(code) ? in_place_error(step, code, err)
                                               : in_place_conflict(step, err);
    }
    code = in_place_write(step, str_view(&step->change->text));
    if (code == 0) {
        spare_remove(&copy);
        code = entry_sync_folder(step->place.dir);
        return code ? error_system(err, code, "\"%s\" may not be safe on the disk yet",
                                   step->change->path)
                    : STATUS_OK;
    }
    if (in_place_is_gone(code)) {
        spare_remove(&copy);
        return in_place_conflict(step, err);
    }
    if (in_place_write(step, old) != 0)
        return error_system(err, code,
                            "\"%s\" is damaged; its whole old text is in \"%s\" beside it",
                            step->change->path, copy.name);
    spare_remove(&copy);
    return in_place_error(step, code, err);
}
