#ifndef CORE_STORE_PACK_MIDX_H
#define CORE_STORE_PACK_MIDX_H

#include "core/base/str.h"

#include <stdint.h>

/* Private to core/store: git's multi-pack-index, which says for many packs at once where an object
 * lies; libgit2 believes it before the indexes of the packs. Format: gitformat-pack(5). */

struct pack_midx {
    struct view names; /* of the packs' indexes, each with a NUL behind it */
    const unsigned char *fanout, *ids, *offsets, *large;
    uint32_t packs, count, large_count;
};

/* Borrows `data`. False when it is none, or has not all that it says it has. */
bool pack_midx_parse(struct pack_midx *midx, const unsigned char *data, size_t len);
/* The name of pack `number`, "pack-….idx"; empty when there is none. */
struct view pack_midx_name(const struct pack_midx *midx, uint32_t number);
/* Where the object of 20 bytes `id` lies: in which pack, and its offset there. */
bool pack_midx_find(const struct pack_midx *midx, const unsigned char *id, uint32_t *pack,
                    uint64_t *offset);

#endif
