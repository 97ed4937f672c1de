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

struct build_word {
    uint32_t start, hash; /* of its text in `words` */
    uint32_t len, cap;    /* of `list` */
    uint32_t last;        /* 1 + the last file in it; 0 for none */
    uint32_t last_at;     /* where that item begins */
    unsigned char size;   /* of the text */
    char head[15];        /* its first bytes: of most words all, so that `words` is not touched */
    unsigned char *list;
};

struct search_builder {
    struct build_word *items;
    size_t count, cap;
    uint32_t *slots; /* 1 + the item; 0: free */
    size_t mask;
    struct str words, strings, records;
    uint32_t docs, seed;
    struct search_facts facts; /* reused */
    struct fold_reader reader; /* its word is reused */
};

struct search_builder *search_builder_new(void)
{
    struct search_builder *builder = mem_zalloc(1, sizeof(*builder));
    builder->mask = 1023;
    builder->seed = (uint32_t)clock_ticks() ^ (uint32_t)(uintptr_t)builder;
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

/* FNV-1a, from a place that who writes a note cannot know: its words are not made to collide. */
static uint32_t build_hash(const struct search_builder *builder, struct view text)
{
    uint32_t hash = 2166136261u ^ builder->seed;
    for (size_t i = 0; i < text.len; i++)
        hash = (hash ^ (unsigned char)text.data[i]) * 16777619u;
    return hash ^ hash >> 15;
}

static void build_grow(struct search_builder *builder)
{
    size_t mask = builder->mask * 2 + 1;
    free(builder->slots);
    builder->slots = mem_zalloc(mask + 1, sizeof(*builder->slots));
    builder->mask = mask;
    for (size_t i = 0; i < builder->count; i++) {
        size_t at = builder->items[i].hash & mask;
        while (builder->slots[at])
            at = (at + 1) & mask;
        builder->slots[at] = (uint32_t)i + 1;
    }
}

static bool build_is(const struct search_builder *builder, const struct build_word *word,
                     struct view text)
{
    size_t least = text.len < sizeof(word->head) ? text.len : sizeof(word->head);
    return memcmp(word->head, text.data, least) == 0 &&
           (least == text.len ||
            memcmp(builder->words.data + word->start, text.data, text.len) == 0);
}

static struct build_word *build_find(struct search_builder *builder, struct view text)
{
    uint32_t hash = build_hash(builder, text);
    size_t at = hash & builder->mask;
    for (; builder->slots[at]; at = (at + 1) & builder->mask) {
        struct build_word *word = &builder->items[builder->slots[at] - 1];
        if (word->hash == hash && word->size == text.len && build_is(builder, word, text))
            return word;
    }
    struct build_word *word = ARRAY_PUSH(builder->items, builder->count, builder->cap);
    *word = (struct build_word){
        .start = (uint32_t)builder->words.len, .hash = hash, .size = (unsigned char)text.len};
    memcpy(word->head, text.data, text.len < sizeof(word->head) ? text.len : sizeof(word->head));
    str_add(&builder->words, text);
    builder->slots[at] = (uint32_t)builder->count;
    if (builder->count * 2 > builder->mask)
        build_grow(builder);
    return &builder->items[builder->count - 1];
}

/* The file being added has `text` in `field`. */
static void build_add(struct search_builder *builder, struct view text, enum search_field field)
{
    struct build_word *word = build_find(builder, text);
    uint32_t file = builder->docs + 1;
    if (word->last == file) {
        unsigned char *first = &word->list[word->last_at];
        if ((*first & 3u) < (unsigned)field)
            *first = (unsigned char)((*first & ~3u) | (unsigned)field);
        return;
    }
    if (word->cap - word->len < 6) {
        word->cap = word->cap ? word->cap * 2 : 8;
        word->list = mem_resize(word->list, word->cap, 1);
    }
    word->last_at = word->len;
    uint64_t value = (uint64_t)(file - word->last) << 2 | (unsigned)field;
    for (; value >= 0x80; value >>= 7)
        word->list[word->len++] = (unsigned char)(0x80 | (value & 0x7F));
    word->list[word->len++] = (unsigned char)value;
    word->last = file;
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
    build_record(builder, doc, text);
    return builder->docs++;
}

/* --- freezing --- */

static int build_compare(const void *a, const void *b, void *data)
{
    const struct search_builder *builder = data;
    const struct build_word *one = &builder->items[*(const uint32_t *)a];
    const struct build_word *two = &builder->items[*(const uint32_t *)b];
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
