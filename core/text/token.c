#include "core/text/token.h"

#include "core/base/memory.h"
#include "core/text/cluster.h"
#include "core/text/utf8.h"

#include <stdlib.h>
#include <utf8proc.h>

/* Tokens past this many are taken as one. */
#define TOKENS_MAX (INTERN_MAX / 2)

enum token_char {
    CHAR_LETTER,
    CHAR_DIGIT,
    CHAR_WIDE,  /* a letter that is a word */
    CHAR_JOINS, /* a mark on the letter before it */
    CHAR_BLANK,
    CHAR_OTHER,
};

static enum token_char token_char_of(uint32_t code)
{
    switch (utf8proc_category((utf8proc_int32_t)code)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return utf8proc_charwidth((utf8proc_int32_t)code) == 2 ? CHAR_WIDE : CHAR_LETTER;
    case UTF8PROC_CATEGORY_ND:
        return CHAR_DIGIT;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_CF:
        return CHAR_JOINS;
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return CHAR_BLANK;
    default:
        return CHAR_OTHER;
    }
}

static enum token_char token_char_at(struct view text, size_t pos, size_t *size)
{
    unsigned char c = (unsigned char)text.data[pos];
    *size = 1;
    if (c >= 0x80) {
        uint32_t code = utf8_decode(text, pos, size);
        return code == UTF8_INVALID ? CHAR_OTHER : token_char_of(code);
    }
    if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')
        return CHAR_LETTER;
    if (c >= '0' && c <= '9')
        return CHAR_DIGIT;
    return c == ' ' || (c >= '\t' && c <= '\r') ? CHAR_BLANK : CHAR_OTHER;
}

/* The bytes at `pos` that bind the word's last letter, of kind `before`, to one after them. */
static size_t token_bond(struct view text, size_t pos, enum token_char before)
{
    static const char curly[] = "\xE2\x80\x99";
    size_t size = 1, next_size;
    bool digits = false;
    switch (text.data[pos]) {
    case '\'':
    case '_':
        break;
    case '.':
    case ',':
        digits = true;
        break;
    default:
        size = sizeof(curly) - 1;
        if (!view_starts(view_slice(text, pos, text.len), curly))
            return 0;
    }
    if (pos + size >= text.len)
        return 0;
    enum token_char after = token_char_at(text, pos + size, &next_size);
    if (digits)
        return before == CHAR_DIGIT && after == CHAR_DIGIT ? size : 0;
    return after == CHAR_LETTER || after == CHAR_DIGIT ? size : 0;
}

static size_t token_word_end(struct view text, size_t pos)
{
    enum token_char last = CHAR_LETTER;
    while (pos < text.len) {
        size_t size;
        enum token_char kind = token_char_at(text, pos, &size);
        if (kind == CHAR_LETTER || kind == CHAR_DIGIT)
            last = kind;
        else if (kind != CHAR_JOINS)
            size = kind == CHAR_OTHER ? token_bond(text, pos, last) : 0;
        if (size == 0)
            break;
        pos += size;
    }
    return pos;
}

static size_t token_blank_end(struct view text, size_t pos, enum token_kind *kind)
{
    size_t size, breaks = 0;
    for (; pos < text.len && token_char_at(text, pos, &size) == CHAR_BLANK; pos += size)
        breaks += text.data[pos] == '\n';
    *kind = breaks > 1 ? TOKEN_BREAK : TOKEN_BLANK;
    return pos;
}

size_t token_next(struct view text, size_t pos, enum token_kind *kind)
{
    size_t size;
    struct cluster cluster;
    enum token_char first = token_char_at(text, pos, &size);
    *kind = TOKEN_WORD;
    switch (first) {
    case CHAR_LETTER:
    case CHAR_DIGIT:
        return token_word_end(text, pos);
    case CHAR_BLANK:
        return token_blank_end(text, pos, kind);
    case CHAR_WIDE:
        break;
    default:
        *kind = TOKEN_MARK;
        if ((unsigned char)text.data[pos] < 0x80)
            return pos + 1;
    }
    return cluster_next(text, pos, &cluster);
}

size_t token_list_start(const struct token_list *list, size_t index)
{
    return index ? list->ends[index - 1] : list->from;
}

struct view token_list_span(const struct token_list *list, size_t first, size_t count)
{
    return view_slice(list->text, token_list_start(list, first),
                      token_list_start(list, first + count));
}

void token_list_add(struct token_list *list, size_t end, enum token_kind kind, uint32_t symbol)
{
    if (list->count == list->cap) {
        list->cap = list->cap ? list->cap * 2 : 64;
        list->ends = mem_resize(list->ends, list->cap, sizeof(*list->ends));
        list->symbols = mem_resize(list->symbols, list->cap, sizeof(*list->symbols));
        list->kinds = mem_resize(list->kinds, list->cap, sizeof(*list->kinds));
    }
    list->ends[list->count] = end;
    list->kinds[list->count] = (uint8_t)kind;
    list->symbols[list->count++] = symbol;
}

void token_list_read(struct token_list *list, size_t to, enum token_blanks blanks,
                     struct intern *intern)
{
    struct view text = view_slice(list->text, 0, to);
    size_t pos = token_list_start(list, list->count);
    while (pos < text.len) {
        enum token_kind kind = TOKEN_MARK;
        size_t end = list->count < TOKENS_MAX ? token_next(text, pos, &kind) : text.len;
        struct view word = view_slice(text, pos, end);
        if (blanks == TOKEN_BLANKS_FOLDED && kind == TOKEN_BLANK)
            word = VIEW(" ");
        else if (blanks == TOKEN_BLANKS_FOLDED && kind == TOKEN_BREAK)
            word = VIEW("\n\n");
        token_list_add(list, end, kind, intern_add(intern, word));
        pos = end;
    }
}

void token_list_finish(struct token_list *list)
{
    free(list->ends);
    free(list->symbols);
    free(list->kinds);
    *list = (struct token_list){0};
}
