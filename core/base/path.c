#include "core/base/path.h"

#include "core/base/memory.h"

#include <string.h>
#include <strings.h>

char *path_join(const char *folder, const char *name)
{
    struct str out = {0};
    if (folder && *folder) {
        str_add_text(&out, folder);
        if (out.data[out.len - 1] != '/')
            str_add_char(&out, '/');
    }
    str_add_text(&out, name);
    return str_take(&out);
}

static size_t path_last_slash(struct view path) /* position after it, 0 if none */
{
    size_t at = path.len;
    while (at > 0 && path.data[at - 1] != '/')
        at--;
    return at;
}

struct view path_name(struct view path)
{
    return view_slice(path, path_last_slash(path), path.len);
}

struct view path_folder(struct view path)
{
    size_t at = path_last_slash(path);
    return view_slice(path, 0, at ? at - 1 : 0);
}

struct view path_stem(struct view path)
{
    struct view name = path_name(path);
    size_t dot = name.len;
    while (dot > 0 && name.data[dot - 1] != '.')
        dot--;
    return dot > 1 ? view_slice(name, 0, dot - 1) : name;
}

struct view path_extension(struct view path)
{
    struct view name = path_name(path), stem = path_stem(path);
    return view_slice(name, stem.len + 1, name.len);
}

static bool path_ends_fold(struct view path, const char *suffix)
{
    size_t len = strlen(suffix);
    return path.len > len && strncasecmp(path.data + path.len - len, suffix, len) == 0;
}

bool path_is_markdown(struct view path)
{
    return path_ends_fold(path, ".md") || path_ends_fold(path, ".markdown");
}

bool path_is_hidden(struct view path)
{
    for (size_t at = 0; at < path.len; at++)
        if (path.data[at] == '.' && (at == 0 || path.data[at - 1] == '/'))
            return true;
    return false;
}

/* True for ".git" as some file system may take it: other case, blanks and dots at the end, NTFS's
 * short name, and the code points that HFS+ ignores (U+200C to 200F, 202A to 202E, 206A to 206F,
 * FEFF). The list is that of git's own is_hfs_dotgit and is_ntfs_dotgit. */
static bool path_is_dot_git(struct view part)
{
    char plain[8];
    size_t len = 0;
    for (size_t at = 0; at < part.len; at++) {
        const unsigned char *p = (const unsigned char *)part.data + at;
        size_t left = part.len - at;
        bool ignored =
            (left >= 3 && p[0] == 0xE2 && p[1] == 0x80 &&
             ((p[2] >= 0x8C && p[2] <= 0x8F) || (p[2] >= 0xAA && p[2] <= 0xAE))) ||
            (left >= 3 && p[0] == 0xE2 && p[1] == 0x81 && p[2] >= 0xAA && p[2] <= 0xAF) ||
            (left >= 3 && p[0] == 0xEF && p[1] == 0xBB && p[2] == 0xBF);
        if (ignored) {
            at += 2;
            continue;
        }
        if (*p == ':') /* NTFS stream */
            break;
        if (len == sizeof(plain) - 1) {
            if (*p != ' ' && *p != '.')
                return false;
            continue;
        }
        plain[len++] = (char)*p;
    }
    while (len > 0 && (plain[len - 1] == ' ' || plain[len - 1] == '.'))
        len--;
    plain[len] = '\0';
    return strcasecmp(plain, ".git") == 0 || strcasecmp(plain, "git~1") == 0;
}

enum status path_check(struct view path, struct error *err)
{
    if (path.len == 0)
        return error_set(err, STATUS_REFUSED, "a file name is missing");
    if (path.data[0] == '/')
        return error_set(err, STATUS_REFUSED, "the path must lie inside the workspace");
    for (size_t at = 0; at < path.len; at++)
        if ((unsigned char)path.data[at] < 0x20 || path.data[at] == 0x7F)
            return error_set(err, STATUS_REFUSED, "a file name may hold no control character");
    for (size_t from = 0; from <= path.len;) {
        size_t to = view_find(path, from, '/');
        struct view part = view_slice(path, from, to);
        if (part.len == 0 || view_is(part, ".") || view_is(part, ".."))
            return error_set(err, STATUS_REFUSED, "the path has an empty, '.' or '..' part");
        if (part.len > 255)
            return error_set(err, STATUS_REFUSED, "a name is longer than 255 bytes");
        if (path_is_dot_git(part))
            return error_set(err, STATUS_REFUSED, "the name belongs to git");
        from = to + 1;
    }
    return STATUS_OK;
}

static bool path_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static unsigned char path_fold(char c)
{
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

/* Compares the runs of digits at `*i` and `*j` as numbers of any length and steps over them. */
static int path_compare_number(struct view a, size_t *i, struct view b, size_t *j)
{
    while (*i < a.len && a.data[*i] == '0')
        ++*i;
    while (*j < b.len && b.data[*j] == '0')
        ++*j;
    int order = 0;
    for (;;) {
        bool in_a = *i < a.len && path_is_digit(a.data[*i]);
        bool in_b = *j < b.len && path_is_digit(b.data[*j]);
        if (!in_a || !in_b)
            return in_a ? 1 : in_b ? -1 : order;
        if (!order)
            order = (a.data[*i] > b.data[*j]) - (a.data[*i] < b.data[*j]);
        ++*i;
        ++*j;
    }
}

int path_compare(struct view a, struct view b)
{
    size_t i = 0, j = 0;
    while (i < a.len && j < b.len) {
        int order;
        if (path_is_digit(a.data[i]) && path_is_digit(b.data[j])) {
            order = path_compare_number(a, &i, b, &j);
        } else {
            unsigned char x = path_fold(a.data[i++]), y = path_fold(b.data[j++]);
            order = (x > y) - (x < y);
        }
        if (order)
            return order;
    }
    if (i < a.len || j < b.len)
        return i < a.len ? 1 : -1;
    size_t shorter = a.len < b.len ? a.len : b.len;
    int order = shorter ? memcmp(a.data, b.data, shorter) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}
