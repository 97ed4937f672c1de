#include "core/store/watch.h"

#include "core/base/memory.h"
#include "core/base/path.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

/* Watching folders with inotify, and what it leaves to be done:
 *
 * The kernel knows a watched folder by a number, and `items` keeps the path of each number. Adding
 * a folder that is watched already gives the same number again, so a folder that was moved is
 * added anew, with all below it, and thereby learns its new path; those that left the workspace
 * are the ones nobody added again. A folder that appears is watched first and listed then: what
 * was made in it before the watch was there gave no event and is reported from the list.
 *
 * Folders are opened part by part with O_NOFOLLOW and watched through the descriptor, so that no
 * link leads a watch out of the workspace.
 *
 * Hidden names are not reported, and with them none of our spare files, but for those of files
 * that say what is in the workspace. In `.git` only HEAD,
 * packed-refs and refs/heads are looked at, and reported as "history". IN_MODIFY is among the
 * events for writers that keep their file open; IN_ATTRIB is not, as a touch is no change. */

enum {
    WATCH_EVENTS = IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_CLOSE_WRITE |
                   IN_MODIFY | IN_DELETE_SELF | IN_ONLYDIR | IN_EXCL_UNLINK,
    WATCH_BUFFER = 64 * 1024,
    WATCH_READS_MAX = 64, /* then the caller gets its turn, however much there is */
    WATCH_DEPTH_MAX = 64,
};

struct watch_item {
    int wd;
    bool moved; /* its folder went away under the path, and has not come back under another */
    char *path;
};

struct watch {
    int fd;
    const struct folder *folder;
    struct watch_item *items; /* in the order of `wd` */
    size_t count, cap;
    bool limited; /* the system had no more watches, and the caller was told */
};

struct watch_batch {
    struct watch_event *events;
    size_t count, cap;
    bool history, overflow, moved;
};

/* The position of `wd`, or where it belongs. */
static size_t watch_find(const struct watch *watch, int wd)
{
    size_t low = 0, high = watch->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (watch->items[middle].wd < wd)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct watch_item *watch_item_of(const struct watch *watch, int wd)
{
    size_t at = watch_find(watch, wd);
    return at < watch->count && watch->items[at].wd == wd ? &watch->items[at] : NULL;
}

static void watch_set(struct watch *watch, int wd, const char *path)
{
    struct watch_item *item = watch_item_of(watch, wd);
    if (item) {
        char *copy = mem_string(path);
        free(item->path);
        item->path = copy;
        item->moved = false;
        return;
    }
    size_t at = watch_find(watch, wd);
    (void)ARRAY_PUSH(watch->items, watch->count, watch->cap);
    memmove(&watch->items[at + 1], &watch->items[at],
            (watch->count - 1 - at) * sizeof(*watch->items));
    watch->items[at] = (struct watch_item){.wd = wd, .path = mem_string(path)};
}

static void watch_drop(struct watch *watch, struct watch_item *item)
{
    size_t at = (size_t)(item - watch->items);
    free(item->path);
    memmove(item, item + 1, (watch->count - at - 1) * sizeof(*item));
    watch->count--;
}

static bool watch_is_git(const char *path)
{
    return strcmp(path, ".git") == 0 || strncmp(path, ".git/", 5) == 0;
}

/* Opens a folder below the workspace and follows no link; -1 with errno. */
static int watch_open(const struct watch *watch, const char *path)
{
    const int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
    int dir = openat(watch->folder->fd, ".", flags);
    char *parts = mem_string(path);
    for (char *part = parts, *end; dir >= 0 && *part; part = end) {
        end = strchrnul(part, '/');
        if (*end)
            *end++ = '\0';
        int next = openat(dir, part, flags);
        int code = errno;
        close(dir);
        errno = code;
        dir = next;
    }
    free(parts);
    return dir;
}

/* Watches the folder open at `dir` as `path`. 0 or an error number. */
static int watch_put(struct watch *watch, int dir, const char *path)
{
    char name[64];
    snprintf(name, sizeof(name), "/proc/self/fd/%d", dir);
    int wd = inotify_add_watch(watch->fd, name, WATCH_EVENTS);
    if (wd < 0 && errno == ENOENT) { /* no /proc */
        char *full = path_join(watch->folder->path, path);
        wd = inotify_add_watch(watch->fd, full, WATCH_EVENTS | IN_DONT_FOLLOW);
        int code = errno;
        free(full);
        errno = code;
    }
    if (wd < 0)
        return errno;
    watch_set(watch, wd, path);
    return 0;
}

static void batch_add(struct watch_batch *batch, const char *path, bool is_folder)
{
    /* A long write is the same event over and over. */
    if (batch->count && strcmp(batch->events[batch->count - 1].path, path) == 0) {
        batch->events[batch->count - 1].is_folder |= is_folder;
        return;
    }
    *ARRAY_PUSH(batch->events, batch->count, batch->cap) =
        (struct watch_event){.path = mem_string(path), .is_folder = is_folder};
}

static bool watch_entry_is_folder(int dir, const struct dirent *entry)
{
    struct stat st;
    if (entry->d_type != DT_UNKNOWN)
        return entry->d_type == DT_DIR;
    return fstatat(dir, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(st.st_mode);
}

/* Of `.git` what leads to the branches is watched, and nothing else. */
static bool watch_wants_folder(const char *parent, const char *path)
{
    if (!watch_is_git(parent))
        return path_name(view_of(path)).data[0] != '.' &&
               path_check(view_of(path), NULL) == STATUS_OK;
    return strcmp(path, ".git/refs") == 0 || strcmp(path, ".git/refs/heads") == 0 ||
           strncmp(path, ".git/refs/heads/", 16) == 0;
}

static void watch_add_tree(struct watch *watch, const char *path, size_t depth,
                           struct watch_batch *batch);

static void watch_list(struct watch *watch, int dir, const char *path, size_t depth,
                       struct watch_batch *batch)
{
    DIR *list = fdopendir(dir);
    if (!list) {
        close(dir);
        return;
    }
    const struct dirent *entry;
    while ((entry = readdir(list))) {
        if (entry->d_name[0] == '.')
            continue;
        bool is_folder = watch_entry_is_folder(dirfd(list), entry);
        char *below = path_join(path, entry->d_name);
        if (!watch_is_git(path))
            batch_add(batch, below, is_folder);
        if (is_folder && watch_wants_folder(path, below))
            watch_add_tree(watch, below, depth + 1, batch);
        free(below);
    }
    closedir(list);
}

/* Watches a folder and all below it, and reports what is in them. A folder that is gone again is
 * no failure: there is an event about that, too. */
static void watch_add_tree(struct watch *watch, const char *path, size_t depth,
                           struct watch_batch *batch)
{
    int dir = depth < WATCH_DEPTH_MAX ? watch_open(watch, path) : -1;
    if (dir < 0)
        return;
    int code = watch_put(watch, dir, path);
    if (code && code != ENOENT && !watch->limited) {
        watch->limited = true;
        batch->overflow = true;
    }
    watch_list(watch, dir, path, depth, batch);
}

static void watch_batch_free(struct watch_batch *batch)
{
    watch_events_free(batch->events, batch->count);
}

static void watch_add_git(struct watch *watch)
{
    struct watch_batch batch = {0};
    watch_add_tree(watch, ".git", 0, &batch);
    watch_batch_free(&batch);
}

enum status watch_new(const struct folder *folder, struct watch **out, struct error *err)
{
    int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (fd < 0 && (errno == EMFILE || errno == ENFILE))
        return error_set(err, STATUS_LIMIT,
                         "the system watches no more folders (fs.inotify.max_user_instances); "
                         "changes from outside are seen later");
    if (fd < 0)
        return error_system(err, errno, "cannot watch \"%s\" for changes", folder->path);
    struct watch *watch = mem_zalloc(1, sizeof(*watch));
    watch->fd = fd;
    watch->folder = folder;
    watch_add_git(watch);
    *out = watch;
    return STATUS_OK;
}

void watch_free(struct watch *watch)
{
    if (!watch)
        return;
    close(watch->fd);
    for (size_t i = 0; i < watch->count; i++)
        free(watch->items[i].path);
    free(watch->items);
    free(watch);
}

int watch_fd(const struct watch *watch)
{
    return watch->fd;
}

/* The folder is watched by now: what changes from here on gives an event. */
static bool watch_missed(int dir, int64_t since)
{
    struct stat st;
    return fstat(dir, &st) == 0 &&
           (int64_t)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec >= since;
}

enum status watch_add(struct watch *watch, const char *path, struct error *err)
{
    bool missed = false;
    return watch_add_seen(watch, path, INT64_MAX, &missed, err);
}

enum status watch_add_seen(struct watch *watch, const char *path, int64_t since, bool *missed,
                           struct error *err)
{
    if (*path && path_check(view_of(path), err) != STATUS_OK)
        return STATUS_REFUSED;
    size_t before = watch->count;
    int dir = watch_open(watch, path);
    int code = dir < 0 ? errno : watch_put(watch, dir, path);
    *missed |= !code && watch->count > before && watch_missed(dir, since);
    if (dir >= 0)
        close(dir);
    if (code == ENOSPC) {
        watch->limited = true;
        return error_set(err, STATUS_LIMIT,
                         "the system watches no more folders (fs.inotify.max_user_watches); "
                         "changes from outside are seen later");
    }
    if (code == ELOOP || code == ENOTDIR)
        return error_set(err, STATUS_REFUSED, "\"%s\" is no folder and is not watched", path);
    return code ? error_system(err, code, "cannot watch \"%s\" for changes", path) : STATUS_OK;
}

/* HEAD and its like are replaced by a lock file that is renamed. */
static void read_git_event(struct watch *watch, const char *path, bool is_folder, uint32_t mask,
                           struct watch_batch *batch)
{
    struct view name = view_of(path);
    if (is_folder && (mask & (IN_CREATE | IN_MOVED_TO)) && watch_wants_folder(".git", path))
        watch_add_tree(watch, path, 0, batch);
    bool is_head = strcmp(path, ".git/HEAD") == 0 || strcmp(path, ".git/packed-refs") == 0;
    bool is_branch = view_starts(name, ".git/refs/heads/") && !view_ends(name, ".lock");
    batch->history |= is_head || is_branch;
}

static void watch_mark_moved(struct watch *watch, const char *path)
{
    size_t len = strlen(path);
    for (size_t i = 0; i < watch->count; i++) {
        struct watch_item *item = &watch->items[i];
        if (strncmp(item->path, path, len) == 0 && (!item->path[len] || item->path[len] == '/'))
            item->moved = true;
    }
}

static bool watch_tells(const char *name)
{
    return name[0] != '.' || strcmp(name, ".gitignore") == 0 ||
           strcmp(name, ".palimpsest.yaml") == 0;
}

static void read_named_event(struct watch *watch, const char *parent, const char *name,
                             uint32_t mask, struct watch_batch *batch)
{
    bool is_folder = mask & IN_ISDIR, appeared = mask & (IN_CREATE | IN_MOVED_TO);
    char *path = path_join(parent, name);
    if (strcmp(path, ".git") == 0 && is_folder && appeared) {
        watch_add_git(watch);
        batch->history = true;
    } else if (watch_is_git(parent)) {
        read_git_event(watch, path, is_folder, mask, batch);
    } else if (watch_tells(name)) {
        batch_add(batch, path, is_folder);
        if (is_folder && appeared && watch_wants_folder(parent, path))
            watch_add_tree(watch, path, 0, batch);
    }
    if (is_folder && (mask & IN_MOVED_FROM)) {
        watch_mark_moved(watch, path);
        batch->moved = true;
    }
    free(path);
}

static void read_event(struct watch *watch, const struct inotify_event *event,
                       struct watch_batch *batch)
{
    if (event->mask & IN_Q_OVERFLOW) {
        batch->overflow = true;
        return;
    }
    struct watch_item *item = watch_item_of(watch, event->wd);
    if (!item)
        return;
    if (event->mask & IN_IGNORED) {
        watch_drop(watch, item);
    } else if (event->mask & IN_DELETE_SELF) {
        if (!*item->path)
            batch_add(batch, "", true);
    } else if (event->len) {
        char *parent = mem_string(item->path); /* items move while folders are added */
        read_named_event(watch, parent, event->name, event->mask, batch);
        free(parent);
    }
}

/* 0 when there is nothing more for now, or an error number. */
static int watch_read_batch(struct watch *watch, struct watch_batch *batch)
{
    char *buffer = mem_alloc(WATCH_BUFFER);
    int code = 0;
    for (int reads = 0; reads < WATCH_READS_MAX; reads++) {
        ssize_t got = read(watch->fd, buffer, WATCH_BUFFER);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0) {
            code = got == 0 || errno == EAGAIN ? 0 : errno;
            break;
        }
        for (ssize_t at = 0; at < got;) {
            const struct inotify_event *event =
                (const struct inotify_event *)__builtin_assume_aligned(buffer + at, 4);
            read_event(watch, event, batch);
            at += (ssize_t)(sizeof(*event) + event->len);
        }
    }
    free(buffer);
    return code;
}

/* Adds again what may still be there (two folders that changed places both "moved away"), then
 * forgets what is not. */
static void watch_forget_moved(struct watch *watch)
{
    for (size_t i = 0; i < watch->count; i++) {
        if (!watch->items[i].moved)
            continue;
        char *path = mem_string(watch->items[i].path);
        int dir = watch_open(watch, path);
        if (dir >= 0) {
            (void)watch_put(watch, dir, path);
            close(dir);
        }
        free(path);
    }
    for (size_t i = watch->count; i-- > 0;)
        if (watch->items[i].moved) {
            inotify_rm_watch(watch->fd, watch->items[i].wd);
            watch_drop(watch, &watch->items[i]);
        }
}

static int watch_event_compare(const void *a, const void *b)
{
    const struct watch_event *left = a, *right = b;
    return strcmp(left->path, right->path);
}

static void batch_merge(struct watch_batch *batch)
{
    size_t kept = 0;
    if (batch->count)
        qsort(batch->events, batch->count, sizeof(*batch->events), watch_event_compare);
    for (size_t i = 0; i < batch->count; i++) {
        struct watch_event *last = kept ? &batch->events[kept - 1] : NULL;
        if (last && strcmp(last->path, batch->events[i].path) == 0) {
            last->is_folder |= batch->events[i].is_folder;
            free(batch->events[i].path);
        } else {
            batch->events[kept++] = batch->events[i];
        }
    }
    batch->count = kept;
}

enum status watch_read(struct watch *watch, struct watch_event **out, size_t *count,
                       struct error *err)
{
    struct watch_batch batch = {0};
    int code = watch_read_batch(watch, &batch);
    if (batch.moved)
        watch_forget_moved(watch);
    if (code) {
        watch_batch_free(&batch);
        return error_system(err, code, "cannot watch \"%s\" for changes", watch->folder->path);
    }
    batch_merge(&batch);
    if (batch.history || batch.overflow)
        *ARRAY_PUSH(batch.events, batch.count, batch.cap) = (struct watch_event){
            .path = mem_string(""), .history = batch.history, .overflow = batch.overflow};
    *out = batch.events;
    *count = batch.count;
    return STATUS_OK;
}

void watch_events_free(struct watch_event *events, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(events[i].path);
    free(events);
}
