#include "core/text/rope_node.h"

#include "core/base/memory.h"

#include <stdlib.h>
#include <string.h>

struct rope_block *rope_block_new(size_t size, size_t piece_max)
{
    size_t bytes;
    if (__builtin_add_overflow(sizeof(struct rope_block), size, &bytes))
        abort();
    struct rope_block *block = mem_alloc(bytes);
    atomic_init(&block->refs, 1);
    block->piece_max = piece_max ? piece_max : 1;
    block->release = NULL;
    block->data = NULL;
    return block;
}

void rope_block_hold(struct rope_block *block)
{
    atomic_fetch_add_explicit(&block->refs, 1, memory_order_relaxed);
}

void rope_block_drop(struct rope_block *block)
{
    if (!block || atomic_fetch_sub_explicit(&block->refs, 1, memory_order_acq_rel) != 1)
        return;
    if (block->release)
        block->release(block->data);
    free(block);
}

/* Eight bytes at a time: this is what opening a file costs. */
size_t rope_count_newlines(const char *data, size_t len)
{
    const uint64_t low = 0x7F7F7F7F7F7F7F7FU, newline = 0x0A0A0A0A0A0A0A0AU;
    size_t count = 0, i = 0;
    for (; i + 8 <= len; i += 8) {
        uint64_t word;
        memcpy(&word, data + i, 8);
        word ^= newline;
        uint64_t zero = ~(((word & low) + low) | word | low); /* 0x80 where a byte is zero */
        count += (size_t)(((zero >> 7) * 0x0101010101010101U) >> 56);
    }
    for (; i < len; i++)
        count += data[i] == '\n';
    return count;
}

/* The pieces [first, end), of piece_max bytes each but the last, as a tree of least height. */
static struct rope *build(struct rope_block *block, struct view bytes, size_t first, size_t end)
{
    if (first >= end)
        return NULL;
    size_t middle = first + (end - first) / 2, max = block->piece_max;
    struct view part = view_slice(bytes, middle * max, middle * max + max);
    struct rope_piece piece = {
        .block = block,
        .data = part.data,
        .len = part.len,
        .newlines = rope_count_newlines(part.data, part.len),
    };
    struct rope *node = rope_node_new(&piece);
    node->left = build(block, bytes, first, middle);
    node->right = build(block, bytes, middle + 1, end);
    rope_node_update(node);
    return node;
}

struct rope *rope_from_block(struct rope_block *block, struct view bytes)
{
    size_t max = block->piece_max;
    return build(block, bytes, 0, bytes.len / max + (bytes.len % max != 0));
}
