#ifndef CORE_EDIT_TALLY_H
#define CORE_EDIT_TALLY_H

#include "core/text/rope.h"

/* The words of a text that changes: what stands between blanks and holds a letter or a digit, after
 * the front matter (as render_count_words has it). Counted slice by slice; a change counts again
 * only the words it touches. */

struct tally {
    size_t words; /* that end before `at` */
    size_t at;    /* counted up to here; SIZE_MAX when all is */
    size_t begun; /* where the body begins */
    bool inside;  /* a word with a letter or digit is open at `at` */
};

/* Counts on through at most `bytes` bytes; true when all is counted. */
bool tally_count(struct tally *tally, const struct rope *text, size_t bytes);
/* `removed` bytes of `old` gave way to `inserted` bytes of `new` at `pos`. */
void tally_change(struct tally *tally, const struct rope *old, const struct rope *new, size_t pos,
                  size_t removed, size_t inserted);

#endif
