#include "core/text/journal_parts.h"

#include "core/base/memory.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* -1 with errno, EFBIG or EINVAL for what no journal is. Never waits, follows no link. */
static int open_file(int folder, const char *name, struct stat *st)
{
    int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd < 0)
        return -1;
    int code = fstat(fd, st) != 0               ? errno
               : !S_ISREG(st->st_mode)          ? EINVAL
               : st->st_size > JOURNAL_FILE_MAX ? EFBIG
                                                : 0;
    if (code == 0)
        return fd;
    close(fd);
    errno = code;
    return -1;
}

/* Adds up to `most` bytes of the file. Returns 0 or an error number. */
static int read_bytes(int fd, size_t most, struct str *out)
{
    size_t end = out->len + most;
    while (out->len < end) {
        size_t room = end - out->len < 65536 ? end - out->len : 65536;
        str_reserve(out, room);
        ssize_t part = pread(fd, out->data + out->len, room, (off_t)out->len);
        if (part == 0 || (part < 0 && errno != EINTR))
            return part == 0 ? 0 : errno;
        out->len += part > 0 ? (size_t)part : 0;
        out->data[out->len] = '\0';
    }
    return 0;
}

/* Its writer holds an exclusive lock as long as it lives. */
static bool is_locked(int fd)
{
    return flock(fd, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
}

/* What the head of a file says. */
enum state {
    STATE_LEFT,
    STATE_IN_USE,
    STATE_UNREADABLE,
};

static enum state look_at(int fd, char **path)
{
    struct str bytes = {0};
    struct journal_head head;
    uint32_t crc;
    enum state state = is_locked(fd) ? STATE_IN_USE : STATE_UNREADABLE;
    if (state == STATE_UNREADABLE && read_bytes(fd, JOURNAL_HEAD_MAX, &bytes) == 0) {
        struct bytes_reader reader = {.bytes = str_view(&bytes)};
        if (journal_read_head(&reader, &head, &crc)) {
            state = journal_process_lives(&head.process) ? STATE_IN_USE : STATE_LEFT;
            *path = mem_string_n(head.path.data, head.path.len);
        }
    }
    str_finish(&bytes);
    return state;
}

static bool is_journal_name(const char *name)
{
    return name[0] != '.' && !strchr(name, '/') && view_ends(view_of(name), JOURNAL_SUFFIX);
}

static void add_entry(struct journal_list *list, int folder, const char *name)
{
    struct stat st;
    char *path = NULL;
    int fd = open_file(folder, name, &st);
    enum state state = STATE_UNREADABLE;
    if (fd >= 0) {
        state = look_at(fd, &path);
        close(fd);
    } else if (errno == ENOENT) {
        return;
    }
    if (state == STATE_LEFT) {
        struct journal_entry *entry = ARRAY_PUSH(list->entries, list->count, list->cap);
        *entry = (struct journal_entry){
            .name = mem_string(name), .path = path, .time = (int64_t)st.st_mtime};
        path = NULL;
    }
    /* An empty one is of somebody who ended, or is, between making and writing it. */
    list->unreadable += state == STATE_UNREADABLE && !(fd >= 0 && st.st_size == 0);
    free(path);
}

static int compare_entries(const void *a, const void *b)
{
    const struct journal_entry *x = a, *y = b;
    if (x->time != y->time)
        return x->time > y->time ? -1 : 1;
    return strcmp(x->name, y->name);
}

enum status journal_list(int folder, struct journal_list *out, struct error *err)
{
    int fd = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *dir = fd < 0 ? NULL : fdopendir(fd);
    if (!dir) {
        enum status status = error_system(err, errno, "the edit journals cannot be listed");
        if (fd >= 0)
            close(fd);
        return status;
    }
    *out = (struct journal_list){0};
    errno = 0;
    for (struct dirent *entry; (entry = readdir(dir)); errno = 0)
        if (is_journal_name(entry->d_name))
            add_entry(out, folder, entry->d_name);
    int code = errno;
    closedir(dir);
    if (code != 0) {
        journal_list_finish(out);
        return error_system(err, code, "the edit journals cannot be listed");
    }
    if (out->count > 1)
        qsort(out->entries, out->count, sizeof(*out->entries), compare_entries);
    return STATUS_OK;
}

void journal_list_finish(struct journal_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->entries[i].name);
        free(list->entries[i].path);
    }
    free(list->entries);
    *list = (struct journal_list){0};
}

enum status journal_drop(int folder, const char *name, struct error *err)
{
    struct stat st;
    char *path = NULL;
    if (!is_journal_name(name))
        return error_set(err, STATUS_INVALID, "%s is no edit journal", name);
    int fd = open_file(folder, name, &st);
    if (fd < 0)
        return error_system(err, errno, "the edit journal %s cannot be opened", name);
    enum state state = look_at(fd, &path);
    enum status status = STATUS_OK;
    if (state == STATE_IN_USE)
        status = error_set(err, STATUS_BUSY, "%s is being edited by a running program",
                           path ? path : name);
    else if (unlinkat(folder, name, 0) != 0)
        status = error_system(err, errno, "the edit journal %s cannot be removed", name);
    close(fd);
    free(path);
    return status;
}

enum status journal_read(int folder, const char *name, struct journal_log *out, struct error *err)
{
    struct stat st;
    struct str bytes = {0};
    if (!is_journal_name(name))
        return error_set(err, STATUS_INVALID, "%s is no edit journal", name);
    int fd = open_file(folder, name, &st);
    int code = fd < 0 ? errno : read_bytes(fd, JOURNAL_FILE_MAX, &bytes);
    if (fd >= 0)
        close(fd);
    if (code == 0)
        return journal_parse(&bytes, out, err);
    str_finish(&bytes);
    return error_system(err, code, "the edit journal %s cannot be read", name);
}
