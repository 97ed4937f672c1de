#include "core/workspace/search_segment.h"

#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/text/bytes.h"
#include "core/text/hash.h"
#include "core/workspace/search_parts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Reading a segment. What came from a file may hold anything: its check guards against accidents,
 * and against all else every number is held to its bounds before it is followed. */

struct search_segment {
    struct view bytes;
    struct str own; /* these, when they are no file's */
    void *map;      /* else the pages that they lie in */
    size_t map_len;
    uint32_t docs, words;
    const char *records, *strings, *word_ends, *list_ends, *word_text, *lists;
    size_t string_len, word_len, list_len;
};

/* Where the parts are in `segment->bytes`. */
static void segment_lay_out(struct search_segment *segment)
{
    const char *head = segment->bytes.data;
    segment->docs = bytes_load32(head + 8);
    segment->words = bytes_load32(head + 12);
    segment->string_len = bytes_load64(head + 16);
    segment->word_len = bytes_load64(head + 24);
    segment->list_len = bytes_load64(head + 32);
    segment->records = head + SEGMENT_HEADER;
    segment->strings = segment->records + (size_t)segment->docs * SEGMENT_RECORD;
    segment->word_ends = segment->strings + segment->string_len;
    segment->list_ends = segment->word_ends + 4 * (size_t)segment->words;
    segment->word_text = segment->list_ends + 4 * (size_t)segment->words;
    segment->lists = segment->word_text + segment->word_len;
}

static struct search_segment *segment_own(struct str *bytes)
{
    struct search_segment *segment = mem_zalloc(1, sizeof(*segment));
    segment->own = *bytes;
    segment->bytes = str_view(&segment->own);
    *bytes = (struct str){0};
    return segment;
}

static uint64_t segment_check(struct view bytes)
{
    struct hash hash;
    hash_init(&hash);
    hash_add(&hash, view_slice(bytes, 0, SEGMENT_CHECK));
    hash_add(&hash, view_slice(bytes, SEGMENT_CHECK + 8, bytes.len));
    return hash_end(&hash);
}

struct search_segment *search_segment_adopt(struct str *bytes)
{
    uint64_t check = segment_check(str_view(bytes));
    bytes_store32(bytes->data + SEGMENT_CHECK, (uint32_t)check);
    bytes_store32(bytes->data + SEGMENT_CHECK + 4, (uint32_t)(check >> 32));
    struct search_segment *segment = segment_own(bytes);
    segment_lay_out(segment);
    return segment;
}

/* Whether the parts that the header names are all there is. */
static bool segment_fits(struct view bytes)
{
    if (bytes.len < SEGMENT_HEADER || !view_starts(bytes, SEGMENT_MAGIC) ||
        bytes_load64(bytes.data + SEGMENT_CHECK) != segment_check(bytes))
        return false;
    uint64_t rest = bytes.len - SEGMENT_HEADER;
    uint64_t parts[] = {(uint64_t)bytes_load32(bytes.data + 8) * SEGMENT_RECORD,
                        (uint64_t)bytes_load32(bytes.data + 12) * 8, bytes_load64(bytes.data + 16),
                        bytes_load64(bytes.data + 24), bytes_load64(bytes.data + 32)};
    for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
        if (parts[i] > rest)
            return false;
        rest -= parts[i];
    }
    return rest == 0;
}

static bool segment_ends_rise(const char *ends, uint32_t count, size_t most)
{
    uint32_t before = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t end = bytes_load32(ends + 4 * (size_t)i);
        if (end < before || end > most)
            return false;
        before = end;
    }
    return true;
}

static bool segment_is_sound(const struct search_segment *segment)
{
    if (!segment_ends_rise(segment->word_ends, segment->words, segment->word_len) ||
        !segment_ends_rise(segment->list_ends, segment->words, segment->list_len))
        return false;
    if (segment->docs &&
        (segment->string_len < 2 || segment->word_ends[-1] || segment->word_ends[-2]))
        return false; /* two NULs end every string and list of strings */
    for (uint32_t i = 0; i < segment->docs; i++)
        for (size_t field = 0; field < 4; field++)
            if (bytes_load32(segment->records + (size_t)i * SEGMENT_RECORD + 4 * field) >=
                segment->string_len)
                return false;
    return true;
}

/* Gives out the segment, or frees it when its bytes are none. */
static enum status segment_give(struct search_segment *segment, struct search_segment **out,
                                struct error *err)
{
    bool sound = segment_fits(segment->bytes);
    if (sound) {
        segment_lay_out(segment);
        sound = segment_is_sound(segment);
    }
    if (!sound) {
        search_segment_free(segment);
        return error_set(err, STATUS_INVALID, "the index is damaged");
    }
    *out = segment;
    return STATUS_OK;
}

enum status search_segment_open(struct str *bytes, struct search_segment **out, struct error *err)
{
    return segment_give(segment_own(bytes), out, err);
}

enum status search_segment_map(int fd, off_t at, size_t len, struct search_segment **out,
                               struct error *err)
{
    size_t before = (size_t)at & ((size_t)sysconf(_SC_PAGESIZE) - 1);
    void *map =
        mmap(NULL, before + len, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, at - (off_t)before);
    if (map == MAP_FAILED)
        return error_system(err, errno, "the index cannot be mapped");
    struct search_segment *segment = mem_zalloc(1, sizeof(*segment));
    segment->map = map;
    segment->map_len = before + len;
    segment->bytes = view_from((const char *)map + before, len);
    return segment_give(segment, out, err);
}

void search_segment_rest(const struct search_segment *segment)
{
    if (segment->map)
        (void)madvise(segment->map, segment->map_len, MADV_DONTNEED);
}

void search_segment_free(struct search_segment *segment)
{
    if (!segment)
        return;
    str_finish(&segment->own);
    if (segment->map)
        munmap(segment->map, segment->map_len);
    free(segment);
}

struct view search_segment_bytes(const struct search_segment *segment)
{
    return segment->bytes;
}

uint32_t search_segment_count(const struct search_segment *segment)
{
    return segment->docs;
}

struct search_doc search_segment_doc(const struct search_segment *segment, uint32_t number)
{
    const char *record = segment->records + (size_t)number * SEGMENT_RECORD;
    return (struct search_doc){
        .path = segment->strings + bytes_load32(record),
        .title = segment->strings + bytes_load32(record + 4),
        .permalink = segment->strings + bytes_load32(record + 8),
        .aliases = segment->strings + bytes_load32(record + 12),
        .flags = bytes_load32(record + 16),
        .section = bytes_load32(record + 20),
        .size = (int64_t)bytes_load64(record + 24),
        .mtime = (int64_t)bytes_load64(record + 32),
        .seen = (int64_t)bytes_load64(record + 40),
        .inode = bytes_load64(record + 48),
        .hash = bytes_load64(record + 56),
    };
}

static struct view segment_part(const char *ends, const char *data, uint32_t at)
{
    uint32_t from = at ? bytes_load32(ends + 4 * (size_t)(at - 1)) : 0;
    return view_from(data + from, bytes_load32(ends + 4 * (size_t)at) - from);
}

struct view search_segment_word(const struct search_segment *segment, uint32_t word)
{
    return segment_part(segment->word_ends, segment->word_text, word);
}

/* How `word` stands to the words that begin with `prefix`: 0 when it does. */
static int segment_compare(struct view word, struct view prefix)
{
    size_t least = word.len < prefix.len ? word.len : prefix.len;
    int order = least ? memcmp(word.data, prefix.data, least) : 0;
    return order ? order : word.len < prefix.len ? -1 : 0;
}

/* The first word that does not stand before the prefix, or (past) that stands behind all of it. */
static uint32_t segment_bound(const struct search_segment *segment, struct view prefix, bool past)
{
    uint32_t low = 0, high = segment->words;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = segment_compare(search_segment_word(segment, middle), prefix);
        if (order < 0 || (past && order == 0))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void search_segment_range(const struct search_segment *segment, struct view prefix, uint32_t *first,
                          uint32_t *last)
{
    *first = segment_bound(segment, prefix, false);
    *last = segment_bound(segment, prefix, true);
}

struct list_reader {
    struct view list;
    size_t at;
    uint64_t file, files; /* file: 1 + the number of the one read last */
    unsigned field;
};

static struct list_reader list_begin(const struct search_segment *segment, uint32_t word)
{
    return (struct list_reader){.list = segment_part(segment->list_ends, segment->lists, word),
                                .files = segment->docs};
}

static bool list_next(struct list_reader *reader)
{
    uint64_t value = 0;
    unsigned shift = 0;
    unsigned char byte;
    if (reader->at >= reader->list.len)
        return false;
    do {
        byte = (unsigned char)reader->list.data[reader->at++];
        value |= (uint64_t)(byte & 0x7F) << shift;
        shift += 7;
    } while (byte & 0x80 && reader->at < reader->list.len && shift < 63);
    reader->file += value >> 2;
    reader->field = value & 3;
    return reader->file > 0 && reader->file <= reader->files;
}

void search_segment_mark_word(const struct search_segment *segment, uint32_t word,
                              unsigned char *best)
{
    struct list_reader reader = list_begin(segment, word);
    while (list_next(&reader)) {
        unsigned char field = (unsigned char)(reader.field + 1);
        if (best[reader.file - 1] < field)
            best[reader.file - 1] = field;
    }
}

void search_segment_files(const struct search_segment *segment, uint32_t word,
                          void (*tell)(void *data, uint32_t number), void *data)
{
    struct list_reader reader = list_begin(segment, word);
    while (list_next(&reader))
        tell(data, (uint32_t)(reader.file - 1));
}

bool search_segment_find(const struct search_segment *segment, struct view word, uint32_t *number)
{
    uint32_t first, last;
    search_segment_range(segment, word, &first, &last);
    *number = first; /* a word stands before all that it begins */
    return first < last && search_segment_word(segment, first).len == word.len;
}

void search_segment_mark(const struct search_segment *segment, struct view word, bool prefix,
                         unsigned char *best)
{
    uint32_t first, last;
    if (!prefix) {
        if (search_segment_find(segment, word, &first))
            search_segment_mark_word(segment, first, best);
        return;
    }
    search_segment_range(segment, word, &first, &last);
    for (uint32_t i = first; i < last; i++)
        search_segment_mark_word(segment, i, best);
}
