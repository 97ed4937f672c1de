#include "core/edit/tally.h"

#include "core/edit/span.h"
#include "core/markdown/ascii.h"
#include "core/markdown/front_matter.h"

/* What a change does to the number of words is the difference between the words around it before
 * and after. Where that is more text than one key should cost, counting begins anew. */

enum {
    WORD_MAX = 4096,        /* bytes looked at for the end of a word */
    CHANGE_MAX = 64 * 1024, /* of a change that is counted at once */
    FRONT_MAX = 64 * 1024,  /* of front matter */
};

static bool is_space(char c)
{
    return c == ' ' || (unsigned char)(c - '\t') < 5;
}

static bool is_word(char c)
{
    return ascii_is_letter(c) || ascii_is_digit(c) || (unsigned char)c >= 0x80;
}

/* Counts the words that end in [from, to), `*inside` being whether one is open at `from`, and then
 * at `to`. */
static size_t count_words(const struct rope *text, size_t from, size_t to, bool *inside)
{
    struct rope_cursor cursor = rope_cursor(text, from, to);
    struct view chunk;
    size_t words = 0;
    while (rope_cursor_next(&cursor, &chunk)) {
        for (size_t i = 0; i < chunk.len; i++) {
            bool space = is_space(chunk.data[i]);
            words += space && *inside;
            *inside = !space && (*inside || is_word(chunk.data[i]));
        }
    }
    return words;
}

/* Where the body begins. */
static size_t find_body(const struct rope *text)
{
    struct view first = rope_chunk(text, 0);
    if (first.len && first.data[0] != '-' && first.data[0] != '\xEF')
        return 0;
    struct str scratch = {0};
    size_t body = front_matter_extent(span_read(text, 0, FRONT_MAX, &scratch));
    str_finish(&scratch);
    return body;
}

static void tally_begin(struct tally *tally, const struct rope *text)
{
    *tally = (struct tally){.begun = find_body(text)};
    tally->at = tally->begun;
}

bool tally_count(struct tally *tally, const struct rope *text, size_t bytes)
{
    if (tally->at == SIZE_MAX)
        return true;
    if (tally->at == 0)
        tally_begin(tally, text);
    size_t length = rope_length(text);
    size_t to = length - tally->at < bytes ? length : tally->at + bytes;
    tally->words += count_words(text, tally->at, to, &tally->inside);
    tally->at = to;
    if (to < length)
        return false;
    tally->words += tally->inside;
    tally->inside = false;
    tally->at = SIZE_MAX;
    return true;
}

/* The start of the word that reaches to `pos`, SIZE_MAX when it is far. */
static size_t word_start(const struct rope *text, size_t pos, size_t least)
{
    for (size_t at = pos; pos - at < WORD_MAX;) {
        struct view chunk = rope_chunk_before(text, at);
        if (at <= least || chunk.len == 0)
            return least;
        for (size_t i = chunk.len; i-- > 0; at--)
            if (is_space(chunk.data[i]) || at <= least || pos - at >= WORD_MAX)
                return at;
    }
    return SIZE_MAX;
}

static size_t word_end(const struct rope *text, size_t pos)
{
    struct rope_cursor cursor = rope_cursor(text, pos, pos + WORD_MAX);
    struct view chunk;
    while (rope_cursor_next(&cursor, &chunk))
        for (size_t i = 0; i < chunk.len; i++)
            if (is_space(chunk.data[i]))
                return cursor.pos - chunk.len + i;
    return cursor.pos >= rope_length(text) ? rope_length(text) : SIZE_MAX;
}

static size_t words_between(const struct rope *text, size_t from, size_t to)
{
    bool inside = false;
    size_t words = count_words(text, from, to, &inside);
    return words + inside;
}

void tally_change(struct tally *tally, const struct rope *old, const struct rope *new, size_t pos,
                  size_t removed, size_t inserted)
{
    if (tally->at == 0)
        return;
    size_t start = word_start(old, pos, tally->begun), end = word_end(old, pos + removed);
    bool counted = tally->at == SIZE_MAX || end < tally->at;
    if (pos < tally->begun || find_body(new) != tally->begun) {
        tally_begin(tally, new);
        return;
    }
    if (!counted && start != SIZE_MAX && start > tally->at)
        return;
    if (!counted || start == SIZE_MAX || end == SIZE_MAX || removed > CHANGE_MAX ||
        inserted > CHANGE_MAX) {
        tally_begin(tally, new);
        return;
    }
    size_t new_end = end - removed + inserted;
    tally->words += words_between(new, start, new_end);
    tally->words -= words_between(old, start, end);
    if (tally->at != SIZE_MAX)
        tally->at = tally->at - removed + inserted;
}
