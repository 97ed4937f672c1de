#include "core/workspace/note_type.h"

#include "core/base/memory.h"

#include <ctype.h>
#include <string.h>

static bool is_word(struct view text)
{
    static const char *const words[] = {
        "",    "~",    "null", "Null", "NULL",  "yes",   "Yes",   "YES",  "no", "No",
        "NO",  "true", "True", "TRUE", "false", "False", "FALSE", "on",   "On", "ON",
        "off", "Off",  "OFF",  "<<",   "=",     ".nan",  ".NaN",  ".NAN",
    };
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (view_is(text, words[i]))
            return true;
    return false;
}

/* Past the bytes from `pos` that are in `set`. */
static size_t span_of(struct view text, size_t pos, const char *set)
{
    while (pos < text.len && text.data[pos] && strchr(set, text.data[pos]))
        pos++;
    return pos;
}

static bool byte_is(struct view text, size_t pos, const char *set)
{
    return pos < text.len && text.data[pos] && strchr(set, text.data[pos]);
}

#define DIGITS "0123456789"

static bool is_integer(struct view text, size_t pos)
{
    if (byte_is(text, pos, "0")) {
        if (byte_is(text, pos + 1, "b"))
            return pos + 2 < text.len && span_of(text, pos + 2, "01_") == text.len;
        if (byte_is(text, pos + 1, "x"))
            return pos + 2 < text.len && span_of(text, pos + 2, DIGITS "abcdefABCDEF_") == text.len;
        return span_of(text, pos + 1, "01234567_") == text.len;
    }
    return byte_is(text, pos, "123456789") && span_of(text, pos, DIGITS "_") == text.len;
}

/* 1:30 and 1:30:00.5: YAML 1.1 counts to sixty. A whole number of these begins with no 0. */
static bool is_sexagesimal(struct view text, size_t pos)
{
    bool zero = byte_is(text, pos, "0");
    if (!byte_is(text, pos, DIGITS))
        return false;
    pos = span_of(text, pos, DIGITS "_");
    if (!byte_is(text, pos, ":"))
        return false;
    while (byte_is(text, pos, ":")) {
        bool two = byte_is(text, pos + 1, "012345") && byte_is(text, pos + 2, DIGITS);
        if (!byte_is(text, pos + 1, DIGITS))
            return false;
        pos += two ? 3 : 2;
    }
    if (pos == text.len)
        return !zero;
    return byte_is(text, pos, ".") && span_of(text, pos + 1, DIGITS "_") == text.len;
}

static bool is_fraction(struct view text, size_t pos, bool sign)
{
    static const char *const infinite[] = {".inf", ".Inf", ".INF"};
    struct view rest = view_slice(text, pos, text.len);
    for (size_t i = 0; i < ARRAY_LEN(infinite); i++)
        if (view_is(rest, infinite[i]))
            return true;
    size_t whole = byte_is(text, pos, DIGITS) ? span_of(text, pos, DIGITS "_") : pos;
    if (!byte_is(text, whole, ".") || (whole == pos && (sign || !byte_is(text, pos + 1, DIGITS))))
        return false;
    size_t end = span_of(text, whole + 1, DIGITS "_");
    if (end == text.len)
        return true;
    return byte_is(text, end, "eE") && byte_is(text, end + 1, "+-") &&
           byte_is(text, end + 2, DIGITS) && span_of(text, end + 2, DIGITS) == text.len;
}

/* Takes `least` to `most` digits at `*pos`. */
static bool take_digits(struct view text, size_t *pos, size_t least, size_t most)
{
    size_t count = 0;
    while (count < most && byte_is(text, *pos, DIGITS))
        ++*pos, count++;
    return count >= least;
}

static bool take(struct view text, size_t *pos, const char *set)
{
    if (!byte_is(text, *pos, set))
        return false;
    ++*pos;
    return true;
}

static bool is_zone(struct view text, size_t pos)
{
    pos = span_of(text, pos, " \t");
    if (pos == text.len)
        return text.len > 0 && !byte_is(text, text.len - 1, " \t");
    if (take(text, &pos, "Z"))
        return pos == text.len;
    if (!take(text, &pos, "+-") || !take_digits(text, &pos, 1, 2))
        return false;
    if (take(text, &pos, ":") && !take_digits(text, &pos, 2, 2))
        return false;
    return pos == text.len;
}

static bool is_date(struct view text)
{
    size_t pos = 0;
    if (!take_digits(text, &pos, 4, 4) || !take(text, &pos, "-") ||
        !take_digits(text, &pos, 1, 2) || !take(text, &pos, "-") || !take_digits(text, &pos, 1, 2))
        return false;
    if (pos == text.len)
        return pos == 10;
    size_t blanks = span_of(text, pos, " \t");
    if (blanks > pos)
        pos = blanks;
    else if (!take(text, &pos, "Tt"))
        return false;
    if (!take_digits(text, &pos, 1, 2) || !take(text, &pos, ":") ||
        !take_digits(text, &pos, 2, 2) || !take(text, &pos, ":") || !take_digits(text, &pos, 2, 2))
        return false;
    if (take(text, &pos, "."))
        pos = span_of(text, pos, DIGITS);
    return is_zone(text, pos);
}

bool note_reads_as_type(struct view text)
{
    bool sign = byte_is(text, 0, "+-");
    size_t pos = sign ? 1 : 0;
    return is_word(text) || is_integer(text, pos) || is_fraction(text, pos, sign) ||
           is_sexagesimal(text, pos) || is_date(text);
}
