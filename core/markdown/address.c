#include "core/markdown/address.h"

#include "core/base/path.h"

#include <string.h>

static int hex_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

void address_decode(struct str *out, struct view text)
{
    for (size_t at = 0; at < text.len; at++) {
        int high = text.data[at] == '%' && at + 2 < text.len ? hex_of(text.data[at + 1]) : -1;
        int low = high >= 0 ? hex_of(text.data[at + 2]) : -1;
        if (low >= 0 && high + low > 0) {
            str_add_char(out, (char)(high * 16 + low));
            at += 2;
        } else {
            str_add_char(out, text.data[at]);
        }
    }
}

/* Walks the parts of `path` from the folder in `out`; `..` at the top stays there. */
static void walk_parts(struct str *out, struct view path)
{
    while (path.len) {
        size_t end = view_find(path, 0, '/');
        struct view part = view_slice(path, 0, end);
        if (view_is(part, "..")) {
            str_replace(out, path_folder(str_view(out)).len, out->len, VIEW(""));
        } else if (part.len && !view_is(part, ".")) {
            if (out->len)
                str_add_char(out, '/');
            str_add(out, part);
        }
        path = view_slice(path, end + 1, path.len);
    }
}

void address_add_path(struct str *out, struct view from, struct view target)
{
    struct str path = {0};
    target = view_slice(target, 0, view_find(target, 0, '#'));
    target = view_slice(target, 0, view_find(target, 0, '?'));
    address_decode(&path, target);
    if (path.len == 0 || path.data[0] != '/')
        str_add(out, path_folder(from));
    walk_parts(out, str_view(&path));
    str_finish(&path);
}

void address_add_relative(struct str *out, struct view from, struct view to)
{
    struct view folder = path_folder(from);
    size_t common = 0;
    for (size_t at = 0; at < folder.len;) { /* whole parts that both have */
        size_t end = view_find(folder, at, '/');
        if (to.len <= end || to.data[end] != '/' || memcmp(folder.data, to.data, end) != 0)
            break;
        common = at = end + 1;
    }
    for (size_t at = common; at < folder.len; at = view_find(folder, at, '/') + 1)
        str_add_text(out, "../");
    str_add(out, view_slice(to, common, to.len));
}

void address_encode(struct str *out, struct view path, bool high)
{
    for (size_t i = 0; i < path.len; i++) {
        unsigned char c = (unsigned char)path.data[i];
        if (c <= ' ' || c == 0x7F || (c >= 0x80 && high) || (c < 0x80 && strchr("()<>%#?\\", c)))
            str_addf(out, "%%%02X", c);
        else
            str_add_char(out, (char)c);
    }
}
