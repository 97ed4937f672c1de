#include "core/edit/vi_parts.h"

#include "core/edit/row.h"
#include "core/edit/span.h"
#include "core/text/cluster_char.h"
#include "core/text/utf8.h"

#include <utf8proc.h>

/* Words as vim has them: runs of characters of one class. A line's end is a blank, and an empty
 * line is a word. */

enum {
    BLANK = 0,
    PUNCTUATION = 1,
    LETTER = 2,
    EMOJI = 3,
    HAN = 4,
    HIRAGANA = 5,
    KATAKANA = 6,
    HANGUL = 7
};

static unsigned class_of_latin(uint32_t code)
{
    if (code == ' ' || code == '\t' || code == 0 || code == 0xA0)
        return BLANK;
    bool letter = (code >= '0' && code <= '9') || (code >= 'A' && code <= 'Z') ||
                  (code >= 'a' && code <= 'z') || code == '_' || code >= 0xC0 || code == 0xB5 ||
                  code == 0xAA || code == 0xBA;
    return letter ? LETTER : PUNCTUATION;
}

static unsigned class_of_script(uint32_t code)
{
    if (code >= 0x3040 && code <= 0x309F)
        return HIRAGANA;
    if (code >= 0x30A0 && code <= 0x30FF)
        return KATAKANA;
    if ((code >= 0x1100 && code <= 0x11FF) || (code >= 0xAC00 && code <= 0xD7A3))
        return HANGUL;
    if ((code >= 0x3300 && code <= 0x9FFF) || (code >= 0xF900 && code <= 0xFAFF) ||
        (code >= 0x20000 && code <= 0x2FA1F))
        return HAN;
    return LETTER;
}

static unsigned class_of(uint32_t code)
{
    if (code < 0x100)
        return class_of_latin(code);
    switch (utf8proc_category((utf8proc_int32_t)code)) {
    case UTF8PROC_CATEGORY_ZS:
        return BLANK;
    case UTF8PROC_CATEGORY_PC:
    case UTF8PROC_CATEGORY_PD:
    case UTF8PROC_CATEGORY_PS:
    case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PI:
    case UTF8PROC_CATEGORY_PF:
    case UTF8PROC_CATEGORY_PO:
        return PUNCTUATION;
    case UTF8PROC_CATEGORY_SM:
    case UTF8PROC_CATEGORY_SC:
    case UTF8PROC_CATEGORY_SK:
    case UTF8PROC_CATEGORY_SO:
        return cluster_char_is_emoji(code) ? EMOJI : PUNCTUATION;
    default:
        return class_of_script(code);
    }
}

unsigned vi_class(const struct vi *vi, size_t pos, bool big)
{
    unsigned class = class_of(vi_code(vi, pos));
    return big && class ? PUNCTUATION : class;
}

static bool on_empty_line(const struct vi *vi, size_t pos)
{
    return vi_line_is_empty(vi, vi_line_at(vi, pos));
}

/* Over the run of `class`; false at the text's end. */
static bool skip_on(const struct vi *vi, size_t *pos, unsigned class, bool big)
{
    while (vi_class(vi, *pos, big) == class)
        if (vi_inc(vi, pos) == -1)
            return false;
    return true;
}

/* One word on. `last`: an operator's last word ends with its line. */
static bool next_word(const struct vi *vi, size_t *pos, bool big, bool last, bool *done)
{
    unsigned class = vi_class(vi, *pos, big);
    bool last_line = vi_line_at(vi, *pos) + 1 == vi_lines(vi);
    int how = vi_inc(vi, pos);
    if (how == -1 || (how >= 1 && last_line))
        return false;
    *done = how >= 1 && last;
    while (class && !*done && vi_class(vi, *pos, big) == class) {
        how = vi_inc(vi, pos);
        *done = how == -1 || (how >= 1 && last);
    }
    while (!*done && !vi_class(vi, *pos, big) && !on_empty_line(vi, *pos)) {
        how = vi_inc(vi, pos);
        *done = how == -1 || (how >= 1 && (last_line || last));
    }
    return true;
}

bool vi_word_next(const struct vi *vi, size_t *pos, size_t count, bool big, bool stop_at_end)
{
    bool done = false;
    while (count-- && !done)
        if (!next_word(vi, pos, big, stop_at_end && count == 0, &done))
            return false;
    return true;
}

bool vi_word_previous(const struct vi *vi, size_t *pos, size_t count, bool big)
{
    while (count--) {
        if (vi_dec(vi, pos) == -1)
            return false;
        while (!vi_class(vi, *pos, big) && !on_empty_line(vi, *pos))
            if (vi_dec(vi, pos) == -1)
                return true;
        if (on_empty_line(vi, *pos))
            continue;
        unsigned class = vi_class(vi, *pos, big);
        while (vi_class(vi, *pos, big) == class)
            if (vi_dec(vi, pos) == -1)
                return true;
        vi_inc(vi, pos);
    }
    return true;
}

/* To the end of the next word, from its middle or from before it. */
static bool end_of_next(const struct vi *vi, size_t *pos, bool big, bool stop_at_empty, bool *empty)
{
    *empty = false;
    while (!vi_class(vi, *pos, big)) {
        *empty = stop_at_empty && on_empty_line(vi, *pos);
        if (*empty)
            return true;
        if (vi_inc(vi, pos) == -1)
            return false;
    }
    return skip_on(vi, pos, vi_class(vi, *pos, big), big);
}

bool vi_word_end(const struct vi *vi, size_t *pos, size_t count, bool big, bool stop,
                 bool stop_at_empty)
{
    for (; count--; stop = false) {
        bool empty = false;
        unsigned class = vi_class(vi, *pos, big);
        if (vi_inc(vi, pos) == -1)
            return false;
        if (class && vi_class(vi, *pos, big) == class) {
            if (!skip_on(vi, pos, class, big))
                return false;
        } else if (!stop || !class) {
            if (!end_of_next(vi, pos, big, stop_at_empty, &empty))
                return false;
        }
        if (!empty)
            vi_dec(vi, pos);
    }
    return true;
}

bool vi_word_end_previous(const struct vi *vi, size_t *pos, size_t count, bool big)
{
    while (count--) {
        unsigned class = vi_class(vi, *pos, big);
        if (vi_dec(vi, pos) == -1)
            return false;
        while (class && vi_class(vi, *pos, big) == class)
            if (vi_dec(vi, pos) == -1)
                return true;
        while (!vi_class(vi, *pos, big) && !on_empty_line(vi, *pos))
            if (vi_dec(vi, pos) == -1)
                return true;
    }
    return true;
}
