#ifndef CORE_EDIT_BLOCK_H
#define CORE_EDIT_BLOCK_H

#include "core/edit/shape.h"

/* A paragraph of Markdown as lines: the words of a list's item, of a quote, or of no such thing. */

struct block {
    size_t first, last; /* lines */
    struct shape shape; /* of the first line */
    bool prose;         /* its lines may be filled anew: no heading, code, table or rule */
};

/* The block that line `line` is of; false when the line is blank. Looks no further than some
 * thousand lines. */
bool block_find(const struct rope *text, size_t line, struct block *out);
/* Whether line `line` lies in a table. */
bool block_is_table(const struct rope *text, size_t line);

#endif
