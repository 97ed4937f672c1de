#include "core/workspace/catalog_wanted.h"

#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/text/hash.h"
#include "core/workspace/catalog_index.h"
#include "core/workspace/permalink.h"

#include <stdlib.h>
#include <string.h>

/* A file is found by its name folded, or by the last part of its permalink; of both the hashes are
 * kept, so now and then a file is listed that nobody asks for. */

static void wanted_add(struct catalog_wanted *wanted, struct view key)
{
    if (key.len == 0)
        return;
    *ARRAY_PUSH(wanted->keys, wanted->count, wanted->cap) = hash_of(key);
    wanted->begins[(unsigned char)key.data[0]] = true;
}

static void wanted_add_folded(struct catalog_wanted *wanted, struct view name)
{
    struct str key = {0};
    catalog_fold(&key, name);
    wanted_add(wanted, str_view(&key));
    str_finish(&key);
}

void catalog_want_link(struct catalog_wanted *wanted, struct view target)
{
    target = catalog_trim_target(target);
    if (target.len > CATALOG_TARGET_MAX)
        return;
    struct view name = path_name(target);
    size_t heading = view_find(target, 0, '#');
    wanted_add(wanted, name);
    wanted_add(wanted, path_stem(target));
    wanted_add_folded(wanted, name);
    wanted_add_folded(wanted, path_stem(target));
    wanted_add_folded(wanted, target); /* titles hold slashes */
    if (path_is_markdown(target))
        wanted_add_folded(wanted,
                          view_slice(target, 0, target.len - name.len + path_stem(target).len));
    if (heading > 0 && heading < target.len)
        catalog_want_link(wanted, view_slice(target, 0, heading));
}

/* What stands in a line behind `[[`, up to a bar or `]]`. */
static void wanted_add_between(struct catalog_wanted *wanted, struct view text, size_t from,
                               size_t to)
{
    struct view target = view_trim(view_slice(text, from, to));
    if (view_ends(target, "\\")) /* `\|`, in a table */
        target.len--;
    catalog_want_link(wanted, target);
}

void catalog_want_links(struct catalog_wanted *wanted, struct view text)
{
    size_t first = SIZE_MAX, last = SIZE_MAX; /* of several `[[` which one counts is not asked */
    for (size_t at = 0; at < text.len; at++) {
        char c = text.data[at], next = at + 1 < text.len ? text.data[at + 1] : '\0';
        if (c == '[' && next == '[') {
            last = at + 2;
            first = first == SIZE_MAX ? last : first;
        } else if (last != SIZE_MAX && last <= at && (c == '|' || (c == ']' && next == ']'))) {
            wanted_add_between(wanted, text, last, at);
            if (first != last)
                wanted_add_between(wanted, text, first, at);
            first = last = SIZE_MAX;
        } else if (c == '\n') {
            first = last = SIZE_MAX;
        }
    }
}

void catalog_want_note(struct catalog_wanted *wanted, struct view name)
{
    struct str permalink = {0};
    permalink_from_path(&permalink, name);
    wanted_add_folded(wanted, name);
    wanted_add_folded(wanted, str_view(&permalink));
    wanted_add(wanted, str_view(&permalink));
    str_finish(&permalink);
}

static int wanted_compare(const void *a, const void *b)
{
    uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
    return left < right ? -1 : left > right;
}

void catalog_wanted_seal(struct catalog_wanted *wanted)
{
    if (wanted->count)
        qsort(wanted->keys, wanted->count, sizeof(*wanted->keys), wanted_compare);
}

static bool wanted_holds(const struct catalog_wanted *wanted, struct view key)
{
    uint64_t hash = hash_of(key);
    return wanted->count &&
           bsearch(&hash, wanted->keys, wanted->count, sizeof(hash), wanted_compare);
}

/* How many digits end a name behind one of `marks`, as in a permalink that was taken already. */
static size_t wanted_number(struct view name, const char *marks)
{
    size_t end = name.len;
    while (end > 0 && name.data[end - 1] >= '0' && name.data[end - 1] <= '9')
        end--;
    return end > 1 && strchr(marks, name.data[end - 1]) ? name.len - end : 0;
}

/* A letter or digit of ASCII at the beginning of a name begins all its keys. */
static bool wanted_may_begin(const struct catalog_wanted *wanted, unsigned char c)
{
    if (c >= 'A' && c <= 'Z')
        c = (unsigned char)(c - 'A' + 'a');
    bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    return !plain || wanted->begins[c];
}

bool catalog_wanted_has(struct catalog_wanted *wanted, struct view name)
{
    struct view stem = path_stem(name);
    struct str *key = &wanted->scratch;
    if (stem.len == 0 || !wanted_may_begin(wanted, (unsigned char)stem.data[0]))
        return false;
    str_clear(key);
    catalog_fold(key, stem);
    size_t digits = wanted_number(stem, "-_ "); /* folding keeps them */
    if (wanted_holds(wanted, str_view(key)) ||
        (digits && wanted_holds(wanted, view_slice(str_view(key), 0, key->len - digits))))
        return true;
    if (catalog_is_plain(stem))
        return false;
    str_clear(key);
    permalink_from_path(key, name);
    digits = wanted_number(str_view(key), "-");
    return wanted_holds(wanted, str_view(key)) ||
           (digits && wanted_holds(wanted, view_slice(str_view(key), 0, key->len - digits - 1)));
}

void catalog_wanted_finish(struct catalog_wanted *wanted)
{
    free(wanted->keys);
    str_finish(&wanted->scratch);
    *wanted = (struct catalog_wanted){0};
}
