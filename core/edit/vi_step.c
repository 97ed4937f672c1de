#include "core/edit/vi_parts.h"

#include "core/edit/row.h"
#include "core/edit/span.h"

/* Stepping as vi does: from character to character, over the places behind the last character of
 * each line, which are blanks to a motion. A character is a grapheme cluster. */

static const struct rope *text_of(const struct vi *vi)
{
    return vi->editor->text;
}

size_t vi_lines(const struct vi *vi)
{
    size_t lines = rope_line_count(text_of(vi)), length = rope_length(text_of(vi));
    return lines > 1 && rope_byte(text_of(vi), length - 1) == '\n' ? lines - 1 : lines;
}

size_t vi_line_at(const struct vi *vi, size_t pos)
{
    size_t line = rope_line_at(text_of(vi), pos), lines = vi_lines(vi);
    return line < lines ? line : lines - 1;
}

size_t vi_line_start(const struct vi *vi, size_t line)
{
    return rope_line_start(text_of(vi), line);
}

size_t vi_line_stop(const struct vi *vi, size_t line)
{
    return span_line_end(text_of(vi), line);
}

size_t vi_line_last(const struct vi *vi, size_t line)
{
    size_t start = vi_line_start(vi, line), stop = vi_line_stop(vi, line);
    return stop > start ? span_previous(text_of(vi), stop) : start;
}

size_t vi_first_word(const struct vi *vi, size_t line)
{
    size_t stop = vi_line_stop(vi, line);
    size_t at = span_skip_blanks(text_of(vi), vi_line_start(vi, line), stop);
    return at < stop ? at : vi_line_last(vi, line);
}

bool vi_line_is_empty(const struct vi *vi, size_t line)
{
    return vi_line_start(vi, line) == vi_line_stop(vi, line);
}

bool vi_line_is_blank(const struct vi *vi, size_t line)
{
    return span_is_blank(text_of(vi), vi_line_start(vi, line), vi_line_stop(vi, line));
}

bool vi_at_line_end(const struct vi *vi, size_t pos)
{
    return pos >= vi_line_stop(vi, vi_line_at(vi, pos));
}

uint32_t vi_code(const struct vi *vi, size_t pos)
{
    return vi_at_line_end(vi, pos) ? 0 : span_code(text_of(vi), pos);
}

bool vi_is_white(const struct vi *vi, size_t pos)
{
    uint32_t code = vi_code(vi, pos);
    return code == ' ' || code == '\t';
}

int vi_inc(const struct vi *vi, size_t *pos)
{
    size_t line = vi_line_at(vi, *pos), stop = vi_line_stop(vi, line);
    if (*pos < stop) {
        *pos = span_next(text_of(vi), *pos);
        return *pos < stop ? 0 : 2;
    }
    if (line + 1 >= vi_lines(vi))
        return -1;
    *pos = vi_line_start(vi, line + 1);
    return 1;
}

int vi_dec(const struct vi *vi, size_t *pos)
{
    size_t line = vi_line_at(vi, *pos);
    if (*pos > vi_line_start(vi, line)) {
        *pos = span_previous(text_of(vi), *pos);
        return 0;
    }
    if (line == 0)
        return -1;
    *pos = vi_line_stop(vi, line - 1);
    return 1;
}

static bool at_line_start(const struct vi *vi, size_t pos)
{
    return pos == vi_line_start(vi, vi_line_at(vi, pos));
}

int vi_incl(const struct vi *vi, size_t *pos)
{
    int how = vi_inc(vi, pos);
    return how >= 1 && !at_line_start(vi, *pos) ? vi_inc(vi, pos) : how;
}

int vi_decl(const struct vi *vi, size_t *pos)
{
    int how = vi_dec(vi, pos);
    return how == 1 && !at_line_start(vi, *pos) ? vi_dec(vi, pos) : how;
}

static struct row_cells cells_of(const struct vi *vi)
{
    return (struct row_cells){.cols = SIZE_MAX, .tab_cols = vi->editor->wrap.tab_cols};
}

size_t vi_col(const struct vi *vi, size_t pos)
{
    struct row_cells cells = cells_of(vi);
    struct str scratch = {0};
    size_t start = vi_line_start(vi, vi_line_at(vi, pos));
    size_t col = row_width(&cells, span_read(text_of(vi), start, pos, &scratch));
    str_finish(&scratch);
    return col;
}

size_t vi_pos_at(const struct vi *vi, size_t line, size_t col)
{
    struct row_cells cells = cells_of(vi);
    struct str scratch = {0};
    size_t start = vi_line_start(vi, line), last = vi_line_last(vi, line), at = 0, done = 0;
    struct view text = span_read(text_of(vi), start, vi_line_stop(vi, line), &scratch);
    while (start + at < last) {
        size_t next = at, width = row_step(&cells, text, &next, done);
        if (done + width > col)
            break;
        done += width;
        at = next;
    }
    str_finish(&scratch);
    return start + at < last ? start + at : last;
}

void vi_go(struct vi *vi, size_t pos)
{
    editor_set_cursor(vi->editor, pos, false);
}

/* In the visual modes and while inserting, the place behind a line's last character will do. */
void vi_settle(struct vi *vi)
{
    size_t pos = vi->editor->cursor, line = vi_line_at(vi, pos), stop = vi_line_stop(vi, line);
    if (pos > stop && vi->mode != VI_INSERT && vi->mode != VI_REPLACE)
        pos = stop; /* while inserting, behind the last line end is a place, too */
    if (vi->mode == VI_NORMAL && pos == stop)
        pos = vi_line_last(vi, line);
    if (pos != vi->editor->cursor)
        vi_go(vi, pos);
    size_t length = rope_length(text_of(vi));
    if (vi->visual > length)
        vi->visual = length;
}
