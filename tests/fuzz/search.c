#include "core/text/bytes.h"
#include "core/text/hash.h"
#include "core/workspace/search_match.h"
#include "core/workspace/search_segment.h"

#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

/* The first byte says what is tried: a query (the first line) held against a text (the rest), or a
 * segment of the index with some of its bytes changed and its check made right again. */

static void try_query(struct view input)
{
    struct view rest = input, line = {0};
    struct query query;
    struct search_match match = {0};
    struct query_last last;
    (void)view_line(&rest, &line);
    if (query_read_last(line, &last))
        fuzz_check(last.text.data + last.text.len == line.data + line.len);
    if (query_parse(line, 1772323200, &query, NULL) != STATUS_OK)
        return;
    fuzz_check(query.term_count <= QUERY_TERMS_MAX);
    enum status status =
        search_match_text(&query, "a/name of it.md", rest, NULL, false, &match, NULL);
    fuzz_check(status == STATUS_OK || status == STATUS_ABSENT);
    if (status == STATUS_OK) {
        struct str snippet = {0};
        struct search_range *ranges;
        size_t count;
        fuzz_check(match.start <= match.end && match.end <= rest.len);
        search_snippet(&query, rest, &match, 280, &snippet, &ranges, &count);
        for (size_t i = 0; i < count; i++)
            fuzz_check((size_t)ranges[i].start + ranges[i].len <= snippet.len);
        free(ranges);
        str_finish(&snippet);
    }
    search_match_finish(&match);
    query_finish(&query);
}

/* Everything that a segment can be asked. */
static void walk(const struct search_segment *segment)
{
    uint32_t first, last, files = search_segment_count(segment);
    unsigned char *best = calloc((size_t)files + 1, 1);
    size_t length = 0;
    if (!best)
        abort();
    for (uint32_t i = 0; i < files; i++) {
        struct search_doc doc = search_segment_doc(segment, i);
        length += strlen(doc.path) + strlen(doc.title) + strlen(doc.permalink);
        for (const char *alias = doc.aliases; *alias; alias += strlen(alias) + 1)
            length++;
    }
    fuzz_check(length < SIZE_MAX);
    search_segment_range(segment, VIEW(""), &first, &last);
    for (uint32_t i = first; i < last; i++)
        search_segment_mark_word(segment, i, best);
    search_segment_mark(segment, VIEW("wor"), true, best);
    search_segment_mark(segment, VIEW("word"), false, best);
    free(best);
}

static void try_segment(const uint8_t *data, size_t size)
{
    struct search_builder *builder = search_builder_new();
    struct search_doc doc = {.path = "memory/a note.md", .section = 2};
    search_builder_add(builder, &doc, VIEW("---\ntitle: x\naliases: [y]\n---\nwords #tag [[z]]\n"));
    search_builder_add(builder, &doc, VIEW("# more words\nand another\n"));
    struct search_segment *segment = search_builder_freeze(builder);
    struct str bytes = {0};
    str_add(&bytes, search_segment_bytes(segment));
    search_segment_free(segment);
    search_builder_free(builder);
    for (size_t i = 0; i + 2 < size; i += 3)
        bytes.data[(data[i] | (size_t)data[i + 1] << 8) % bytes.len] ^= (char)data[i + 2];
    struct hash hash;
    hash_init(&hash);
    hash_add(&hash, view_slice(str_view(&bytes), 0, 48));
    hash_add(&hash, view_slice(str_view(&bytes), 56, bytes.len));
    bytes_store32(bytes.data + 48, (uint32_t)hash_end(&hash));
    bytes_store32(bytes.data + 52, (uint32_t)(hash_end(&hash) >> 32));
    if (search_segment_open(&bytes, &segment, NULL) == STATUS_OK) {
        walk(segment);
        search_segment_free(segment);
    }
    str_finish(&bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    if (data[0] == 's')
        try_segment(data + 1, size - 1);
    else
        try_query(view_from((const char *)data + 1, size - 1));
    return 0;
}
