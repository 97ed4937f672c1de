/* The work tree, as git would see it but for what the program never touches.
 *
 * No link is followed and nothing but folders is opened. Ignore rules cost a look at several files
 * each time, so they are asked only for what history does not hold already: for a folder with
 * nothing of it in HEAD, and for a file that is not. */
#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/store/git_error.h"
#include "core/store/listing.h"
#include "core/store/tree_compare.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct disk_walk {
    struct repository *repo;
    const struct listing *head;
    const atomic_bool *cancel;
    struct listing *out;
    struct str path;
    int depth;
};

struct disk_name {
    char *name; /* a folder's ends in a slash, which puts it where git has it */
    struct stat st;
};

static enum status walk_folder(struct disk_walk *walk, int fd, struct error *err);

/* Whether HEAD has a file whose path begins with (or, for a file, is) the walk's path. */
static bool is_in_head(const struct disk_walk *walk)
{
    size_t low = 0, high = walk->head->count;
    struct view path = str_view(&walk->path);
    bool is_folder = view_ends(path, "/");
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(listing_path(walk->head, middle), walk->path.data) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == walk->head->count)
        return false;
    const char *found = listing_path(walk->head, low);
    return is_folder ? strncmp(found, path.data, path.len) == 0 : strcmp(found, path.data) == 0;
}

/* An ignore file that cannot be read ignores nothing. */
static bool is_left_out(const struct disk_walk *walk)
{
    int ignored = 0;
    if (is_in_head(walk))
        return false;
    return git_ignore_path_is_ignored(&ignored, walk->repo->git, str_text(&walk->path)) == 0 &&
           ignored;
}

static void add_file(struct disk_walk *walk, const struct stat *st)
{
    struct listing *out = walk->out;
    if (path_check(str_view(&walk->path), NULL) != STATUS_OK || is_left_out(walk))
        return;
    *ARRAY_PUSH(out->items, out->count, out->cap) = (struct listed){
        .path = out->names.len,
        .mode = (st->st_mode & 0100) ? GIT_FILEMODE_BLOB_EXECUTABLE : GIT_FILEMODE_BLOB,
        .stat = index_stat_of(st),
        .size = (uint64_t)st->st_size,
    };
    str_add(&out->names, view_from(str_text(&walk->path), walk->path.len + 1));
}

static int compare_names(const void *a, const void *b)
{
    const struct disk_name *left = a, *right = b;
    return strcmp(left->name, right->name);
}

static size_t read_names(int fd, struct disk_name **out)
{
    size_t count = 0, cap = 0;
    int again = openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *dir = again < 0 ? NULL : fdopendir(again);
    *out = NULL;
    if (!dir && again >= 0)
        close(again);
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        struct stat st;
        if (entry->d_name[0] == '.' || fstatat(fd, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0 ||
            (!S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode)))
            continue;
        struct str name = {0};
        str_add_text(&name, entry->d_name);
        if (S_ISDIR(st.st_mode))
            str_add_char(&name, '/');
        *ARRAY_PUSH(*out, count, cap) = (struct disk_name){.name = str_take(&name), .st = st};
    }
    if (dir)
        closedir(dir);
    if (count > 0)
        qsort(*out, count, sizeof(**out), compare_names);
    return count;
}

static enum status enter_folder(struct disk_walk *walk, int parent, const char *name,
                                struct error *err)
{
    enum status status = STATUS_OK;
    struct stat st;
    int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return STATUS_OK;
    if (fstatat(fd, ".git", &st, AT_SYMLINK_NOFOLLOW) != 0 && !is_left_out(walk))
        status = walk_folder(walk, fd, err);
    close(fd);
    return status;
}

static enum status walk_folder(struct disk_walk *walk, int fd, struct error *err)
{
    struct disk_name *names;
    enum status status = STATUS_OK;
    if (walk->cancel && atomic_load_explicit(walk->cancel, memory_order_relaxed))
        return error_set(err, STATUS_CANCELLED, "cancelled");
    if (walk->depth >= TREE_DEPTH_LIMIT)
        return STATUS_OK;
    walk->depth++;
    size_t count = read_names(fd, &names), len = walk->path.len;
    for (size_t i = 0; i < count; i++) {
        str_add_text(&walk->path, names[i].name);
        if (status == STATUS_OK && S_ISDIR(names[i].st.st_mode)) {
            names[i].name[strlen(names[i].name) - 1] = '\0';
            status = enter_folder(walk, fd, names[i].name, err);
        } else if (status == STATUS_OK) {
            add_file(walk, &names[i].st);
        }
        str_replace(&walk->path, len, walk->path.len, view_of(""));
        free(names[i].name);
    }
    free(names);
    walk->depth--;
    return status;
}

/* Whether a part above the last is a link: then the files are another path's. */
static bool lies_behind_link(int root, const char *path)
{
    struct stat st;
    bool found = false;
    char *part = mem_string(path);
    for (char *slash = strchr(part, '/'); slash && !found; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        found = fstatat(root, part, &st, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISDIR(st.st_mode);
        *slash = '/';
    }
    free(part);
    return found;
}

enum status listing_add_disk(struct listing *listing, struct repository *repo,
                             const struct listing *head, const char *path,
                             const atomic_bool *cancel, struct error *err)
{
    struct disk_walk walk = {.repo = repo, .head = head, .cancel = cancel, .out = listing};
    enum status status = STATUS_OK;
    struct stat st;
    int root = open(repo->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (root < 0)
        return error_system(err, errno, "%s cannot be read", repo->path);
    if (!*path) {
        status = walk_folder(&walk, root, err);
    } else if (path_check(view_of(path), NULL) == STATUS_OK && !path_is_hidden(view_of(path)) &&
               !lies_behind_link(root, path) &&
               fstatat(root, path, &st, AT_SYMLINK_NOFOLLOW) == 0) {
        str_add_text(&walk.path, path);
        if (S_ISREG(st.st_mode)) {
            add_file(&walk, &st);
        } else if (S_ISDIR(st.st_mode)) {
            str_add_char(&walk.path, '/');
            status = enter_folder(&walk, root, path, err);
        }
    }
    str_finish(&walk.path);
    close(root);
    return status;
}
