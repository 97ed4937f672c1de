#include "core/store/entry.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

/* A name is first looked at (lstat) and opened only if it is a regular file: opening a device may
 * act on it, and opening a FIFO waits for its other end. It is looked at again once open, as it may
 * have been replaced between; O_NONBLOCK makes that moment harmless. */

enum { ENTRY_CHUNK = 64 * 1024, ENTRY_HINT_MAX = 1 << 28 };

const char *entry_kind_name(mode_t mode)
{
    switch (mode & S_IFMT) {
    case S_IFREG:
        return "a file";
    case S_IFDIR:
        return "a folder";
    case S_IFIFO:
        return "a pipe";
    case S_IFSOCK:
        return "a socket";
    case S_IFCHR:
    case S_IFBLK:
        return "a device";
    case S_IFLNK:
        return "a link";
    default:
        return "of an unknown kind";
    }
}

int entry_open(int dir, const char *name, int flags, int *fd, struct stat *st)
{
    *fd = -1;
    if (fstatat(dir, name, st, AT_SYMLINK_NOFOLLOW) != 0)
        return errno;
    if (!S_ISREG(st->st_mode))
        return 0;
    int opened = openat(dir, name, flags | O_NONBLOCK | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC);
    if (opened < 0)
        return errno;
    int code = fstat(opened, st) == 0 ? 0 : errno;
    if (code == 0 && S_ISREG(st->st_mode))
        *fd = opened;
    else
        close(opened);
    return code;
}

int entry_read(int fd, size_t hint, size_t most, struct str *out)
{
    /* A sparse file may claim to be larger than memory; what is really there makes more room. */
    if (hint > ENTRY_HINT_MAX)
        hint = ENTRY_HINT_MAX;
    str_reserve(out, hint < most ? hint + 1 : most);
    size_t start = out->len;
    while (out->len < most) {
        if (out->cap - 1 - out->len == 0)
            str_reserve(out, ENTRY_CHUNK);
        size_t room = out->cap - 1 - out->len;
        if (room > most - out->len)
            room = most - out->len;
        ssize_t got = read(fd, out->data + out->len, room);
        if (got == 0)
            break;
        if (got < 0 && errno != EINTR)
            return errno;
        if (got > 0)
            out->len += (size_t)got;
        /* All that was said to be there, and less than was asked for: it is the end. */
        if (got > 0 && (size_t)got < room && out->len - start == hint)
            break;
    }
    out->data[out->len] = '\0';
    return 0;
}

int entry_write(int fd, struct view text)
{
    for (size_t done = 0; done < text.len;) {
        ssize_t put = pwrite(fd, text.data + done, text.len - done, (off_t)done);
        if (put == 0)
            return EIO;
        if (put < 0 && errno != EINTR)
            return errno;
        if (put > 0)
            done += (size_t)put;
    }
    return 0;
}

int entry_has_text(int fd, struct view text, bool *same)
{
    struct str found = {0};
    *same = false;
    int code = lseek(fd, 0, SEEK_SET) == 0 ? entry_read(fd, text.len, text.len + 1, &found) : errno;
    if (code == 0)
        *same = view_equal(str_view(&found), text);
    str_finish(&found);
    return code;
}

int entry_holds(int dir, const char *name, struct view text, bool *same)
{
    int fd;
    struct stat st;
    *same = false;
    int code = entry_open(dir, name, O_RDONLY, &fd, &st);
    if (code == ENOENT)
        return 0;
    if (code || fd < 0)
        return code;
    code = entry_has_text(fd, text, same);
    close(fd);
    return code;
}

/* EINVAL is how file systems say that they do not know a flag of renameat2. */
static bool entry_is_unsupported(int code)
{
    return code == EINVAL || code == ENOSYS || code == EOPNOTSUPP;
}

int entry_move(int from_dir, const char *from, int to_dir, const char *to)
{
    if (renameat2(from_dir, from, to_dir, to, RENAME_NOREPLACE) == 0)
        return 0;
    if (!entry_is_unsupported(errno))
        return errno;
    if (linkat(from_dir, from, to_dir, to, 0) == 0) {
        if (unlinkat(from_dir, from, 0) == 0)
            return 0;
        int code = errno;
        unlinkat(to_dir, to, 0);
        return code;
    }
    if (errno != EPERM && !entry_is_unsupported(errno))
        return errno;
    /* No hard links either (FAT): only here is there a moment between the look and the move. */
    struct stat st;
    if (fstatat(to_dir, to, &st, AT_SYMLINK_NOFOLLOW) == 0)
        return EEXIST;
    if (errno != ENOENT)
        return errno;
    return renameat(from_dir, from, to_dir, to) == 0 ? 0 : errno;
}

int entry_replace(int dir, const char *from, const char *to)
{
    return renameat(dir, from, dir, to) == 0 ? 0 : errno;
}

int entry_swap(int dir, const char *a, const char *b)
{
    if (renameat2(dir, a, dir, b, RENAME_EXCHANGE) == 0)
        return 0;
    return entry_is_unsupported(errno) ? EOPNOTSUPP : errno;
}

int entry_sync_folder(int dir)
{
    /* Some network file systems answer EINVAL: they keep names in order by themselves. */
    return fsync(dir) == 0 || errno == EINVAL ? 0 : errno;
}
