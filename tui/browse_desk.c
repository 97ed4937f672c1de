#include "tui/browse_desk.h"

#include "core/base/memory.h"

#include <stdint.h>
#include <stdlib.h>

void browse_desk_finish(struct browse_desk *desk)
{
    browse_finish(&desk->browse);
    browse_heads_free(desk->heads);
    browse_list_finish(&desk->list);
    free(desk->rows);
    *desk = (struct browse_desk){0};
}

void browse_desk_place(struct browse_desk *desk, const struct catalog *catalog)
{
    desk->count = 0;
    for (size_t i = 0; desk->on && i < desk->list.count; i++) {
        enum section_kind section;
        size_t index;
        if (catalog_find(catalog, view_of(desk->list.notes[i].path), &section, &index) &&
            section == SECTION_MEMORY)
            *ARRAY_PUSH(desk->rows, desk->count, desk->cap) = (struct browse_row_at){index, i};
    }
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
