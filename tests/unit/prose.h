#ifndef TESTS_UNIT_PROSE_H
#define TESTS_UNIT_PROSE_H

#include "core/base/str.h"

#include <stdint.h>

/* Texts made by chance from a seed, and changes to them, for properties that hold for all. Few
 * words and short lines, so that equal lines, empty texts and missing ends happen all the time. */

struct prose {
    uint64_t state;
};

static inline size_t prose_below(struct prose *prose, size_t limit)
{
    prose->state = prose->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (size_t)(prose->state >> 33) % limit;
}

static inline void prose_add_word(struct prose *prose, struct str *out)
{
    static const char *const words[] = {"a",      "the",  "letter", "song.", "Why?", "na\xC3\xAFve",
                                        "- item", "old",  "new,",   "it's",  "3.14", "\xE6\x97\xA5",
                                        "(see)",  "\xFF", "**so**", "end."};
    str_add_text(out, words[prose_below(prose, sizeof(words) / sizeof(*words))]);
}

static inline void prose_add_line(struct prose *prose, struct str *out, size_t words)
{
    size_t count = prose_below(prose, words + 1);
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            str_add_char(out, ' ');
        prose_add_word(prose, out);
    }
    if (prose_below(prose, 16) == 0)
        str_add_char(out, '\r');
    if (prose_below(prose, 24) > 0)
        str_add_char(out, '\n');
}

static inline void prose_add_text(struct prose *prose, struct str *out, size_t lines, size_t words)
{
    for (size_t count = prose_below(prose, lines + 1); count > 0; count--)
        prose_add_line(prose, out, words);
}

/* The start of some line of `text`. */
static inline size_t prose_line(struct prose *prose, struct view text)
{
    size_t pos = prose_below(prose, text.len + 1);
    while (pos > 0 && text.data[pos - 1] != '\n')
        pos--;
    return pos;
}

static inline size_t prose_line_end(struct view text, size_t pos)
{
    pos = view_find(text, pos, '\n');
    return pos < text.len ? pos + 1 : pos;
}

/* Changes `text` in one place: a line added, removed, moved or written anew, a word put in, or a
 * few bytes taken out. */
static inline void prose_change(struct prose *prose, struct str *text)
{
    struct str with = {0};
    size_t from = prose_line(prose, str_view(text)), to = from;
    switch (prose_below(prose, 6)) {
    case 0:
        prose_add_line(prose, &with, 6);
        break;
    case 1:
        to = prose_line_end(str_view(text), from);
        break;
    case 2:
        to = prose_line_end(str_view(text), from);
        prose_add_line(prose, &with, 6);
        break;
    case 3:
        to = prose_line_end(str_view(text), from);
        str_add(&with, view_slice(str_view(text), from, to));
        str_replace(text, from, to, VIEW(""));
        from = to = prose_line(prose, str_view(text));
        break;
    case 4:
        from = to = prose_below(prose, text->len + 1);
        str_add_char(&with, ' ');
        prose_add_word(prose, &with);
        break;
    default:
        from = prose_below(prose, text->len + 1);
        to = from + prose_below(prose, 8);
        to = to > text->len ? text->len : to;
    }
    str_replace(text, from, to, str_view(&with));
    str_finish(&with);
}

#endif
