#ifndef CORE_STORE_ID_TABLE_H
#define CORE_STORE_ID_TABLE_H

#include <git2.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Private to core/store: ids of objects to numbers, from 0 in the order in which they came. Zero it
 * to begin. */

struct id_table {
    git_oid *ids; /* by number */
    size_t count, cap;
    uint32_t *places; /* open addressing: 1-based into `ids`, 0 is empty */
    size_t place_cap;
};

/* The number of `id`; true when it came just now. */
bool id_table_add(struct id_table *table, const git_oid *id, uint32_t *number);
/* Room for so many, made at once. */
void id_table_reserve(struct id_table *table, size_t count);
/* False when it never came. */
bool id_table_find(const struct id_table *table, const git_oid *id, uint32_t *number);
void id_table_finish(struct id_table *table);

#endif
