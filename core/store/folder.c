#include "core/store/folder.h"

#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/store/entry.h"
#include "core/store/place.h"

#include <dirent.h>
#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Reading below the workspace: core/store/place.h finds the name without leaving the folder,
 * core/store/entry.h opens it only if it is a regular file. What is a link on the way is followed
 * only as far as it stays inside; a link to nothing is "refused", not "absent", so that nobody
 * takes its name for a free one. */

enum status folder_open(const char *path, struct folder *out, struct error *err)
{
    *out = (struct folder){.fd = -1};
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return error_system(err, errno, "cannot open the folder \"%s\"", path);
    char *absolute = realpath(path, NULL);
    if (!absolute) {
        enum status status = error_system(err, errno, "cannot open the folder \"%s\"", path);
        close(fd);
        return status;
    }
    *out = (struct folder){.fd = fd, .path = absolute};
    return STATUS_OK;
}

void folder_close(struct folder *folder)
{
    if (folder->fd >= 0)
        close(folder->fd);
    free(folder->path);
    *folder = (struct folder){.fd = -1};
}

static void folder_stamp(const struct stat *st, struct file_stamp *out)
{
    *out = (struct file_stamp){
        .size = st->st_size,
        .mtime = (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec,
        .inode = st->st_ino,
        .device = st->st_dev,
        .mode = st->st_mode,
        .links = (uint32_t)st->st_nlink,
    };
}

/* True when `path` itself is a link: then "not there" means that it leads nowhere. */
static bool folder_is_link(const struct folder *folder, const char *path)
{
    struct place place;
    struct stat st;
    bool is_link = place_find(folder, path, PLACE_LINK, &place, NULL) == STATUS_OK &&
                   fstatat(place.dir, place.name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
                   S_ISLNK(st.st_mode);
    place_finish(&place);
    return is_link;
}

/* As an lstat of where `path` leads. */
static enum status folder_look(const struct folder *folder, const char *path, struct place *place,
                               struct stat *st, struct error *err)
{
    enum status status = place_find(folder, path, PLACE_FOLLOW, place, err);
    if (status == STATUS_OK && fstatat(place->dir, place->name, st, AT_SYMLINK_NOFOLLOW) != 0)
        status = error_system(err, errno, "cannot look at \"%s\"", path);
    if (status == STATUS_ABSENT && folder_is_link(folder, path))
        status = error_set(err, STATUS_REFUSED, "\"%s\" is a link that leads nowhere", path);
    return status;
}

static enum status folder_open_file(const struct folder *folder, const char *path, int *fd,
                                    struct stat *st, struct error *err)
{
    struct place place;
    if (place_open_plain(folder, path, fd, st))
        return STATUS_OK;
    *fd = -1;
    enum status status = folder_look(folder, path, &place, st, err);
    if (status != STATUS_OK)
        goto out;
    int code = entry_open(place.dir, place.name, O_RDONLY, fd, st);
    if (code)
        status = error_system(err, code, "cannot read \"%s\"", path);
    else if (*fd < 0)
        status = error_set(err, STATUS_REFUSED, "\"%s\" is %s, not a file", path,
                           entry_kind_name(st->st_mode));
out:
    place_finish(&place);
    return status;
}

void folder_tour_begin(struct folder_tour *tour, const struct folder *folder)
{
    *tour = (struct folder_tour){.folder = folder, .dir = -1};
}

void folder_tour_end(struct folder_tour *tour)
{
    if (tour->dir >= 0)
        close(tour->dir);
    str_finish(&tour->path);
    tour->dir = -1;
}

static void tour_enter(struct folder_tour *tour, const char *path)
{
    struct view parent = path_folder(view_of(path));
    if (tour->dir >= 0 && view_equal(parent, str_view(&tour->path)))
        return;
    if (tour->dir >= 0)
        close(tour->dir);
    tour->dir = place_parent_plain(tour->folder, path);
    str_clear(&tour->path);
    str_add(&tour->path, parent);
}

/* Opens a regular file that no link leads to; false when folder_open_file is to be asked. What is
 * read on a tour was listed as a file: that it is one is looked at once more, and not twice. */
static bool tour_open(struct folder_tour *tour, const char *path, int *fd, struct stat *st)
{
    *fd = -1;
    if (path_check(view_of(path), NULL) != STATUS_OK)
        return false;
    tour_enter(tour, path);
    if (tour->dir < 0)
        return false;
    *fd = openat(tour->dir, path_name(view_of(path)).data,
                 O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC);
    if (*fd >= 0 && fstat(*fd, st) == 0 && S_ISREG(st->st_mode))
        return true;
    if (*fd >= 0)
        close(*fd);
    return false;
}

/* `tour`: on it, or NULL. */
static enum status folder_read_most(const struct folder *folder, struct folder_tour *tour,
                                    const char *path, size_t most, struct str *out,
                                    struct file_stamp *stamp, struct error *err)
{
    int fd = -1;
    struct stat st;
    enum status status = STATUS_OK;
    if (!tour || !tour_open(tour, path, &fd, &st))
        status = folder_open_file(folder, path, &fd, &st, err);
    if (status != STATUS_OK)
        return status;
    struct str text = {0};
    int code = entry_read(fd, (size_t)st.st_size, most, &text);
    close(fd);
    if (code) {
        str_finish(&text);
        return error_system(err, code, "cannot read \"%s\"", path);
    }
    str_finish(out);
    *out = text;
    if (stamp)
        folder_stamp(&st, stamp);
    return STATUS_OK;
}

static enum status folder_read_whole(const struct folder *folder, struct folder_tour *tour,
                                     const char *path, size_t limit, struct str *out,
                                     struct file_stamp *stamp, struct error *err)
{
    struct str text = {0};
    struct file_stamp found;
    size_t most = limit < SIZE_MAX ? limit + 1 : limit;
    enum status status = folder_read_most(folder, tour, path, most, &text, &found, err);
    if (status != STATUS_OK)
        return status;
    if (text.len > limit) {
        str_finish(&text);
        return error_set(err, STATUS_LIMIT, "\"%s\" is larger than %zu bytes and was not read",
                         path, limit);
    }
    str_finish(out);
    *out = text;
    if (stamp)
        *stamp = found;
    return STATUS_OK;
}

enum status folder_read(const struct folder *folder, const char *path, size_t limit,
                        struct str *out, struct file_stamp *stamp, struct error *err)
{
    return folder_read_whole(folder, NULL, path, limit, out, stamp, err);
}

enum status folder_read_start(const struct folder *folder, const char *path, size_t limit,
                              struct str *out, struct file_stamp *stamp, struct error *err)
{
    return folder_read_most(folder, NULL, path, limit, out, stamp, err);
}

enum status folder_tour_read(struct folder_tour *tour, const char *path, size_t limit,
                             struct str *out, struct file_stamp *stamp, struct error *err)
{
    return folder_read_whole(tour->folder, tour, path, limit, out, stamp, err);
}

enum status folder_tour_read_start(struct folder_tour *tour, const char *path, size_t limit,
                                   struct str *out, struct file_stamp *stamp, struct error *err)
{
    return folder_read_most(tour->folder, tour, path, limit, out, stamp, err);
}

enum status folder_stat(const struct folder *folder, const char *path, struct file_stamp *out,
                        struct error *err)
{
    struct place place;
    struct stat st;
    if (place_stat_plain(folder, path, &st)) {
        folder_stamp(&st, out);
        return STATUS_OK;
    }
    enum status status = folder_look(folder, path, &place, &st, err);
    if (status == STATUS_OK)
        folder_stamp(&st, out);
    place_finish(&place);
    return status;
}

enum status folder_tour_stat(struct folder_tour *tour, const char *path, struct file_stamp *out,
                             struct error *err)
{
    struct stat st;
    tour_enter(tour, path);
    const char *name = path_name(view_of(path)).data;
    if (tour->dir < 0 || path_check(view_of(path), NULL) != STATUS_OK ||
        fstatat(tour->dir, name, &st, AT_SYMLINK_NOFOLLOW) != 0 || S_ISLNK(st.st_mode))
        return folder_stat(tour->folder, path, out, err);
    folder_stamp(&st, out);
    return STATUS_OK;
}

static enum folder_entry_kind folder_entry_kind_of(int dir, const struct dirent *entry)
{
    struct stat st;
    mode_t mode = DTTOIF(entry->d_type);
    if (entry->d_type == DT_UNKNOWN)
        mode = fstatat(dir, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 ? st.st_mode : 0;
    switch (mode & S_IFMT) {
    case S_IFREG:
        return FOLDER_FILE;
    case S_IFDIR:
        return FOLDER_FOLDER;
    case S_IFLNK:
        return FOLDER_LINK;
    default:
        return FOLDER_OTHER;
    }
}

static bool folder_is_listed(const char *name)
{
    return strcmp(name, ".") != 0 && strcmp(name, "..") != 0 && strcmp(name, ".git") != 0;
}

/* The head of a name so written that the order of the bytes is that of path_compare: letters
 * folded, a run of digits as '0', how many there are without leading zeros, and those. Where two of
 * them differ the names differ so; where not, path_compare decides. */
struct folder_item {
    uint64_t key[3];
    const struct folder_entry *entry;
};

static void folder_set_key(struct folder_item *item)
{
    unsigned char bytes[sizeof(item->key)] = {0};
    const char *name = item->entry->name;
    for (size_t len = 0; len < sizeof(bytes) && *name;) {
        if (*name < '0' || *name > '9') {
            bytes[len++] =
                (unsigned char)(*name >= 'A' && *name <= 'Z' ? *name - 'A' + 'a' : *name);
            name++;
            continue;
        }
        size_t zeros = strspn(name, "0"), count = strspn(name, "0123456789") - zeros;
        if (count > UINT8_MAX)
            break;
        bytes[len++] = '0';
        if (len < sizeof(bytes))
            bytes[len++] = (unsigned char)count;
        for (name += zeros; count; count--, name++)
            if (len < sizeof(bytes))
                bytes[len++] = (unsigned char)*name;
    }
    memcpy(item->key, bytes, sizeof(bytes));
    for (size_t i = 0; i < ARRAY_LEN(item->key); i++)
        item->key[i] = be64toh(item->key[i]);
}

static int folder_item_compare(const void *a, const void *b)
{
    const struct folder_item *left = a, *right = b;
    for (size_t i = 0; i < ARRAY_LEN(left->key); i++)
        if (left->key[i] != right->key[i])
            return left->key[i] < right->key[i] ? -1 : 1;
    return path_compare(view_of(left->entry->name), view_of(right->entry->name));
}

/* Gives back the entries in order, in a new array. */
static struct folder_entry *folder_sort(struct folder_entry *entries, size_t count)
{
    struct folder_entry *sorted = mem_zalloc(count + 1, sizeof(*sorted));
    struct folder_item *items = mem_zalloc(count + 1, sizeof(*items));
    for (size_t i = 0; i < count; i++) {
        items[i].entry = &entries[i];
        folder_set_key(&items[i]);
    }
    qsort(items, count, sizeof(*items), folder_item_compare);
    for (size_t i = 0; i < count; i++)
        sorted[i] = *items[i].entry;
    free(items);
    free(entries);
    return sorted;
}

static enum status folder_open_list(const struct folder *folder, const char *path, DIR **out,
                                    struct error *err)
{
    struct place place;
    struct stat st;
    enum status status = folder_look(folder, path, &place, &st, err);
    if (status != STATUS_OK)
        goto out;
    if (!S_ISDIR(st.st_mode)) {
        status = error_set(err, STATUS_REFUSED, "\"%s\" is no folder", path);
        goto out;
    }
    int fd =
        openat(place.dir, place.name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    *out = fd < 0 ? NULL : fdopendir(fd);
    if (!*out) {
        status = error_system(err, errno, "cannot list the folder \"%s\"", path);
        if (fd >= 0)
            close(fd);
    }
out:
    place_finish(&place);
    return status;
}

enum status folder_list(const struct folder *folder, const char *path, struct folder_entry **out,
                        size_t *count, struct error *err)
{
    return folder_list_some(folder, path, NULL, out, count, err);
}

enum status folder_list_some(const struct folder *folder, const char *path,
                             const struct folder_filter *filter, struct folder_entry **out,
                             size_t *count, struct error *err)
{
    DIR *list = NULL;
    enum status status = folder_open_list(folder, path, &list, err);
    if (status != STATUS_OK)
        return status;
    struct folder_entry *entries = NULL;
    size_t len = 0, cap = 0;
    const struct dirent *entry;
    while ((errno = 0, entry = readdir(list))) {
        if (!folder_is_listed(entry->d_name))
            continue;
        enum folder_entry_kind kind = folder_entry_kind_of(dirfd(list), entry);
        if (!filter || filter->keeps(filter->data, entry->d_name, kind))
            *ARRAY_PUSH(entries, len, cap) =
                (struct folder_entry){.name = mem_string(entry->d_name), .kind = kind};
    }
    int code = errno;
    closedir(list);
    if (code) {
        folder_entries_free(entries, len);
        return error_system(err, code, "cannot list the folder \"%s\"", path);
    }
    *out = folder_sort(entries, len);
    *count = len;
    return STATUS_OK;
}

void folder_entries_free(struct folder_entry *entries, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(entries[i].name);
    free(entries);
}
