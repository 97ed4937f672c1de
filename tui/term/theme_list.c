/* Where themes lie. The folders are the person's own and the program's, yet a name can come from a
 * workspace's settings: it is one part of a path, never a path. */
#include "tui/term/theme_parts.h"

#include "core/base/memory.h"
#include "core/base/path.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FOLDER_COUNT = 4, FILE_MAX = 64 * 1024 };

static const char *const extensions[] = {".yaml", ".yml"};

static char *user_folder(void)
{
    const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
    if (config && config[0] == '/')
        return path_join(config, "palimpsest/themes");
    return home && home[0] == '/' ? path_join(home, ".config/palimpsest/themes") : NULL;
}

/* The folders in the order in which they are asked; NULL for those that are not set. */
static void folders_init(char *folders[FOLDER_COUNT])
{
    const char *extra = getenv("PALIMPSEST_THEMES");
    folders[0] = user_folder();
    folders[1] = extra && *extra ? mem_string(extra) : NULL;
    folders[2] = mem_string(PALIMPSEST_THEMES_DATA);
    folders[3] = mem_string(PALIMPSEST_THEMES_BUILD);
}

static void folders_finish(char *folders[FOLDER_COUNT])
{
    for (size_t i = 0; i < FOLDER_COUNT; i++)
        free(folders[i]);
}

/* Only a regular file, and never more than FILE_MAX of it. */
static enum status read_file(const char *path, struct str *out, struct error *err)
{
    struct stat info;
    enum status status = STATUS_OK;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return error_system(err, errno, "The theme %s cannot be opened", path);
    if (fstat(fd, &info) || !S_ISREG(info.st_mode) || info.st_size > FILE_MAX) {
        status = error_set(err, STATUS_REFUSED, "%s is not a theme: no file, or too large", path);
        goto out;
    }
    str_reserve(out, FILE_MAX);
    while (out->len < FILE_MAX) {
        ssize_t got = read(fd, out->data + out->len, FILE_MAX - out->len);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            status = error_system(err, errno, "The theme %s cannot be read", path);
        if (got <= 0)
            break;
        out->len += (size_t)got;
    }
out:
    close(fd);
    return status;
}

static enum status load_path(const char *path, const char *name, struct theme *out,
                             struct error *err)
{
    struct str text = {0};
    enum status status = read_file(path, &text, err);
    if (!status)
        status = theme_parse(str_view(&text), name, out, err);
    str_finish(&text);
    return status;
}

static enum status load_from(const char *folder, const char *name, struct theme *out,
                             struct error *err)
{
    enum status status = STATUS_ABSENT;
    for (size_t i = 0; i < ARRAY_LEN(extensions) && status == STATUS_ABSENT; i++) {
        struct str path = {0};
        str_addf(&path, "%s/%s%s", folder, name, extensions[i]);
        status = load_path(str_text(&path), name, out, err);
        str_finish(&path);
    }
    return status;
}

/* A name is one visible part of a path. */
static bool name_is_safe(struct view name)
{
    return !path_check(name, NULL) && view_find(name, 0, '/') == name.len && name.data[0] != '.';
}

enum status theme_load(const char *name, struct theme *out, struct error *err)
{
    if (!name_is_safe(view_of(name)))
        return error_set(err, STATUS_INVALID, "That is no name of a theme");
    char *folders[FOLDER_COUNT];
    enum status status = STATUS_ABSENT;
    folders_init(folders);
    for (size_t i = 0; i < FOLDER_COUNT && status == STATUS_ABSENT; i++)
        if (folders[i])
            status = load_from(folders[i], name, out, err);
    folders_finish(folders);
    if (status == STATUS_ABSENT)
        return error_set(err, STATUS_ABSENT, "There is no theme \"%s\"; T lists them", name);
    return status;
}

static bool has_extension(struct view name)
{
    for (size_t i = 0; i < ARRAY_LEN(extensions); i++)
        if (view_ends(name, extensions[i]) && name.len > strlen(extensions[i]))
            return true;
    return false;
}

static void list_add_folder(struct theme_list *list, const char *folder)
{
    DIR *dir = opendir(folder);
    struct dirent *entry;
    while (dir && (entry = readdir(dir))) {
        struct view file = view_of(entry->d_name), stem = path_stem(file);
        struct theme theme;
        if (!name_is_safe(file) || !has_extension(file))
            continue;
        char *name = mem_string_n(stem.data, stem.len), *path = path_join(folder, entry->d_name);
        if (!theme_list_find(list, name) && !load_path(path, name, &theme, NULL))
            *ARRAY_PUSH(list->themes, list->count, list->cap) = theme;
        free(name);
        free(path);
    }
    if (dir)
        closedir(dir);
}

static int compare_names(const void *a, const void *b)
{
    const struct theme *x = a, *y = b;
    return path_compare(view_of(x->name), view_of(y->name));
}

void theme_list_load(struct theme_list *list)
{
    char *folders[FOLDER_COUNT];
    memset(list, 0, sizeof(*list));
    folders_init(folders);
    for (size_t i = 0; i < FOLDER_COUNT; i++)
        if (folders[i])
            list_add_folder(list, folders[i]);
    folders_finish(folders);
    if (list->count)
        qsort(list->themes, list->count, sizeof(*list->themes), compare_names);
}

void theme_list_finish(struct theme_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        theme_finish(&list->themes[i]);
    free(list->themes);
    memset(list, 0, sizeof(*list));
}

const struct theme *theme_list_find(const struct theme_list *list, const char *name)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->themes[i].name, name) == 0)
            return &list->themes[i];
    return NULL;
}
