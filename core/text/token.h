#ifndef CORE_TEXT_TOKEN_H
#define CORE_TEXT_TOKEN_H

#include "core/text/intern.h"

/* Text as the words of prose. A word is a run of letters, digits and their combining marks, with
 * apostrophes and underscores between two of them and points and commas between two digits; wide
 * letters (ideographs, kana, Hangul) are a word each. A run of blanks is one token. Anything else
 * is a token by the cluster. The tokens of a text follow each other without a gap; any bytes go. */

enum token_kind {
    TOKEN_WORD,
    TOKEN_BLANK, /* with at most one line break */
    TOKEN_BREAK, /* blanks with a blank line among them */
    TOKEN_MARK,  /* punctuation, a sign, an emoji, a control, an invalid byte */
    TOKEN_WHOLE, /* nothing to look into: token_list_add's caller says what */
};

/* The end of the token at `pos` (< text.len). */
size_t token_next(struct view text, size_t pos, enum token_kind *kind);

/* The tokens of text[from, end of the last); zero it, set `text` and `from` to begin. */
struct token_list {
    struct view text;
    size_t from;
    size_t *ends;
    uint32_t *symbols;
    uint8_t *kinds; /* enum token_kind */
    size_t count, cap;
};

/* How blanks compare. */
enum token_blanks {
    TOKEN_BLANKS_EXACT,
    TOKEN_BLANKS_FOLDED, /* all blanks are equal, all breaks are */
};

/* Appends the tokens of the text from where the list ends up to `to`. */
void token_list_read(struct token_list *list, size_t to, enum token_blanks blanks,
                     struct intern *intern);
void token_list_add(struct token_list *list, size_t end, enum token_kind kind, uint32_t symbol);
/* Where token `index` starts; for `count` where the last one ends. */
size_t token_list_start(const struct token_list *list, size_t index);
struct view token_list_span(const struct token_list *list, size_t first, size_t count);
void token_list_finish(struct token_list *list);

#endif
