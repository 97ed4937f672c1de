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

static void place(struct id_table *table, size_t number)
{
    table->places[place_of(table, &table->ids[number])] = (uint32_t)number + 1;
}

/* Every id can be found, and there is room for one more. */
static void place_all(struct id_table *table)
{
    size_t cap = table->place_cap ? table->place_cap : 256;
    while (cap <= table->count * 2)
        cap *= 2;
    if (cap > table->place_cap) {
        free(table->places);
        table->places = mem_zalloc(cap, sizeof(*table->places));
        table->place_cap = cap;
        table->placed = 0;
    }
    for (; table->placed < table->count; table->placed++)
        place(table, table->placed);
}

void id_table_push(struct id_table *table, const git_oid *id)
{
    *ARRAY_PUSH(table->ids, table->count, table->cap) = *id;
}

/* What is looked for once is found without a table. */
static bool find_first(struct id_table *table, const git_oid *id, uint32_t *number)
{
    size_t at = 0;
    table->asked = true;
    while (at < table->count && memcmp(table->ids[at].id, id->id, GIT_OID_RAWSZ) != 0)
        at++;
    *number = (uint32_t)at;
    return at < table->count;
}

bool id_table_find(struct id_table *table, const git_oid *id, uint32_t *number)
{
    if (!table->asked)
        return find_first(table, id, number);
    place_all(table);
    size_t at = place_of(table, id);
    if (!table->places[at])
        return false;
    *number = table->places[at] - 1;
    return true;
}

bool id_table_add(struct id_table *table, const git_oid *id, uint32_t *number)
{
    if (id_table_find(table, id, number))
        return false;
    *number = (uint32_t)table->count;
    id_table_push(table, id);
    return true;
}

void id_table_finish(struct id_table *table)
{
    free(table->ids);
    free(table->places);
    *table = (struct id_table){0};
}
