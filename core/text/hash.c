#include "core/text/hash.h"

#include "core/text/bytes.h"

#include <string.h>

static const uint64_t prime1 = 0x9E3779B185EBCA87U, prime2 = 0xC2B2AE3D27D4EB4FU,
                      prime3 = 0x165667B19E3779F9U, prime4 = 0x85EBCA77C2B2AE63U,
                      prime5 = 0x27D4EB2F165667C5U;

static uint64_t turn(uint64_t x, unsigned bits)
{
    return (x << bits) | (x >> (64 - bits));
}

static uint64_t round_of(uint64_t lane, uint64_t word)
{
    return turn(lane + word * prime2, 31) * prime1;
}

void hash_init(struct hash *hash)
{
    *hash = (struct hash){.lanes = {prime1 + prime2, prime2, 0, 0 - prime1}};
}

static void stripe(struct hash *hash, const void *bytes)
{
    for (size_t i = 0; i < 4; i++)
        hash->lanes[i] = round_of(hash->lanes[i], bytes_load64((const char *)bytes + 8 * i));
}

void hash_add(struct hash *hash, struct view bytes)
{
    size_t at = 0;
    hash->total += bytes.len;
    while (at < bytes.len) {
        if (hash->rest_len == 0 && bytes.len - at >= 32) {
            stripe(hash, bytes.data + at);
            at += 32;
            continue;
        }
        size_t room = 32 - hash->rest_len, part = bytes.len - at < room ? bytes.len - at : room;
        memcpy(hash->rest + hash->rest_len, bytes.data + at, part);
        hash->rest_len += part;
        at += part;
        if (hash->rest_len == 32) {
            stripe(hash, hash->rest);
            hash->rest_len = 0;
        }
    }
}

static uint64_t join_lanes(const uint64_t lanes[4])
{
    uint64_t sum = turn(lanes[0], 1) + turn(lanes[1], 7) + turn(lanes[2], 12) + turn(lanes[3], 18);
    for (size_t i = 0; i < 4; i++)
        sum = (sum ^ round_of(0, lanes[i])) * prime1 + prime4;
    return sum;
}

uint64_t hash_end(const struct hash *hash)
{
    uint64_t sum = (hash->total >= 32 ? join_lanes(hash->lanes) : prime5) + hash->total;
    size_t at = 0;
    for (; at + 8 <= hash->rest_len; at += 8) {
        uint64_t word = bytes_load64((const char *)hash->rest + at);
        sum = turn(sum ^ round_of(0, word), 27) * prime1 + prime4;
    }
    if (at + 4 <= hash->rest_len) {
        uint64_t word = bytes_load32((const char *)hash->rest + at);
        sum = turn(sum ^ (word * prime1), 23) * prime2 + prime3;
        at += 4;
    }
    for (; at < hash->rest_len; at++)
        sum = turn(sum ^ (hash->rest[at] * prime5), 11) * prime1;
    sum = (sum ^ (sum >> 33)) * prime2;
    sum = (sum ^ (sum >> 29)) * prime3;
    return sum ^ (sum >> 32);
}

uint64_t hash_of(struct view bytes)
{
    struct hash hash;
    hash_init(&hash);
    hash_add(&hash, bytes);
    return hash_end(&hash);
}
