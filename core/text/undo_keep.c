#include "core/text/undo_keep.h"

#include "core/text/hash.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAME_MAX_BYTES = 64 };

static void file_name(const char *path, const char *end, char *out)
{
    snprintf(out, NAME_MAX_BYTES, "%016" PRIx64 "%s", hash_of(view_of(path)), end);
}

static bool write_all(int fd, struct view bytes)
{
    while (bytes.len) {
        ssize_t part = write(fd, bytes.data, bytes.len);
        if (part < 0 && errno != EINTR)
            return false;
        bytes = view_slice(bytes, part > 0 ? (size_t)part : 0, bytes.len);
    }
    return true;
}

/* By way of a file of this process, so that two programs do not write into one. */
static enum status replace(int folder, const char *name, struct view bytes, struct error *err)
{
    char spare[NAME_MAX_BYTES];
    snprintf(spare, sizeof(spare), "%.16s.undo-%ld", name, (long)getpid());
    int fd = openat(folder, spare, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    bool done = fd >= 0 && write_all(fd, bytes);
    if (fd >= 0)
        done = close(fd) == 0 && done;
    done = done && renameat(folder, spare, folder, name) == 0;
    if (done)
        return STATUS_OK;
    int code = errno;
    unlinkat(folder, spare, 0);
    return error_set(err, STATUS_IO, "the history of undo is not kept: %s", strerror(code));
}

enum status undo_keep(int folder, const char *path, const struct undo *undo, struct error *err)
{
    char name[NAME_MAX_BYTES];
    struct str bytes = {0};
    enum status status;
    file_name(path, ".undo", name);
    undo_write(undo, &bytes);
    if (bytes.len <= UNDO_KEEP_MAX) {
        status = replace(folder, name, str_view(&bytes), err);
    } else {
        unlinkat(folder, name, 0);
        status = error_set(err, STATUS_LIMIT, "the history of undo is too long to be kept");
    }
    str_finish(&bytes);
    return status;
}

/* No link is followed, and nothing but a file of bounded size is read. */
static enum status read_file(int folder, const char *name, struct str *out, struct error *err)
{
    struct stat st;
    int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd < 0)
        return error_set(err, errno == ENOENT ? STATUS_ABSENT : STATUS_IO, "%s: %s", name,
                         strerror(errno));
    bool done = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size <= UNDO_KEEP_MAX;
    if (done)
        str_reserve(out, (size_t)st.st_size + 1);
    while (done && out->len < (size_t)st.st_size) {
        ssize_t part = read(fd, out->data + out->len, (size_t)st.st_size - out->len);
        done = part > 0 || (part < 0 && errno == EINTR);
        out->len += part > 0 ? (size_t)part : 0;
    }
    close(fd);
    return done ? STATUS_OK : error_set(err, STATUS_INVALID, "%s is no history of undo", name);
}

enum status undo_recall(int folder, const char *path, struct buffer *buffer, struct undo **out,
                        struct error *err)
{
    char name[NAME_MAX_BYTES];
    struct str bytes = {0};
    file_name(path, ".undo", name);
    enum status status = read_file(folder, name, &bytes, err);
    if (status == STATUS_OK)
        status = undo_read(str_view(&bytes), buffer, out, err);
    str_finish(&bytes);
    return status;
}

static bool is_kept(const char *name)
{
    return strlen(name) > 16 && strspn(name, "0123456789abcdef") >= 16 &&
           strncmp(name + 16, ".undo", 5) == 0;
}

void undo_forget_old(int folder, int64_t now, int64_t seconds)
{
    int copy = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *dir = copy >= 0 ? fdopendir(copy) : NULL;
    struct stat st;
    if (!dir) {
        if (copy >= 0)
            close(copy);
        return;
    }
    for (struct dirent *entry; (entry = readdir(dir));)
        if (is_kept(entry->d_name) &&
            fstatat(folder, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
            st.st_mtime < now - seconds)
            unlinkat(folder, entry->d_name, 0);
    closedir(dir);
}
