#include "core/base/clock.h"
#include "core/base/memory.h"
#include "core/text/bytes.h"
#include "core/text/fold.h"
#include "core/text/hash.h"
#include "core/workspace/catalog.h"
#include "core/workspace/search_parts.h"
#include "core/workspace/search_segment.h"

#include <stdlib.h>
#include <string.h>

/* Words go through an open hash table; each has its list of files as it will stand in the segment.
 * A file has most words several times: the list's last item is then only raised to the better
 * field, which stands in the two lowest bits of its first byte. */

#define BUILD_PRIME UINT64_C(0x9E3779B97F4A7C15)

struct build_word {
    uint32_t start;     /* of its text in `words` */
    uint32_t len, cap;  /* of `list` */
    uint32_t last;      /* 1 + the last file in it; 0 for none */
    uint32_t last_at;   /* where that item begins */
    unsigned char size; /* of the text */
    uint64_t head[2];   /* its first 16 bytes: of most words all, so that `words` is not touched */
    unsigned char *list;
};

/* A text as it is looked for: its hash, and its first 16 bytes, zeros behind its end. */
struct build_key {
    struct view text;
    uint64_t head[2];
    uint32_t hash;
    uint32_t item; /* once it is found */
    enum search_field field;
};

enum { BATCH_KEYS = 64, BATCH_BYTES = BATCH_KEYS * 64 };

/* Words that wait to be added. Table, items and lists are much larger than the caches, so all of
 * these are asked for before the first is used. */
struct build_batch {
    struct build_key keys[BATCH_KEYS];
    size_t count, len;
    char bytes[BATCH_BYTES + FOLD_WORD_MAX]; /* the texts */
};

struct search_builder {
    struct build_word *items;
    size_t count, cap;
    uint64_t *slots; /* hash << 32 | 1 + the item; 0: free */
    size_t mask;
    struct str words, strings, records;
    uint64_t seed;
    uint32_t docs;
    struct search_facts facts; /* reused */
    struct fold_reader reader; /* its word is reused */
    struct build_batch batch;  /* empty but while a file is added */
};

struct search_builder *search_builder_new(void)
{
    struct search_builder *builder = mem_zalloc(1, sizeof(*builder));
    builder->mask = 1023;
    builder->seed = (uint64_t)clock_ticks() * BUILD_PRIME ^ (uint64_t)(uintptr_t)builder;
    builder->slots = mem_zalloc(builder->mask + 1, sizeof(*builder->slots));
    return builder;
}

void search_builder_free(struct search_builder *builder)
{
    if (!builder)
        return;
    for (size_t i = 0; i < builder->count; i++)
        free(builder->items[i].list);
    free(builder->items);
    free(builder->slots);
    str_finish(&builder->words);
    str_finish(&builder->strings);
    str_finish(&builder->records);
    search_facts_finish(&builder->facts);
    fold_finish(&builder->reader);
    free(builder);
}

uint32_t search_builder_count(const struct search_builder *builder)
{
    return builder->docs;
}

static uint64_t build_mix(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value) * BUILD_PRIME;
    return hash ^ hash >> 29;
}

/* The lowest `count` bytes, or all. */
static uint64_t build_mask(size_t count)
{
    return count >= 8 ? UINT64_MAX : (UINT64_C(1) << (8 * count)) - 1;
}

/* From a place that who writes a note cannot know: its words are not made to collide. The text
 * stands in the batch, so there are bytes behind it. */
static void build_hash(const struct search_builder *builder, struct build_key *key)
{
    const char *bytes = key->text.data;
    size_t len = key->text.len, more = len > 8 ? len - 8 : 0;
    key->head[0] = bytes_load64(bytes) & build_mask(len);
    key->head[1] = bytes_load64(bytes + 8) & build_mask(more);
    uint64_t hash = build_mix(build_mix(builder->seed + len, key->head[0]), key->head[1]);
    for (size_t at = 16; at < len; at += 8)
        hash = build_mix(hash, bytes_load64(bytes + at) & build_mask(len - at));
    key->hash = (uint32_t)(hash >> 32);
}

static void build_grow(struct search_builder *builder)
{
    size_t old_size = builder->mask + 1, mask = builder->mask * 2 + 1;
    uint64_t *old = builder->slots;
    builder->slots = mem_zalloc(mask + 1, sizeof(*builder->slots));
    builder->mask = mask;
    for (size_t i = 0; i < old_size; i++) {
        size_t at = (size_t)(old[i] >> 32) & mask;
        while (old[i] && builder->slots[at])
            at = (at + 1) & mask;
        if (old[i])
            builder->slots[at] = old[i];
    }
    free(old);
}

static bool build_is(const struct search_builder *builder, const struct build_word *word,
                     const struct build_key *key)
{
    return word->size == key->text.len && word->head[0] == key->head[0] &&
           word->head[1] == key->head[1] &&
           (key->text.len <= 16 ||
            memcmp(builder->words.data + word->start, key->text.data, key->text.len) == 0);
}

/* Which item the text is; a new one, if need be. */
static uint32_t build_find(struct search_builder *builder, const struct build_key *key)
{
    size_t at = key->hash & builder->mask;
    for (; builder->slots[at]; at = (at + 1) & builder->mask) {
        uint32_t item = (uint32_t)builder->slots[at] - 1;
        if (builder->slots[at] >> 32 == key->hash && build_is(builder, &builder->items[item], key))
            return item;
    }
    *ARRAY_PUSH(builder->items, builder->count, builder->cap) =
        (struct build_word){.start = (uint32_t)builder->words.len,
                            .size = (unsigned char)key->text.len,
                            .head = {key->head[0], key->head[1]}};
    str_add(&builder->words, key->text);
    builder->slots[at] = (uint64_t)key->hash << 32 | (uint32_t)builder->count;
    if (builder->count * 2 > builder->mask)
        build_grow(builder);
    return (uint32_t)builder->count - 1;
}

/* The file being added has the word in `field`. */
static void build_put(struct search_builder *builder, struct build_word *word,
                      enum search_field field)
{
    uint32_t file = builder->docs + 1;
    if (word->last == file) {
        unsigned char *first = &word->list[word->last_at];
        if ((*first & 3u) < (unsigned)field)
            *first = (unsigned char)((*first & ~3u) | (unsigned)field);
        return;
    }
    if (word->cap - word->len < 6) {
        word->cap = word->cap ? word->cap * 2 : 16;
        word->list = mem_resize(word->list, word->cap, 1);
    }
    word->last_at = word->len;
    uint64_t value = (uint64_t)(file - word->last) << 2 | (unsigned)field;
    for (; value >= 0x80; value >>= 7)
        word->list[word->len++] = (unsigned char)(0x80 | (value & 0x7F));
    word->list[word->len++] = (unsigned char)value;
    word->last = file;
}

/* Adds what waits. */
static void build_flush(struct search_builder *builder)
{
    struct build_batch *batch = &builder->batch;
    struct build_key *key, *end = batch->keys + batch->count;
    for (key = batch->keys; key < end; key++) {
        build_hash(builder, key);
        __builtin_prefetch(&builder->slots[key->hash & builder->mask]);
    }
    for (key = batch->keys; key < end; key++) {
        uint32_t item = (uint32_t)builder->slots[key->hash & builder->mask];
        if (item)
            __builtin_prefetch(&builder->items[item - 1]);
    }
    for (key = batch->keys; key < end; key++) {
        key->item = build_find(builder, key);
        const struct build_word *word = &builder->items[key->item];
        if (word->last != builder->docs + 1 && word->list)
            __builtin_prefetch(word->list + word->len, 1);
    }
    for (key = batch->keys; key < end; key++)
        build_put(builder, &builder->items[key->item], key->field);
    batch->count = batch->len = 0;
}

static void build_add(struct search_builder *builder, struct view text, enum search_field field)
{
    struct build_batch *batch = &builder->batch;
    if (batch->count == BATCH_KEYS || text.len > BATCH_BYTES - batch->len)
        build_flush(builder);
    char *copy = memcpy(batch->bytes + batch->len, text.data, text.len);
    struct build_key *key = &batch->keys[batch->count++];
    key->text = view_from(copy, text.len);
    key->field = field;
    batch->len += text.len;
}

static void build_add_words(struct search_builder *builder, struct view text,
                            enum search_field field)
{
    builder->reader.text = text;
    builder->reader.pos = 0;
    while (fold_next(&builder->reader)) {
        size_t at = (size_t)(builder->reader.raw.data - text.data);
        build_add(builder, str_view(&builder->reader.word), search_field_at(field, text, at));
    }
}

const char *search_builder_path(const struct search_builder *builder, uint32_t number)
{
    return builder->strings.data +
           bytes_load32(builder->records.data + (size_t)number * SEGMENT_RECORD);
}

static uint32_t build_string(struct search_builder *builder, struct view text)
{
    uint32_t at = (uint32_t)builder->strings.len;
    str_add(&builder->strings, view_slice(text, 0, strnlen(text.data ? text.data : "", text.len)));
    str_add_char(&builder->strings, '\0');
    return at;
}

static uint32_t build_aliases(struct search_builder *builder, const struct str *aliases)
{
    uint32_t at = (uint32_t)builder->strings.len;
    str_add(&builder->strings, str_view(aliases));
    str_add_char(&builder->strings, '\0');
    return at;
}

static void build_record(struct search_builder *builder, const struct search_doc *doc,
                         struct view text)
{
    struct str *out = &builder->records;
    bytes_add32(out, build_string(builder, view_of(doc->path)));
    bytes_add32(out, build_string(builder, str_view(&builder->facts.title)));
    bytes_add32(out, build_string(builder, str_view(&builder->facts.permalink)));
    bytes_add32(out, build_aliases(builder, &builder->facts.aliases));
    bytes_add32(out, doc->flags | (builder->facts.titled ? DOC_TITLED : 0));
    bytes_add32(out, doc->section);
    bytes_add64(out, (uint64_t)doc->size);
    bytes_add64(out, (uint64_t)doc->mtime);
    bytes_add64(out, (uint64_t)doc->seen);
    bytes_add64(out, doc->inode);
    bytes_add64(out, hash_of(text));
}

uint32_t search_builder_add(struct search_builder *builder, const struct search_doc *doc,
                            struct view text)
{
    struct search_lines lines;
    struct search_line line;
    search_facts_clear(&builder->facts);
    search_facts_read(text, &builder->facts);
    if (!builder->facts.titled && doc->section != SECTION_MEMORY)
        str_clear(&builder->facts.title); /* the others are known by their names */
    build_add_words(builder, search_name(doc->path), FIELD_TITLE);
    search_lines_begin(&lines, text);
    while (search_lines_next(&lines, &line))
        build_add_words(builder, line.text, line.field);
    for (size_t at = 0; at < builder->facts.keys.len;) {
        struct view key = view_of(builder->facts.keys.data + at);
        build_add(builder, key, FIELD_TAG);
        at += key.len + 1;
    }
    build_flush(builder);
    build_record(builder, doc, text);
    return builder->docs++;
}

/* --- freezing --- */

static int build_compare(const void *a, const void *b, void *data)
{
    const struct search_builder *builder = data;
    const struct build_word *one = &builder->items[*(const uint32_t *)a];
    const struct build_word *two = &builder->items[*(const uint32_t *)b];
    for (size_t i = 0; i < 2; i++) {
        uint64_t left = __builtin_bswap64(one->head[i]), right = __builtin_bswap64(two->head[i]);
        if (left != right)
            return left < right ? -1 : 1;
    }
    size_t least = one->size < two->size ? one->size : two->size;
    int order = memcmp(builder->words.data + one->start, builder->words.data + two->start, least);
    return order ? order : (int)one->size - (int)two->size;
}

static uint32_t *build_order(const struct search_builder *builder)
{
    uint32_t *order = mem_zalloc(builder->count + 1, sizeof(*order));
    for (size_t i = 0; i < builder->count; i++)
        order[i] = (uint32_t)i;
    qsort_r(order, builder->count, sizeof(*order), build_compare, (void *)(uintptr_t)builder);
    return order;
}

static void build_add_ends(const struct search_builder *builder, const uint32_t *order, bool lists,
                           struct str *out)
{
    uint32_t end = 0;
    for (size_t i = 0; i < builder->count; i++) {
        const struct build_word *word = &builder->items[order[i]];
        end += lists ? word->len : word->size;
        bytes_add32(out, end);
    }
}

struct search_segment *search_builder_freeze(const struct search_builder *builder)
{
    struct str out = {0};
    uint32_t *order = build_order(builder);
    size_t lists = 0;
    for (size_t i = 0; i < builder->count; i++)
        lists += builder->items[i].len;
    str_reserve(&out, SEGMENT_HEADER + builder->records.len + builder->strings.len +
                          8 * builder->count + builder->words.len + lists);
    str_add(&out, VIEW(SEGMENT_MAGIC));
    bytes_add32(&out, builder->docs);
    bytes_add32(&out, (uint32_t)builder->count);
    bytes_add64(&out, builder->strings.len);
    bytes_add64(&out, builder->words.len);
    bytes_add64(&out, lists);
    str_add_many(&out, '\0', SEGMENT_HEADER - out.len);
    str_add(&out, str_view(&builder->records));
    str_add(&out, str_view(&builder->strings));
    build_add_ends(builder, order, false, &out);
    build_add_ends(builder, order, true, &out);
    for (size_t i = 0; i < builder->count; i++) {
        const struct build_word *word = &builder->items[order[i]];
        str_add(&out, view_from(builder->words.data + word->start, word->size));
    }
    for (size_t i = 0; i < builder->count; i++) {
        const struct build_word *word = &builder->items[order[i]];
        str_add(&out, view_from((const char *)word->list, word->len));
    }
    free(order);
    return search_segment_adopt(&out);
}
