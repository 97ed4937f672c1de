#include "core/edit/block.h"

#include "core/edit/span.h"

#include <string.h>

enum { LINES_MAX = 1000 }; /* looked at in each direction */

/* `===`, `---`, `***`: what underlines a heading or parts the page. */
static bool is_line(const struct shape *shape)
{
    size_t count = 0;
    char mark = shape->indent < shape->len ? shape->bytes[shape->indent] : '\0';
    if (shape->kind || !mark || !strchr("=-*_", mark))
        return false;
    for (size_t i = shape->indent; i < shape->len; i++) {
        count += shape->bytes[i] == mark;
        if (shape->bytes[i] != mark && shape->bytes[i] != ' ' && shape->bytes[i] != '\t')
            return false;
    }
    return count >= (mark == '=' ? 1 : 2);
}

static bool is_bar_line(const struct shape *shape)
{
    return shape->indent < shape->len && shape->bytes[shape->indent] == '|';
}

/* A line that is a block of its own. */
static bool is_single(const struct shape *shape)
{
    char fence;
    size_t len;
    return shape_heading(shape) || shape_is_fence(shape, &fence, &len) || is_line(shape) ||
           is_bar_line(shape);
}

/* Whether `below`, which follows `above`, goes on with its paragraph. */
static bool goes_on(const struct shape *above, const struct shape *below)
{
    return !below->blank && !below->kind && below->quotes == above->quotes && !is_single(below) &&
           !is_single(above);
}

/* A line indented like code may stand in an item of a list. */
static bool is_code(const struct rope *text, const struct block *block)
{
    struct shape above;
    if (block->shape.kind || block->shape.cols < 4)
        return false;
    size_t line = block->first;
    for (size_t looked = 0; line-- > 0 && looked < LINES_MAX; looked++) {
        shape_read(text, line, &above);
        if (above.kind && above.content <= block->shape.cols)
            return false;
        if (!above.blank && above.cols < block->shape.cols)
            break;
    }
    return true;
}

bool block_find(const struct rope *text, size_t line, struct block *out)
{
    struct shape here, next;
    size_t lines = rope_line_count(text);
    *out = (struct block){.first = line, .last = line};
    shape_read(text, line, &out->shape);
    if (out->shape.blank && !out->shape.kind)
        return false;
    here = out->shape;
    while (!out->shape.kind && out->first > 0 && line - out->first < LINES_MAX) {
        struct shape above;
        shape_read(text, out->first - 1, &above);
        if (above.blank || !goes_on(&above, &out->shape))
            break;
        out->first--;
        out->shape = above;
    }
    while (out->last + 1 < lines && out->last - line < LINES_MAX) {
        shape_read(text, out->last + 1, &next);
        if (here.blank || !goes_on(&here, &next))
            break;
        out->last++;
        here = next;
    }
    out->prose = !is_single(&out->shape) && !shape_in_fence(text, out->first) &&
                 !is_code(text, out) && !out->shape.blank;
    return true;
}

/* Whether the line is the row of dashes below a table's head. */
static bool is_dashes(const struct rope *text, size_t line)
{
    struct shape shape;
    bool dash = false, bar = false;
    shape_read(text, line, &shape);
    if (shape.end - shape.start > shape.len)
        return false;
    for (size_t i = shape.quote; i < shape.len; i++) {
        if (!strchr("|-: \t", shape.bytes[i]) || !shape.bytes[i])
            return false;
        dash = dash || shape.bytes[i] == '-';
        bar = bar || shape.bytes[i] == '|';
    }
    return dash && bar;
}

static bool has_bar(const struct rope *text, size_t line)
{
    struct rope_cursor cursor =
        rope_cursor(text, rope_line_start(text, line), span_line_end(text, line));
    struct view chunk;
    while (rope_cursor_next(&cursor, &chunk))
        if (memchr(chunk.data, '|', chunk.len))
            return true;
    return false;
}

bool block_is_table(const struct rope *text, size_t line)
{
    size_t lines = rope_line_count(text);
    if (!has_bar(text, line))
        return false;
    if (line + 1 < lines && is_dashes(text, line + 1))
        return true;
    for (size_t at = line; line - at < LINES_MAX && has_bar(text, at); at--) {
        if (at == 0)
            return false;
        if (is_dashes(text, at) && has_bar(text, at - 1))
            return true;
    }
    return false;
}
