#include "core/workspace/catalog_order.h"

#include "core/base/memory.h"
#include "core/base/path.h"

#include <stdlib.h>
#include <string.h>

/* Sections are sorted arrays, so that one file is found by halving and put in by moving pointers.
 * The entries of one folder stand together, but for those of `recent_contexts/`, which are sorted
 * by date whatever sub-folder they lie in; there the search is a plain scan. */

static bool order_is_digit(struct view text, size_t at)
{
    return at < text.len && text.data[at] >= '0' && text.data[at] <= '9';
}

static unsigned order_number(struct view text, size_t at, size_t digits)
{
    unsigned number = 0;
    for (size_t i = 0; i < digits; i++)
        number = order_is_digit(text, at + i) ? number * 10 + (unsigned)(text.data[at + i] - '0')
                                              : 10000;
    return number;
}

static size_t order_skip_mark(struct view text, size_t at)
{
    return at < text.len && memchr("-_. ", text.data[at], 4) ? at + 1 : at;
}

/* The first date (a year and a month, perhaps a day) in `text` as YYYYMMDD; 0 if none. */
static unsigned order_date_in(struct view text)
{
    for (size_t at = 0; at + 6 <= text.len; at++) {
        if (text.data[at] != '1' && text.data[at] != '2')
            continue;
        unsigned year = order_number(text, at, 4);
        if (year < 1900 || year > 2199 || (at > 0 && order_is_digit(text, at - 1)))
            continue;
        size_t pos = order_skip_mark(text, at + 4);
        unsigned month = order_number(text, pos, 2);
        if (month < 1 || month > 12)
            continue;
        unsigned day = order_number(text, order_skip_mark(text, pos + 2), 2);
        return year * 10000 + month * 100 + (day >= 1 && day <= 31 ? day : 0);
    }
    return 0;
}

static unsigned order_date(struct view path)
{
    unsigned date = order_date_in(path_name(path));
    return date ? date : order_date_in(path_folder(path));
}

static int order_recent(struct view a, uint32_t a_time, struct view b, uint32_t b_time)
{
    unsigned a_date = order_date(a), b_date = order_date(b);
    if (a_date != b_date)
        return a_date > b_date ? -1 : 1;
    if (a_time != b_time)
        return a_time > b_time ? -1 : 1;
    return path_compare(b, a);
}

int catalog_order(bool self, const struct catalog_entry *a, const struct catalog_entry *b)
{
    struct view left = view_of(a->path), right = view_of(b->path);
    for (size_t i = 0, j = 0;;) {
        size_t i_end = view_find(left, i, '/'), j_end = view_find(right, j, '/');
        struct view x = view_slice(left, i, i_end), y = view_slice(right, j, j_end);
        bool x_last = i_end == left.len, y_last = j_end == right.len;
        if (x_last != y_last)
            return x_last ? -1 : 1;
        bool x_recent = self && !x_last && view_is(x, CATALOG_RECENT);
        if (!view_equal(x, y)) {
            bool y_recent = self && !y_last && view_is(y, CATALOG_RECENT);
            return x_recent != y_recent ? (x_recent ? 1 : -1) : path_compare(x, y);
        }
        if (x_last)
            return 0;
        i = i_end + 1;
        j = j_end + 1;
        if (x_recent)
            return order_recent(view_slice(left, i, left.len), a->time,
                                view_slice(right, j, right.len), b->time);
    }
}

bool catalog_is_recent(struct view path)
{
    for (size_t from = 0, to; (to = view_find(path, from, '/')) < path.len; from = to + 1)
        if (view_is(view_slice(path, from, to), CATALOG_RECENT))
            return true;
    return false;
}

void section_push(struct section *section, struct catalog_entry entry)
{
    *ARRAY_PUSH(section->entries, section->count, section->cap) = entry;
}

static int order_plain(const void *a, const void *b)
{
    return catalog_order(false, a, b);
}

static int order_self(const void *a, const void *b)
{
    return catalog_order(true, a, b);
}

void section_sort(struct section *section, bool self, size_t from)
{
    size_t at = from + 1;
    while (at < section->count &&
           catalog_order(self, &section->entries[at - 1], &section->entries[at]) < 0)
        at++;
    if (at < section->count)
        qsort(section->entries + from, section->count - from, sizeof(*section->entries),
              self ? order_self : order_plain);
}

void section_truncate(struct section *section, size_t count)
{
    while (section->count > count)
        free(section->entries[--section->count].path);
}

/* The first entry that does not come before `key`, among the first `count`. */
static size_t section_place(const struct section *section, bool self, size_t count,
                            const struct catalog_entry *key)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (catalog_order(self, &section->entries[mid], key) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

size_t section_find(const struct section *section, bool self, struct view path)
{
    if (self && catalog_is_recent(path)) {
        for (size_t i = 0; i < section->count; i++)
            if (view_is(path, section->entries[i].path))
                return i;
        return section->count;
    }
    struct catalog_entry key = {.path = mem_string_n(path.data, path.len)};
    size_t at = section_place(section, self, section->count, &key);
    free(key.path);
    return at < section->count && view_is(path, section->entries[at].path) ? at : section->count;
}

static bool section_is_below(struct view path, struct view folder)
{
    return folder.len == 0 || (path.len > folder.len && path.data[folder.len] == '/' &&
                               memcmp(path.data, folder.data, folder.len) == 0);
}

/* Moves the entries [from, to) that are `path` or below it. */
static void section_cut(struct section *section, size_t from, size_t to, struct view path,
                        struct section *out)
{
    size_t kept = from;
    for (size_t i = from; i < to; i++) {
        struct view own = view_of(section->entries[i].path);
        if (view_equal(own, path) || section_is_below(own, path))
            section_push(out, section->entries[i]);
        else
            section->entries[kept++] = section->entries[i];
    }
    if (kept < to)
        memmove(section->entries + kept, section->entries + to,
                (section->count - to) * sizeof(*section->entries));
    section->count -= to - kept;
}

void section_extract(struct section *section, bool self, struct view path, struct section *out)
{
    if (self || path.len == 0) {
        section_cut(section, 0, section->count, path, out);
        return;
    }
    size_t at = section_find(section, self, path);
    if (at < section->count)
        section_cut(section, at, at + 1, path, out);
    /* A file without a name is the first of what a folder can hold. */
    struct str first = {0};
    str_add(&first, path);
    str_add_char(&first, '/');
    struct catalog_entry key = {.path = str_take(&first)};
    size_t from = section_place(section, self, section->count, &key), to = from;
    free(key.path);
    while (to < section->count && section_is_below(view_of(section->entries[to].path), path))
        to++;
    section_cut(section, from, to, path, out);
}

void section_merge(struct section *section, bool self, struct section *from)
{
    size_t end = section->count, total = section->count + from->count;
    if (total > section->cap) {
        section->cap = total + total / 8;
        section->entries = mem_resize(section->entries, section->cap, sizeof(*section->entries));
    }
    /* From the back, so that each block moves once, to where it stays. */
    for (size_t left = from->count; left > 0; left--) {
        const struct catalog_entry *entry = &from->entries[left - 1];
        size_t at = section_place(section, self, end, entry);
        if (end > at)
            memmove(section->entries + at + left, section->entries + at,
                    (end - at) * sizeof(*section->entries));
        section->entries[at + left - 1] = *entry;
        end = at;
    }
    section->count = total;
    from->count = 0;
}

bool section_equal(const struct section *a, const struct section *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (a->entries[i].kind != b->entries[i].kind || a->entries[i].time != b->entries[i].time ||
            strcmp(a->entries[i].path, b->entries[i].path) != 0)
            return false;
    return true;
}

void section_finish(struct section *section)
{
    section_truncate(section, 0);
    free(section->entries);
    *section = (struct section){0};
}
