#include "core/text/fold.h"

#include "core/text/utf8.h"

#include <utf8proc.h>

/* Most words are ASCII, and every byte of a workspace comes through here when its index is made:
 * those take a short way. For the others utf8proc decomposes and folds, one code point at a time.
 *
 * Marks that only colour a letter go: accents, Hebrew and Arabic points, known by their combining
 * class. Those that make another letter stay: Indic vowel signs (class 0), nukta and voiced kana
 * (7, 8), virama (9), Thai and Lao vowels (103 to 122). */

/* What a letter or a digit of ASCII folds to; 0 for any other byte. */
static const unsigned char fold_ascii[256] = {
    ['0'] = '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', ['A'] = 'a', 'b', 'c',
    'd',         'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n',         'o', 'p',
    'q',         'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z', ['a'] = 'a', 'b', 'c',
    'd',         'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n',         'o', 'p',
    'q',         'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z'};

static bool fold_is_word(uint32_t code)
{
    switch (utf8proc_category((utf8proc_int32_t)code)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return true;
    default:
        return false;
    }
}

static bool fold_is_mark(uint32_t code)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);
    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC ||
           category == UTF8PROC_CATEGORY_ME;
}

/* Whether it is a word by itself: a letter of a script without blanks. */
static bool fold_is_alone(uint32_t code)
{
    return code >= 0xE00 &&
           ((code <= 0xEFF) || (code >= 0x1000 && code <= 0x109F) ||
            (code >= 0x1780 && code <= 0x17FF) || (code >= 0x3040 && code <= 0x30FF) || /* kana */
            (code >= 0x31F0 && code <= 0x31FF) ||
            (code >= 0x3400 && code <= 0x4DBF) || /* ideographs */
            (code >= 0x4E00 && code <= 0x9FFF) || (code >= 0xF900 && code <= 0xFAFF) ||
            (code >= 0xFF66 && code <= 0xFF9D) || /* kana of half width */
            (code >= 0x1AFF0 && code <= 0x1B16F) || (code >= 0x20000 && code <= 0x3FFFF));
}

static bool fold_is_accent(uint32_t code)
{
    utf8proc_propval_t class = utf8proc_get_property((utf8proc_int32_t)code)->combining_class;
    return (class >= 10 && class <= 36) || class >= 200;
}

/* Letters that Unicode does not decompose but that are written without their stroke. */
static const char *fold_plain(uint32_t code)
{
    switch (code) {
    case 0xE6:
        return "ae";
    case 0xF0:
    case 0x111:
        return "d";
    case 0xF8:
        return "o";
    case 0xFE:
        return "th";
    case 0x127:
        return "h";
    case 0x131:
        return "i";
    case 0x142:
        return "l";
    case 0x153:
        return "oe";
    default:
        return NULL;
    }
}

static void fold_add_code(struct str *out, uint32_t code, unsigned keep)
{
    utf8proc_int32_t parts[24];
    int boundary = 0;
    unsigned options = UTF8PROC_DECOMPOSE | (keep & FOLD_KEEP_CASE ? 0u : UTF8PROC_CASEFOLD);
    utf8proc_ssize_t count = utf8proc_decompose_char((utf8proc_int32_t)code, parts, 24,
                                                     (utf8proc_option_t)options, &boundary);
    for (utf8proc_ssize_t i = 0; i < count && i < 24; i++) {
        char bytes[4];
        uint32_t part = (uint32_t)parts[i];
        const char *plain = keep & FOLD_KEEP_MARKS ? NULL : fold_plain(part);
        if (plain)
            str_add_text(out, plain);
        else if (keep & FOLD_KEEP_MARKS || !fold_is_accent(part))
            str_add(out, view_from(bytes, utf8_encode(part, bytes)));
    }
}

void fold_add(struct str *out, struct view text, unsigned keep)
{
    str_reserve(out, text.len);
    for (size_t at = 0, size; at < text.len; at += size) {
        uint32_t code = utf8_decode(text, at, &size);
        if (code == UTF8_INVALID)
            str_add_char(out, text.data[at]);
        else if (code >= 0x80)
            fold_add_code(out, code, keep);
        else if (!(keep & FOLD_KEEP_CASE) && code >= 'A' && code <= 'Z')
            str_add_char(out, (char)(code | 0x20));
        else
            str_add_char(out, (char)code);
    }
}

unsigned fold_needs(struct view text)
{
    unsigned needs = 0;
    for (size_t at = 0, size; at < text.len; at += size) {
        uint32_t code = utf8_decode(text, at, &size);
        if (code == UTF8_INVALID)
            continue;
        utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);
        if (category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT)
            needs |= FOLD_KEEP_CASE;
        if (code < 0x80)
            continue;
        struct str plain = {0}, marked = {0};
        fold_add_code(&plain, code, FOLD_KEEP_CASE);
        fold_add_code(&marked, code, FOLD_KEEP_CASE | FOLD_KEEP_MARKS);
        if (!view_equal(str_view(&plain), str_view(&marked)))
            needs |= FOLD_KEEP_MARKS;
        str_finish(&plain);
        str_finish(&marked);
    }
    return needs;
}

/* The code point at `pos` if words are made of it, else 0. */
static uint32_t fold_letter(struct view text, size_t pos, size_t *size)
{
    uint32_t code = utf8_decode(text, pos, size);
    return code != UTF8_INVALID && fold_is_word(code) ? code : 0;
}

/* The end of the word that begins at `start` with a letter past ASCII somewhere. */
static size_t fold_wide_end(struct view text, size_t start)
{
    size_t at = start, size;
    uint32_t code = fold_letter(text, at, &size);
    bool alone = fold_is_alone(code);
    while (code && (at == start || (alone ? fold_is_mark(code) : !fold_is_alone(code)))) {
        at += size;
        code = at < text.len ? fold_letter(text, at, &size) : 0;
    }
    return at;
}

static void fold_cut(struct fold_reader *reader)
{
    struct view word = str_view(&reader->word);
    reader->cut = word.len > FOLD_WORD_MAX;
    if (reader->cut)
        str_replace(&reader->word, utf8_floor(word, FOLD_WORD_MAX), word.len, VIEW(""));
}

static size_t fold_begin(struct view text, size_t pos)
{
    while (pos < text.len) {
        unsigned char c = (unsigned char)text.data[pos];
        size_t size = 1;
        if (c < 0x80 ? fold_ascii[c] : fold_letter(text, pos, &size) != 0)
            return pos;
        pos += size;
    }
    return pos;
}

bool fold_next(struct fold_reader *reader)
{
    struct view text = reader->text;
    size_t start = fold_begin(text, reader->pos), at = start, len = 0;
    if (start >= text.len) {
        reader->pos = text.len;
        return false;
    }
    if (reader->word.cap <= FOLD_WORD_MAX)
        str_reserve(&reader->word, FOLD_WORD_MAX + 1);
    char *out = reader->word.data;
    unsigned char c;
    for (; at < text.len && (c = fold_ascii[(unsigned char)text.data[at]]) != 0; at++)
        if (len < FOLD_WORD_MAX)
            out[len++] = (char)c;
    reader->cut = at - start > FOLD_WORD_MAX;
    out[len] = '\0';
    reader->word.len = len;
    if (at < text.len && (text.data[at] & 0x80)) {
        at = fold_wide_end(text, start);
        reader->raw = view_slice(text, start, at);
        str_clear(&reader->word);
        /* A letter folds to at most a few, so the rest of a long word cannot matter. */
        fold_add(&reader->word, view_slice(reader->raw, 0, utf8_floor(reader->raw, 1024)), 0);
        fold_cut(reader);
        reader->cut = reader->cut || reader->raw.len > 1024;
    }
    reader->raw = view_slice(text, start, at);
    reader->pos = at;
    return true;
}

void fold_finish(struct fold_reader *reader)
{
    str_finish(&reader->word);
    *reader = (struct fold_reader){0};
}
