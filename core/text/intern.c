/* A hash table with open addressing, at most half full. The hash is keyed by a number that differs
 * from run to run, so that no text can be made whose lines all fall into one slot; which number a
 * text gets does not depend on it. */
#include "core/text/intern.h"

#include "core/base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

struct intern_slot {
    uint32_t hash;
    uint32_t number; /* plus one; 0 is free */
};

static uint64_t intern_mix(uint64_t a, uint64_t b)
{
    __extension__ unsigned __int128 product = (unsigned __int128)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint32_t intern_hash(uint64_t key, struct view text)
{
    uint64_t hash = key ^ text.len;
    size_t pos = 0;
    while (pos < text.len) {
        uint64_t word = 0;
        size_t size = text.len - pos < sizeof(word) ? text.len - pos : sizeof(word);
        memcpy(&word, text.data + pos, size);
        hash = intern_mix(hash ^ word, UINT64_C(0x9E3779B97F4A7C15)) + key;
        pos += size;
    }
    hash = intern_mix(hash, UINT64_C(0xD6E8FEB86659FD93));
    return (uint32_t)(hash >> 32 ^ hash);
}

static void intern_widen(struct intern *intern)
{
    size_t old_count = intern->slot_count;
    struct intern_slot *old = intern->slots;
    if (old_count == 0 && getrandom(&intern->key, sizeof(intern->key), GRND_NONBLOCK) < 0)
        intern->key = (uintptr_t)intern;
    intern->slot_count = old_count ? old_count * 4 : 64;
    intern->slots = mem_zalloc(intern->slot_count, sizeof(*intern->slots));
    for (size_t i = 0; i < old_count; i++) {
        size_t at = old[i].hash & (intern->slot_count - 1);
        while (old[i].number && intern->slots[at].number)
            at = (at + 1) & (intern->slot_count - 1);
        if (old[i].number)
            intern->slots[at] = old[i];
    }
    free(old);
}

/* The slot that `text` has or may take. */
static size_t intern_slot(const struct intern *intern, uint32_t hash, struct view text)
{
    size_t at = hash & (intern->slot_count - 1);
    while (intern->slots[at].number &&
           !(intern->slots[at].hash == hash &&
             view_equal(intern->texts[intern->slots[at].number - 1], text)))
        at = (at + 1) & (intern->slot_count - 1);
    return at;
}

bool intern_find(const struct intern *intern, struct view text, uint32_t *number)
{
    if (intern->count == 0)
        return false;
    size_t at = intern_slot(intern, intern_hash(intern->key, text), text);
    *number = intern->slots[at].number - 1;
    return intern->slots[at].number != 0;
}

uint32_t intern_add(struct intern *intern, struct view text)
{
    if (intern->count * 2 >= intern->slot_count)
        intern_widen(intern);
    uint32_t hash = intern_hash(intern->key, text);
    size_t at = intern_slot(intern, hash, text);
    if (intern->slots[at].number)
        return intern->slots[at].number - 1;
    *ARRAY_PUSH(intern->texts, intern->count, intern->cap) = text;
    intern->slots[at] = (struct intern_slot){hash, (uint32_t)intern->count};
    return (uint32_t)intern->count - 1;
}

void intern_finish(struct intern *intern)
{
    free(intern->texts);
    free(intern->slots);
    *intern = (struct intern){0};
}
