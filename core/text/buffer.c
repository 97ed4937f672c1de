#include "core/text/buffer.h"

#include "core/base/memory.h"
#include "core/text/rope_node.h"

#include <stdlib.h>
#include <string.h>

enum {
    BLOCK_SIZE = 32 * 1024,
};

struct buffer {
    struct rope *text;
    struct rope_block *added; /* what is put in goes to its end; NULL before the first */
    size_t added_len;         /* never taken back: a snapshot may point there */
    size_t piece_max, block_size;
    uint64_t version;
};

static struct buffer *new_empty(size_t piece, size_t block)
{
    struct buffer *buffer = mem_zalloc(1, sizeof(*buffer));
    buffer->piece_max = piece ? piece : 1;
    buffer->block_size = block ? block : 1;
    return buffer;
}

struct buffer *buffer_new_sized(struct view text, size_t piece, size_t block)
{
    struct buffer *buffer = new_empty(piece, block);
    struct rope_block *original = rope_block_new(text.len, buffer->piece_max);
    if (text.len)
        memcpy(original->bytes, text.data, text.len);
    buffer->text = rope_from_block(original, view_from(original->bytes, text.len));
    rope_block_drop(original);
    return buffer;
}

struct buffer *buffer_new(struct view text)
{
    return buffer_new_sized(text, ROPE_PIECE_MAX, BLOCK_SIZE);
}

struct buffer *buffer_borrow(struct view text, void (*release)(void *data), void *data)
{
    struct buffer *buffer = new_empty(ROPE_PIECE_MAX, BLOCK_SIZE);
    struct rope_block *original = rope_block_new(0, buffer->piece_max);
    original->release = release;
    original->data = data;
    buffer->text = rope_from_block(original, text);
    rope_block_drop(original);
    return buffer;
}

void buffer_free(struct buffer *buffer)
{
    if (!buffer)
        return;
    rope_free(buffer->text);
    rope_block_drop(buffer->added);
    free(buffer);
}

const struct rope *buffer_text(const struct buffer *buffer)
{
    return buffer->text;
}

struct rope *buffer_snapshot(const struct buffer *buffer)
{
    return rope_share(buffer->text);
}

uint64_t buffer_version(const struct buffer *buffer)
{
    return buffer->version;
}

/* What is too long to fill what is left of a block usefully gets one of its own, and the next
 * keystroke goes on where the last one was. */
static struct rope *keep_apart(const struct buffer *buffer, struct view text)
{
    struct rope_block *block = rope_block_new(text.len, buffer->piece_max);
    memcpy(block->bytes, text.data, text.len);
    struct rope *rope = rope_from_block(block, view_from(block->bytes, text.len));
    rope_block_drop(block);
    return rope;
}

struct rope *buffer_keep(struct buffer *buffer, struct view text)
{
    if (text.len == 0)
        return NULL;
    if (text.len > buffer->block_size / 2)
        return keep_apart(buffer, text);
    if (!buffer->added || text.len > buffer->block_size - buffer->added_len) {
        rope_block_drop(buffer->added);
        buffer->added = rope_block_new(buffer->block_size, buffer->piece_max);
        buffer->added_len = 0;
    }
    char *bytes = buffer->added->bytes + buffer->added_len;
    memcpy(bytes, text.data, text.len);
    buffer->added_len += text.len;
    return rope_from_block(buffer->added, view_from(bytes, text.len));
}

void buffer_splice(struct buffer *buffer, size_t from, size_t to, struct rope *with,
                   struct rope **removed)
{
    struct rope *before, *part, *after;
    rope_split(buffer->text, to < from ? from : to, &part, &after);
    rope_split(part, from, &before, &part);
    buffer->text = rope_concat(rope_concat(before, with), after);
    buffer->version++;
    if (removed)
        *removed = part;
    else
        rope_free(part);
}

void buffer_replace(struct buffer *buffer, size_t from, size_t to, struct view text)
{
    buffer_splice(buffer, from, to, buffer_keep(buffer, text), NULL);
}

void buffer_insert(struct buffer *buffer, size_t pos, struct view text)
{
    buffer_replace(buffer, pos, pos, text);
}

void buffer_delete(struct buffer *buffer, size_t from, size_t to)
{
    buffer_replace(buffer, from, to, VIEW(""));
}
