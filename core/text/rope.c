/* The tree of a rope: AVL, one piece in each node, in the order of the text.
 *
 * Nodes are counted and copied before they change when anybody else holds them, so an edit copies
 * at most the way from the root to its place, and a snapshot is one more count. A function here
 * that takes a node takes the count with it. Going down, a node is made our own before its
 * children are touched: copying a shared node counts its children once more, which makes them
 * shared in turn.
 *
 * Everything is built from `join` (two trees with a node between them, heights apart or not) and
 * from that `split`; both cost the difference in height. Where two pieces meet that also follow
 * each other in their block they become one again: typing grows one piece, and undoing a deletion
 * heals the cut. */
#include "core/text/rope_node.h"

#include "core/base/memory.h"

#include <stdlib.h>

static unsigned node_height(const struct rope *node)
{
    return node ? node->height : 0;
}

struct rope *rope_node_new(const struct rope_piece *piece)
{
    struct rope *node = mem_zalloc(1, sizeof(*node));
    atomic_init(&node->refs, 1);
    node->piece = *piece;
    rope_block_hold(piece->block);
    rope_node_update(node);
    return node;
}

void rope_node_update(struct rope *node)
{
    const struct rope *left = node->left, *right = node->right;
    unsigned a = node_height(left), b = node_height(right);
    node->height = (a > b ? a : b) + 1;
    node->length = node->piece.len + rope_length(left) + rope_length(right);
    node->newlines =
        node->piece.newlines + (left ? left->newlines : 0) + (right ? right->newlines : 0);
}

struct rope *rope_share(const struct rope *rope)
{
    struct rope *node = (struct rope *)rope;
    if (node)
        atomic_fetch_add_explicit(&node->refs, 1, memory_order_relaxed);
    return node;
}

void rope_free(struct rope *rope)
{
    if (!rope || atomic_fetch_sub_explicit(&rope->refs, 1, memory_order_acq_rel) != 1)
        return;
    rope_free(rope->left);
    rope_free(rope->right);
    rope_block_drop(rope->piece.block);
    free(rope);
}

/* A node that nobody else holds, with the same piece and children. */
static struct rope *node_own(struct rope *node)
{
    if (atomic_load_explicit(&node->refs, memory_order_acquire) == 1)
        return node;
    struct rope *copy = rope_node_new(&node->piece);
    copy->left = rope_share(node->left);
    copy->right = rope_share(node->right);
    copy->height = node->height;
    copy->length = node->length;
    copy->newlines = node->newlines;
    rope_free(node);
    return copy;
}

static struct rope *node_rotate_right(struct rope *node)
{
    struct rope *top = node_own(node->left);
    node->left = top->right;
    rope_node_update(node);
    top->right = node;
    rope_node_update(top);
    return top;
}

static struct rope *node_rotate_left(struct rope *node)
{
    struct rope *top = node_own(node->right);
    node->right = top->left;
    rope_node_update(node);
    top->left = node;
    rope_node_update(top);
    return top;
}

/* For a node of our own whose children's heights are at most two apart. */
static struct rope *node_balance(struct rope *node)
{
    if (node_height(node->left) > node_height(node->right) + 1) {
        node->left = node_own(node->left);
        if (node_height(node->left->right) > node_height(node->left->left))
            node->left = node_rotate_left(node->left);
        return node_rotate_right(node);
    }
    if (node_height(node->right) > node_height(node->left) + 1) {
        node->right = node_own(node->right);
        if (node_height(node->right->left) > node_height(node->right->right))
            node->right = node_rotate_right(node->right);
        return node_rotate_left(node);
    }
    rope_node_update(node);
    return node;
}

/* `middle` is our own; its children are not looked at. */
static struct rope *node_join(struct rope *left, struct rope *middle, struct rope *right)
{
    if (node_height(left) > node_height(right) + 1) {
        left = node_own(left);
        left->right = node_join(left->right, middle, right);
        return node_balance(left);
    }
    if (node_height(right) > node_height(left) + 1) {
        right = node_own(right);
        right->left = node_join(left, middle, right->left);
        return node_balance(right);
    }
    middle->left = left;
    middle->right = right;
    rope_node_update(middle);
    return middle;
}

/* Gives the tree without its last node, which becomes the caller's own. */
static struct rope *node_pop_last(struct rope *node, struct rope **last)
{
    node = node_own(node);
    if (!node->right) {
        struct rope *rest = node->left;
        node->left = NULL;
        *last = node;
        return rest;
    }
    node->right = node_pop_last(node->right, last);
    return node_balance(node);
}

static struct rope *node_pop_first(struct rope *node, struct rope **first)
{
    node = node_own(node);
    if (!node->left) {
        struct rope *rest = node->right;
        node->right = NULL;
        *first = node;
        return rest;
    }
    node->left = node_pop_first(node->left, first);
    return node_balance(node);
}

static bool piece_follows(const struct rope_piece *piece, const struct rope_piece *next)
{
    return piece->block == next->block && piece->data + piece->len == next->data &&
           piece->len + next->len <= piece->block->piece_max;
}

struct rope *rope_concat(struct rope *left, struct rope *right)
{
    if (!left || !right)
        return left ? left : right;
    struct rope *last;
    left = node_pop_last(left, &last);
    const struct rope *next = right;
    while (next->left)
        next = next->left;
    if (piece_follows(&last->piece, &next->piece)) {
        struct rope *first;
        right = node_pop_first(right, &first);
        last->piece.len += first->piece.len;
        last->piece.newlines += first->piece.newlines;
        rope_free(first);
    }
    return node_join(left, last, right);
}

/* Cuts the piece of a node of our own at `at`; returns a node for what lies behind. */
static struct rope *node_cut(struct rope *node, size_t at)
{
    struct rope_piece head = node->piece, tail = node->piece;
    head.len = at;
    tail.data += at;
    tail.len -= at;
    if (head.len < tail.len) {
        head.newlines = rope_count_newlines(head.data, head.len);
        tail.newlines -= head.newlines;
    } else {
        tail.newlines = rope_count_newlines(tail.data, tail.len);
        head.newlines -= tail.newlines;
    }
    node->piece = head;
    return rope_node_new(&tail);
}

void rope_split(struct rope *rope, size_t pos, struct rope **left, struct rope **right)
{
    if (!rope) {
        *left = *right = NULL;
        return;
    }
    struct rope *node = node_own(rope);
    struct rope *below = node->left, *above = node->right;
    size_t start = rope_length(below);
    if (pos <= start) {
        rope_split(below, pos, left, &below);
        *right = node_join(below, node, above);
    } else if (pos - start >= node->piece.len) {
        rope_split(above, pos - start - node->piece.len, &above, right);
        *left = node_join(below, node, above);
    } else {
        struct rope *tail = node_cut(node, pos - start);
        *left = node_join(below, node, NULL);
        *right = node_join(NULL, tail, above);
    }
}

struct rope *rope_slice(const struct rope *rope, size_t from, size_t to)
{
    struct rope *before, *part, *after;
    if (from >= to)
        return NULL;
    rope_split(rope_share(rope), to, &part, &after);
    rope_split(part, from, &before, &part);
    rope_free(before);
    rope_free(after);
    return part;
}
