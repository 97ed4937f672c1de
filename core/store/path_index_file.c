/* The file of a path index.
 *
 *     "palimpsest paths 2\n", key: u64     of the repository's place and its grafts
 *     blocks: length u32, XXH64 u64, and so many bytes of records
 *     record: commit · time u64 · parents*2 + unsure · commit… · paths · (path · file)…
 *
 * Numbers but u32 and u64 are counts (core/text/bytes.h). A commit or a path is its number plus
 * one, or 0 and itself (20 bytes; its length and its text), which then has the next number: what is
 * read gets the numbers that it had when it was written. A file is the 20 bytes of its id then.
 *
 * The longest run of whole blocks is taken, the rest cut off. A block that is whole but makes no
 * sense makes all of it worthless. Two programs may have it open: who finds more in it than he
 * left there keeps nothing from then on. It is not synced. */
#include "core/base/memory.h"
#include "core/store/path_index_parts.h"
#include "core/text/hash.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAGIC "palimpsest paths 2\n"
enum { HEAD_BYTES = sizeof(MAGIC) - 1 + 8, BLOCK_BYTES = 12, RECORD_BYTES = 50 /* mostly more */ };
#define FILE_LIMIT ((int64_t)256 << 20)

static uint64_t index_key(const struct path_index *index)
{
    const struct log_grafts *grafts = &index->grafts;
    struct hash hash;
    hash_init(&hash);
    hash_add(&hash, view_of(index->repo->git_path));
    for (size_t i = 0; i < grafts->count; i++) {
        hash_add(&hash, view_from((const char *)grafts->items[i].id.id, GIT_OID_RAWSZ));
        hash_add(&hash, view_from((const char *)&grafts->items[i].count, sizeof(size_t)));
    }
    for (size_t i = 0; i < grafts->parent_count; i++)
        hash_add(&hash, view_from((const char *)grafts->parents[i].id, GIT_OID_RAWSZ));
    return hash_end(&hash);
}

/* The index's folder below the cache folder, made if need be, and its file; the caller frees. */
static char *file_path(const struct path_index *index, bool make)
{
    struct str path = {0};
    str_addf(&path, "%s/history", index->folder);
    for (size_t i = 1; make && i <= path.len; i++)
        if (path.data[i] == '/' || i == path.len) {
            char kept = path.data[i];
            path.data[i] = '\0';
            mkdir(path.data, 0700); /* that it is not there shows when the file is opened */
            path.data[i] = kept;
        }
    str_addf(&path, "/%016" PRIx64 ".paths", hash_of(view_of(index->repo->git_path)));
    return str_take(&path);
}

/* Locked against other writers; -1 when there is none or another holds it. */
static int file_open(const struct path_index *index, int flags)
{
    struct stat st;
    char *path = file_path(index, (flags & O_CREAT) != 0);
    int fd = open(path, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC | flags, 0600);
    free(path);
    if (fd >= 0 && (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size > FILE_LIMIT ||
                    flock(fd, LOCK_EX | LOCK_NB) != 0)) {
        close(fd);
        fd = -1;
    }
    return fd;
}

/* --- writing --- */

static void tell_commit(struct path_index *index, uint32_t number)
{
    struct str *out = &index->pending;
    bytes_add_count(out, number < index->told_ids ? (uint64_t)number + 1 : 0);
    if (number < index->told_ids)
        return;
    str_add(out, view_from((const char *)index->ids.ids[number].id, GIT_OID_RAWSZ));
    index->told_ids++;
}

static void tell_path(struct path_index *index, uint32_t number)
{
    struct str *out = &index->pending;
    bytes_add_count(out, number < index->told_paths ? (uint64_t)number + 1 : 0);
    if (number < index->told_paths)
        return;
    bytes_add_count(out, index->paths.texts[number].len);
    str_add(out, index->paths.texts[number]);
    index->told_paths++;
}

void path_index_tell(struct path_index *index, uint32_t number)
{
    const struct index_commit *commit = &index->commits[number];
    if (!index->folder || index->silent)
        return;
    tell_commit(index, number);
    bytes_add64(&index->pending, (uint64_t)commit->time);
    bytes_add_count(&index->pending, (uint64_t)commit->parent_count * 2 + commit->unsure);
    for (uint32_t i = 0; i < commit->parent_count; i++)
        tell_commit(index, index->parents[commit->first_parent + i]);
    bytes_add_count(&index->pending, commit->change_count);
    for (uint32_t i = 0; i < commit->change_count; i++) {
        tell_path(index, index->changes[commit->first_change + i]);
        str_add(&index->pending,
                view_from((const char *)index->files[commit->first_change + i].id, GIT_OID_RAWSZ));
    }
}

static bool write_at(int fd, struct view bytes, int64_t at)
{
    while (bytes.len > 0) {
        ssize_t n = pwrite(fd, bytes.data, bytes.len, at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        bytes = view_slice(bytes, (size_t)n, bytes.len);
        at += n;
    }
    return true;
}

void path_index_add_head(const struct path_index *index, struct str *out)
{
    str_add_text(out, MAGIC);
    bytes_add64(out, index_key(index));
}

/* The first block brings the head with it. */
static bool append_block(struct path_index *index, int fd)
{
    struct str block = {0};
    struct stat st;
    bool done = fstat(fd, &st) == 0 && st.st_size == index->end;
    if (done && index->end == 0)
        path_index_add_head(index, &block);
    bytes_add32(&block, (uint32_t)index->pending.len);
    bytes_add64(&block, hash_of(str_view(&index->pending)));
    str_add(&block, str_view(&index->pending));
    done = done && write_at(fd, str_view(&block), index->end);
    index->end += (int64_t)block.len;
    str_finish(&block);
    return done;
}

void path_index_keep(struct path_index *index)
{
    if (!index->folder || index->silent || index->pending.len == 0)
        return;
    int fd = file_open(index, O_CREAT);
    if (fd < 0 && errno == EWOULDBLOCK && index->pending.len < FILE_LIMIT / 16)
        return; /* another program writes: it waits for the next time */
    index->silent = fd < 0 || !append_block(index, fd);
    str_clear(&index->pending);
    if (fd >= 0)
        close(fd);
}

void path_index_erase(struct path_index *index)
{
    int fd = index->folder ? file_open(index, 0) : -1;
    index->silent = index->folder && (fd < 0 || ftruncate(fd, 0) != 0);
    index->end = 0;
    if (fd >= 0)
        close(fd);
}

/* --- reading --- */

static bool take_commit(struct path_index *index, struct bytes_reader *in, uint32_t *number)
{
    uint64_t count = bytes_read_count(in);
    *number = (uint32_t)(count - 1);
    if (count > 0)
        return count <= index->ids.count;
    struct view raw = bytes_read_run(in, GIT_OID_RAWSZ);
    git_oid id;
    if (in->bad)
        return false;
    git_oid_fromraw(&id, (const unsigned char *)raw.data);
    *number = (uint32_t)index->ids.count;
    id_table_push(&index->ids, &id);
    return true;
}

static bool take_path(struct path_index *index, struct bytes_reader *in, uint32_t *number)
{
    uint64_t count = bytes_read_count(in);
    size_t before = index->paths.count;
    if (count > 0) {
        *number = (uint32_t)(count - 1);
        return count <= before;
    }
    struct view path = bytes_read_run(in, bytes_read_count(in));
    if (in->bad || path.len == 0 || memchr(path.data, '\0', path.len))
        return false;
    *number = path_index_name(index, path);
    return index->paths.count > before;
}

/* Counts are no larger than the bytes that are left, so what is set aside for them is bounded. */
static bool take_record(struct path_index *index, struct bytes_reader *in,
                        struct index_record *record)
{
    uint32_t number;
    record->parent_count = record->change_count = 0;
    if (!take_commit(index, in, &record->number))
        return false;
    record->time = (int64_t)bytes_read64(in);
    uint64_t head = bytes_read_count(in);
    record->unsure = head & 1;
    for (uint64_t i = 0; i < head / 2; i++) {
        if (!take_commit(index, in, &number))
            return false;
        *ARRAY_PUSH(record->parents, record->parent_count, record->parent_cap) = number;
    }
    uint64_t changes = bytes_read_count(in);
    for (uint64_t i = 0; i < changes; i++) {
        if (!take_path(index, in, &number))
            return false;
        struct view file = bytes_read_run(in, GIT_OID_RAWSZ);
        git_oid id;
        if (in->bad || git_oid_fromraw(&id, (const unsigned char *)file.data) < 0)
            return false;
        index_record_add(record, number, &id);
    }
    return !in->bad && !path_index_commit(index, record->number)->known;
}

static bool take_block(struct path_index *index, struct view bytes, struct index_record *record)
{
    struct bytes_reader in = {.bytes = bytes};
    while (in.pos < bytes.len) {
        if (!take_record(index, &in, record))
            return false;
        path_index_put(index, record);
    }
    return true;
}

/* The next whole block behind `*at`; false when there is none. */
static bool next_block(struct view file, size_t *at, struct view *out)
{
    if (file.len - *at < BLOCK_BYTES)
        return false;
    size_t len = bytes_load32(file.data + *at);
    if (file.len - *at - BLOCK_BYTES < len)
        return false;
    *out = view_slice(file, *at + BLOCK_BYTES, *at + BLOCK_BYTES + len);
    if (hash_of(*out) != bytes_load64(file.data + *at + 4))
        return false;
    *at += BLOCK_BYTES + len;
    return true;
}

/* Room at once for what a file of so many bytes has, as a rule: growing copies again and again.
 */
static void make_room(struct path_index *index, size_t bytes)
{
    size_t most = bytes / RECORD_BYTES + 1;
    index->commits = mem_resize(index->commits, most, sizeof(*index->commits));
    index->parents = mem_resize(index->parents, most, sizeof(*index->parents));
    index->changes = mem_resize(index->changes, most, sizeof(*index->changes));
    index->files = mem_resize(index->files, most, sizeof(*index->files));
    index->ids.ids = mem_resize(index->ids.ids, most, sizeof(*index->ids.ids));
    index->commit_cap = index->parent_cap = index->ids.cap = most;
    index->change_cap = index->file_cap = most;
}

bool path_index_take(struct path_index *index, struct view file)
{
    struct index_record record = {0};
    struct view block;
    size_t at = HEAD_BYTES;
    bool good = file.len >= HEAD_BYTES && view_starts(file, MAGIC) &&
                bytes_load64(file.data + HEAD_BYTES - 8) == index_key(index);
    if (good)
        make_room(index, file.len);
    while (good && next_block(file, &at, &block))
        good = take_block(index, block, &record);
    index->end = (int64_t)at;
    index->told_ids = index->ids.count;
    index->told_paths = index->paths.count;
    index_record_finish(&record);
    return good;
}

static bool read_all(int fd, struct str *out)
{
    struct stat st;
    if (fstat(fd, &st) != 0)
        return false;
    str_reserve(out, (size_t)st.st_size + 1);
    while (out->len < (size_t)st.st_size) {
        ssize_t n = read(fd, out->data + out->len, (size_t)st.st_size - out->len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        out->len += (size_t)n;
    }
    return true;
}

void path_index_load(struct path_index *index)
{
    struct str file = {0};
    int fd = index->folder ? file_open(index, 0) : -1;
    index->end = 0;
    index->silent = false;
    if (fd < 0)
        return;
    bool good = read_all(fd, &file) && (file.len == 0 || path_index_take(index, str_view(&file)));
    str_finish(&file);
    if (good && index->end < FILE_LIMIT)
        index->silent = ftruncate(fd, index->end) != 0;
    close(fd);
    if (!good)
        path_index_forget(index);
}
