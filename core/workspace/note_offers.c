#include "core/workspace/note_offers.h"

#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/workspace/note_meta.h"

#include <stdlib.h>
#include <string.h>

enum { HEAD_MAX = 16 << 10, TAGS_READ_MAX = 1000000, OFFERS_MAX = 2000 };

struct tally {
    char *name;
    size_t count;
};

struct tallies {
    struct tally *items;
    size_t count, cap;
};

void note_offers_finish(struct note_offers *offers)
{
    note_tags_free(offers->names, offers->count);
    *offers = (struct note_offers){0};
}

static int by_name(const void *a, const void *b)
{
    const struct tally *left = a, *right = b;
    return strcmp(left->name, right->name);
}

static int by_use(const void *a, const void *b)
{
    const struct tally *left = a, *right = b;
    if (left->count != right->count)
        return left->count < right->count ? 1 : -1;
    return strcmp(left->name, right->name);
}

/* Takes the tags of the note over. */
static void add_tags(struct tallies *all, struct note_meta *meta)
{
    for (size_t i = 0; i < meta->tag_count; i++) {
        char *tag = meta->tags[i];
        if (*tag && !strpbrk(tag, ",\n") && all->count < TAGS_READ_MAX)
            *ARRAY_PUSH(all->items, all->count, all->cap) = (struct tally){tag, 1};
        else
            free(tag);
    }
    meta->tag_count = 0;
}

/* Equal ones become one that is counted. */
static void merge_equal(struct tallies *all)
{
    size_t kept = 0;
    if (all->count == 0)
        return;
    qsort(all->items, all->count, sizeof(*all->items), by_name);
    for (size_t i = 1; i < all->count; i++) {
        if (strcmp(all->items[kept].name, all->items[i].name) == 0) {
            all->items[kept].count++;
            free(all->items[i].name);
        } else {
            all->items[++kept] = all->items[i];
        }
    }
    all->count = kept + 1;
    qsort(all->items, all->count, sizeof(*all->items), by_use);
}

bool note_offer_tags(const struct folder *folder, const struct catalog *catalog,
                     const atomic_bool *cancel, struct note_offers *out)
{
    const struct section *notes = &catalog->sections[SECTION_MEMORY];
    struct tallies all = {0};
    struct str text = {0};
    bool whole = true;
    for (size_t i = 0; whole && i < notes->count; i++) {
        struct note_meta meta;
        const char *path = notes->entries[i].path;
        whole = !cancel || !atomic_load(cancel);
        if (!whole || folder_read_start(folder, path, HEAD_MAX, &text, NULL, NULL) != STATUS_OK)
            continue;
        note_meta_read(str_view(&text), &meta);
        add_tags(&all, &meta);
        note_meta_finish(&meta);
    }
    merge_equal(&all);
    for (size_t i = 0; i < all.count; i++) {
        if (out->count < OFFERS_MAX)
            *ARRAY_PUSH(out->names, out->count, out->cap) = all.items[i].name;
        else
            free(all.items[i].name);
    }
    free(all.items);
    str_finish(&text);
    return whole;
}

void note_offer_folders(const struct catalog *catalog, struct note_offers *out)
{
    const struct section *notes = &catalog->sections[SECTION_MEMORY];
    size_t len = strlen(catalog->memory_folder);
    struct view last = {0};
    for (size_t i = 0; i < notes->count && out->count < OFFERS_MAX; i++) {
        const char *path = notes->entries[i].path;
        struct view folder = path_folder(view_of(path));
        if (view_equal(folder, last) || folder.len <= len + 1 ||
            strncmp(path, catalog->memory_folder, len) != 0 || path[len] != '/')
            continue;
        last = folder;
        *ARRAY_PUSH(out->names, out->count, out->cap) =
            mem_string_n(folder.data + len + 1, folder.len - len - 1);
    }
}
