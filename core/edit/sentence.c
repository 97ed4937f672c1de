#include "core/edit/block.h"
#include "core/edit/motion.h"
#include "core/edit/span.h"
#include "core/text/utf8.h"

#include <utf8proc.h>

/* A sentence ends at a full stop, a question or exclamation mark or an ellipsis, the quotes and
 * brackets that close behind it included, when a blank follows and then no small letter (as after
 * "e.g."); at an ideographic stop anyway. */

enum { WINDOW = 4096 }; /* bytes read at first for the end of a sentence */

static bool is_stop(uint32_t code)
{
    return code == '.' || code == '!' || code == '?' || code == 0x2026;
}

static bool is_wide_stop(uint32_t code)
{
    return code == 0x3002 || code == 0xFF01 || code == 0xFF1F || code == 0xFF0E;
}

static bool is_closer(uint32_t code)
{
    return code == '"' || code == '\'' || code == ')' || code == ']' || code == '*' ||
           code == '_' || code == 0x2019 || code == 0x201D || code == 0xBB || code == 0x300D ||
           code == 0x300F || code == 0xFF09;
}

static bool is_space(uint32_t code)
{
    return code == ' ' || code == '\t' || code == '\r' || code == '\n';
}

static uint32_t code_at(struct view text, size_t pos, size_t *next)
{
    size_t size;
    if (pos >= text.len) {
        *next = pos;
        return UTF8_INVALID;
    }
    uint32_t code = utf8_decode(text, pos, &size);
    *next = pos + size;
    return code;
}

static bool is_small(uint32_t code)
{
    return code != UTF8_INVALID &&
           utf8proc_category((utf8proc_int32_t)code) == UTF8PROC_CATEGORY_LL;
}

/* The first start of a sentence behind `pos`; text.len when there is none. */
static size_t next_start(struct view text, size_t pos)
{
    size_t next;
    for (size_t at = pos; at < text.len; at = next) {
        uint32_t code = code_at(text, at, &next);
        bool wide = is_wide_stop(code);
        if (!wide && !is_stop(code))
            continue;
        size_t end = next;
        while (is_stop(code = code_at(text, end, &next)) || is_wide_stop(code) || is_closer(code))
            end = next;
        next = end;
        if (!wide && !is_space(code))
            continue;
        while (is_space(code = code_at(text, end, &next)))
            end = next;
        next = end;
        if (end < text.len && end > pos && (wide || !is_small(code)))
            return end;
    }
    return text.len;
}

/* Where the words of a block begin. */
static size_t block_start(const struct block *block)
{
    size_t heading = shape_heading(&block->shape);
    return block->shape.start + (heading ? heading : block->shape.text);
}

size_t motion_sentence_next(const struct rope *text, size_t pos)
{
    struct block block;
    struct str scratch = {0};
    size_t line = rope_line_at(text, pos), lines = rope_line_count(text);
    if (block_find(text, line, &block)) {
        size_t start = block_start(&block), end = span_line_end(text, block.last);
        if (pos < start)
            return start;
        size_t next = 0, len = 0;
        for (size_t want = WINDOW; next == len && len < end - pos; want *= 4) {
            len = want < end - pos ? want : end - pos;
            next = next_start(span_read(text, pos, pos + len, &scratch), 0);
        }
        str_finish(&scratch);
        if (next < len)
            return pos + next;
        line = block.last + 1;
    }
    while (line < lines && !block_find(text, line, &block))
        line++;
    return line < lines ? block_start(&block) : rope_length(text);
}

size_t motion_sentence_previous(const struct rope *text, size_t pos)
{
    struct block block;
    struct str scratch = {0};
    size_t line = rope_line_at(text, pos);
    while (!block_find(text, line, &block) || block_start(&block) >= pos) {
        if (line == 0)
            return 0;
        line--;
    }
    size_t start = block_start(&block), end = span_line_end(text, block.last);
    struct view words = span_read(text, start, end < pos ? end : pos, &scratch);
    size_t at = 0, next;
    while ((next = next_start(words, at)) < words.len)
        at = next;
    str_finish(&scratch);
    return start + at;
}
