#include "core/store/pack_midx.h"

#include <string.h>

#define ID_LEN 20
#define HEADER 12
#define CHUNK 12 /* an entry of the table of chunks */
#define LARGE 0x80000000u

static uint32_t number_at(const unsigned char *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static uint64_t long_at(const unsigned char *at)
{
    return (uint64_t)number_at(at) << 32 | number_at(at + 4);
}

/* The chunk of this name; its end is where the next begins. */
static struct view chunk_find(const unsigned char *data, size_t len, const char *name)
{
    for (unsigned i = 0; i < data[6]; i++) {
        const unsigned char *at = data + HEADER + i * CHUNK;
        uint64_t start = long_at(at + 4),
                 end = i + 1u < data[6] ? long_at(at + CHUNK + 4) : len - ID_LEN;
        if (memcmp(at, name, 4) == 0 && start <= end && end <= len - ID_LEN)
            return view_from((const char *)data + start, end - start);
    }
    return VIEW("");
}

bool pack_midx_parse(struct pack_midx *midx, const unsigned char *data, size_t len)
{
    *midx = (struct pack_midx){0};
    if (len < HEADER + ID_LEN || memcmp(data, "MIDX\1\1", 6) != 0 ||
        len < HEADER + (data[6] + 1u) * CHUNK + ID_LEN)
        return false;
    struct view fanout = chunk_find(data, len, "OIDF"), ids = chunk_find(data, len, "OIDL"),
                offsets = chunk_find(data, len, "OOFF"), large = chunk_find(data, len, "LOFF");
    if (fanout.len != 256 * 4)
        return false;
    midx->fanout = (const unsigned char *)fanout.data;
    for (unsigned i = 1; i < 256; i++)
        if (number_at(midx->fanout + i * 4) < number_at(midx->fanout + (i - 1) * 4))
            return false;
    midx->count = number_at(midx->fanout + 255 * 4);
    midx->packs = number_at(data + 8);
    midx->names = chunk_find(data, len, "PNAM");
    midx->ids = (const unsigned char *)ids.data;
    midx->offsets = (const unsigned char *)offsets.data;
    midx->large = (const unsigned char *)large.data;
    midx->large_count = (uint32_t)(large.len / 8);
    return ids.len / ID_LEN >= midx->count && offsets.len / 8 >= midx->count;
}

struct view pack_midx_name(const struct pack_midx *midx, uint32_t number)
{
    struct view rest = midx->names;
    for (; rest.len > 0 && number < midx->packs; number--) {
        size_t end = view_find(rest, 0, '\0');
        if (number == 0)
            return view_slice(rest, 0, end);
        rest = view_slice(rest, end < rest.len ? end + 1 : end, rest.len);
    }
    return VIEW("");
}

bool pack_midx_find(const struct pack_midx *midx, const unsigned char *id, uint32_t *pack,
                    uint64_t *offset)
{
    uint32_t low = midx->count && id[0] ? number_at(midx->fanout + (id[0] - 1u) * 4) : 0,
             high = midx->count ? number_at(midx->fanout + id[0] * 4u) : 0;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = memcmp(id, midx->ids + (size_t)middle * ID_LEN, ID_LEN);
        if (order == 0) {
            const unsigned char *entry = midx->offsets + (size_t)middle * 8;
            uint32_t value = number_at(entry + 4);
            *pack = number_at(entry);
            *offset = value;
            if (!(value & LARGE) || midx->large_count == 0)
                return true;
            *offset = value - LARGE < midx->large_count
                          ? long_at(midx->large + (size_t)(value - LARGE) * 8)
                          : UINT64_MAX;
            return true;
        }
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return false;
}
