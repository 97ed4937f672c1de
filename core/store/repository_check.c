#include "core/store/repository_check.h"

#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/base/str.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#define CONFIG_SIZE_MAX ((size_t)1 << 20)
#define REF_DEPTH_MAX 16
#define REF_COUNT_MAX 20000
#define REF_SIZE_MAX (64 << 10)
#define CONFIG_FILES_MAX 64 /* also what ends a circle of includes */

static enum status check_regular(const char *path, struct error *err)
{
    struct stat st;
    if (stat(path, &st) == 0 && !S_ISREG(st.st_mode))
        return error_set(err, STATUS_REFUSED, "%s is not a file: the repository is not opened",
                         path);
    return STATUS_OK;
}

/* Reads a small regular file; false when there is none to read. */
static bool read_config(const char *path, struct str *out)
{
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    struct stat st;
    bool ok = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
              (size_t)st.st_size <= CONFIG_SIZE_MAX;
    if (ok) {
        str_reserve(out, CONFIG_SIZE_MAX);
        ssize_t len = read(fd, out->data, CONFIG_SIZE_MAX);
        out->len = len > 0 ? (size_t)len : 0;
    }
    if (fd >= 0)
        close(fd);
    return ok;
}

/* The value of `path = …`, without quotes; empty for another line. Escapes are left as they are: a
 * name with them is none that libgit2 finds either, or is refused by its own open. */
static struct view include_value(struct view line)
{
    size_t equals = view_find(line, 0, '=');
    struct view key = view_trim(view_slice(line, 0, equals));
    struct view value = view_trim(view_slice(line, equals + 1, line.len));
    if (key.len != 4 || strncasecmp(key.data, "path", 4) != 0)
        return VIEW("");
    if (value.len >= 2 && value.data[0] == '"')
        value = view_slice(value, 1, view_find(value, 1, '"'));
    else
        value = view_trim(view_slice(value, 0, view_find(value, 0, '#')));
    return value;
}

/* Where an include leads: relative to the file it stands in; `~/` is below HOME. */
static char *include_target(const char *from, struct view value)
{
    const char *home = getenv("HOME");
    char *name = mem_string_n(value.data, value.len);
    struct view folder_part = path_folder(view_of(from));
    char *folder = mem_string_n(folder_part.data, folder_part.len);
    char *target = name[0] == '/'                     ? mem_string(name)
                   : view_starts(value, "~/") && home ? path_join(home, name + 2)
                                                      : path_join(folder, name);
    free(folder);
    free(name);
    return target;
}

struct include_list {
    char **paths; /* grows while it is gone through */
    size_t count, cap;
};

static void add_includes(struct include_list *list, const char *path, struct view text)
{
    struct view line;
    bool inside = false;
    while (list->count <= CONFIG_FILES_MAX && view_line(&text, &line)) {
        line = view_trim(line);
        if (view_starts(line, "[")) {
            inside = line.len > 8 && strncasecmp(line.data, "[include", 8) == 0;
            size_t close = view_find(line, 0, ']');
            line = view_trim(view_slice(line, close + 1, line.len));
        }
        struct view value = inside ? include_value(line) : VIEW("");
        if (value.len)
            *ARRAY_PUSH(list->paths, list->count, list->cap) = include_target(path, value);
    }
}

enum status repository_check_includes(const char *git_path, struct error *err)
{
    struct include_list list = {0};
    enum status status = STATUS_OK;
    *ARRAY_PUSH(list.paths, list.count, list.cap) = path_join(git_path, "config");
    for (size_t i = 0; i < list.count && status == STATUS_OK; i++) {
        struct str text = {0};
        status = check_regular(list.paths[i], err);
        if (status == STATUS_OK && i >= CONFIG_FILES_MAX)
            status = error_set(err, STATUS_REFUSED,
                               "%s includes too many files: the repository is not opened",
                               list.paths[0]);
        else if (status == STATUS_OK && read_config(list.paths[i], &text))
            add_includes(&list, list.paths[i], str_view(&text));
        str_finish(&text);
    }
    for (size_t i = 0; i < list.count; i++)
        free(list.paths[i]);
    free(list.paths);
    return status;
}

enum status repository_check_packs(const char *git_path, struct error *err)
{
    char *folder = path_join(git_path, "objects/pack");
    DIR *dir = opendir(folder);
    enum status status = STATUS_OK;
    for (struct dirent *entry; dir && status == STATUS_OK && (entry = readdir(dir));) {
        struct stat st;
        if (entry->d_name[0] == '.' || entry->d_type == DT_REG ||
            fstatat(dirfd(dir), entry->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
            continue;
        if (!S_ISREG(st.st_mode))
            status =
                error_set(err, STATUS_REFUSED, "%s/%s is not a file: the repository is not opened",
                          folder, entry->d_name);
    }
    if (dir)
        closedir(dir);
    free(folder);
    return status;
}

struct ref_walk {
    char *path; /* of the folder, for messages and to open what is below */
    size_t count;
};

static enum status check_ref_folder(struct ref_walk *walk, int depth, struct error *err);

static enum status check_ref(struct ref_walk *walk, int dir, const char *name, int depth,
                             struct error *err)
{
    struct stat st;
    if (fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
        return STATUS_OK; /* gone meanwhile */
    if (++walk->count > REF_COUNT_MAX)
        return error_set(err, STATUS_LIMIT, "there are more than %d branches and tags",
                         REF_COUNT_MAX);
    if (S_ISREG(st.st_mode) && st.st_size <= REF_SIZE_MAX)
        return STATUS_OK;
    if (!S_ISDIR(st.st_mode) || depth == REF_DEPTH_MAX)
        return error_set(err, STATUS_REFUSED,
                         "%s/%s is no branch or tag as git keeps them: they are not read",
                         walk->path, name);
    char *above = walk->path;
    walk->path = path_join(above, name);
    enum status status = check_ref_folder(walk, depth + 1, err);
    free(walk->path);
    walk->path = above;
    return status;
}

static enum status check_ref_folder(struct ref_walk *walk, int depth, struct error *err)
{
    int fd = open(walk->path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *dir = fd < 0 ? NULL : fdopendir(fd);
    enum status status = STATUS_OK;
    for (struct dirent *entry; dir && status == STATUS_OK && (entry = readdir(dir));)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            status = check_ref(walk, fd, entry->d_name, depth, err);
    if (dir)
        closedir(dir);
    return status;
}

enum status repository_check_refs(const char *git_path, struct error *err)
{
    struct ref_walk walk = {.path = path_join(git_path, "refs")};
    enum status status = check_ref_folder(&walk, 0, err);
    free(walk.path);
    return status;
}
