#ifndef CORE_EDIT_MOTION_H
#define CORE_EDIT_MOTION_H

#include "core/text/rope.h"

/* Where a motion of prose leads from `pos`: to the start or the end of the text if nowhere else. */

/* Letters, marks and digits of any script, `_`, and apostrophes inside make words. */
size_t motion_word_left(const struct rope *text, size_t pos);  /* to a word's start */
size_t motion_word_right(const struct rope *text, size_t pos); /* to a word's end */
/* Between runs of lines that are not blank: to the first word of one. */
size_t motion_paragraph_previous(const struct rope *text, size_t pos);
size_t motion_paragraph_next(const struct rope *text, size_t pos);
/* To the first word of a sentence; paragraphs, items and headings begin one. */
size_t motion_sentence_previous(const struct rope *text, size_t pos);
size_t motion_sentence_next(const struct rope *text, size_t pos);
/* To the start of a heading's line. */
size_t motion_heading_previous(const struct rope *text, size_t pos);
size_t motion_heading_next(const struct rope *text, size_t pos);

#endif
