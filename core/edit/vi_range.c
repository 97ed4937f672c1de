#include "core/edit/vi_ex.h"

#include <stdlib.h>
#include <string.h>

/* The lines that an ex command is about: "%", "3,7", ".,$", "'a,'b", "/word/,+2", and nothing for
 * the cursor's. */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void skip_blanks(struct view line, size_t *pos)
{
    while (*pos < line.len && (line.data[*pos] == ' ' || line.data[*pos] == '\t'))
        ++*pos;
}

static size_t read_number(struct view line, size_t *pos)
{
    size_t number = 0;
    for (; *pos < line.len && is_digit(line.data[*pos]); ++*pos)
        if (number < 1000000000)
            number = number * 10 + (size_t)(line.data[*pos] - '0');
    return number;
}

/* "+2", "-", "+": from the line so far. */
static bool read_offsets(struct vi *vi, struct view line, size_t *pos, size_t *number)
{
    while (*pos < line.len && (line.data[*pos] == '+' || line.data[*pos] == '-')) {
        bool down = line.data[(*pos)++] == '+';
        size_t by = *pos < line.len && is_digit(line.data[*pos]) ? read_number(line, pos) : 1;
        if (!down && by > *number)
            return vi_fail(vi, "there is no such line");
        *number = down ? *number + by : *number - by;
    }
    return true;
}

static bool read_pattern(struct vi *vi, struct view line, size_t *pos, size_t *number)
{
    char mark = line.data[(*pos)++];
    size_t at = vi->editor->cursor, end = view_find(line, *pos, mark);
    struct view pattern = view_slice(line, *pos, end);
    *pos = end < line.len ? end + 1 : end;
    if (pattern.len && !vi_search_set(vi, pattern))
        return false;
    at = mark == '?' ? vi_line_start(vi, vi_line_at(vi, at)) : vi_line_last(vi, vi_line_at(vi, at));
    if (!vi_search(vi, &at, mark == '?', 1))
        return false;
    *number = vi_line_at(vi, at) + 1;
    return true;
}

static bool read_mark(struct vi *vi, struct view line, size_t *pos, size_t *number)
{
    size_t at;
    char name = *pos + 1 < line.len ? line.data[*pos + 1] : '\0';
    *pos += 2;
    if (name == '<' || name == '>') {
        size_t low = vi->again_from < vi->again_to ? vi->again_from : vi->again_to;
        size_t high = vi->again_from < vi->again_to ? vi->again_to : vi->again_from;
        *number = vi_line_at(vi, name == '<' ? low : high) + 1;
        return vi->again_mode != VI_NORMAL || vi_fail(vi, "nothing has been selected yet");
    }
    if (!vi_mark(vi, (unsigned char)name, &at))
        return false;
    *number = vi_line_at(vi, at) + 1;
    return true;
}

/* One address. `*given` is false when there is none; `*number` then stays. */
static bool read_address(struct vi *vi, struct view line, size_t *pos, size_t *number, bool *given)
{
    skip_blanks(line, pos);
    char c = *pos < line.len ? line.data[*pos] : '\0';
    *given = true;
    if (is_digit(c)) {
        *number = read_number(line, pos);
    } else if (c == '.' || c == '$') {
        ++*pos;
        *number = c == '.' ? *number : vi_lines(vi);
    } else if (c == '\'') {
        if (!read_mark(vi, line, pos, number))
            return false;
    } else if (c == '/' || c == '?') {
        if (!read_pattern(vi, line, pos, number))
            return false;
    } else {
        *given = c == '+' || c == '-';
    }
    return read_offsets(vi, line, pos, number);
}

bool vi_range_read(struct vi *vi, struct view line, size_t *pos, struct vi_range *out)
{
    bool given;
    size_t here = vi_line_at(vi, vi->editor->cursor) + 1, lines = vi_lines(vi);
    *out = (struct vi_range){.first = here, .last = here};
    skip_blanks(line, pos);
    if (*pos < line.len && line.data[*pos] == '%') {
        ++*pos;
        *out = (struct vi_range){1, lines, 2};
    } else {
        if (!read_address(vi, line, pos, &out->first, &given))
            return false;
        out->given = given;
        out->last = out->first;
        skip_blanks(line, pos);
        if (*pos < line.len && (line.data[*pos] == ',' || line.data[*pos] == ';')) {
            out->given = 2;
            bool moves = line.data[(*pos)++] == ';';
            out->last = moves ? out->first : here;
            if (moves && out->first <= lines)
                vi_go(vi, vi_line_start(vi, out->first - (out->first > 0)));
            if (!read_address(vi, line, pos, &out->last, &given))
                return false;
        }
    }
    skip_blanks(line, pos);
    if (out->first > out->last) {
        size_t first = out->last;
        out->last = out->first;
        out->first = first;
    }
    if (out->last > lines && *pos < line.len)
        return vi_fail(vi, "there are only %zu lines", lines);
    out->first -= out->first > 0;
    out->last = (out->last < lines ? out->last : lines) - (out->last > 0);
    return true;
}
