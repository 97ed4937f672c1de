#ifndef CORE_TEXT_LIKENESS_H
#define CORE_TEXT_LIKENESS_H

#include "core/base/str.h"

#include <stdint.h>

/* How much of one text stands in another, wherever it stands there: lines, longer ones in pieces of
 * 64 bytes, are counted by a number made from them, exactly as git does to find a renamed file
 * (diffcore-delta.c), so that both find the same. */

struct likeness_piece {
    uint32_t number;
    uint32_t bytes; /* of all pieces with it */
};
struct likeness {
    struct likeness_piece *pieces; /* by number */
    size_t count, cap;
};

/* A text with a NUL in its first 8,000 bytes is not one of lines: its CR before LF count. */
void likeness_make(struct likeness *out, struct view text);
/* Bytes that both have. */
uint64_t likeness_shared(const struct likeness *a, const struct likeness *b);
void likeness_finish(struct likeness *likeness);

#endif
