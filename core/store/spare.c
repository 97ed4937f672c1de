#include "core/store/spare.h"

#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/store/entry.h"
#include "core/text/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

enum { SPARE_TRIES = 64, SPARE_SHOW_TRIES = 999 };

static int spare_choose_name(struct spare *spare, const struct place *place)
{
    static const char digits[32] = "abcdefghijklmnopqrstuvwxyz234567";
    static const char suffix[] = ".palimpsest-XXXXXX";
    unsigned char random[6];
    if (getrandom(random, sizeof(random), 0) != sizeof(random))
        return errno;
    struct view name = view_of(place->name);
    size_t room = NAME_MAX - 1 - (sizeof(suffix) - 1);
    size_t keep = name.len <= room ? name.len : utf8_floor(name, room);
    int len = snprintf(spare->name, sizeof(spare->name), ".%.*s%s", (int)keep, name.data, suffix);
    for (size_t i = 0; i < sizeof(random); i++)
        spare->name[(size_t)len - sizeof(random) + i] = digits[random[i] % sizeof(digits)];
    return 0;
}

/* The text of a private file must not be open to others for a moment. */
static int spare_create(struct spare *spare, const struct place *place, int like, int *fd)
{
    mode_t mode = like < 0 ? 0666 : 0600;
    for (int i = 0; i < SPARE_TRIES; i++) {
        int code = spare_choose_name(spare, place);
        if (code)
            return code;
        *fd = openat(spare->dir, spare->name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                     mode);
        if (*fd >= 0)
            return 0;
        if (errno != EEXIST)
            return errno;
    }
    return EEXIST;
}

static bool spare_keeps_attribute(const char *name)
{
    return strncmp(name, "user.", 5) == 0 || strcmp(name, "system.posix_acl_access") == 0;
}

static int spare_copy_attribute(int from, int to, const char *name)
{
    ssize_t size = fgetxattr(from, name, NULL, 0);
    if (size < 0)
        return errno == ENODATA ? 0 : errno;
    char *value = mem_alloc((size_t)size + 1);
    size = fgetxattr(from, name, value, (size_t)size);
    int code = size < 0 || fsetxattr(to, name, value, (size_t)size, 0) != 0 ? errno : 0;
    free(value);
    return code == EPERM || code == EOPNOTSUPP ? 0 : code;
}

static int spare_copy_attributes(int from, int to)
{
    ssize_t size = flistxattr(from, NULL, 0);
    if (size <= 0)
        return size == 0 || errno == EOPNOTSUPP ? 0 : errno;
    char *names = mem_alloc((size_t)size);
    size = flistxattr(from, names, (size_t)size);
    int code = size < 0 ? errno : 0;
    for (const char *name = names; code == 0 && name < names + size; name += strlen(name) + 1)
        if (spare_keeps_attribute(name))
            code = spare_copy_attribute(from, to, name);
    free(names);
    return code;
}

/* The owner as far as the system lets us; then the mode, as a change of owner clears bits of it;
 * then the access list, which agrees with that mode. */
static int spare_copy_owner(int from, int to)
{
    struct stat old, made;
    if (fstat(from, &old) != 0 || fstat(to, &made) != 0)
        return errno;
    if (old.st_uid != made.st_uid || old.st_gid != made.st_gid)
        if (fchown(to, old.st_uid, old.st_gid) != 0 && fchown(to, (uid_t)-1, old.st_gid) != 0 &&
            errno != EPERM && errno != EINVAL)
            return errno;
    if (fchmod(to, old.st_mode & 07777) != 0)
        return errno;
    return spare_copy_attributes(from, to);
}

enum status spare_write(struct spare *spare, const struct place *place, int like, struct view text,
                        struct error *err)
{
    *spare = (struct spare){.dir = place->dir};
    int fd = -1;
    struct stat st;
    int code = spare_create(spare, place, like, &fd);
    if (code) {
        spare->name[0] = '\0';
        goto out;
    }
    code = entry_write(fd, text);
    if (code == 0 && like >= 0)
        code = spare_copy_owner(like, fd);
    if (code == 0 && (fsync(fd) != 0 || fstat(fd, &st) != 0))
        code = errno;
    close(fd);
    if (code == 0) {
        spare->device = st.st_dev;
        spare->inode = st.st_ino;
    }
out:
    if (code == 0)
        return STATUS_OK;
    spare_remove(spare);
    return error_system(err, code, "\"%s\" is not saved and is on disk as it was", place->path);
}

int spare_take(struct spare *spare, const struct place *place)
{
    *spare = (struct spare){.dir = place->dir};
    int code = EEXIST;
    for (int i = 0; i < SPARE_TRIES && code == EEXIST; i++) {
        code = spare_choose_name(spare, place);
        if (code == 0)
            code = entry_move(place->dir, place->name, place->dir, spare->name);
    }
    if (code)
        spare->name[0] = '\0';
    return code;
}

int spare_link(struct spare *spare, const struct place *place)
{
    *spare = (struct spare){.dir = place->dir};
    int code = EEXIST;
    for (int i = 0; i < SPARE_TRIES && code == EEXIST; i++) {
        code = spare_choose_name(spare, place);
        if (code == 0 && linkat(place->dir, place->name, place->dir, spare->name, 0) != 0)
            code = errno;
    }
    if (code)
        spare->name[0] = '\0';
    return code;
}

bool spare_is_ours(const struct spare *spare)
{
    struct stat st;
    return fstatat(spare->dir, spare->name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
           st.st_dev == spare->device && st.st_ino == spare->inode;
}

static void spare_shown_name(struct view name, int number, char out[NAME_MAX + 1])
{
    struct view stem = path_stem(name);
    struct view extension = view_slice(name, stem.len, name.len);
    if (extension.len > NAME_MAX / 2)
        extension.len = 0;
    char mark[32];
    int len = number == 1 ? snprintf(mark, sizeof(mark), " (conflict)")
                          : snprintf(mark, sizeof(mark), " (conflict %d)", number);
    size_t room = NAME_MAX - (size_t)len - extension.len;
    size_t keep = stem.len <= room ? stem.len : utf8_floor(stem, room);
    snprintf(out, NAME_MAX + 1, "%.*s%s%.*s", (int)keep, stem.data, mark, (int)extension.len,
             extension.data);
}

int spare_show(struct spare *spare, const struct place *place, struct str *path)
{
    char name[NAME_MAX + 1];
    int code = EEXIST;
    for (int i = 1; i <= SPARE_SHOW_TRIES && code == EEXIST; i++) {
        spare_shown_name(view_of(place->name), i, name);
        code = entry_move(spare->dir, spare->name, spare->dir, name);
    }
    if (code)
        return code;
    spare->name[0] = '\0';
    struct view parent = path_folder(view_of(place->path));
    str_add(path, parent);
    if (parent.len)
        str_add_char(path, '/');
    str_add_text(path, name);
    entry_sync_folder(spare->dir);
    return 0;
}

void spare_remove(struct spare *spare)
{
    /* Once more, as a disk that just failed may be back; a spare that stays does no harm. */
    if (spare->name[0] && unlinkat(spare->dir, spare->name, 0) != 0 && errno != ENOENT)
        unlinkat(spare->dir, spare->name, 0);
    spare->name[0] = '\0';
}
