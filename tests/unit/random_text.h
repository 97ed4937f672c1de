#ifndef TESTS_UNIT_RANDOM_TEXT_H
#define TESTS_UNIT_RANDOM_TEXT_H

#include "core/text/rope.h"

#include <stdlib.h>

/* Random edits that are the same in every run. PALIMPSEST_TEST_STEPS says how many steps the
 * property tests of buffer and undo take instead of their own number (1000000 for the long run).
 * Include after tests/unit/test.h. */

static inline size_t random_below(uint64_t *seed, size_t limit)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return limit ? (size_t)(*seed % limit) : 0;
}

static inline size_t random_steps(size_t usual)
{
    const char *wanted = getenv("PALIMPSEST_TEST_STEPS");
    return wanted ? strtoul(wanted, NULL, 10) : usual;
}

/* `out` becomes up to `most` bytes of what a text may hold: newlines, NUL, CR, bad UTF-8. */
static inline void random_text(uint64_t *seed, size_t most, struct str *out)
{
    static const char alphabet[] = "abcde fg\n\n\r\xC3\xA9\xFF\0";
    str_clear(out);
    for (size_t len = random_below(seed, most + 1); len > 0; len--)
        str_add_char(out, alphabet[random_below(seed, sizeof(alphabet) - 1)]);
}

/* `rope` has the bytes `want`, compared where they lie. */
static inline bool rope_is(const struct rope *rope, struct view want)
{
    struct rope_cursor cursor = rope_cursor(rope, 0, SIZE_MAX);
    struct view chunk;
    size_t at = 0;
    while (rope_cursor_next(&cursor, &chunk)) {
        if (!view_equal(chunk, view_slice(want, at, at + chunk.len)))
            return false;
        at += chunk.len;
    }
    return at == want.len && rope_length(rope) == want.len;
}

#endif
