#include "core/workspace/catalog_names.h"

#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/workspace/catalog_index.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* A chained hash table from folded names to files, and one from paths. A file that is dropped
 * leaves its place empty; places are few, for most files are called what their paths say. */

struct named {
    char *path; /* NULL: dropped */
    char *title, *permalink, *aliases;
    size_t next_path; /* 1 + the next of the same bucket of `paths` */
};

struct key {
    uint32_t hash;
    size_t file;
    size_t next; /* 1 + the next of the same bucket */
};

struct catalog_names {
    struct named *files;
    size_t count, cap;
    struct key *keys;
    size_t key_count, key_cap;
    size_t *buckets, *paths; /* 1 + the first; of `mask` + 1 each */
    size_t mask;
};

enum { NAMES_SAME_MAX = 256 };

static uint32_t names_hash(struct view text) /* FNV-1a */
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < text.len; i++)
        hash = (hash ^ (unsigned char)text.data[i]) * 16777619u;
    return hash ^ hash >> 15;
}

struct catalog_names *catalog_names_new(void)
{
    struct catalog_names *names = mem_zalloc(1, sizeof(*names));
    names->mask = 63;
    names->buckets = mem_zalloc(names->mask + 1, sizeof(*names->buckets));
    names->paths = mem_zalloc(names->mask + 1, sizeof(*names->paths));
    return names;
}

static void named_finish(struct named *file)
{
    free(file->path);
    free(file->title);
    free(file->permalink);
    free(file->aliases);
    *file = (struct named){0};
}

void catalog_names_free(struct catalog_names *names)
{
    if (!names)
        return;
    for (size_t i = 0; i < names->count; i++)
        named_finish(&names->files[i]);
    free(names->files);
    free(names->keys);
    free(names->buckets);
    free(names->paths);
    free(names);
}

static void names_link_file(struct catalog_names *names, size_t file)
{
    size_t *bucket = &names->paths[names_hash(view_of(names->files[file].path)) & names->mask];
    names->files[file].next_path = *bucket;
    *bucket = file + 1;
}

static void names_link_key(struct catalog_names *names, size_t key)
{
    size_t *bucket = &names->buckets[names->keys[key].hash & names->mask];
    names->keys[key].next = *bucket;
    *bucket = key + 1;
}

static void names_grow(struct catalog_names *names)
{
    free(names->buckets);
    free(names->paths);
    names->mask = names->mask * 2 + 1;
    names->buckets = mem_zalloc(names->mask + 1, sizeof(*names->buckets));
    names->paths = mem_zalloc(names->mask + 1, sizeof(*names->paths));
    for (size_t i = 0; i < names->count; i++)
        if (names->files[i].path)
            names_link_file(names, i);
    for (size_t i = 0; i < names->key_count; i++)
        names_link_key(names, i);
}

static void names_add_key(struct catalog_names *names, size_t file, const char *text)
{
    struct str fold = {0};
    catalog_fold(&fold, view_of(text));
    if (fold.len) {
        *ARRAY_PUSH(names->keys, names->key_count, names->key_cap) =
            (struct key){.hash = names_hash(str_view(&fold)), .file = file};
        names_link_key(names, names->key_count - 1);
    }
    str_finish(&fold);
}

/* With its NULs. */
static char *names_copy_aliases(const char *aliases)
{
    const char *end = aliases;
    while (*end)
        end += strlen(end) + 1;
    return mem_string_n(aliases, (size_t)(end - aliases) + 1);
}

void catalog_names_put(struct catalog_names *names, const char *path, const char *title,
                       const char *permalink, const char *aliases)
{
    size_t file = names->count;
    *ARRAY_PUSH(names->files, names->count, names->cap) = (struct named){
        mem_string(path), mem_string(title), mem_string(permalink), names_copy_aliases(aliases), 0};
    names_link_file(names, file);
    names_add_key(names, file, title);
    names_add_key(names, file, permalink);
    for (; *aliases; aliases += strlen(aliases) + 1)
        names_add_key(names, file, aliases);
    if (names->key_count > names->mask)
        names_grow(names);
}

void catalog_names_drop(struct catalog_names *names, const char *path)
{
    size_t *at = &names->paths[names_hash(view_of(path)) & names->mask];
    for (; *at; at = &names->files[*at - 1].next_path) {
        struct named *file = &names->files[*at - 1];
        if (strcmp(file->path, path) != 0)
            continue;
        *at = file->next_path;
        named_finish(file);
        return;
    }
}

void catalog_names_merge(struct catalog_names *names, struct catalog_names *from)
{
    for (size_t i = 0; i < from->count; i++)
        if (from->files[i].path)
            catalog_names_put(names, from->files[i].path, from->files[i].title,
                              from->files[i].permalink, from->files[i].aliases);
    catalog_names_free(from);
}

static bool names_folds_to(const char *text, struct view fold)
{
    struct str own = {0};
    catalog_fold(&own, view_of(text));
    bool same = view_equal(str_view(&own), fold);
    str_finish(&own);
    return same;
}

static enum names_rank names_rank_of(const struct named *file, struct view target, struct view fold)
{
    enum names_rank rank = NAMES_NONE;
    if (view_is(target, file->permalink))
        return NAMES_PERMALINK;
    if (view_is(target, file->title))
        return NAMES_TITLE;
    for (const char *alias = file->aliases; *alias; alias += strlen(alias) + 1)
        if (view_is(target, alias))
            return NAMES_ALIAS;
        else if (names_folds_to(alias, fold))
            rank = NAMES_FOLDED;
    return rank || names_folds_to(file->title, fold) ? NAMES_FOLDED : NAMES_NONE;
}

static bool names_fits_link(const char *name)
{
    return *name && !strpbrk(name, "[]|#\n");
}

void catalog_names_each(const struct catalog_names *names,
                        bool (*tell)(void *data, struct view name, const char *path), void *data)
{
    bool on = true;
    for (size_t i = 0; on && i < names->count; i++) {
        const struct named *file = &names->files[i];
        if (!file->path)
            continue;
        if (names_fits_link(file->title))
            on = tell(data, view_of(file->title), file->path);
        for (const char *alias = file->aliases; on && *alias; alias += strlen(alias) + 1)
            if (names_fits_link(alias))
                on = tell(data, view_of(alias), file->path);
    }
}

size_t catalog_nearness(struct view a, struct view b)
{
    size_t shared = 0;
    for (size_t i = 0; i < a.len && i < b.len && a.data[i] == b.data[i]; i++)
        shared += a.data[i] == '/';
    return shared;
}

const char *catalog_names_find(const struct catalog_names *names, struct view target,
                               enum names_rank least, struct view from)
{
    struct str fold = {0};
    const struct named *best = NULL;
    enum names_rank best_rank = NAMES_NONE;
    size_t same = 0;
    catalog_fold(&fold, target);
    uint32_t hash = names_hash(str_view(&fold));
    for (size_t i = fold.len ? names->buckets[hash & names->mask] : 0; i && same < NAMES_SAME_MAX;
         i = names->keys[i - 1].next) {
        const struct key *key = &names->keys[i - 1];
        const struct named *file = &names->files[key->file];
        if (key->hash != hash || !file->path)
            continue;
        same++;
        enum names_rank rank = names_rank_of(file, target, str_view(&fold));
        if (rank < least || rank < best_rank)
            continue;
        size_t near = catalog_nearness(view_of(file->path), from);
        if (best && rank == best_rank) {
            size_t other = catalog_nearness(view_of(best->path), from);
            if (near < other ||
                (near == other && path_compare(view_of(file->path), view_of(best->path)) > 0))
                continue;
        }
        best = file;
        best_rank = rank;
    }
    str_finish(&fold);
    return best ? best->path : NULL;
}
