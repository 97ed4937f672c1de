#ifndef CORE_TEXT_WORD_MOVE_H
#define CORE_TEXT_WORD_MOVE_H

#include "core/text/line_diff.h"

/* A block: a paragraph, a heading or an item of a list, with the blank lines after it. */
struct word_block {
    size_t start, end; /* bytes */
    size_t words;
    size_t region;
    size_t peer_start, peer_end; /* bytes of the same words on the other side */
    uint32_t symbol;
};

struct word_blocks {
    struct word_block *items;
    size_t count, cap;
};

/* Finds the blocks of at least a few words that left one place and came to another, in the order
 * of each side. `regions` are groups of the diff's edits: within a region a block has moved only
 * when it changed its order with others that are still there. */
void word_moves_find(const struct line_diff *diff, const struct compare_edits *regions,
                     struct word_blocks *old, struct word_blocks *new);
void word_blocks_finish(struct word_blocks *blocks);

#endif
