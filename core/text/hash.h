#ifndef CORE_TEXT_HASH_H
#define CORE_TEXT_HASH_H

#include "core/base/str.h"

#include <stdalign.h>
#include <stdint.h>

/* XXH64 with seed 0, fed in parts. It tells texts apart, it does not resist somebody who wants two
 * that agree: what it guards (a journal, an undo file) is checked again by its own contents. */

struct hash {
    alignas(8) unsigned char state[88]; /* an XXH64_state_t */
};

void hash_init(struct hash *hash);
void hash_add(struct hash *hash, struct view bytes);
uint64_t hash_end(const struct hash *hash);
uint64_t hash_of(struct view bytes);

#endif
