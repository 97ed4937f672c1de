/* A permalink is made as basic-memory makes it: spelled in ASCII, cut where lower case meets upper,
 * lowered, and everything that is no letter, digit, dot or slash turned into `-`. Ideographs stay.
 * Two steps: the path becomes a line of code points that are spelled (compatibility forms taken
 * apart, so that `é` is e and an accent), then that line becomes the permalink.
 *
 * Known differences, on purpose: the original spells every script by a large table (Cyrillic,
 * Hangul, kana); here a part of the path with no letter left gives no permalink at all. And it
 * makes two path levels out of `½`; here that is 1-2. */
#include "core/workspace/permalink.h"

#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/text/utf8.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <utf8proc.h>

/* What decomposition does not take apart; sorted. An empty text drops the character. */
static const struct {
    uint32_t code;
    const char *text;
} spellings[] = {
    {0xA9, "(c)"},  {0xAB, "<<"},   {0xAE, "(r)"},   {0xB4, "'"},   {0xBB, ">>"},
    {0xC6, "AE"},   {0xD0, "D"},    {0xD7, "x"},     {0xD8, "O"},   {0xDE, "Th"},
    {0xDF, "ss"},   {0xE6, "ae"},   {0xF0, "d"},     {0xF8, "o"},   {0xFE, "th"},
    {0x110, "D"},   {0x111, "d"},   {0x131, "i"},    {0x141, "L"},  {0x142, "l"},
    {0x152, "OE"},  {0x153, "oe"},  {0x1E9E, "Ss"},  {0x200B, ""},  {0x200C, ""},
    {0x200D, ""},   {0x2010, "-"},  {0x2011, "-"},   {0x2012, "-"}, {0x2013, "-"},
    {0x2014, "--"}, {0x2018, "'"},  {0x2019, "'"},   {0x201A, ","}, {0x201B, "'"},
    {0x201C, "\""}, {0x201D, "\""}, {0x2026, "..."}, {0x2032, "'"}, {0x2116, "No. "},
    {0xFE0E, ""},   {0xFE0F, ""},   {0xFEFF, ""},
};

static const char *spelling_find(uint32_t code)
{
    size_t low = 0, high = ARRAY_LEN(spellings);
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (spellings[mid].code == code)
            return spellings[mid].text;
        if (spellings[mid].code < code)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

static bool is_ideograph(uint32_t code)
{
    return (code >= 0x3000 && code <= 0x303F) || (code >= 0x3400 && code <= 0x4DBF) ||
           (code >= 0x4E00 && code <= 0x9FFF);
}

struct spelled {
    uint32_t *codes;
    size_t count, cap;
};

static void spelled_add(struct spelled *out, uint32_t code)
{
    *ARRAY_PUSH(out->codes, out->count, out->cap) = code;
}

static void spell_text(struct spelled *out, const char *text)
{
    for (; *text; text++)
        spelled_add(out, (unsigned char)*text);
}

/* One part of a decomposed character. Combining marks and emoji are spelled as nothing. */
static void spell_part(struct spelled *out, uint32_t code)
{
    const char *text = spelling_find(code);
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);
    if (text)
        spell_text(out, text);
    else if (code < 0x80 || is_ideograph(code))
        spelled_add(out, code);
    else if (category != UTF8PROC_CATEGORY_MN && category != UTF8PROC_CATEGORY_ME && code < 0x1F000)
        spelled_add(out, '-');
}

static void spell_code(struct spelled *out, uint32_t code)
{
    utf8proc_int32_t parts[32]; /* the longest decomposition has 18 */
    const char *text = spelling_find(code);
    if (text) {
        spell_text(out, text);
        return;
    }
    if (code < 0x80 || is_ideograph(code) || (code >= 0xFF00 && code <= 0xFFEF)) {
        if (code < 0xFF00) /* fullwidth punctuation is spelled as nothing */
            spelled_add(out, code);
        return;
    }
    utf8proc_ssize_t count =
        utf8proc_decompose_char((utf8proc_int32_t)code, parts, ARRAY_LEN(parts),
                                UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT, NULL);
    for (utf8proc_ssize_t i = 0; i < count && i < (utf8proc_ssize_t)ARRAY_LEN(parts); i++)
        spell_part(out, (uint32_t)parts[i]);
}

static void spell_path(struct spelled *out, struct view path)
{
    for (size_t pos = 0, size; pos < path.len; pos += size) {
        uint32_t code = utf8_decode(path, pos, &size);
        if (code == UTF8_INVALID)
            spelled_add(out, '-');
        else
            spell_code(out, code);
    }
}

static bool is_ascii_alnum(uint32_t code)
{
    return code < 0x80 && isalnum((int)code);
}

/* Whether a `-` belongs between two neighbours: aB, 1B, and between ideographs and ASCII. */
static bool is_border(uint32_t left, uint32_t right)
{
    if (right < 0x80 && isupper((int)right))
        if (left < 0x80 && (islower((int)left) || isdigit((int)left)))
            return true;
    return (is_ideograph(left) && is_ascii_alnum(right)) ||
           (is_ascii_alnum(left) && is_ideograph(right));
}

/* Where a path's last extension begins, when it is one of a text file; a dot in "v2.0" is none. */
static size_t extension_at(struct view path)
{
    static const char *const known[] = {".md", ".markdown", ".txt"};
    for (size_t i = 0; i < ARRAY_LEN(known); i++) {
        size_t len = strlen(known[i]);
        if (path_name(path).len > len &&
            strncasecmp(path.data + path.len - len, known[i], len) == 0)
            return path.len - len;
    }
    return path.len;
}

struct link_writer {
    struct str text;
    size_t part; /* where the path's part at hand begins */
    bool dash;   /* one is due before the next letter */
    bool empty;  /* a part has no letter */
};

static void part_end(struct link_writer *link)
{
    link->empty = link->empty || link->text.len == link->part;
    link->dash = false;
}

static void link_put(struct link_writer *link, uint32_t code)
{
    char bytes[4];
    if (code == '\'')
        return;
    if (code == '/') {
        part_end(link);
        str_add_char(&link->text, '/');
        link->part = link->text.len;
    } else if (is_ascii_alnum(code) || code == '.' || is_ideograph(code)) {
        if (link->dash && link->text.len > link->part)
            str_add_char(&link->text, '-');
        link->dash = false;
        code = code < 0x80 ? (uint32_t)tolower((int)code) : code;
        str_add(&link->text, view_from(bytes, utf8_encode(code, bytes)));
    } else {
        link->dash = true;
    }
}

void permalink_from_path(struct str *out, struct view path)
{
    struct spelled spelled = {0};
    struct link_writer link = {0};
    spell_path(&spelled, view_slice(path, 0, extension_at(path)));
    for (size_t i = 0; i < spelled.count; i++) {
        if (i > 0 && is_border(spelled.codes[i - 1], spelled.codes[i]))
            link.dash = true;
        link_put(&link, spelled.codes[i]);
    }
    part_end(&link);
    if (!link.empty)
        str_add(out, str_view(&link.text));
    str_finish(&link.text);
    free(spelled.codes);
}
