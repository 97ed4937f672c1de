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
    size_t placed; /* so many of the ids are in `places` */
    bool asked;    /* something was looked for already */
};

/* The number of `id`; true when it came just now. */
bool id_table_add(struct id_table *table, const git_oid *id, uint32_t *number);
/* Adds `id`, which never came, as the next number. Cheap: it is made findable when something is
 * looked for, and not yet for the first time. */
void id_table_push(struct id_table *table, const git_oid *id);
/* False when it never came. */
bool id_table_find(struct id_table *table, const git_oid *id, uint32_t *number);
void id_table_finish(struct id_table *table);

#endif
