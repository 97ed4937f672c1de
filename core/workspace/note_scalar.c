/* A YAML scalar as PyYAML's emitter writes it (block style, Unicode allowed, 80 columns), which is
 * what basic-memory writes: plain where the text reads back as itself, else in single quotes, else
 * in double quotes. A line is folded at the first single blank past column 80, onto a line indented
 * by two. One difference: text with line ends comes out in double quotes. */
#include "core/workspace/note.h"

#include "core/base/memory.h"
#include "core/text/utf8.h"
#include "core/workspace/note_type.h"

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { SCALAR_WIDTH = 80, SCALAR_INDENT = 2 };

struct scalar {
    struct str *out;
    uint32_t *codes;
    size_t count;
    size_t column;
    size_t width; /* past which a line is folded */
    bool flow;    /* inside `[…]`, where more marks mean something */
    bool all_shown;
};

static void put_code(struct scalar *s, uint32_t code)
{
    char bytes[4];
    str_add(s->out, view_from(bytes, utf8_encode(code, bytes)));
    s->column++;
}

static void put_fold(struct scalar *s)
{
    str_add_char(s->out, '\n');
    str_add_many(s->out, ' ', SCALAR_INDENT);
    s->column = SCALAR_INDENT;
}

static bool is_gap(const struct scalar *s, size_t pos)
{
    return pos >= s->count || s->codes[pos] == ' ';
}

static bool is_shown(uint32_t code)
{
    return (code >= 0x20 && code <= 0x7E) ||
           (code >= 0xA0 && code <= 0xD7FF && code != 0x2028 && code != 0x2029) ||
           (code >= 0xE000 && code <= 0xFFFD && code != 0xFEFF) ||
           (code >= 0x10000 && code < 0x10FFFF);
}

/* Whether the text would end or be read as something else without quotes. */
static bool has_indicator(const struct scalar *s)
{
    const uint32_t *c = s->codes;
    bool dashes = s->count >= 3 && c[0] == c[1] && c[1] == c[2] && (c[0] == '-' || c[0] == '.');
    if (dashes || (c[0] < 0x80 && strchr("#,[]{}&*!|>'\"%@`", (int)c[0])))
        return true;
    if ((c[0] == '?' || c[0] == '-') && is_gap(s, 1))
        return true;
    for (size_t i = 0; s->flow && i < s->count; i++)
        if (c[i] < 0x80 && c[i] && strchr(",[]{}", (int)c[i]))
            return true;
    for (size_t i = 0; i < s->count; i++)
        if ((c[i] == ':' && is_gap(s, i + 1)) || (c[i] == '#' && i > 0 && c[i - 1] == ' '))
            return true;
    return false;
}

/* Plain or single-quoted text; `quote` is doubled where it stands in the text. */
static void put_folded(struct scalar *s, bool quoted)
{
    for (size_t i = 0; i < s->count;) {
        size_t blanks = i;
        while (blanks < s->count && s->codes[blanks] == ' ')
            blanks++;
        bool inner = !quoted || (i > 0 && blanks < s->count);
        if (blanks == i + 1 && s->column > s->width && inner) {
            put_fold(s);
            i = blanks;
        }
        for (; i < blanks; i++)
            put_code(s, ' ');
        for (; i < s->count && s->codes[i] != ' '; i++) {
            put_code(s, s->codes[i]);
            if (quoted && s->codes[i] == '\'')
                put_code(s, '\'');
        }
    }
}

static void put_escape(struct scalar *s, uint32_t code)
{
    static const char from[] = "\a\b\t\n\v\f\r\x1B\"\\", to[] = "abtnvfre\"\\";
    const char *at = code && code < 0x80 ? strchr(from, (int)code) : NULL;
    size_t before = s->out->len;
    if (at)
        str_addf(s->out, "\\%c", to[at - from]);
    else if (code == 0)
        str_add_text(s->out, "\\0");
    else if (code == 0x85 || code == 0x2028 || code == 0x2029)
        str_addf(s->out, "\\%c", code == 0x85 ? 'N' : code == 0x2028 ? 'L' : 'P');
    else if (code <= 0xFF)
        str_addf(s->out, "\\x%02X", code);
    else if (code <= 0xFFFF)
        str_addf(s->out, "\\u%04X", code);
    else
        str_addf(s->out, "\\U%08X", code);
    s->column += s->out->len - before;
}

/* A fold in double quotes is a backslash at the end, and one before a blank that begins a line. */
static void put_double(struct scalar *s)
{
    size_t start = 0;
    put_code(s, '"');
    for (size_t end = 0; end <= s->count; end++) {
        uint32_t code = end < s->count ? s->codes[end] : 0;
        bool escape =
            end < s->count && (!is_shown(code) || code == '"' || code == '\\' || code > 0xFFFF);
        if (end == s->count || escape)
            while (start < end)
                put_code(s, s->codes[start++]);
        if (escape) {
            put_escape(s, code);
            start = end + 1;
        }
        bool gap = end < s->count && (code == ' ' || start >= end);
        ptrdiff_t ahead = (ptrdiff_t)end - (ptrdiff_t)start; /* -1 behind an escape */
        if (!gap || end == 0 || end + 1 >= s->count ||
            (ptrdiff_t)s->column + ahead <= (ptrdiff_t)s->width)
            continue;
        while (start < end)
            put_code(s, s->codes[start++]);
        put_code(s, '\\');
        put_fold(s);
        if (s->codes[start] == ' ')
            put_code(s, '\\');
    }
    put_code(s, '"');
}

enum quotes { QUOTES_NONE, QUOTES_SINGLE, QUOTES_DOUBLE };

static void scalar_load(struct scalar *s, struct view text)
{
    size_t cap = 0;
    s->all_shown = true;
    for (size_t pos = 0, size; pos < text.len; pos += size) {
        uint32_t code = utf8_decode(text, pos, &size);
        *ARRAY_PUSH(s->codes, s->count, cap) = code == UTF8_INVALID ? 0xFFFD : code;
        s->all_shown = s->all_shown && (code == UTF8_INVALID || is_shown(code));
    }
}

/* What the text needs to be read back as itself. */
static enum quotes scalar_needs(const struct scalar *s, struct view text)
{
    if (!s->all_shown)
        return QUOTES_DOUBLE;
    if (s->count == 0 || s->codes[0] == ' ' || s->codes[s->count - 1] == ' ' || has_indicator(s) ||
        note_reads_as_type(text))
        return QUOTES_SINGLE;
    return QUOTES_NONE;
}

static void put_scalar(struct scalar *s, enum quotes quotes)
{
    if (quotes == QUOTES_DOUBLE) {
        put_double(s);
    } else if (quotes == QUOTES_SINGLE) {
        put_code(s, '\'');
        put_folded(s, true);
        put_code(s, '\'');
    } else {
        put_folded(s, false);
    }
}

void note_add_scalar(struct str *out, struct view scalar, size_t column)
{
    struct scalar s = {.out = out, .column = column, .width = SCALAR_WIDTH};
    scalar_load(&s, scalar);
    put_scalar(&s, scalar_needs(&s, scalar));
    free(s.codes);
}

/* Quotes that the old text needed go when the new one needs none; quotes that somebody chose stay,
 * and so does a line that was not folded although it could have been. */
void note_add_scalar_like(struct str *out, struct view scalar, size_t column, bool flow,
                          struct view token, struct view old)
{
    struct scalar s = {.out = out, .column = column, .width = SCALAR_WIDTH, .flow = flow};
    struct scalar was = {.flow = flow};
    scalar_load(&s, scalar);
    scalar_load(&was, old);
    enum quotes had = token.len && token.data[0] == '"'    ? QUOTES_DOUBLE
                      : token.len && token.data[0] == '\'' ? QUOTES_SINGLE
                                                           : QUOTES_NONE;
    enum quotes need = scalar_needs(&s, scalar);
    bool chosen = had > scalar_needs(&was, old);
    if (token.len > SCALAR_WIDTH && view_find(token, 0, '\n') == token.len)
        s.width = SIZE_MAX / 2;
    put_scalar(&s, chosen && had > need ? had : need);
    free(s.codes);
    free(was.codes);
}
