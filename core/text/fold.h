#ifndef CORE_TEXT_FOLD_H
#define CORE_TEXT_FOLD_H

#include "core/base/str.h"

/* The words of a text as a search compares them: runs of letters, marks and digits, without regard
 * to case and accents. In scripts that put no blanks between words (ideographs, kana, Thai, Lao,
 * Burmese, Khmer) each letter is a word, so that a run of them is found as a phrase is. */

enum {
    FOLD_KEEP_CASE = 1 << 0,
    FOLD_KEEP_MARKS = 1 << 1,
};

/* Appends `text` decomposed (NFD), case-folded unless FOLD_KEEP_CASE, and unless FOLD_KEEP_MARKS
 * without accents and points: é is e, ø is o, ß is ss. What is no UTF-8 stays as it is. */
void fold_add(struct str *out, struct view text, unsigned keep);
/* What of FOLD_KEEP_* must be kept for `text` to be told from its fold: it has a capital, an
 * accent. */
unsigned fold_needs(struct view text);

struct fold_reader {
    struct view text;
    size_t pos;
    struct view raw; /* the word as it stands in the text */
    struct str word; /* folded, nothing kept; at most FOLD_WORD_MAX bytes, cut at a character */
    bool cut;        /* the word is longer */
};

#define FOLD_WORD_MAX 64

/* Steps to the next word; false at the end. Zero the reader but for `text` and `pos`; end with
 * fold_finish. */
bool fold_next(struct fold_reader *reader);
void fold_finish(struct fold_reader *reader);

#endif
