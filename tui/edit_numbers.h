#ifndef TUI_EDIT_NUMBERS_H
#define TUI_EDIT_NUMBERS_H

#include "tui/edit_view.h"

/* The numbers that writers want, at most `cols` cells of them: what matters least is left out
 * first. "▰▰▰▱▱ 181 of 300-400 words · +2 -2 · 3 marks · 1 min · ~240 tokens · 12:4" */
void edit_numbers_add(const struct edit_view *view, size_t cols, struct str *out);

/* How many tokens a language model would make of a text, about: a token is some four bytes, or
 * three quarters of a word, whichever gives more. */
size_t edit_numbers_tokens(size_t bytes, size_t words);
/* Minutes to read so many words, at 220 a minute. */
size_t edit_numbers_minutes(size_t words);

#endif
