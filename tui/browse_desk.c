#include "tui/browse_desk.h"

#include "core/base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

void browse_desk_finish(struct browse_desk *desk)
{
    browse_finish(&desk->browse);
    browse_heads_free(desk->heads);
    browse_list_finish(&desk->list);
    free(desk->rows);
    *desk = (struct browse_desk){0};
}

/* Where the note stands now: as far from its old place as one of two others found before it, else
 * where the catalog finds it; SIZE_MAX for nowhere. */
static size_t desk_find(const struct catalog *catalog, const struct browse_note *note,
                        size_t moved[2])
{
    const struct section *memory = &catalog->sections[SECTION_MEMORY];
    enum section_kind section;
    size_t index;
    for (size_t i = 0; i < 2; i++) {
        index = note->place + moved[i]; /* back by wrapping around */
        if (index < memory->count && strcmp(memory->entries[index].path, note->path) == 0)
            return index;
    }
    if (!catalog_find(catalog, view_of(note->path), &section, &index) || section != SECTION_MEMORY)
        return SIZE_MAX;
    moved[0] = moved[1];
    moved[1] = index - note->place;
    return index;
}

void browse_desk_place(struct browse_desk *desk, const struct catalog *catalog)
{
    size_t moved[2] = {0, 0};
    desk->count = 0;
    for (size_t i = 0; desk->on && i < desk->list.count; i++) {
        size_t entry = desk_find(catalog, &desk->list.notes[i], moved);
        if (entry != SIZE_MAX)
            *ARRAY_PUSH(desk->rows, desk->count, desk->cap) = (struct browse_row_at){entry, i};
    }
    for (size_t i = 0; i < desk->count; i++)
        desk->list.notes[desk->rows[i].note].place = desk->rows[i].entry;
}

size_t browse_desk_entry(const struct browse_desk *desk, size_t row)
{
    if (!desk->on)
        return row;
    return row < desk->count ? desk->rows[row].entry : SIZE_MAX;
}

size_t browse_desk_row(const struct browse_desk *desk, size_t entry)
{
    if (!desk->on)
        return entry;
    for (size_t i = 0; i < desk->count; i++)
        if (desk->rows[i].entry == entry)
            return i;
    return SIZE_MAX;
}

const char *browse_desk_value(const struct browse_desk *desk, size_t row)
{
    bool own = desk->order != BROWSE_NAME && desk->order != BROWSE_INTENSITY;
    if (!desk->on || row >= desk->count || !own)
        return NULL;
    return desk->list.notes[desk->rows[row].note].value;
}
