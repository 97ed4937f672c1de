#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/text/utf8.h"
#include "core/workspace/catalog.h"
#include "core/workspace/catalog_index.h"
#include "core/workspace/catalog_names.h"
#include "core/workspace/permalink.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* What a link names. The index is an open hash table with one slot for the folded name of each
 * file, and one more for the permalink of a memory note where folding cannot tell it (most notes
 * have plain names, whose permalinks fold to the same). A slot holds a hash and where the entry
 * stands, eight bytes; a hit is checked against the entry itself. Slots are filled in reading
 * order, so of several files of a name the first is found first. Of a name that stands in every
 * folder only the first SAME_MAX are kept, and no file is put further than PROBE_MAX from its
 * place: names made to collide cost no more than that, and the paths still find them. */

enum { SAME_MAX = 64, PROBE_MAX = 1024 };

struct slot {
    uint32_t hash;
    uint32_t entry; /* 1 + index << 3 | section; 0: free */
};

struct catalog_index {
    struct slot *slots;
    size_t mask; /* slots - 1 */
};

struct catalog_index *catalog_index_new(void)
{
    return mem_zalloc(1, sizeof(struct catalog_index));
}

void catalog_index_drop(struct catalog_index *index)
{
    free(index->slots);
    *index = (struct catalog_index){0};
}

void catalog_index_free(struct catalog_index *index)
{
    if (index)
        catalog_index_drop(index);
    free(index);
}

/* Lower case of the scripts whose capitals stand at a fixed distance: Latin-1, Greek, Cyrillic. */
static uint32_t fold_code(uint32_t code)
{
    if ((code >= 0xC0 && code <= 0xDE && code != 0xD7) || (code >= 0x391 && code <= 0x3A9) ||
        (code >= 0x410 && code <= 0x42F))
        return code + 32;
    return code >= 0x400 && code <= 0x40F ? code + 80 : code;
}

static void fold_wide(struct str *out, struct view name, size_t *at)
{
    size_t size;
    char bytes[4];
    uint32_t code = utf8_decode(name, *at, &size);
    if (code == UTF8_INVALID)
        str_add_char(out, name.data[*at]);
    else if (code != 0x2018 && code != 0x2019 && code != 0x2BC)
        str_add(out, view_from(bytes, utf8_encode(fold_code(code), bytes)));
    *at += size;
}

static bool fold_drops(unsigned char c)
{
    switch (c) {
    case '_':
    case '-':
    case '\'':
    case '/':
    case '\\':
    case '<':
    case '>':
    case ':':
    case '"':
    case '|':
    case '?':
    case '*':
        return true;
    default:
        return c <= ' ';
    }
}

void catalog_fold(struct str *out, struct view name)
{
    /* Each name of the workspace comes through here when the index is made. */
    str_reserve(out, name.len);
    for (size_t at = 0; at < name.len;) {
        unsigned char c = (unsigned char)name.data[at];
        if (c >= 0x80) {
            fold_wide(out, name, &at);
            continue;
        }
        if (c >= 'A' && c <= 'Z')
            c = (unsigned char)(c - 'A' + 'a');
        if (!fold_drops(c))
            out->data[out->len++] = (char)c;
        at++;
    }
    out->data[out->len] = '\0';
}

/* A folder's parts are folded each for itself. */
static void fold_folder(struct str *out, struct view folder)
{
    for (size_t from = 0; from < folder.len;) {
        size_t to = view_find(folder, from, '/');
        str_add_char(out, '/');
        catalog_fold(out, view_slice(folder, from, to));
        from = to + 1;
    }
}

static uint32_t index_hash(struct view text) /* FNV-1a */
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < text.len; i++)
        hash = (hash ^ (unsigned char)text.data[i]) * 16777619u;
    return hash ^ hash >> 15;
}

static void index_add(struct catalog_index *index, struct view key, uint32_t entry)
{
    uint32_t hash = index_hash(key);
    size_t at = hash & index->mask, same = 0;
    for (size_t probes = 0; index->slots[at].entry; probes++, at = (at + 1) & index->mask) {
        same += index->slots[at].hash == hash;
        if (same >= SAME_MAX || probes >= PROBE_MAX)
            return;
    }
    index->slots[at] = (struct slot){.hash = hash, .entry = entry};
}

/* The part of a memory note's path that its permalink is made of. */
static struct view index_below(const struct catalog *catalog, const char *path)
{
    size_t len = strlen(catalog->memory_folder);
    bool below = strncmp(path, catalog->memory_folder, len) == 0 && path[len] == '/';
    return view_of(below ? path + len + 1 : path);
}

bool catalog_is_plain(struct view path)
{
    for (size_t i = 0; i < path.len; i++) {
        unsigned char c = (unsigned char)path.data[i];
        if (c >= 0x80 || (c < '0' && !memchr(" '-./", c, 5)) || (c > '9' && c < 'A') ||
            (c > 'Z' && c < 'a' && c != '_') || c > 'z')
            return false;
    }
    return true;
}

static void index_fill(struct catalog_index *index, const struct catalog *catalog)
{
    size_t total = 0, size = 16;
    for (size_t i = 0; i < SECTION_COUNT; i++)
        total += catalog->sections[i].count * (i == SECTION_MEMORY ? 2 : 1);
    while (size < total + total / 2)
        size *= 2;
    index->slots = mem_zalloc(size, sizeof(*index->slots));
    index->mask = size - 1;
    struct str key = {0};
    for (size_t i = 0; i < SECTION_COUNT; i++) {
        const struct section *section = &catalog->sections[i];
        for (size_t j = 0; j < section->count && j < UINT32_MAX >> 3; j++) {
            const char *path = section->entries[j].path;
            uint32_t entry = ((uint32_t)j << 3 | (uint32_t)i) + 1;
            str_clear(&key);
            catalog_fold(&key, path_stem(view_of(path)));
            index_add(index, str_view(&key), entry);
            struct view below = index_below(catalog, path);
            if (i != SECTION_MEMORY || catalog_is_plain(below))
                continue;
            str_clear(&key);
            permalink_from_path(&key, below);
            index_add(index, str_view(&key), entry);
        }
    }
    str_finish(&key);
}

void catalog_prepare(const struct catalog *catalog)
{
    if (!catalog->index->slots)
        index_fill(catalog->index, catalog);
}

typedef bool index_check(const struct catalog *catalog, const char *path, struct view wanted);

/* The entry under `key` that `check` takes: the nearest to `from`, of those the first. */
static const char *index_find(const struct catalog *catalog, struct view key, index_check *check,
                              struct view wanted, struct view from)
{
    const char *best = NULL;
    size_t nearest = 0;
    const struct catalog_index *index = catalog->index;
    uint32_t hash = index_hash(key);
    for (size_t at = hash & index->mask; index->slots[at].entry; at = (at + 1) & index->mask) {
        uint32_t entry = index->slots[at].entry - 1;
        if (index->slots[at].hash != hash)
            continue;
        const char *path = catalog->sections[entry & 7].entries[entry >> 3].path;
        size_t near = from.len ? catalog_nearness(view_of(path), from) : 0;
        if ((best && near <= nearest) || !check(catalog, path, wanted))
            continue;
        if (!from.len)
            return path;
        best = path;
        nearest = near;
    }
    return best;
}

static bool check_permalink(const struct catalog *catalog, const char *path, struct view wanted)
{
    struct str own = {0};
    permalink_from_path(&own, index_below(catalog, path));
    bool same = view_equal(str_view(&own), wanted);
    str_finish(&own);
    return same;
}

static bool check_exact_name(const struct catalog *catalog, const char *path, struct view wanted)
{
    (void)catalog;
    return view_equal(path_stem(view_of(path)), wanted);
}

/* The file's folded name is that of `wanted`, and its folders end in those of `wanted`. */
static bool check_folded(const struct catalog *catalog, const char *path, struct view wanted)
{
    (void)catalog;
    struct str own = {0}, other = {0};
    fold_folder(&own, path_folder(view_of(path)));
    fold_folder(&other, path_folder(wanted));
    bool same = view_ends(str_view(&own), str_text(&other));
    str_clear(&own);
    str_clear(&other);
    catalog_fold(&own, path_stem(view_of(path)));
    catalog_fold(&other, path_name(wanted));
    same = same && view_equal(str_view(&own), str_view(&other));
    str_finish(&own);
    str_finish(&other);
    return same;
}

/* `wanted` is one name, though it may hold slashes: titles do. */
static bool check_title(const struct catalog *catalog, const char *path, struct view wanted)
{
    (void)catalog;
    struct str own = {0};
    catalog_fold(&own, path_stem(view_of(path)));
    bool same = view_equal(str_view(&own), wanted);
    str_finish(&own);
    return same;
}

static const char *resolve_path(const struct catalog *catalog, struct view target)
{
    enum section_kind section;
    size_t index;
    struct str path = {0};
    str_add(&path, target);
    bool found = catalog_find(catalog, str_view(&path), &section, &index);
    if (!found) {
        str_add_text(&path, ".md");
        found = catalog_find(catalog, str_view(&path), &section, &index);
    }
    str_finish(&path);
    return found ? catalog->sections[section].entries[index].path : NULL;
}

static const char *resolve_name(const struct catalog *catalog, struct view target, struct view from)
{
    struct str key = {0};
    const char *path = index_find(catalog, target, check_permalink, target, from);
    catalog_fold(&key, target);
    if (!path)
        path = index_find(catalog, str_view(&key), check_exact_name, target, from);
    if (!path && key.len)
        path = index_find(catalog, str_view(&key), check_title, str_view(&key), from);
    if (!path && view_find(target, 0, '/') < target.len) {
        str_clear(&key);
        catalog_fold(&key, path_name(target));
        if (key.len)
            path = index_find(catalog, str_view(&key), check_folded, target, from);
    }
    str_finish(&key);
    return path;
}

/* By front matter, if anybody has read it; what it names is there no more than the catalog says. */
static const char *resolve_names(const struct catalog *catalog, struct view target,
                                 enum names_rank least, struct view from)
{
    enum section_kind section;
    size_t index;
    const char *path =
        catalog->names ? catalog_names_find(catalog->names, target, least, from) : NULL;
    return path && catalog_find(catalog, view_of(path), &section, &index)
               ? catalog->sections[section].entries[index].path
               : NULL;
}

struct view catalog_trim_target(struct view target)
{
    target = view_trim(target);
    if (view_starts(target, "memory://"))
        target = view_slice(target, strlen("memory://"), target.len);
    while (view_starts(target, "./") || view_starts(target, "/"))
        target = view_slice(target, target.data[0] == '/' ? 1 : 2, target.len);
    return target;
}

const char *catalog_resolve_from(const struct catalog *catalog, struct view target,
                                 struct view from)
{
    target = catalog_trim_target(target);
    if (target.len == 0 || target.len > CATALOG_TARGET_MAX || memchr(target.data, 0, target.len))
        return NULL;
    const char *path = resolve_names(catalog, target, NAMES_TITLE, from);
    if (!path)
        path = resolve_path(catalog, target);
    if (path)
        return path;
    catalog_prepare(catalog);
    size_t heading = view_find(target, 0, '#');
    struct view whole = target;
    if (path_is_markdown(target))
        target = view_slice(target, 0, target.len - path_name(target).len + path_stem(target).len);
    path = resolve_name(catalog, target, from);
    if (!path)
        path = resolve_names(catalog, whole, NAMES_FOLDED, from);
    if (!path && heading > 0 && heading < target.len)
        path = catalog_resolve_from(catalog, view_slice(target, 0, heading), from);
    return path;
}

const char *catalog_resolve(const struct catalog *catalog, struct view target)
{
    return catalog_resolve_from(catalog, target, VIEW(""));
}

/* The first memory note but `self` under `key` that `check` takes. */
static const char *find_note(const struct catalog *catalog, struct view key, index_check *check,
                             struct view wanted, const char *self)
{
    catalog_prepare(catalog);
    const struct catalog_index *index = catalog->index;
    uint32_t hash = index_hash(key);
    for (size_t at = hash & index->mask; index->slots[at].entry; at = (at + 1) & index->mask) {
        uint32_t entry = index->slots[at].entry - 1;
        if (index->slots[at].hash != hash || (entry & 7) != SECTION_MEMORY)
            continue;
        const char *path = catalog->sections[SECTION_MEMORY].entries[entry >> 3].path;
        if (strcmp(path, self) != 0 && check(catalog, path, wanted))
            return path;
    }
    return NULL;
}

const char *catalog_find_permalink(const struct catalog *catalog, struct view permalink,
                                   const char *self)
{
    struct str key = {0};
    const char *path = find_note(catalog, permalink, check_permalink, permalink, self);
    catalog_fold(&key, path_name(permalink));
    if (!path)
        path = find_note(catalog, str_view(&key), check_permalink, permalink, self);
    str_finish(&key);
    return path;
}

const char *catalog_find_twin(const struct catalog *catalog, struct view name, const char *self)
{
    struct str key = {0};
    catalog_fold(&key, name);
    const char *path =
        key.len ? find_note(catalog, str_view(&key), check_title, str_view(&key), self) : NULL;
    str_finish(&key);
    return path;
}
