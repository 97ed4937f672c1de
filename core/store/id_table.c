#include "core/store/id_table.h"

#include "core/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* The place of `id`, or the empty one where it belongs. An id is a hash already. */
static size_t place_of(const struct id_table *table, const git_oid *id)
{
    uint64_t hash;
    memcpy(&hash, id->id, sizeof(hash));
    size_t at = hash & (table->place_cap - 1);
    while (table->places[at] &&
           memcmp(table->ids[table->places[at] - 1].id, id->id, GIT_OID_RAWSZ) != 0)
        at = (at + 1) & (table->place_cap - 1);
    return at;
}

static void places_grow(struct id_table *table, size_t cap)
{
    free(table->places);
    table->place_cap = cap;
    table->places = mem_zalloc(table->place_cap, sizeof(*table->places));
    for (size_t i = 0; i < table->count; i++)
        table->places[place_of(table, &table->ids[i])] = (uint32_t)i + 1;
}

void id_table_reserve(struct id_table *table, size_t count)
{
    size_t cap = table->place_cap ? table->place_cap : 256;
    while (cap <= count * 2)
        cap *= 2;
    if (cap > table->place_cap)
        places_grow(table, cap);
}

bool id_table_add(struct id_table *table, const git_oid *id, uint32_t *number)
{
    id_table_reserve(table, table->count);
    size_t at = place_of(table, id);
    bool fresh = !table->places[at];
    if (fresh) {
        *ARRAY_PUSH(table->ids, table->count, table->cap) = *id;
        table->places[at] = (uint32_t)table->count;
    }
    *number = table->places[at] - 1;
    return fresh;
}

bool id_table_find(const struct id_table *table, const git_oid *id, uint32_t *number)
{
    size_t at = table->place_cap ? place_of(table, id) : 0;
    if (!table->place_cap || !table->places[at])
        return false;
    *number = table->places[at] - 1;
    return true;
}

void id_table_finish(struct id_table *table)
{
    free(table->ids);
    free(table->places);
    *table = (struct id_table){0};
}
