#include "core/store/pack_file.h"

#include "core/base/memory.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define ID_LEN 20
#define LARGE 0x80000000u

uint32_t pack_file_number(const unsigned char *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

const unsigned char *pack_file_map(int dir, const char *name, size_t *len)
{
    struct stat st;
    void *at = MAP_FAILED;
    int fd = openat(dir, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0)
        at = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (at != MAP_FAILED)
        *len = (size_t)st.st_size;
    if (fd >= 0)
        close(fd);
    return at == MAP_FAILED ? NULL : at;
}

static const unsigned char *pack_fanout(const struct pack_file *pack)
{
    return pack->index + (pack->old ? 0 : 8);
}

/* Whether the index has the tables that it says it has. */
static bool index_is_whole(struct pack_file *pack)
{
    static const unsigned char mark[8] = {0xFF, 't', 'O', 'c', 0, 0, 0, 2};
    size_t head = 256 * 4 + 2 * ID_LEN;
    if (pack->index_len < head + 8)
        return false;
    pack->old = memcmp(pack->index, mark, sizeof(mark)) != 0;
    head += pack->old ? 0 : 8;
    const unsigned char *fanout = pack_fanout(pack);
    for (unsigned i = 1; i < 256; i++)
        if (pack_file_number(fanout + i * 4) < pack_file_number(fanout + (i - 1) * 4))
            return false;
    pack->count = pack_file_number(fanout + 255 * 4);
    return (pack->index_len - head) / (pack->old ? 24 : 28) >= pack->count;
}

static void index_close(struct pack_file *pack)
{
    if (pack->index)
        munmap((void *)(uintptr_t)pack->index, pack->index_len);
    pack->index = NULL;
}

void pack_file_open_index(struct pack_file *pack, int dir)
{
    char name[sizeof(pack->name) + 8];
    if (pack->index)
        return;
    snprintf(name, sizeof(name), "%s.idx", pack->name);
    pack->index = pack_file_map(dir, name, &pack->index_len);
    if (pack->index && !index_is_whole(pack))
        index_close(pack);
}

struct pack_file *pack_file_open(int dir, const char *name, size_t name_len)
{
    struct pack_file *pack = mem_zalloc(1, sizeof(*pack));
    char full[sizeof(pack->name) + 8];
    if (name_len < sizeof(pack->name)) {
        memcpy(pack->name, name, name_len);
        snprintf(full, sizeof(full), "%s.pack", pack->name);
        pack->pack = pack_file_map(dir, full, &pack->pack_len);
    }
    if (!pack->pack) {
        free(pack);
        return NULL;
    }
    pack_file_open_index(pack, dir);
    return pack;
}

void pack_file_free(struct pack_file *pack)
{
    index_close(pack);
    munmap((void *)(uintptr_t)pack->pack, pack->pack_len);
    free(pack);
}

/* The offset of the object that stands at `place` in the table of ids. */
static uint64_t offset_at(const struct pack_file *pack, const unsigned char *table, size_t place)
{
    if (pack->old)
        return pack_file_number(table + place * 24);
    const unsigned char *offsets = table + pack->count * (ID_LEN + 4);
    uint32_t offset = pack_file_number(offsets + place * 4);
    if (!(offset & LARGE))
        return offset;
    size_t at = (size_t)(offsets - pack->index) + pack->count * 4 + (size_t)(offset - LARGE) * 8;
    if (at + 8 > pack->index_len)
        return 0;
    return (uint64_t)pack_file_number(pack->index + at) << 32 |
           pack_file_number(pack->index + at + 4);
}

uint64_t pack_file_find(const struct pack_file *pack, const unsigned char *id)
{
    if (!pack->index)
        return 0;
    const unsigned char *fanout = pack_fanout(pack), *table = fanout + 256 * 4;
    size_t step = pack->old ? 24 : ID_LEN, skip = pack->old ? 4 : 0;
    size_t low = id[0] ? pack_file_number(fanout + (id[0] - 1u) * 4) : 0,
           high = pack_file_number(fanout + id[0] * 4u);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = memcmp(id, table + middle * step + skip, ID_LEN);
        if (order == 0)
            return offset_at(pack, table, middle);
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return 0;
}

uint64_t pack_file_next(const struct pack_file *pack, uint64_t offset)
{
    uint64_t next = pack->pack_len;
    for (size_t i = 0; pack->index && i < pack->count; i++) {
        uint64_t at = offset_at(pack, pack_fanout(pack) + 256 * 4, i);
        if (at > offset && at < next)
            next = at;
    }
    return next;
}
