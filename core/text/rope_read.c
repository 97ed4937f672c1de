#include "core/text/rope_node.h"

#include "core/text/hash.h"

#include <string.h>

size_t rope_length(const struct rope *rope)
{
    return rope ? rope->length : 0;
}

size_t rope_line_count(const struct rope *rope)
{
    return (rope ? rope->newlines : 0) + 1;
}

static size_t tree_newlines(const struct rope *node)
{
    return node ? node->newlines : 0;
}

/* The position behind newline number `count`, from 1, which must be there. */
static size_t piece_newline_end(const struct rope_piece *piece, size_t count)
{
    const char *at = piece->data, *end = piece->data + piece->len;
    for (; count > 0; count--)
        at = (const char *)memchr(at, '\n', (size_t)(end - at)) + 1;
    return (size_t)(at - piece->data);
}

size_t rope_line_start(const struct rope *rope, size_t line)
{
    size_t start = 0;
    if (line == 0)
        return 0;
    if (line > tree_newlines(rope))
        return rope_length(rope);
    for (;;) {
        size_t below = tree_newlines(rope->left);
        if (line <= below) {
            rope = rope->left;
            continue;
        }
        line -= below;
        start += rope_length(rope->left);
        if (line <= rope->piece.newlines)
            return start + piece_newline_end(&rope->piece, line);
        line -= rope->piece.newlines;
        start += rope->piece.len;
        rope = rope->right;
    }
}

size_t rope_line_end(const struct rope *rope, size_t line)
{
    if (line >= tree_newlines(rope))
        return rope_length(rope);
    return rope_line_start(rope, line + 1) - 1;
}

size_t rope_line_at(const struct rope *rope, size_t pos)
{
    size_t line = 0;
    while (rope) {
        size_t start = rope_length(rope->left);
        if (pos <= start) {
            rope = rope->left;
            continue;
        }
        line += tree_newlines(rope->left);
        pos -= start;
        if (pos <= rope->piece.len)
            return line + rope_count_newlines(rope->piece.data, pos);
        line += rope->piece.newlines;
        pos -= rope->piece.len;
        rope = rope->right;
    }
    return line;
}

struct view rope_chunk(const struct rope *rope, size_t pos)
{
    while (rope) {
        size_t start = rope_length(rope->left);
        if (pos < start) {
            rope = rope->left;
        } else if (pos - start < rope->piece.len) {
            pos -= start;
            return view_from(rope->piece.data + pos, rope->piece.len - pos);
        } else {
            pos -= start + rope->piece.len;
            rope = rope->right;
        }
    }
    return VIEW("");
}

struct view rope_chunk_before(const struct rope *rope, size_t pos)
{
    if (pos > rope_length(rope))
        pos = rope_length(rope);
    while (rope) {
        size_t start = rope_length(rope->left);
        if (pos <= start) {
            rope = rope->left;
        } else if (pos - start <= rope->piece.len) {
            return view_from(rope->piece.data, pos - start);
        } else {
            pos -= start + rope->piece.len;
            rope = rope->right;
        }
    }
    return VIEW("");
}

char rope_byte(const struct rope *rope, size_t pos)
{
    return rope_chunk(rope, pos).data[0];
}

struct rope_cursor rope_cursor(const struct rope *rope, size_t from, size_t to)
{
    size_t length = rope_length(rope);
    return (struct rope_cursor){.rope = rope, .pos = from, .end = to < length ? to : length};
}

bool rope_cursor_next(struct rope_cursor *cursor, struct view *chunk)
{
    if (cursor->pos >= cursor->end)
        return false;
    *chunk = view_slice(rope_chunk(cursor->rope, cursor->pos), 0, cursor->end - cursor->pos);
    cursor->pos += chunk->len;
    return true;
}

void rope_add_range(const struct rope *rope, size_t from, size_t to, struct str *out)
{
    struct rope_cursor cursor = rope_cursor(rope, from, to);
    struct view chunk;
    if (cursor.pos < cursor.end)
        str_reserve(out, cursor.end - cursor.pos);
    while (rope_cursor_next(&cursor, &chunk))
        str_add(out, chunk);
}

bool rope_equal(const struct rope *a, const struct rope *b)
{
    size_t length = rope_length(a), pos = 0;
    if (a == b)
        return true;
    if (length != rope_length(b))
        return false;
    while (pos < length) {
        struct view x = rope_chunk(a, pos), y = rope_chunk(b, pos);
        size_t common = x.len < y.len ? x.len : y.len;
        if (x.data != y.data && memcmp(x.data, y.data, common) != 0)
            return false;
        pos += common;
    }
    return true;
}

uint64_t rope_hash(const struct rope *rope)
{
    struct hash hash;
    struct rope_cursor cursor = rope_cursor(rope, 0, SIZE_MAX);
    struct view chunk;
    hash_init(&hash);
    while (rope_cursor_next(&cursor, &chunk))
        hash_add(&hash, chunk);
    return hash_end(&hash);
}
