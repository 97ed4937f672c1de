#include "core/edit/vi_motion.h"

#include "core/edit/span.h"

/* Text objects between a pair: quotes, which stand in one line, and brackets, which nest. */

/* The quote at or behind `pos` in [pos, stop), one behind a backslash being none; `stop` for none.
 */
static size_t next_quote(const struct rope *text, size_t pos, size_t stop, char quote)
{
    for (; pos < stop; pos++) {
        char c = rope_byte(text, pos);
        if (c == '\\')
            pos++;
        else if (c == quote)
            return pos;
    }
    return stop;
}

/* The pair that the cursor is on or in, or else the next one: pairs count from the line's start
 * when the cursor is on a quote, and else the quotes around the cursor are one. */
static bool find_quotes(const struct vi *vi, size_t pos, char quote, size_t *open, size_t *close)
{
    const struct rope *text = vi->editor->text;
    size_t line = vi_line_at(vi, pos), stop = vi_line_stop(vi, line);
    size_t at = vi_line_start(vi, line), before = stop;
    if (pos < stop && rope_byte(text, pos) == quote) {
        for (*open = next_quote(text, at, stop, quote); *open <= pos && *open < stop;
             *open = next_quote(text, *close + 1, stop, quote)) {
            *close = next_quote(text, *open + 1, stop, quote);
            if (*close >= stop)
                return false;
            if (pos <= *close)
                return true;
        }
        return false;
    }
    for (at = next_quote(text, at, stop, quote); at < pos && at < stop;
         at = next_quote(text, at + 1, stop, quote))
        before = at;
    *open = before < stop ? before : at;
    *close = before < stop ? at : next_quote(text, at + 1 < stop ? at + 1 : stop, stop, quote);
    return *open < stop && *close < stop;
}

static bool quotes(struct vi *vi, const struct vi_command *command, struct vi_target *target,
                   char quote, bool around)
{
    const struct rope *text = vi->editor->text;
    size_t open, close;
    if (!find_quotes(vi, target->to, quote, &open, &close))
        return false;
    size_t line = vi_line_at(vi, open), stop = vi_line_stop(vi, line);
    size_t start = vi_line_start(vi, line), end = close + 1;
    if (around) {
        while (end < stop && vi_is_white(vi, end))
            end++;
        while (end == close + 1 && open > start && vi_is_white(vi, open - 1))
            open--;
    } else if (vi_count(command) < 2) {
        open++;
        end--;
    }
    target->from = open;
    target->to = end > open ? span_previous(text, end) : open;
    target->inclusive = end > open;
    return true;
}

bool vi_object_inner_double(struct vi *vi, const struct vi_command *command,
                            struct vi_target *target)
{
    return quotes(vi, command, target, '"', false);
}

bool vi_object_a_double(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    return quotes(vi, command, target, '"', true);
}

bool vi_object_inner_single(struct vi *vi, const struct vi_command *command,
                            struct vi_target *target)
{
    return quotes(vi, command, target, '\'', false);
}

bool vi_object_a_single(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    return quotes(vi, command, target, '\'', true);
}

bool vi_object_inner_back(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    return quotes(vi, command, target, '`', false);
}

bool vi_object_a_back(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    return quotes(vi, command, target, '`', true);
}

/* --- brackets --- */

/* The bracket `open` around `pos`, `pos` included; false when there is none. */
static bool find_open(const struct rope *text, size_t *pos, char open, char close, bool skip)
{
    size_t depth = 1;
    for (size_t at = *pos + 1; at-- > 0;) {
        char c = rope_byte(text, at);
        if (c == close && !(at == *pos && !skip))
            depth++;
        else if (c == open)
            depth--;
        if (depth == 0) {
            *pos = at;
            return true;
        }
    }
    return false;
}

/* When the cursor is in none, the next pair will do. */
static bool next_open(const struct rope *text, size_t *pos, char open)
{
    for (size_t length = rope_length(text); *pos < length; ++*pos)
        if (rope_byte(text, *pos) == open)
            return true;
    return false;
}

static bool find_close(const struct rope *text, size_t open_at, char open, char close, size_t *end)
{
    size_t depth = 0, length = rope_length(text);
    for (size_t at = open_at; at < length; at++) {
        char c = rope_byte(text, at);
        depth += c == open;
        depth -= c == close;
        if (depth == 0) {
            *end = at;
            return true;
        }
    }
    return false;
}

static bool in_indent(const struct vi *vi, size_t pos)
{
    size_t line = vi_line_at(vi, pos), start = vi_line_start(vi, line);
    size_t first = span_skip_blanks(vi->editor->text, start, vi_line_stop(vi, line));
    return first >= pos + 1;
}

/* Inside of the brackets: not the line end behind the first, nor the indentation of the last. */
static void take_inner(const struct vi *vi, size_t open, size_t close, struct vi_target *target)
{
    size_t from = open, to = close;
    vi_incl(vi, &from);
    bool line_start = to == vi_line_start(vi, vi_line_at(vi, to));
    vi_decl(vi, &to);
    while (in_indent(vi, to)) {
        line_start = true;
        if (vi_decl(vi, &to) != 0)
            break;
    }
    target->from = from;
    target->inclusive = false;
    if (line_start)
        vi_incl(vi, &to);
    else if (from <= to)
        target->inclusive = true;
    else
        to = from;
    target->to = to;
}

static bool block(struct vi *vi, const struct vi_command *command, struct vi_target *target,
                  const char *pair, bool around)
{
    const struct rope *text = vi->editor->text;
    size_t length = rope_length(text), open = target->to, close;
    if (open >= length && (open == 0 || !length))
        return false;
    open = open < length ? open : length - 1;
    for (size_t count = vi_count(command), i = 0; i < count; i++) {
        if (i > 0 && open-- == 0)
            return false;
        if (!find_open(text, &open, pair[0], pair[1], i > 0) &&
            (i > 0 || !next_open(text, &open, pair[0])))
            return false;
    }
    if (!find_close(text, open, pair[0], pair[1], &close))
        return false;
    if (around) {
        target->from = open;
        target->to = close;
        target->inclusive = true;
    } else {
        take_inner(vi, open, close, target);
    }
    return true;
}

bool vi_object_inner_round(struct vi *vi, const struct vi_command *command,
                           struct vi_target *target)
{
    return block(vi, command, target, "()", false);
}

bool vi_object_a_round(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    return block(vi, command, target, "()", true);
}

bool vi_object_inner_square(struct vi *vi, const struct vi_command *command,
                            struct vi_target *target)
{
    return block(vi, command, target, "[]", false);
}

bool vi_object_a_square(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    return block(vi, command, target, "[]", true);
}

bool vi_object_inner_curly(struct vi *vi, const struct vi_command *command,
                           struct vi_target *target)
{
    return block(vi, command, target, "{}", false);
}

bool vi_object_a_curly(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    return block(vi, command, target, "{}", true);
}

bool vi_object_inner_angle(struct vi *vi, const struct vi_command *command,
                           struct vi_target *target)
{
    return block(vi, command, target, "<>", false);
}

bool vi_object_a_angle(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    return block(vi, command, target, "<>", true);
}
