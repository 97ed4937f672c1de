#ifndef CORE_EDIT_FILL_H
#define CORE_EDIT_FILL_H

#include "core/edit/block.h"

/* Fills the lines of a paragraph anew to at most `cols` cells, under what stands before it: the
 * mark of an item, of a quote. Lines that end in two blanks or a backslash stay ends of lines. What
 * would read as a mark at the start of a line does not come there. Doing it twice changes nothing
 * more. Appends all but the last line's end to `out`. */
void fill_block(const struct rope *text, const struct block *block, size_t cols,
                struct view line_end, struct str *out);

#endif
