#include "tui/places.h"

#include "core/base/memory.h"
#include "core/base/path.h"

#include <stdlib.h>
#include <string.h>

static size_t places_open_index(const struct places *places, struct view folder)
{
    size_t i = 0;
    while (i < places->open_count && !view_is(folder, places->open[i]))
        i++;
    return i;
}

/* One row for each top-level place; the files of an open one follow. The section is sorted so that
 * a place's files stand together. */
void places_build(struct places *places, const struct section *section)
{
    places->count = 0;
    for (size_t i = 0; i < section->count;) {
        struct view path = view_of(section->entries[i].path);
        struct view place = view_slice(path, 0, view_find(path, 0, '/'));
        if (place.len == path.len) {
            *ARRAY_PUSH(places->rows, places->count, places->cap) = (struct places_row){.entry = i};
            i++;
            continue;
        }
        size_t end = i;
        while (end < section->count &&
               strncmp(section->entries[end].path, place.data, place.len + 1) == 0)
            end++;
        bool open = places_open_index(places, place) < places->open_count;
        *ARRAY_PUSH(places->rows, places->count, places->cap) = (struct places_row){
            .folder = place.data, .len = place.len, .entry = i, .files = end - i, .open = open};
        for (size_t at = i; open && at < end; at++)
            *ARRAY_PUSH(places->rows, places->count, places->cap) =
                (struct places_row){.entry = at};
        i = end;
    }
}

void places_toggle(struct places *places, size_t row)
{
    if (row >= places->count || !places->rows[row].folder)
        return;
    struct view folder = view_from(places->rows[row].folder, places->rows[row].len);
    size_t at = places_open_index(places, folder);
    if (at < places->open_count) {
        free(places->open[at]);
        places->open[at] = places->open[--places->open_count];
        return;
    }
    *ARRAY_PUSH(places->open, places->open_count, places->open_cap) =
        mem_string_n(folder.data, folder.len);
}

void places_finish(struct places *places)
{
    for (size_t i = 0; i < places->open_count; i++)
        free(places->open[i]);
    free(places->open);
    free(places->rows);
    *places = (struct places){0};
}
