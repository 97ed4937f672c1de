#include "core/edit/motion.h"

#include "core/edit/block.h"
#include "core/edit/span.h"
#include "core/text/utf8.h"

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

size_t motion_heading_previous(const struct rope *text, size_t pos)
{
    size_t line = rope_line_at(text, pos);
    if (rope_line_start(text, line) < pos && is_heading(text, line))
        return rope_line_start(text, line);
    while (line-- > 0)
        if (is_heading(text, line))
            return rope_line_start(text, line);
    return 0;
}

size_t motion_heading_next(const struct rope *text, size_t pos)
{
    size_t lines = rope_line_count(text);
    for (size_t line = rope_line_at(text, pos) + 1; line < lines; line++)
        if (is_heading(text, line))
            return rope_line_start(text, line);
    return rope_length(text);
}
