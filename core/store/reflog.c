#include "core/store/reflog.h"

#include "core/base/memory.h"
#include "core/store/repository_git.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define READ_MAX ((off_t)4 << 20)

/* The end of the file, from the beginning of a line. */
static enum status read_end(const char *path, struct str *out, struct error *err)
{
    struct stat st;
    enum status status = STATUS_OK;
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT ? STATUS_OK : error_system(err, errno, "%s cannot be read", path);
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
        close(fd);
        return error_set(err, STATUS_REFUSED, "%s is no file: not read", path);
    }
    off_t at = st.st_size > READ_MAX ? st.st_size - READ_MAX : 0;
    size_t want = (size_t)(st.st_size - at);
    str_reserve(out, want + 1);
    while (out->len < want && status == STATUS_OK) {
        ssize_t n = pread(fd, out->data + out->len, want - out->len, at + (off_t)out->len);
        if (n > 0)
            out->len += (size_t)n;
        else if (n == 0)
            break;
        else if (errno != EINTR)
            status = error_system(err, errno, "%s cannot be read", path);
    }
    close(fd);
    if (at > 0)
        str_replace(out, 0, view_find(str_view(out), 0, '\n'), view_of(""));
    return status;
}

static bool read_id(struct view text, char out[41])
{
    git_oid id;
    if (text.len != GIT_OID_HEXSZ || git_oid_fromstrn(&id, text.data, text.len) < 0 ||
        git_oid_is_zero(&id)) /* a branch was renamed: HEAD led nowhere for a moment */
        return false;
    git_oid_tostr(out, 41, &id);
    return true;
}

/* "OLD NEW NAME <EMAIL> SECONDS ZONE<TAB>WHAT" */
static bool read_line(struct view line, struct reflog_entry *out)
{
    size_t tab = view_find(line, 0, '\t');
    struct view head = view_slice(line, 0, tab), what = view_slice(line, tab + 1, line.len);
    size_t first = view_find(head, 0, ' '), second = view_find(head, first + 1, ' ');
    if (!read_id(view_slice(head, first + 1, second), out->id))
        return false;
    struct view who = view_slice(head, second + 1, head.len);
    size_t close = who.len;
    while (close > 0 && who.data[close - 1] != '>')
        close--;
    size_t open = view_find(who, 0, '<'), digits = 0;
    struct view when = view_trim(view_slice(who, close, who.len));
    for (out->time = 0; digits < when.len && digits < 12; digits++) {
        if (when.data[digits] < '0' || when.data[digits] > '9')
            break;
        out->time = out->time * 10 + (when.data[digits] - '0');
    }
    if (close == 0 || digits == 0)
        return false;
    who = view_trim(view_slice(who, 0, open));
    out->who = mem_string_n(who.data, who.len);
    out->what = mem_string_n(what.data, what.len);
    return true;
}

/* Cuts the last line off `*rest`. */
static struct view last_line(struct view *rest)
{
    size_t end = rest->len, start;
    if (end > 0 && rest->data[end - 1] == '\n')
        end--;
    for (start = end; start > 0 && rest->data[start - 1] != '\n';)
        start--;
    struct view line = view_slice(*rest, start, end);
    *rest = view_slice(*rest, 0, start);
    return line;
}

enum status reflog_read(struct repository *repo, size_t most, struct reflog_entry **out,
                        size_t *count, struct error *err)
{
    struct str text = {0};
    size_t cap = 0;
    char *path = repository_join(repo->git_path, "logs/HEAD");
    enum status status = read_end(path, &text, err);
    free(path);
    *out = NULL;
    *count = 0;
    for (struct view rest = str_view(&text); status == STATUS_OK && rest.len && *count < most;) {
        struct reflog_entry entry;
        if (read_line(last_line(&rest), &entry))
            *ARRAY_PUSH(*out, *count, cap) = entry;
    }
    str_finish(&text);
    return status;
}

void reflog_free(struct reflog_entry *entries, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(entries[i].who);
        free(entries[i].what);
    }
    free(entries);
}
