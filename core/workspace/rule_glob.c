#include "core/workspace/rules.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>

/* Globs as git matches them (wildmatch with slashes kept apart). A glob and a path are taken part
 * by part: a part of stars only, at least two, stands for any number of parts; in all other parts
 * `*` stays within its part. On both levels only the last star is ever tried again: what stands
 * between two stars is matched as early as possible, and a later place could not leave more for
 * the rest. So the cost is bounded by the product of the lengths, without recursion. */

#define NOWHERE SIZE_MAX

static bool glob_named_class(struct view name, unsigned char c, bool *known)
{
    static const struct {
        const char *name;
        int (*is)(int);
    } classes[] = {
        {"alnum", isalnum}, {"alpha", isalpha}, {"blank", isblank}, {"cntrl", iscntrl},
        {"digit", isdigit}, {"graph", isgraph}, {"lower", islower}, {"print", isprint},
        {"punct", ispunct}, {"space", isspace}, {"upper", isupper}, {"xdigit", isxdigit},
    };
    for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++)
        if (view_is(name, classes[i].name))
            return c < 0x80 && classes[i].is(c);
    *known = false;
    return false;
}

/* Steps over one member of a class at `*at`: a character, an escape, a range's end or `[:name:]`.
 * False when the class is broken. */
static bool glob_class_member(struct view glob, size_t *at, unsigned char *before, unsigned char c,
                              bool *matched)
{
    const char *g = glob.data;
    unsigned char member = (unsigned char)g[*at];
    bool range = member == '-' && *before && *at + 1 < glob.len && g[*at + 1] != ']';
    if (!range && member == '[' && *at + 1 < glob.len && g[*at + 1] == ':') {
        size_t close = view_find(glob, *at + 2, ']');
        if (close == glob.len)
            return false;
        if (close > *at + 2 && g[close - 1] == ':') {
            bool known = true;
            *matched |= glob_named_class(view_slice(glob, *at + 2, close - 1), c, &known);
            *before = 0;
            *at = close + 1;
            return known;
        }
    }
    if (range)
        member = (unsigned char)g[++*at];
    if (member == '\\') {
        if (++*at >= glob.len)
            return false;
        member = (unsigned char)g[*at];
    }
    *matched |= range ? c >= *before && c <= member : c == member;
    *before = range ? 0 : member;
    ++*at;
    return true;
}

/* Whether the class that begins at `*at` holds `c`; steps behind it. False, and `*at` stays, when
 * it is never closed. */
static bool glob_class(struct view glob, size_t *at, unsigned char c)
{
    size_t pos = *at + 1;
    bool negated = pos < glob.len && (glob.data[pos] == '!' || glob.data[pos] == '^');
    pos += negated;
    bool matched = false;
    unsigned char before = 0;
    size_t first = pos;
    while (pos < glob.len && (pos == first || glob.data[pos] != ']'))
        if (!glob_class_member(glob, &pos, &before, c, &matched))
            return false;
    if (pos >= glob.len)
        return false;
    *at = pos + 1;
    return matched != negated;
}

/* Matches one character at `*at` of the glob, not a star, and steps over it. */
static bool glob_one(struct view glob, size_t *at, unsigned char c)
{
    unsigned char g = (unsigned char)glob.data[*at];
    if (g == '[')
        return glob_class(glob, at, c);
    if (g == '\\') {
        if (*at + 1 >= glob.len)
            return false;
        g = (unsigned char)glob.data[++*at];
    } else if (g == '?') {
        g = c;
    }
    ++*at;
    return g == c;
}

static bool glob_part(struct view glob, struct view part)
{
    size_t g = 0, p = 0, star = NOWHERE, mark = 0;
    while (p < part.len) {
        if (g < glob.len && glob.data[g] == '*') {
            star = ++g;
            mark = p;
            continue;
        }
        size_t next = g;
        if (g < glob.len && glob_one(glob, &next, (unsigned char)part.data[p])) {
            g = next;
            p++;
            continue;
        }
        if (star == NOWHERE)
            return false;
        g = star;
        p = ++mark;
    }
    while (g < glob.len && glob.data[g] == '*')
        g++;
    return g == glob.len;
}

/* The end of the glob's part at `from`: a slash in a class or behind a backslash is not one. */
static size_t glob_part_end(struct view glob, size_t from)
{
    size_t at = from;
    while (at < glob.len && glob.data[at] != '/') {
        size_t next = at;
        if (glob.data[at] == '[')
            glob_class(glob, &next, 0);
        at = next > at ? next : at + 1 + (glob.data[at] == '\\');
    }
    return at < glob.len ? at : glob.len;
}

static bool glob_is_stars(struct view part)
{
    size_t at = 0;
    while (at < part.len && part.data[at] == '*')
        at++;
    return at >= 2 && at == part.len;
}

bool rule_glob(struct view glob, struct view path)
{
    size_t g = 0, p = 0, star = NOWHERE, mark = 0;
    if (glob.len == 0 || path.len == 0)
        return false;
    for (;;) {
        size_t g_end = g <= glob.len ? glob_part_end(glob, g) : g;
        size_t p_end = view_find(path, p, '/');
        struct view part = view_slice(glob, g, g_end);
        if (g <= glob.len && glob_is_stars(part)) {
            if (g_end == glob.len)
                return p <= path.len;
            g = star = g_end + 1;
            mark = p;
            continue;
        }
        if (p > path.len)
            return g > glob.len;
        if (g <= glob.len && glob_part(part, view_slice(path, p, p_end))) {
            g = g_end + 1;
            p = p_end + 1;
            continue;
        }
        if (star == NOWHERE || mark > path.len)
            return false;
        mark = p = view_find(path, mark, '/') + 1;
        g = star;
    }
}
