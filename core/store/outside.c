/* What other programs changed: HEAD, the index and the work tree side by side.
 *
 * A file is read only when the index cannot answer for it, as git does: same times, size and inode
 * as when it was added, and not so young that a later change could have had the same times. */
#include "core/base/memory.h"
#include "core/store/commit.h"
#include "core/store/git_error.h"
#include "core/store/listing.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct comparison {
    struct repository *repo;
    const atomic_bool *cancel;
    struct listing head, disk;
    struct outside_change *out;
    size_t count, cap;
};

void outside_free(struct outside_change *changes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(changes[i].path);
    free(changes);
}

static bool is_as_added(const struct index_file *index, const struct index_entry *entry,
                        const struct listed *file)
{
    const struct index_stat *a = &entry->stat, *b = &file->stat;
    if (entry->stage > 0 || entry->intended)
        return false;
    if (a->mtime != b->mtime || a->mtime_ns != b->mtime_ns || a->ctime != b->ctime ||
        a->ctime_ns != b->ctime_ns || a->ino != b->ino || a->size != b->size)
        return false;
    uint32_t written = (uint32_t)index->written.tv_sec;
    return a->mtime < written ||
           (a->mtime == written && a->mtime_ns < (uint32_t)index->written.tv_nsec);
}

/* The blob the file would be. STATUS_ABSENT when it cannot be read just now. */
static enum status hash_file(const struct repository *repo, const char *path, git_oid *id)
{
    struct str text = {0};
    struct stat st;
    enum status status = STATUS_ABSENT;
    char *full = repository_join(repo->path, path);
    int fd = open(full, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    free(full);
    if (fd < 0)
        return status;
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && (size_t)st.st_size <= OBJECT_SIZE_LIMIT) {
        str_reserve(&text, (size_t)st.st_size + 1);
        ssize_t n = 1;
        while (text.len < (size_t)st.st_size &&
               ((n = read(fd, text.data + text.len, (size_t)st.st_size - text.len)) > 0 ||
                (n < 0 && errno == EINTR)))
            text.len += n > 0 ? (size_t)n : 0;
        if (n > 0 && git_odb_hash(id, text.data, text.len, GIT_OBJECT_BLOB) == 0)
            status = STATUS_OK;
    }
    str_finish(&text);
    close(fd);
    return status;
}

/* Files that git hands to a program before it stores them (LFS, encryption) are not ours to store.
 */
static bool has_filter(const struct repository *repo, const char *path)
{
    const char *value = NULL;
    return git_attr_get(&value, repo->git, 0, path, "filter") == 0 &&
           git_attr_value(value) == GIT_ATTR_VALUE_STRING;
}

static void add_change(struct comparison *all, const char *path, int kind, bool staged,
                       bool too_large)
{
    if (has_filter(all->repo, path))
        return;
    struct outside_change *change = ARRAY_PUSH(all->out, all->count, all->cap);
    *change =
        (struct outside_change){.path = mem_string(path), .staged = staged, .too_large = too_large};
    change->kind = kind;
}

static bool is_really_gone(const struct repository *repo, const char *path)
{
    struct stat st;
    char *full = repository_join(repo->path, path);
    bool gone = lstat(full, &st) != 0 && (errno == ENOENT || errno == ENOTDIR);
    free(full);
    return gone;
}

/* One path; at least one of `head` and `disk` is there. */
static void compare_path(struct comparison *all, const struct listed *head,
                         const struct listed *disk, const struct index_entry *entry)
{
    const char *path = head ? all->head.names.data + head->path : all->disk.names.data + disk->path;
    bool staged =
        entry ? !entry->intended && (!head || !git_oid_equal(&entry->id, &head->id)) : head != NULL;
    if (!disk) {
        if (is_really_gone(all->repo, path))
            add_change(all, path, OUTSIDE_DELETED, staged, false);
        return;
    }
    bool too_large = disk->size > OBJECT_SIZE_LIMIT;
    if (head) {
        git_oid id;
        bool same_mode = !all->repo->trusts_mode || head->mode == disk->mode;
        if (entry && is_as_added(&all->repo->index, entry, disk))
            id = entry->id;
        else if (too_large)
            id = (git_oid){{0}};
        else if (hash_file(all->repo, path, &id) != STATUS_OK)
            return;
        if (same_mode && git_oid_equal(&id, &head->id))
            return;
    }
    add_change(all, path, head ? OUTSIDE_CHANGED : OUTSIDE_ADDED, staged, too_large);
}

/* Moves the cursor to `path`; false when the index has no such entry. */
static bool entry_at(struct index_cursor *cursor, bool *more, const char *path)
{
    size_t len = strlen(path);
    while (*more) {
        struct view at = cursor->entry.path;
        int order = memcmp(at.data, path, at.len < len ? at.len : len);
        if (order == 0 && at.len == len)
            return true;
        if (order > 0 || (order == 0 && at.len > len))
            return false;
        *more = index_cursor_next(cursor);
    }
    return false;
}

static enum status compare_all(struct comparison *all, struct error *err)
{
    struct index_cursor cursor;
    enum status status = STATUS_OK;
    index_cursor_init(&cursor, &all->repo->index);
    bool more = index_cursor_next(&cursor);
    for (size_t h = 0, d = 0; h < all->head.count || d < all->disk.count;) {
        int order = h == all->head.count ? 1
                    : d == all->disk.count
                        ? -1
                        : strcmp(listing_path(&all->head, h), listing_path(&all->disk, d));
        const char *path = order <= 0 ? listing_path(&all->head, h) : listing_path(&all->disk, d);
        if (all->cancel && atomic_load_explicit(all->cancel, memory_order_relaxed)) {
            status = error_set(err, STATUS_CANCELLED, "cancelled");
            break;
        }
        bool found = entry_at(&cursor, &more, path);
        compare_path(all, order <= 0 ? &all->head.items[h] : NULL,
                     order >= 0 ? &all->disk.items[d] : NULL, found ? &cursor.entry : NULL);
        h += order <= 0;
        d += order >= 0;
    }
    index_cursor_finish(&cursor);
    return status;
}

static enum status list_both(struct comparison *all, const char *const *paths, size_t count,
                             struct error *err)
{
    static const char *const everything[] = {""};
    struct head_position head;
    git_tree *tree = NULL;
    if (!paths) {
        paths = everything;
        count = 1;
    }
    enum status status = repository_head(all->repo, &head, err);
    if (status == STATUS_OK && !head.unborn)
        status = repository_tree(all->repo, &head.id, &tree, err);
    for (size_t i = 0; status == STATUS_OK && tree && i < count; i++)
        status = listing_add_tree(&all->head, all->repo->git, tree, paths[i], all->cancel, err);
    listing_sort(&all->head);
    for (size_t i = 0; status == STATUS_OK && i < count; i++)
        status = listing_add_disk(&all->disk, all->repo, &all->head, paths[i], all->cancel, err);
    listing_sort(&all->disk);
    git_tree_free(tree);
    return status;
}

enum status outside_find(struct repository *repo, const char *const *paths, size_t count,
                         const atomic_bool *cancel, struct outside_change **out, size_t *out_count,
                         struct error *err)
{
    struct comparison all = {.repo = repo, .cancel = cancel};
    char *index = repository_join(repo->git_path, "index");
    enum status status = index_file_load(&repo->index, index, err);
    free(index);
    if (status == STATUS_OK)
        status = list_both(&all, paths, count, err);
    if (status == STATUS_OK)
        status = compare_all(&all, err);
    listing_finish(&all.head);
    listing_finish(&all.disk);
    if (status == STATUS_OK) {
        *out = all.out;
        *out_count = all.count;
    } else {
        outside_free(all.out, all.count);
    }
    return status;
}
