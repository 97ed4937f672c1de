#include "core/edit/shape.h"

#include "core/edit/span.h"
#include "core/markdown/ascii.h"

#include <string.h>

enum {
    TAB_STOP = 4, /* as CommonMark has it */
    NUMBER_MAX = 9,
    FENCE_LINES = 2000, /* looked at above a line to tell whether it is code */
    FENCE_BYTES = 1 << 20,
};

static bool is_gap(char c)
{
    return c == ' ' || c == '\t';
}

unsigned shape_blank_cols(struct view text, unsigned col)
{
    unsigned at = col;
    for (size_t i = 0; i < text.len; i++)
        at = text.data[i] == '\t' ? (at / TAB_STOP + 1) * TAB_STOP : at + 1;
    return at - col;
}

static size_t skip_gap(struct view text, size_t at)
{
    while (at < text.len && is_gap(text.data[at]))
        at++;
    return at;
}

/* The end of the quote marks; up to three blanks may stand before each. */
static size_t read_quotes(struct view text, unsigned *count)
{
    size_t end = 0;
    *count = 0;
    for (;;) {
        size_t at = skip_gap(text, end);
        if (at >= text.len || text.data[at] != '>' || at - end > 3)
            return end;
        end = at + 1;
        if (end < text.len && is_gap(text.data[end]))
            end++;
        ++*count;
    }
}

/* The end of a bullet or number at `at`, `at` itself when there is none. */
static size_t read_mark(struct view text, size_t at, struct shape *out)
{
    size_t end = at;
    if (at >= text.len)
        return at;
    if (strchr("-*+", text.data[at]) && text.data[at]) {
        out->kind = text.data[at];
        end++;
    } else {
        while (end < text.len && end - at < NUMBER_MAX && ascii_is_digit(text.data[end]))
            out->number = out->number * 10 + (unsigned long)(text.data[end++] - '0');
        if (end == at || end >= text.len || (text.data[end] != '.' && text.data[end] != ')'))
            return at;
        out->kind = text.data[end++];
    }
    if (end < text.len && !is_gap(text.data[end])) {
        out->kind = 0;
        return at;
    }
    return end;
}

/* `* * *` and its like: a line across the page. */
static bool is_rule(struct view text, size_t at)
{
    size_t count = 0;
    char mark = at < text.len ? text.data[at] : '\0';
    if (mark != '-' && mark != '*')
        return false;
    for (; at < text.len; at++) {
        if (text.data[at] == mark)
            count++;
        else if (!is_gap(text.data[at]))
            return false;
    }
    return count >= 3;
}

static size_t read_box(struct view text, size_t at)
{
    if (text.len < at + 3 || text.data[at] != '[' || text.data[at + 2] != ']' ||
        !strchr(" xX/-", text.data[at + 1]) || !text.data[at + 1])
        return at;
    if (text.len > at + 3 && !is_gap(text.data[at + 3]))
        return at;
    return text.len > at + 3 ? at + 4 : at + 3;
}

static void read_item(struct view text, struct shape *out)
{
    out->mark = out->gap = out->text = out->indent;
    out->content = out->cols;
    if (is_rule(text, out->indent))
        return;
    out->mark = read_mark(text, out->indent, out);
    if (!out->kind)
        return;
    out->gap = skip_gap(text, out->mark);
    unsigned mark = (unsigned)(out->mark - out->indent);
    struct view gap = view_slice(text, out->mark, out->gap);
    unsigned cols = shape_blank_cols(gap, out->cols + mark);
    if (cols > TAB_STOP || out->gap == text.len) { /* code, or nothing, behind the mark */
        out->gap = out->mark + (gap.len > 0);
        cols = 1;
    }
    out->content = out->cols + mark + cols;
    out->text = read_box(text, out->gap);
    out->task = out->text > out->gap;
}

void shape_read(const struct rope *rope, size_t line, struct shape *out)
{
    struct str scratch = {0};
    *out = (struct shape){.start = rope_line_start(rope, line), .end = span_line_end(rope, line)};
    size_t most = out->end - out->start < SHAPE_MAX ? out->end : out->start + SHAPE_MAX;
    struct view text = span_read(rope, out->start, most, &scratch);
    if (text.len)
        memcpy(out->bytes, text.data, text.len);
    out->len = text.len;
    str_finish(&scratch);
    text = view_from(out->bytes, out->len);
    out->quote = read_quotes(text, &out->quotes);
    out->indent = skip_gap(text, out->quote);
    out->cols = shape_blank_cols(view_slice(text, out->quote, out->indent), 0);
    read_item(text, out);
    out->blank = skip_gap(text, out->text) == out->end - out->start;
}

bool shape_is_ordered(const struct shape *shape)
{
    return shape->kind == '.' || shape->kind == ')';
}

size_t shape_heading(const struct shape *shape)
{
    struct view text = view_from(shape->bytes, shape->len);
    size_t at = shape->indent, level = 0;
    if (shape->cols > 3)
        return 0;
    while (at < text.len && text.data[at] == '#') {
        at++;
        level++;
    }
    if (level == 0 || level > 6 || (at < text.len && !is_gap(text.data[at])))
        return 0;
    return skip_gap(text, at);
}

bool shape_is_fence(const struct shape *shape, char *fence, size_t *len)
{
    size_t at = shape->text;
    char c = at < shape->len ? shape->bytes[at] : '\0';
    if (c != '`' && c != '~')
        return false;
    while (at < shape->len && shape->bytes[at] == c)
        at++;
    if (at - shape->text < 3)
        return false;
    if (c == '`' && memchr(shape->bytes + at, '`', shape->len - at))
        return false;
    *fence = c;
    *len = at - shape->text;
    return true;
}

/* Whether anything in the lines from `first` to before `line` looks like a fence: mostly nothing
 * does, and that is seen far faster than line by line. */
static bool has_fence(const struct rope *rope, size_t first, size_t line)
{
    struct str scratch = {0};
    struct view text =
        span_read(rope, rope_line_start(rope, first), rope_line_start(rope, line), &scratch);
    bool has = text.len &&
               (memmem(text.data, text.len, "```", 3) || memmem(text.data, text.len, "~~~", 3));
    str_finish(&scratch);
    return has;
}

bool shape_in_fence(const struct rope *rope, size_t line)
{
    char open = 0, fence;
    size_t open_len = 0, len, end = rope_line_start(rope, line);
    size_t first = line > FENCE_LINES ? line - FENCE_LINES : 0;
    if (end - rope_line_start(rope, first) > FENCE_BYTES)
        first = rope_line_at(rope, end - FENCE_BYTES) + 1;
    if (!has_fence(rope, first, line))
        return false;
    for (size_t at = first; at < line; at++) {
        struct shape shape;
        shape_read(rope, at, &shape);
        if (!shape_is_fence(&shape, &fence, &len))
            continue;
        if (!open) {
            open = fence;
            open_len = len;
        } else if (fence == open && len >= open_len) {
            open = 0;
        }
    }
    return open != 0;
}
