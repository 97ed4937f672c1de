#include "core/store/index_file.h"

#include <string.h>

#define ENTRY_FIELDS 62 /* the fixed bytes before the name, without the extended flags */

static uint32_t big_endian(const unsigned char *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

struct index_stat index_stat_of(const struct stat *st)
{
    return (struct index_stat){
        .ctime = (uint32_t)st->st_ctim.tv_sec,
        .ctime_ns = (uint32_t)st->st_ctim.tv_nsec,
        .mtime = (uint32_t)st->st_mtim.tv_sec,
        .mtime_ns = (uint32_t)st->st_mtim.tv_nsec,
        .dev = (uint32_t)st->st_dev,
        .ino = (uint32_t)st->st_ino,
        .uid = st->st_uid,
        .gid = st->st_gid,
        .size = (uint32_t)st->st_size,
    };
}

int path_edit_compare(const void *a, const void *b)
{
    const struct path_edit *left = a, *right = b;
    return strcmp(left->path, right->path);
}

void index_cursor_init(struct index_cursor *cursor, const struct index_file *index)
{
    *cursor = (struct index_cursor){.index = index, .next = 12, .left = index->count};
}

void index_cursor_finish(struct index_cursor *cursor)
{
    str_finish(&cursor->name);
}

/* Version 4: how many bytes to drop from the name before. Gives the position after the number, or
 * 0 when it makes no sense. */
static size_t read_number(const unsigned char *data, size_t at, size_t end, size_t *out)
{
    size_t value = 0;
    for (int i = 0; i < 5 && at < end; i++) {
        unsigned char c = data[at++];
        value = (i > 0 ? (value + 1) << 7 : 0) + (c & 127U);
        if (!(c & 128U)) {
            *out = value;
            return at;
        }
    }
    return 0;
}

/* Sets the entry's path from the bytes at `at`; gives where the next entry begins, or 0. */
static size_t read_path(struct index_cursor *cursor, const unsigned char *data, size_t at,
                        size_t end)
{
    size_t drop = 0;
    bool shared = cursor->index->version == 4;
    if (shared && ((at = read_number(data, at, end, &drop)) == 0 || drop > cursor->name.len))
        return 0;
    const unsigned char *nul = at < end ? memchr(data + at, '\0', end - at) : NULL;
    if (!nul)
        return 0;
    struct view name = view_from((const char *)data + at, (size_t)(nul - (data + at)));
    if (shared) {
        str_replace(&cursor->name, cursor->name.len - drop, cursor->name.len, name);
        cursor->entry.path = str_view(&cursor->name);
        return at + name.len + 1;
    }
    cursor->entry.path = name;
    size_t padded = cursor->at + ((at + name.len - cursor->at + 8) & ~(size_t)7);
    return padded <= end ? padded : 0;
}

static void read_fields(struct index_entry *entry, const unsigned char *p)
{
    entry->stat = (struct index_stat){
        .ctime = big_endian(p),
        .ctime_ns = big_endian(p + 4),
        .mtime = big_endian(p + 8),
        .mtime_ns = big_endian(p + 12),
        .dev = big_endian(p + 16),
        .ino = big_endian(p + 20),
        .uid = big_endian(p + 28),
        .gid = big_endian(p + 32),
        .size = big_endian(p + 36),
    };
    entry->mode = big_endian(p + 24);
    memcpy(entry->id.id, p + 40, GIT_OID_RAWSZ);
}

bool index_cursor_next(struct index_cursor *cursor)
{
    const struct index_file *index = cursor->index;
    const unsigned char *data = (const unsigned char *)index->bytes.data;
    size_t at = cursor->next, end = index->bytes.len < 20 ? 0 : index->bytes.len - 20;
    if (cursor->left == 0 || cursor->malformed)
        return false;
    cursor->malformed = true;
    if (at + ENTRY_FIELDS + 2 > end)
        return false;
    cursor->at = at;
    unsigned flags = (unsigned)data[at + 60] << 8 | data[at + 61];
    bool extended = index->version >= 3 && (flags & 0x4000U);
    read_fields(&cursor->entry, data + at);
    cursor->entry.stage = flags >> 12 & 3U;
    cursor->entry.intended = extended && (data[at + ENTRY_FIELDS] & 0x20U);
    cursor->next = read_path(cursor, data, at + ENTRY_FIELDS + (extended ? 2 : 0), end);
    if (cursor->next == 0 || cursor->entry.path.len == 0)
        return false;
    if ((flags & 0xFFFU) != (cursor->entry.path.len < 0xFFF ? cursor->entry.path.len : 0xFFF))
        return false;
    cursor->left--;
    cursor->malformed = false;
    return true;
}
