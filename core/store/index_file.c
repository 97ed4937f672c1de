/* git's index, patched as bytes.
 *
 * libgit2 makes an object of every entry, sorts them and writes all anew: at 100,000 files that is
 * most of a commit's time. Here the file is kept as it is on disk. An edit copies the runs of bytes
 * between the edited paths and writes only the entries it is about, so flags we know nothing of
 * survive; the 20 bytes at the file's end tell whether somebody else has written it since.
 *
 * Always: what is loaded has been walked whole (bounds, order, no name both file and folder, its
 * checksum), and what is to be written is walked again the same way and its entries counted. Of the
 * extensions TREE is brought up to date, REUC (undo of merges) stays, other optional ones are
 * dropped, for git to make again; one that changes what the entries mean (split or sparse) is
 * refused. */
#include "core/store/index_file.h"

#include "core/base/memory.h"
#include "core/text/bytes.h"
#include "core/text/sha.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CHECKSUM 20
#define INDEX_LIMIT ((off_t)256 << 20) /* some two million files */

static uint32_t big_endian(const char *data)
{
    const unsigned char *p = (const unsigned char *)data;
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static void add_big_endian(struct str *out, uint32_t value)
{
    const char bytes[4] = {(char)(value >> 24), (char)(value >> 16), (char)(value >> 8),
                           (char)value};
    str_add(out, view_from(bytes, sizeof(bytes)));
}

void index_file_finish(struct index_file *index)
{
    str_finish(&index->bytes);
    *index = (struct index_file){0};
}

/* Walking in order, which names so far are the beginning of the one at hand. */
struct name_order {
    struct view last; /* in the index, or of version 4 in `copy` */
    struct str copy;
    unsigned stage;
    size_t *files; /* lengths of those that are files of stage 0 */
    size_t depth, cap;
};

/* How many bytes two names begin with in common. */
static size_t name_shared(struct view a, struct view b)
{
    size_t at = 0, most = a.len < b.len ? a.len : b.len;
    for (; at + 8 <= most; at += 8) {
        uint64_t differ = bytes_load64(a.data + at) ^ bytes_load64(b.data + at);
        if (differ)
            return at + (size_t)__builtin_ctzll(differ) / 8;
    }
    while (at < most && a.data[at] == b.data[at])
        at++;
    return at;
}

static bool name_in_order(struct name_order *order, const struct index_entry *entry, bool borrowed)
{
    size_t same = name_shared(entry->path, order->last);
    bool equal = same == entry->path.len && same == order->last.len;
    if (order->last.len > 0) {
        if (equal ? entry->stage <= order->stage
                  : same == entry->path.len ||
                        (same < order->last.len && (unsigned char)entry->path.data[same] <
                                                       (unsigned char)order->last.data[same]))
            return false;
    }
    while (order->depth > 0 && order->files[order->depth - 1] > same)
        order->depth--;
    if (entry->stage == 0) {
        if (order->depth > 0 && order->files[order->depth - 1] < entry->path.len &&
            entry->path.data[order->files[order->depth - 1]] == '/')
            return false;
        *ARRAY_PUSH(order->files, order->depth, order->cap) = entry->path.len;
    }
    order->last = entry->path;
    if (borrowed) {
        str_clear(&order->copy);
        str_add(&order->copy, entry->path);
        order->last = str_view(&order->copy);
    }
    order->stage = entry->stage;
    return true;
}

/* A split index names no file that its other half has. */
static enum status refuse_partial(struct error *err)
{
    return error_set(err, STATUS_REFUSED,
                     "git's index is split or sparse: not written to "
                     "(`git update-index --no-split-index` undoes it)");
}

static enum status check_extensions(const struct index_file *index, struct error *err)
{
    struct view rest =
        view_slice(str_view(&index->bytes), index->entries_end, index->bytes.len - CHECKSUM);
    while (rest.len > 0) {
        if (rest.len < 8 || rest.len - 8 < big_endian(rest.data + 4))
            return error_set(err, STATUS_IO, "git's index is damaged near its end");
        if (view_starts(rest, "link") || view_starts(rest, "sdir"))
            return refuse_partial(err);
        if (rest.data[0] < 'A' || rest.data[0] > 'Z')
            return error_set(err, STATUS_REFUSED,
                             "git's index has a part only newer programs know: not written to");
        rest = view_slice(rest, 8 + (size_t)big_endian(rest.data + 4), rest.len);
    }
    return STATUS_OK;
}

/* Walks everything; sets version, count and entries_end. */
static enum status index_check(struct index_file *index, struct error *err)
{
    const struct str *bytes = &index->bytes;
    struct name_order order = {0};
    struct index_cursor cursor;
    bool good = true;
    if (bytes->len < 12 + CHECKSUM || memcmp(bytes->data, "DIRC", 4) != 0)
        return error_set(err, STATUS_IO, "git's index is damaged: it is not one");
    index->version = big_endian(bytes->data + 4);
    index->count = big_endian(bytes->data + 8);
    if (index->version < 2 || index->version > 4)
        return error_set(err, STATUS_REFUSED, "git's index is of version %u: not written to",
                         index->version);
    index_cursor_init(&cursor, index);
    while (good && index_cursor_next(&cursor))
        good = name_in_order(&order, &cursor.entry, index->version == 4);
    good = good && !cursor.malformed;
    bool nameless = cursor.malformed && cursor.next > 0 && cursor.entry.path.len == 0;
    index->entries_end = cursor.next;
    index_cursor_finish(&cursor);
    str_finish(&order.copy);
    free(order.files);
    if (!good && nameless)
        return refuse_partial(err);
    if (!good)
        return error_set(err, STATUS_IO, "git's index is damaged: %u entries are not in order",
                         index->count);
    return check_extensions(index, err);
}

/* A checksum of zeros means that git was told to leave it out. */
static bool checksum_is_good(const struct str *bytes)
{
    static const unsigned char none[CHECKSUM];
    unsigned char sum[CHECKSUM];
    const char *stored = bytes->data + bytes->len - CHECKSUM;
    if (memcmp(stored, none, CHECKSUM) == 0)
        return true;
    sha1_of(view_from(bytes->data, bytes->len - CHECKSUM), sum);
    return memcmp(stored, sum, CHECKSUM) == 0;
}

static enum status read_whole(int fd, size_t size, struct str *out)
{
    str_clear(out);
    str_reserve(out, size + 1);
    mem_expect(out->data, size);
    while (out->len < size) {
        ssize_t n = read(fd, out->data + out->len, size - out->len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return STATUS_IO;
        out->len += (size_t)n;
    }
    return STATUS_OK;
}

/* Whether the file's last bytes are those we hold, and are a checksum. */
static bool is_what_we_hold(const struct index_file *index, int fd, off_t size)
{
    static const char none[CHECKSUM];
    char sum[CHECKSUM];
    const struct str *held = &index->bytes;
    return held->len > CHECKSUM && (off_t)held->len == size &&
           pread(fd, sum, CHECKSUM, size - CHECKSUM) == CHECKSUM &&
           memcmp(sum, none, CHECKSUM) != 0 &&
           memcmp(sum, held->data + held->len - CHECKSUM, CHECKSUM) == 0;
}

enum status index_file_load(struct index_file *index, const char *path, struct error *err)
{
    struct stat st;
    enum status status = STATUS_OK;
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) {
        int code = errno;
        index_file_finish(index);
        index->version = 2;
        return code == ENOENT ? STATUS_OK : error_system(err, code, "%s cannot be read", path);
    }
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size > INDEX_LIMIT) {
        status = error_set(err, STATUS_IO, "%s is no regular file, or too large", path);
    } else if (!is_what_we_hold(index, fd, st.st_size)) {
        if (read_whole(fd, (size_t)st.st_size, &index->bytes) != STATUS_OK)
            status = error_set(err, STATUS_IO, "%s could not be read whole", path);
        else
            status = index_check(index, err);
        if (status == STATUS_OK && !checksum_is_good(&index->bytes))
            status = error_set(err, STATUS_IO, "%s is damaged: its checksum is wrong", path);
    }
    if (status != STATUS_OK)
        index_file_finish(index);
    else
        index->written = st.st_mtim;
    close(fd);
    return status;
}

/* Version 4: how much of the name before is dropped, then what is added. */
static void add_shared_name(struct str *out, const struct str *last, struct view name)
{
    size_t same = name_shared(name, str_view(last));
    unsigned char number[8];
    size_t drop = last->len - same, at = sizeof(number) - 1;
    number[at] = drop & 127U;
    while (drop >>= 7)
        number[--at] = (unsigned char)(128U | (--drop & 127U));
    str_add(out, view_from((const char *)number + at, sizeof(number) - at));
    str_add(out, view_slice(name, same, name.len));
    str_add_char(out, '\0');
}

struct index_builder {
    struct index_file *out;
    const struct index_file *old;
    struct str last;     /* version 4: the name before */
    size_t run, run_end; /* bytes of `old` still to be copied */
};

static void builder_flush(struct index_builder *builder)
{
    str_add(&builder->out->bytes,
            view_slice(str_view(&builder->old->bytes), builder->run, builder->run_end));
    builder->run = builder->run_end;
}

static void builder_name(struct index_builder *builder, struct view name)
{
    add_shared_name(&builder->out->bytes, &builder->last, name);
    str_clear(&builder->last);
    str_add(&builder->last, name);
}

/* Keeps an entry of the old index, all its bits. */
static void builder_keep(struct index_builder *builder, const struct index_cursor *cursor)
{
    builder->out->count++;
    if (builder->old->version < 4) {
        if (builder->run_end != cursor->at) {
            builder_flush(builder);
            builder->run = cursor->at;
        }
        builder->run_end = cursor->next;
        return;
    }
    const char *data = builder->old->bytes.data + cursor->at;
    size_t fixed = (data[60] & 0x40) ? 64 : 62;
    str_add(&builder->out->bytes, view_from(data, fixed));
    builder_name(builder, cursor->entry.path);
}

static void builder_add(struct index_builder *builder, const struct path_edit *edit)
{
    struct str *out = &builder->out->bytes;
    const struct index_stat *s = &edit->stat;
    const uint32_t fields[] = {s->ctime, s->ctime_ns, s->mtime, s->mtime_ns, s->dev,
                               s->ino,   edit->mode,  s->uid,   s->gid,      s->size};
    builder_flush(builder);
    size_t at = out->len, len = strlen(edit->path);
    for (size_t i = 0; i < ARRAY_LEN(fields); i++)
        add_big_endian(out, fields[i]);
    str_add(out, view_from((const char *)edit->id.id, GIT_OID_RAWSZ));
    size_t flags = len < 0xFFF ? len : 0xFFF;
    str_add_char(out, (char)(flags >> 8));
    str_add_char(out, (char)flags);
    builder->out->count++;
    if (builder->old->version == 4) {
        builder_name(builder, view_from(edit->path, len));
        return;
    }
    str_add(out, view_from(edit->path, len));
    str_add_many(out, '\0', 8 - (out->len - at) % 8);
}

/* Merges the old entries with the edits; gives how many old ones went. */
static uint32_t builder_merge(struct index_builder *builder, const struct path_edit *edits,
                              size_t count, uint32_t *added)
{
    struct index_cursor cursor;
    size_t at = 0;
    uint32_t gone = 0;
    index_cursor_init(&cursor, builder->old);
    while (index_cursor_next(&cursor)) {
        int order = -1;
        while (at < count && (order = strncmp(edits[at].path, cursor.entry.path.data,
                                              cursor.entry.path.len)) <= 0) {
            if (order == 0 && edits[at].path[cursor.entry.path.len])
                order = 1;
            if (order >= 0)
                break;
            if (!edits[at].remove) {
                builder_add(builder, &edits[at]);
                ++*added;
            }
            at++;
        }
        if (at < count && order == 0)
            gone++;
        else
            builder_keep(builder, &cursor);
    }
    for (; at < count; at++)
        if (!edits[at].remove) {
            builder_add(builder, &edits[at]);
            ++*added;
        }
    builder_flush(builder);
    index_cursor_finish(&cursor);
    return gone;
}

static void put_length(struct str *out, size_t at, size_t len)
{
    for (size_t i = 0; i < 4; i++)
        out->data[at + i] = (char)(len >> (24 - 8 * i));
}

static void add_extensions(const struct index_file *old, const struct path_edit *edits,
                           size_t count, struct str *out)
{
    struct view rest =
        view_slice(str_view(&old->bytes), old->entries_end, old->bytes.len - CHECKSUM);
    while (rest.len >= 8) {
        struct view whole = view_slice(rest, 0, 8 + (size_t)big_endian(rest.data + 4));
        size_t at = out->len;
        if (view_starts(rest, "REUC")) {
            str_add(out, whole);
        } else if (view_starts(rest, "TREE")) {
            str_add(out, VIEW("TREE\0\0\0\0"));
            if (index_tree_invalidate(view_slice(whole, 8, whole.len), edits, count, out))
                put_length(out, at + 4, out->len - at - 8);
            else
                str_replace(out, at, out->len, view_of(""));
        }
        rest = view_slice(rest, whole.len, rest.len);
    }
}

enum status index_file_edit(const struct index_file *old, const struct path_edit *edits,
                            size_t count, struct index_file *out, struct error *err)
{
    static const struct index_file none = {.version = 2};
    struct index_builder builder = {.out = out, .old = old->bytes.len > 0 ? old : &none};
    unsigned char sum[CHECKSUM];
    uint32_t added = 0;
    *out = (struct index_file){0};
    str_reserve(&out->bytes, old->bytes.len + 4096);
    mem_expect(out->bytes.data, old->bytes.len);
    str_add(&out->bytes, VIEW("DIRC"));
    add_big_endian(&out->bytes, builder.old->version);
    add_big_endian(&out->bytes, 0);
    uint32_t gone = builder_merge(&builder, edits, count, &added);
    put_length(&out->bytes, 8, out->count);
    str_finish(&builder.last);
    if (old->bytes.len > 0)
        add_extensions(old, edits, count, &out->bytes);
    sha1_of(str_view(&out->bytes), sum);
    str_add(&out->bytes, view_from((const char *)sum, sizeof(sum)));
    enum status status = index_check(out, err);
    if (status == STATUS_OK && out->count != old->count - gone + added)
        status = error_set(err, STATUS_IO, "git's index would have lost entries: nothing written");
    if (status != STATUS_OK)
        index_file_finish(out);
    return status;
}

enum status index_file_write(const struct index_file *index, const char *path, mode_t mode,
                             struct error *err)
{
    struct view rest = str_view(&index->bytes);
    enum status status = STATUS_OK;
    if (unlink(path) != 0 && errno != ENOENT)
        return error_system(err, errno, "%s cannot be replaced", path);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
    if (fd < 0)
        return error_system(err, errno, "%s cannot be made", path);
    while (rest.len > 0) {
        ssize_t n = write(fd, rest.data, rest.len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            break;
        rest = view_slice(rest, (size_t)n, rest.len);
    }
    if (rest.len > 0 || fsync(fd) != 0)
        status = error_system(err, errno, "git's index could not be written");
    if (close(fd) != 0 && errno != EINTR && status == STATUS_OK)
        status = error_system(err, errno, "git's index could not be written");
    if (status != STATUS_OK)
        unlink(path);
    return status;
}
