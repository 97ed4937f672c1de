#include "core/workspace/note_offers.h"

#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/workspace/note_meta.h"

#include <string.h>

enum { OFFERS_MAX = 2000 };

void note_offers_finish(struct note_offers *offers)
{
    note_tags_free(offers->names, offers->count);
    *offers = (struct note_offers){0};
}

void note_offers_copy(const struct note_offers *from, struct note_offers *out)
{
    for (size_t i = 0; i < from->count; i++)
        *ARRAY_PUSH(out->names, out->count, out->cap) = mem_string(from->names[i]);
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
