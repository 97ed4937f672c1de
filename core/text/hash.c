#include "core/text/hash.h"

#include <assert.h>

#define XXH_INLINE_ALL /* short texts are most: no call for each */
#include <xxhash.h>

static_assert(sizeof(struct hash) == sizeof(XXH64_state_t), "struct hash holds the library's");
static_assert(alignof(struct hash) >= alignof(XXH64_state_t), "struct hash holds the library's");

static XXH64_state_t *state_of(struct hash *hash)
{
    return (XXH64_state_t *)(void *)hash->state;
}

void hash_init(struct hash *hash)
{
    XXH64_reset(state_of(hash), 0);
}

void hash_add(struct hash *hash, struct view bytes)
{
    if (bytes.len)
        XXH64_update(state_of(hash), bytes.data, bytes.len);
}

uint64_t hash_end(const struct hash *hash)
{
    return XXH64_digest((const XXH64_state_t *)(const void *)hash->state);
}

uint64_t hash_of(struct view bytes)
{
    return XXH64(bytes.len ? bytes.data : "", bytes.len, 0);
}
