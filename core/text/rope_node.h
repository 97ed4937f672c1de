#ifndef CORE_TEXT_ROPE_NODE_H
#define CORE_TEXT_ROPE_NODE_H

#include "core/text/rope.h"

#include <stdatomic.h>

/* Private to core/text: how a rope is made. */

enum {
    ROPE_PIECE_MAX = 1024, /* what may have to be looked through to find a line */
};

/* Bytes that never move and never change. Counted: each piece holds its block. */
struct rope_block {
    atomic_size_t refs;
    size_t piece_max;            /* at least 1: pieces into this block are no longer */
    void (*release)(void *data); /* NULL: nothing to call at the end */
    void *data;                  /* what `release` is called with */
    char bytes[];
};

struct rope_piece {
    struct rope_block *block;
    const char *data;
    size_t len, newlines;
};

struct rope {
    atomic_size_t refs;
    unsigned height;
    struct rope *left, *right;
    struct rope_piece piece;
    size_t length, newlines; /* of the whole tree */
};

/* A block with room for `size` bytes, held once. */
struct rope_block *rope_block_new(size_t size, size_t piece_max);
void rope_block_hold(struct rope_block *block);
void rope_block_drop(struct rope_block *block);
/* A rope of bytes that lie in `block` or, for one that borrows, that it keeps valid. */
struct rope *rope_from_block(struct rope_block *block, struct view bytes);
size_t rope_count_newlines(const char *data, size_t len);

/* A node for `piece`, whose block it holds; no children, held once. */
struct rope *rope_node_new(const struct rope_piece *piece);
/* Length, newlines and height from the children. */
void rope_node_update(struct rope *node);

#endif
