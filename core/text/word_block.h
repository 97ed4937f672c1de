#ifndef CORE_TEXT_WORD_BLOCK_H
#define CORE_TEXT_WORD_BLOCK_H

#include "core/text/compare.h"
#include "core/text/intern.h"

/* A block: a paragraph, a heading or an item of a list, with the blank lines after it. The blocks
 * of a text follow each other without a gap. */

struct word_block {
    size_t start, end;           /* bytes */
    size_t peer_start, peer_end; /* where it moved, when it did: peer_end > 0 */
    size_t words;                /* when it moved */
};

struct word_blocks {
    struct view text;
    struct word_block *items;
    uint32_t *symbols; /* by block; equal for the same words, however their lines are broken */
    size_t count, cap;
    struct str folded; /* what the symbols are made of, with single blanks */
};

void word_blocks_read(struct word_blocks *blocks, struct view text, struct intern *intern);
/* Notes of the blocks within the edits which are on the other side too: in another place, that is,
 * for in the same place they would be no edits. Blocks of a few words do not count. */
void word_blocks_find_moved(struct word_blocks *old, struct word_blocks *new,
                            const struct compare_edits *edits, size_t symbol_count);
void word_blocks_finish(struct word_blocks *blocks);

#endif
