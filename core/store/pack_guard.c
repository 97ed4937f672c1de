/* Packed objects, judged before they are read.
 *
 * A pack tells the size of each object, and each delta tells what it builds on and how large the
 * result is, in its first bytes. So without inflating anything it is known what reading an object
 * would cost: how many deltas one on another, and how many bytes they make together. libgit2 1.5.1
 * looks at none of that: it follows deltas in circles for ever, and a few KB of deltas make it copy
 * gigabytes. What costs more than the limits is refused.
 *
 * Formats: gitformat-pack(5). Files are mapped. An object may lie in several packs, and a
 * multi-pack-index may lead elsewhere than the packs' own indexes: it is judged wherever it lies.
 * Deltas that were judged are remembered in a small table. */
#include "core/store/pack_guard.h"

#include "core/base/memory.h"
#include "core/store/object_store.h"
#include "core/store/pack_file.h"
#include "core/store/pack_midx.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

/* How many deltas stand one on another: git's own limit is 4095. How many bytes those of one object
 * make together: free; and at most, for what begins with a large text, so many times as much as
 * that is when packed. */
#define DEPTH_MAX 4096
#define WORK_FREE ((uint64_t)256 << 20)
#define WORK_MAX ((uint64_t)2 << 30)
#define WORK_SHARE 500
#define PACKS_MAX 10000
#define KNOWN 32768 /* remembered deltas: a power of two */
#define ID_LEN 20

enum { PACK_COMMIT = 1, PACK_TREE, PACK_BLOB, PACK_TAG, PACK_OFS_DELTA = 6, PACK_REF_DELTA };

/* What reading the object at an offset comes to. */
struct pack_cost {
    const struct pack_file *pack; /* NULL: an empty place */
    uint64_t offset, size, work;
    uint64_t root; /* the offset of what all its deltas are built on */
    unsigned depth, type;
};

struct pack_guard {
    int objects_fd;
    struct timespec looked; /* when the folder had last changed, when it was listed */
    struct pack_file **packs;
    size_t count, cap;
    const unsigned char *midx_data; /* mapped; NULL: none */
    size_t midx_len;
    struct pack_midx midx;
    struct pack_cost *known;
    z_stream z;
    bool inflating;
};

static int bad(const char *why)
{
    git_error_set_str(GIT_ERROR_ODB, why);
    return GIT_EINVALID;
}

/* --- which packs there are --- */

/* Adds the pack of which `name` is the index, unless it is there. */
static void guard_add(struct pack_guard *guard, int dir, struct view name)
{
    if (!view_ends(name, ".idx"))
        return;
    name.len -= strlen(".idx");
    for (size_t i = 0; i < guard->count; i++)
        if (view_equal(view_of(guard->packs[i]->name), name)) {
            pack_file_open_index(guard->packs[i], dir);
            return;
        }
    struct pack_file *pack =
        guard->count < PACKS_MAX ? pack_file_open(dir, name.data, name.len) : NULL;
    if (pack)
        *ARRAY_PUSH(guard->packs, guard->count, guard->cap) = pack;
}

/* The multi-pack-index, and the packs that it names. */
static void guard_add_midx(struct pack_guard *guard, int dir)
{
    if (guard->midx_data)
        munmap((void *)(uintptr_t)guard->midx_data, guard->midx_len);
    guard->midx = (struct pack_midx){0};
    guard->midx_data = pack_file_map(dir, "multi-pack-index", &guard->midx_len);
    if (guard->midx_data && !pack_midx_parse(&guard->midx, guard->midx_data, guard->midx_len))
        guard->midx = (struct pack_midx){0};
    struct view names = guard->midx.names;
    for (uint32_t i = 0; i < guard->midx.packs && names.len > 0; i++) {
        size_t end = view_find(names, 0, '\0');
        guard_add(guard, dir, view_slice(names, 0, end));
        names = view_slice(names, end + 1, names.len);
    }
}

/* Lists the packs again if the folder changed. False when there is nothing new. Packs that are gone
 * stay mapped, as libgit2 keeps them open, too. */
static bool guard_look(struct pack_guard *guard)
{
    struct stat st;
    int fd = openat(guard->objects_fd, "pack", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return false;
    if (fstat(fd, &st) != 0 || (st.st_mtim.tv_sec == guard->looked.tv_sec &&
                                st.st_mtim.tv_nsec == guard->looked.tv_nsec)) {
        close(fd);
        return false;
    }
    guard->looked = st.st_mtim;
    DIR *dir = fdopendir(fd);
    for (struct dirent *entry; dir && (entry = readdir(dir));)
        guard_add(guard, fd, view_of(entry->d_name));
    guard_add_midx(guard, fd);
    if (dir)
        closedir(dir);
    else
        close(fd);
    return true;
}

/* --- what it costs --- */

/* A number of seven bits a byte, the lowest first. */
static bool read_size(const unsigned char **at, const unsigned char *end, unsigned shift,
                      uint64_t *size)
{
    for (; *at < end && shift < 57; shift += 7) {
        unsigned char byte = *(*at)++;
        *size |= (uint64_t)(byte & 127) << shift;
        if (!(byte & 128))
            return true;
    }
    return false;
}

/* The size that the delta at `at` makes, from its first bytes. */
static bool delta_result(struct pack_guard *guard, const unsigned char *at,
                         const unsigned char *end, uint64_t *result)
{
    unsigned char head[24];
    uint64_t base = 0;
    const unsigned char *from = head;
    if (guard->inflating ? inflateReset(&guard->z) != Z_OK : inflateInit(&guard->z) != Z_OK)
        return false;
    guard->inflating = true;
    guard->z.next_in = (unsigned char *)(uintptr_t)at;
    guard->z.avail_in = end - at > 4096 ? 4096 : (uInt)(end - at);
    guard->z.next_out = head;
    guard->z.avail_out = sizeof(head);
    int code = inflate(&guard->z, Z_SYNC_FLUSH);
    const unsigned char *got = head + sizeof(head) - guard->z.avail_out;
    *result = 0;
    return (code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR) &&
           read_size(&from, got, 0, &base) && read_size(&from, got, 0, result);
}

/* Reads an entry's head. For a delta `*base` is where what it builds on lies, else 0. False when it
 * is not well formed. */
static bool read_entry(struct pack_guard *guard, const struct pack_file *pack, uint64_t offset,
                       struct pack_cost *cost, uint64_t *base)
{
    const unsigned char *at = pack->pack + offset, *end = pack->pack + pack->pack_len;
    *base = 0;
    if (offset >= pack->pack_len)
        return false;
    unsigned char byte = *at++;
    *cost = (struct pack_cost){
        .pack = pack, .offset = offset, .size = byte & 15, .type = byte >> 4 & 7};
    if (byte & 128 && !read_size(&at, end, 4, &cost->size))
        return false;
    if (cost->type == PACK_REF_DELTA) {
        if (end - at < ID_LEN)
            return false;
        *base = pack_file_find(pack, at);
        at += ID_LEN;
    } else if (cost->type == PACK_OFS_DELTA) {
        uint64_t back = 0;
        for (bool first = true;; first = false) {
            if (at >= end || back > UINT64_MAX >> 8)
                return false;
            byte = *at++;
            back = (first ? 0 : back + 1) << 7 | (byte & 127);
            if (!(byte & 128))
                break;
        }
        *base = back < offset ? offset - back : 0;
    } else {
        cost->work = cost->size;
        return true;
    }
    if (cost->size > OBJECT_SIZE_LIMIT) /* of the delta itself */
        return false;
    return *base && delta_result(guard, at, end, &cost->size);
}

static struct pack_cost *known_place(const struct pack_guard *guard, const struct pack_file *pack,
                                     uint64_t offset)
{
    uint64_t hash = (offset ^ (uintptr_t)pack) * 0x9E3779B97F4A7C15u;
    return &guard->known[hash >> 49];
}

static int too_costly(void)
{
    return bad("a packed object costs too much to read; `git repack -adf --depth=4` helps");
}

/* Fifty versions of a text of some megabytes cost that much, too; a bomb is small. */
static bool is_worth_it(const struct pack_cost *cost)
{
    if (cost->work <= WORK_FREE)
        return true;
    uint64_t packed = pack_file_next(cost->pack, cost->root) - cost->root;
    return cost->work / WORK_SHARE <= packed;
}

/* The cost of one object on its base, which is 0 for one that is no delta. */
static int add_cost(struct pack_cost *cost, const struct pack_cost *base)
{
    if (base) {
        cost->type = base->type;
        cost->depth = base->depth + 1;
        cost->work = base->work + cost->size;
        cost->root = base->root;
    } else {
        cost->root = cost->offset;
    }
    if (cost->size > OBJECT_SIZE_LIMIT)
        return bad("a packed object is too large");
    if (cost->depth > DEPTH_MAX || cost->work > WORK_MAX)
        return too_costly();
    return 0;
}

/* Down the deltas to what they build on, and up again. */
static int judge(struct pack_guard *guard, const struct pack_file *pack, uint64_t offset,
                 struct pack_cost *out)
{
    struct pack_cost *chain = NULL, base = {0};
    size_t count = 0, cap = 0;
    int code = 0;
    bool known = false;
    for (uint64_t next; code == 0; offset = next) {
        struct pack_cost *place = known_place(guard, pack, offset), cost;
        if (place->pack == pack && place->offset == offset) {
            base = *place;
            known = true;
            break;
        }
        if (count > DEPTH_MAX || !read_entry(guard, pack, offset, &cost, &next))
            code = bad("a packed object is damaged, or built on itself");
        else
            *ARRAY_PUSH(chain, count, cap) = cost;
        if (code == 0 && next == 0)
            break;
    }
    for (size_t i = count; code == 0 && i-- > 0;) {
        bool is_delta = known || i + 1 < count;
        code = add_cost(&chain[i], is_delta ? &base : NULL);
        base = chain[i];
        if (code == 0 && is_delta)
            *known_place(guard, pack, base.offset) = base;
    }
    free(chain);
    *out = base;
    return code;
}

static int judge_one(struct pack_guard *guard, const struct pack_file *pack, uint64_t offset)
{
    struct pack_cost cost;
    int code = judge(guard, pack, offset, &cost);
    if (code == 0 && !is_worth_it(&cost))
        code = too_costly();
    if (code == 0 && (cost.type == PACK_COMMIT || cost.type == PACK_TAG) &&
        cost.size > COMMIT_SIZE_LIMIT)
        code = bad("a commit is larger than 1 MiB");
    return code;
}

/* Wherever it lies: which of the packs libgit2 would read is not known. */
static int judge_all(struct pack_guard *guard, const git_oid *id, bool *found)
{
    uint32_t number;
    uint64_t offset;
    int code = 0;
    *found = false;
    for (size_t i = 0; code == 0 && i < guard->count; i++) {
        offset = pack_file_find(guard->packs[i], id->id);
        if (offset) {
            *found = true;
            code = judge_one(guard, guard->packs[i], offset);
        }
    }
    if (code < 0 || !pack_midx_find(&guard->midx, id->id, &number, &offset))
        return code;
    struct view name = pack_midx_name(&guard->midx, number);
    name.len -= view_ends(name, ".idx") ? strlen(".idx") : 0;
    for (size_t i = 0; code == 0 && i < guard->count; i++)
        if (view_equal(view_of(guard->packs[i]->name), name)) {
            *found = true;
            code = judge_one(guard, guard->packs[i], offset);
        }
    return code;
}

int pack_guard_check(struct pack_guard *guard, const git_oid *id)
{
    bool found;
    int code = judge_all(guard, id, &found);
    if (code == 0 && !found && guard_look(guard))
        code = judge_all(guard, id, &found);
    return code;
}

struct pack_guard *pack_guard_new(int objects_fd)
{
    struct pack_guard *guard = mem_zalloc(1, sizeof(*guard));
    guard->objects_fd = objects_fd;
    guard->known = mem_zalloc(KNOWN, sizeof(*guard->known));
    return guard;
}

void pack_guard_free(struct pack_guard *guard)
{
    if (!guard)
        return;
    for (size_t i = 0; i < guard->count; i++)
        pack_file_free(guard->packs[i]);
    if (guard->midx_data)
        munmap((void *)(uintptr_t)guard->midx_data, guard->midx_len);
    if (guard->inflating)
        inflateEnd(&guard->z);
    free(guard->packs);
    free(guard->known);
    free(guard);
}
