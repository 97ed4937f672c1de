#include "core/base/str.h"

#include "core/base/memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct view view_of(const char *text)
{
    return (struct view){text ? text : "", text ? strlen(text) : 0};
}

struct view view_from(const char *data, size_t len)
{
    return (struct view){data ? data : "", len};
}

struct view view_slice(struct view text, size_t from, size_t to)
{
    if (to > text.len)
        to = text.len;
    if (from > to)
        from = to;
    return (struct view){text.data + from, to - from};
}

bool view_equal(struct view a, struct view b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}

bool view_is(struct view text, const char *literal)
{
    return view_equal(text, view_of(literal));
}

bool view_starts(struct view text, const char *prefix)
{
    size_t len = strlen(prefix);
    return text.len >= len && memcmp(text.data, prefix, len) == 0;
}

bool view_ends(struct view text, const char *suffix)
{
    size_t len = strlen(suffix);
    return text.len >= len && memcmp(text.data + text.len - len, suffix, len) == 0;
}

static bool view_is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct view view_trim(struct view text)
{
    size_t from = 0, to = text.len;
    while (from < to && view_is_blank(text.data[from]))
        from++;
    while (to > from && view_is_blank(text.data[to - 1]))
        to--;
    return view_slice(text, from, to);
}

bool view_is_ascii(struct view text)
{
    unsigned char all = 0;
    for (size_t i = 0; i < text.len; i++)
        all |= (unsigned char)text.data[i];
    return all < 0x80;
}

size_t view_find(struct view text, size_t from, char c)
{
    if (from >= text.len)
        return text.len;
    const char *at = memchr(text.data + from, c, text.len - from);
    return at ? (size_t)(at - text.data) : text.len;
}

bool view_line(struct view *rest, struct view *line)
{
    if (rest->len == 0)
        return false;
    size_t end = view_find(*rest, 0, '\n');
    *line = view_slice(*rest, 0, end);
    *rest = view_slice(*rest, end + 1 > rest->len ? rest->len : end + 1, rest->len);
    return true;
}

/* Kept out of line, so that the common case of str_reserve is a comparison. */
static __attribute__((noinline)) void str_grow(struct str *str, size_t need)
{
    size_t cap = str->cap < 32 ? 32 : str->cap * 2;
    if (cap < need)
        cap = need;
    str->data = mem_resize(str->data, cap, 1);
    str->cap = cap;
    str->data[str->len] = '\0';
}

void str_reserve(struct str *str, size_t extra)
{
    size_t need;
    if (__builtin_add_overflow(str->len, extra, &need) || __builtin_add_overflow(need, 1, &need))
        abort();
    if (!str->data || need > str->cap)
        str_grow(str, need);
}

void str_add(struct str *str, struct view text)
{
    str_reserve(str, text.len);
    if (text.len)
        memcpy(str->data + str->len, text.data, text.len);
    str->len += text.len;
    str->data[str->len] = '\0';
}

void str_add_text(struct str *str, const char *text)
{
    str_add(str, view_of(text));
}

void str_add_char(struct str *str, char c)
{
    str_reserve(str, 1);
    str->data[str->len++] = c;
    str->data[str->len] = '\0';
}

void str_add_many(struct str *str, char c, size_t count)
{
    str_reserve(str, count);
    memset(str->data + str->len, c, count);
    str->len += count;
    str->data[str->len] = '\0';
}

void str_addf(struct str *str, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int need = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (need < 0)
        return;
    str_reserve(str, (size_t)need);
    va_start(args, format);
    vsnprintf(str->data + str->len, (size_t)need + 1, format, args);
    va_end(args);
    str->len += (size_t)need;
}

void str_replace(struct str *str, size_t from, size_t to, struct view with)
{
    if (to > str->len)
        to = str->len;
    if (from > to)
        from = to;
    str_reserve(str, with.len);
    memmove(str->data + from + with.len, str->data + to, str->len - to + 1);
    if (with.len)
        memcpy(str->data + from, with.data, with.len);
    str->len += with.len - (to - from);
}

void str_clear(struct str *str)
{
    str->len = 0;
    if (str->data)
        str->data[0] = '\0';
}

struct view str_view(const struct str *str)
{
    return view_from(str->data, str->len);
}

const char *str_text(const struct str *str)
{
    return str->data ? str->data : "";
}

char *str_take(struct str *str)
{
    str_reserve(str, 0);
    char *data = str->data;
    *str = (struct str){0};
    return data;
}

void str_finish(struct str *str)
{
    free(str->data);
    *str = (struct str){0};
}
