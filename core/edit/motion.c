#include "core/edit/motion.h"

#include "core/edit/block.h"
#include "core/edit/span.h"
#include "core/text/utf8.h"

#include <string.h>
#include <utf8proc.h>

static bool is_letter(uint32_t code)
{
    if (code == UTF8_INVALID)
        return false;
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);
    return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO) || code == '_';
}

/* Whether the cluster at `pos` is of a word. */
static bool is_word_at(const struct rope *text, size_t pos)
{
    uint32_t code = span_code(text, pos);
    if (is_letter(code))
        return true;
    if ((code != '\'' && code != 0x2019) || pos == 0)
        return false;
    return is_letter(span_code(text, span_previous(text, pos))) &&
           is_letter(span_code(text, span_next(text, pos)));
}

size_t motion_word_left(const struct rope *text, size_t pos)
{
    while (pos > 0 && !is_word_at(text, span_previous(text, pos)))
        pos = span_previous(text, pos);
    while (pos > 0 && is_word_at(text, span_previous(text, pos)))
        pos = span_previous(text, pos);
    return pos;
}

size_t motion_word_right(const struct rope *text, size_t pos)
{
    size_t length = rope_length(text);
    while (pos < length && !is_word_at(text, pos))
        pos = span_next(text, pos);
    while (pos < length && is_word_at(text, pos))
        pos = span_next(text, pos);
    return pos;
}

static bool is_blank_line(const struct rope *text, size_t line)
{
    return span_is_blank(text, rope_line_start(text, line), rope_line_end(text, line));
}

static size_t line_text(const struct rope *text, size_t line)
{
    return span_skip_blanks(text, rope_line_start(text, line), span_line_end(text, line));
}

size_t motion_paragraph_previous(const struct rope *text, size_t pos)
{
    size_t line = rope_line_at(text, pos);
    if (line > 0 && pos <= line_text(text, line))
        line--;
    while (line > 0 && is_blank_line(text, line))
        line--;
    while (line > 0 && !is_blank_line(text, line - 1))
        line--;
    size_t start = line_text(text, line);
    return start < pos ? start : 0;
}

size_t motion_paragraph_next(const struct rope *text, size_t pos)
{
    size_t line = rope_line_at(text, pos), lines = rope_line_count(text);
    while (line < lines && !is_blank_line(text, line))
        line++;
    while (line < lines && is_blank_line(text, line))
        line++;
    return line < lines ? line_text(text, line) : rope_length(text);
}

/* Whether a heading begins on the line: by its marks, or by the line below it. */
static bool is_heading(const struct rope *text, size_t line)
{
    struct shape shape;
    size_t start = line_text(text, line);
    if (start == span_line_end(text, line))
        return false;
    if (rope_byte(text, start) == '#') {
        shape_read(text, line, &shape);
        return shape_heading(&shape) && !shape_in_fence(text, line);
    }
    if (line + 1 >= rope_line_count(text))
        return false;
    size_t below = rope_line_start(text, line + 1), end = span_line_end(text, line + 1);
    char mark = below < end ? rope_byte(text, below) : '\0';
    if (mark != '=' && mark != '-')
        return false;
    while (below < end && rope_byte(text, below) == mark)
        below++;
    shape_read(text, line, &shape);
    return span_is_blank(text, below, end) && !shape.kind && !shape.quotes && shape.cols < 4 &&
           rope_byte(text, start) != '|' && rope_byte(text, start) != mark &&
           !shape_in_fence(text, line);
}

/* The start of the line after the one that begins at `start`; SIZE_MAX after the last. */
static size_t line_after(const struct rope *text, size_t start)
{
    struct rope_cursor cursor = rope_cursor(text, start, SIZE_MAX);
    struct view chunk;
    while (rope_cursor_next(&cursor, &chunk)) {
        size_t at = view_find(chunk, 0, '\n');
        if (at < chunk.len)
            return cursor.pos - chunk.len + at + 1;
    }
    return SIZE_MAX;
}

/* The start of the line before the one that begins at `start` (> 0). */
static size_t line_before(const struct rope *text, size_t start)
{
    for (size_t at = start - 1; at > 0;) {
        struct view chunk = rope_chunk_before(text, at);
        const char *found = memrchr(chunk.data, '\n', chunk.len);
        if (found)
            return at - chunk.len + (size_t)(found - chunk.data) + 1;
        at -= chunk.len;
    }
    return 0;
}

/* The start of the heading that the first byte of the line at `start` may be of, as its own line or
 * the one above it; SIZE_MAX for none. Going through all lines, this is nearly all that is asked.
 */
static size_t heading_at(const struct rope *text, size_t start)
{
    char first = start < rope_length(text) ? rope_byte(text, start) : '\n';
    size_t line = first == '#' || first == ' ' || first == '=' || first == '-'
                      ? rope_line_at(text, start)
                      : SIZE_MAX;
    if (line == SIZE_MAX)
        return SIZE_MAX;
    if (is_heading(text, line))
        return start;
    if ((first == '=' || first == '-') && line > 0 && is_heading(text, line - 1))
        return rope_line_start(text, line - 1);
    return SIZE_MAX;
}

size_t motion_heading_previous(const struct rope *text, size_t pos)
{
    size_t line = rope_line_at(text, pos), at = rope_line_start(text, line);
    if (at < pos && is_heading(text, line))
        return at;
    if (at == pos && at > 0) /* its underline, if it has one, lies below */
        at = line_before(text, at);
    for (;; at = line_before(text, at)) {
        size_t heading = heading_at(text, at);
        if (heading != SIZE_MAX && heading < pos)
            return heading;
        if (at == 0)
            return 0;
    }
}

size_t motion_heading_next(const struct rope *text, size_t pos)
{
    size_t at = rope_line_start(text, rope_line_at(text, pos)), first = at;
    while ((at = line_after(text, at)) != SIZE_MAX) {
        size_t heading = heading_at(text, at);
        if (heading != SIZE_MAX && heading > first)
            return heading;
    }
    return rope_length(text);
}
