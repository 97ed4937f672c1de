#include "core/store/place.h"

#include "core/base/memory.h"
#include "core/base/path.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Finding a path without leaving the workspace.
 *
 * Nearly every path has no link in it. For those one openat2 finds the parent and the kernel
 * promises that it lies beneath. As soon as there is a link (or no openat2) the path is walked part
 * by part: each folder is opened with O_NOFOLLOW in the one before, and what a link says is put in
 * front of what is left to walk. `done` only ever names real folders, so `..` drops its last part
 * and the walk begins again at the workspace: no step upwards is ever given to the kernel, and a
 * folder that is moved away meanwhile cannot carry the walk out with it.
 *
 * A link to an absolute path is refused even if it points back inside: it would break, or lead
 * out, as soon as the workspace is moved. */

enum { PLACE_LINKS_MAX = 40 };

struct place_walk {
    int root, dir;
    struct str done; /* real folders walked so far */
    struct str rest; /* what is still to walk */
    unsigned links;
};

static enum status place_error(struct error *err, int code, const char *path)
{
    switch (code) {
    case EXDEV:
        return error_set(err, STATUS_REFUSED, "\"%s\" is a link that leads out of the workspace",
                         path);
    case ELOOP:
        return error_set(err, STATUS_REFUSED, "\"%s\" is a link that goes in a circle", path);
    case ENOTDIR:
        return error_set(err, STATUS_REFUSED, "\"%s\" lies below something that is no folder",
                         path);
    default:
        return error_system(err, code, "cannot look at \"%s\"", path);
    }
}

static int place_open_folder(int dir, const char *name)
{
    return openat(dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
}

/* Moves into the folder `name`; returns 0 or an error number. */
static int place_step(struct place_walk *walk, const char *name)
{
    int next = place_open_folder(walk->dir, name);
    if (next < 0)
        return errno;
    close(walk->dir);
    walk->dir = next;
    if (walk->done.len)
        str_add_char(&walk->done, '/');
    str_add_text(&walk->done, name);
    return 0;
}

static int place_step_up(struct place_walk *walk)
{
    if (walk->done.len == 0)
        return EXDEV;
    struct view parent = path_folder(str_view(&walk->done));
    char *again = mem_string_n(parent.data, parent.len);
    int code = 0, top = place_open_folder(walk->root, ".");
    if (top < 0) {
        free(again);
        return errno;
    }
    close(walk->dir);
    walk->dir = top;
    str_clear(&walk->done);
    for (char *part = again, *end; code == 0 && *part; part = end) {
        end = strchrnul(part, '/');
        if (*end)
            *end++ = '\0';
        code = place_step(walk, part);
    }
    free(again);
    return code;
}

/* 0 with `*is_link` set and its target put in front of the rest, or an error number. */
static int place_read_link(struct place_walk *walk, const char *name, bool *is_link)
{
    char target[PATH_MAX];
    ssize_t len = readlinkat(walk->dir, name, target, sizeof(target));
    *is_link = len >= 0;
    if (len < 0)
        return errno == EINVAL || errno == ENOENT ? 0 : errno;
    if (len == sizeof(target))
        return ENAMETOOLONG;
    if (++walk->links > PLACE_LINKS_MAX)
        return ELOOP;
    if (len > 0 && target[0] == '/')
        return EXDEV;
    if (walk->rest.len)
        str_replace(&walk->rest, 0, 0, VIEW("/"));
    str_replace(&walk->rest, 0, 0, view_from(target, (size_t)len));
    return 0;
}

/* Cuts the next part off the rest; the caller frees. */
static char *place_cut_part(struct place_walk *walk)
{
    struct view rest = str_view(&walk->rest);
    size_t end = view_find(rest, 0, '/');
    char *part = mem_string_n(rest.data, end);
    str_replace(&walk->rest, 0, end + (end < rest.len), VIEW(""));
    return part;
}

/* Walks the rest. Its last part, if that is a name and no link to follow, becomes `*name` (the
 * caller frees); otherwise the walk ends in the folder itself and `*name` is ".". */
static int place_walk_on(struct place_walk *walk, enum place_last last, char **name)
{
    int code = 0;
    while (code == 0 && !*name && walk->rest.len) {
        char *part = place_cut_part(walk);
        bool final = walk->rest.len == 0, is_link = false;
        if (strcmp(part, "..") == 0) {
            code = place_step_up(walk);
        } else if (*part && strcmp(part, ".") != 0) {
            if (!final || last == PLACE_FOLLOW)
                code = place_read_link(walk, part, &is_link);
            if (code == 0 && !is_link && final)
                *name = mem_string(part);
            else if (code == 0 && !is_link)
                code = place_step(walk, part);
        }
        free(part);
    }
    if (code == 0 && !*name)
        *name = mem_string(".");
    return code;
}

enum status place_walk(const struct folder *folder, const char *path, enum place_last last,
                       struct place *out, struct error *err)
{
    *out = (struct place){.dir = -1};
    if (*path && path_check(view_of(path), err) != STATUS_OK)
        return STATUS_REFUSED;
    enum status status = STATUS_OK;
    struct place_walk walk = {.root = folder->fd};
    char *name = NULL;
    str_add_text(&walk.rest, path);
    walk.dir = place_open_folder(folder->fd, ".");
    int code = walk.dir < 0 ? errno : place_walk_on(&walk, last, &name);
    if (code) {
        status = place_error(err, code, path);
        goto out;
    }
    *out = (struct place){
        .dir = walk.dir,
        .name = name,
        .path = strcmp(name, ".") == 0 ? mem_string(str_text(&walk.done))
                                       : path_join(str_text(&walk.done), name),
    };
    walk.dir = -1;
    name = NULL;
    if (walk.links && *out->path && path_check(view_of(out->path), NULL) != STATUS_OK) {
        status =
            error_set(err, STATUS_REFUSED, "\"%s\" is a link to a place that is not safe", path);
        place_finish(out);
    }
out:
    if (walk.dir >= 0)
        close(walk.dir);
    free(name);
    str_finish(&walk.done);
    str_finish(&walk.rest);
    return status;
}

/* Opens what lies beneath with no link on the way; -1 when only a walk can tell. */
static int place_open_beneath(const struct folder *folder, const char *path, uint64_t flags)
{
    struct open_how how = {
        .flags = flags | O_CLOEXEC,
        .resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_SYMLINKS,
    };
    return (int)syscall(SYS_openat2, folder->fd, *path ? path : ".", &how, sizeof(how));
}

bool place_open_plain(const struct folder *folder, const char *path, int *fd, struct stat *st)
{
    if (path_check(view_of(path), NULL) != STATUS_OK ||
        fstatat(folder->fd, path, st, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(st->st_mode))
        return false;
    *fd = place_open_beneath(folder, path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
    if (*fd >= 0 && fstat(*fd, st) == 0 && S_ISREG(st->st_mode))
        return true;
    if (*fd >= 0)
        close(*fd);
    return false;
}

bool place_stat_plain(const struct folder *folder, const char *path, struct stat *st)
{
    if (path_check(view_of(path), NULL) != STATUS_OK)
        return false;
    int fd = place_open_beneath(folder, path, O_PATH);
    bool there = fd >= 0 && fstat(fd, st) == 0;
    if (fd >= 0)
        close(fd);
    return there;
}

int place_parent_plain(const struct folder *folder, const char *path)
{
    if (path_check(view_of(path), NULL) != STATUS_OK)
        return -1;
    struct view parent = path_folder(view_of(path));
    char *parent_path = mem_string_n(parent.data, parent.len);
    int dir = place_open_beneath(folder, parent_path, O_PATH | O_DIRECTORY);
    free(parent_path);
    return dir;
}

enum status place_find(const struct folder *folder, const char *path, enum place_last last,
                       struct place *out, struct error *err)
{
    *out = (struct place){.dir = -1};
    if (*path && path_check(view_of(path), err) != STATUS_OK)
        return STATUS_REFUSED;
    struct view parent = path_folder(view_of(path)), name = path_name(view_of(path));
    char *parent_path = mem_string_n(parent.data, parent.len);
    int dir = place_open_beneath(folder, parent_path, O_RDONLY | O_DIRECTORY | O_NONBLOCK);
    free(parent_path);
    struct stat st;
    bool plain = dir >= 0 && *path &&
                 (last == PLACE_LINK || fstatat(dir, name.data, &st, AT_SYMLINK_NOFOLLOW) != 0 ||
                  !S_ISLNK(st.st_mode));
    if (!plain) {
        if (dir >= 0)
            close(dir);
        return place_walk(folder, path, last, out, err);
    }
    *out = (struct place){.dir = dir, .name = mem_string(name.data), .path = mem_string(path)};
    return STATUS_OK;
}

void place_finish(struct place *place)
{
    if (place->dir >= 0)
        close(place->dir);
    free(place->name);
    free(place->path);
    *place = (struct place){.dir = -1};
}
