/* What a commit does to its paths, made ready before any lock is taken. */
#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/store/commit_edits.h"
#include "core/store/git_error.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void edit_list_finish(struct edit_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->items[i].path);
    free(list->items);
    *list = (struct edit_list){0};
}

struct path_edit *edit_list_add(struct edit_list *list, const char *path)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i].path, path) == 0) {
            list->items[i] = (struct path_edit){.path = list->items[i].path};
            return &list->items[i];
        }
    struct path_edit *edit = ARRAY_PUSH(list->items, list->count, list->cap);
    *edit = (struct path_edit){.path = mem_string(path)};
    return edit;
}

void edit_list_sort(struct edit_list *list)
{
    size_t kept = 0;
    if (list->count == 0)
        return;
    qsort(list->items, list->count, sizeof(*list->items), path_edit_compare);
    for (size_t i = 0; i < list->count; i++) {
        if (kept > 0 && strcmp(list->items[kept - 1].path, list->items[i].path) == 0)
            free(list->items[i].path);
        else
            list->items[kept++] = list->items[i];
    }
    list->count = kept;
}

/* Whether the file at `fd`, from its beginning, is exactly `text`. */
static bool file_is(int fd, struct view text)
{
    char part[16384];
    for (;;) {
        ssize_t n = read(fd, part, sizeof(part));
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return n == 0 && text.len == 0;
        if ((size_t)n > text.len || memcmp(part, text.data, (size_t)n) != 0)
            return false;
        text = view_slice(text, (size_t)n, text.len);
    }
}

/* The file's own mode, and its times where it still holds `text`. */
static void look_at_file(const struct repository *repo, struct path_edit *edit, struct view text)
{
    struct stat st;
    char *path = repository_join(repo->path, edit->path);
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    free(path);
    if (fd < 0)
        return;
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode)) {
        if (repo->trusts_mode)
            edit->mode = (st.st_mode & 0100) ? GIT_FILEMODE_BLOB_EXECUTABLE : GIT_FILEMODE_BLOB;
        if ((size_t)st.st_size == text.len && file_is(fd, text))
            edit->stat = index_stat_of(&st);
    }
    close(fd);
}

/* A save through a link changed the file it leads to: that one is the path to commit. */
static enum status resolve_links(const struct repository *repo, struct path_edit *edit,
                                 struct error *err)
{
    char *path = repository_join(repo->path, edit->path);
    char *real = realpath(path, NULL);
    size_t root = strlen(repo->path);
    enum status status = STATUS_OK;
    if (real && strcmp(real, path) != 0) {
        if (strncmp(real, repo->path, root) != 0 || real[root] != '/') {
            status = error_set(err, STATUS_REFUSED, "%s leads out of the workspace: not committed",
                               edit->path);
        } else {
            free(edit->path);
            edit->path = mem_string(real + root + 1);
            status = path_check(view_of(edit->path), err);
        }
    }
    free(path);
    free(real);
    return status;
}

enum status path_edit_write(struct repository *repo, struct path_edit *edit, struct view text,
                            struct error *err)
{
    if (text.len > OBJECT_SIZE_LIMIT)
        return error_set(err, STATUS_LIMIT, "%s is over 64 MiB: saved, not committed", edit->path);
    enum status status = resolve_links(repo, edit, err);
    if (status != STATUS_OK)
        return status;
    int code =
        git_blob_create_from_buffer(&edit->id, repo->git, text.len ? text.data : "", text.len);
    if (code < 0)
        return git_failed(err, code, "the text of %s could not be put into history, it is saved",
                          edit->path);
    look_at_file(repo, edit, text);
    return STATUS_OK;
}
