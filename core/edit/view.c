#include "core/edit/view.h"

#include "core/edit/row.h"
#include "core/edit/span.h"
#include "core/edit/state.h"

/* Rows are asked for by their place. A place may be older than the text: it is brought to the last
 * row of its line, or to the last line, when it is no longer there. */

void view_set_width(struct editor *editor, unsigned cols, unsigned tab_cols)
{
    struct wrap *wrap = &editor->wrap;
    cols = cols ? cols : 1;
    tab_cols = tab_cols ? tab_cols : 1;
    if (wrap->cols == cols && wrap->tab_cols == tab_cols)
        return;
    wrap->cols = cols;
    wrap->tab_cols = tab_cols;
    wrap_clear(wrap);
    editor->has_goal = false;
}

unsigned view_cols(const struct editor *editor)
{
    return editor->wrap.cols;
}

unsigned view_tab_cols(const struct editor *editor)
{
    return editor->wrap.tab_cols;
}

static struct view_row row_of(const struct editor *editor, const struct wrap_line *line, size_t row)
{
    size_t start = rope_line_start(editor->text, line->line);
    bool last = row + 1 >= line->count;
    return (struct view_row){
        .start = start + line->starts[row],
        .end = last ? span_line_end(editor->text, line->line) : start + line->starts[row + 1],
        .indent = row > 0 ? line->hang : 0,
        .last = last,
    };
}

bool view_row_at(struct editor *editor, struct view_place place, struct view_row *out)
{
    if (place.line >= rope_line_count(editor->text) || place.row == SIZE_MAX)
        return false;
    const struct wrap_line *line =
        wrap_rows(&editor->wrap, editor->text, place.line, place.row + 1);
    if (place.row >= line->count)
        return false;
    *out = row_of(editor, line, place.row);
    return true;
}

static struct row_cells cells_of(const struct editor *editor, const struct view_row *row)
{
    return (struct row_cells){
        .cols = editor->wrap.cols, .tab_cols = editor->wrap.tab_cols, .indent = row->indent};
}

struct view_place view_place_of(struct editor *editor, size_t pos, unsigned *col)
{
    size_t length = rope_length(editor->text);
    pos = pos < length ? pos : length;
    size_t line = rope_line_at(editor->text, pos), start = rope_line_start(editor->text, line);
    const struct wrap_line *found = wrap_rows_to(&editor->wrap, editor->text, line, pos - start);
    struct view_place place = {.line = line, .row = wrap_row_of(found, pos - start)};
    if (col) {
        struct view_row row = row_of(editor, found, place.row);
        struct row_cells cells = cells_of(editor, &row);
        struct str scratch = {0};
        struct view text =
            span_read(editor->text, row.start, pos < row.end ? pos : row.end, &scratch);
        *col = row.indent + (unsigned)row_width(&cells, text);
        str_finish(&scratch);
    }
    return place;
}

/* The place as it is now, or the nearest before it. */
static struct view_place clamp_place(struct editor *editor, struct view_place place)
{
    size_t count = rope_line_count(editor->text);
    if (place.line >= count)
        place = (struct view_place){.line = count - 1, .row = SIZE_MAX - 1};
    if (place.row == 0)
        return place;
    const struct wrap_line *line = wrap_rows(&editor->wrap, editor->text, place.line, place.row);
    if (place.row >= line->count)
        place.row = line->count - 1;
    return place;
}

size_t view_position(struct editor *editor, struct view_place place, unsigned col)
{
    struct view_row row;
    struct str scratch = {0};
    if (!view_row_at(editor, clamp_place(editor, place), &row))
        return rope_length(editor->text);
    struct view text = span_read(editor->text, row.start, row.end, &scratch);
    struct row_cells cells = cells_of(editor, &row);
    size_t at = row.indent, pos = 0;
    while (pos < text.len) {
        size_t next = pos, width = row_step(&cells, text, &next, at);
        if (at + width > col || (next >= text.len && !row.last))
            break;
        at += width;
        pos = next;
    }
    str_finish(&scratch);
    return row.start + pos;
}

/* How many rows line `line` has, counted no further than to `most` + 1. */
static size_t count_rows(struct editor *editor, size_t line, size_t most)
{
    return wrap_rows(&editor->wrap, editor->text, line, most)->count;
}

static struct view_place scroll_down(struct editor *editor, struct view_place at, size_t *rows)
{
    size_t lines = rope_line_count(editor->text);
    for (;;) {
        size_t count = count_rows(editor, at.line, at.row + *rows);
        if (at.row + *rows < count) {
            at.row += *rows;
            *rows = 0;
            return at;
        }
        *rows -= count - 1 - at.row;
        at.row = count - 1;
        if (at.line + 1 >= lines)
            return at;
        at = (struct view_place){.line = at.line + 1};
        --*rows;
    }
}

static struct view_place scroll_up(struct editor *editor, struct view_place at, size_t *rows)
{
    for (;;) {
        if (*rows <= at.row) {
            at.row -= *rows;
            *rows = 0;
            return at;
        }
        *rows -= at.row;
        at.row = 0;
        if (at.line == 0)
            return at;
        at.line--;
        at.row = count_rows(editor, at.line, SIZE_MAX) - 1;
        --*rows;
    }
}

struct view_place view_scroll(struct editor *editor, struct view_place from, long rows, long *moved)
{
    size_t left = rows < 0 ? -(size_t)rows : (size_t)rows;
    from = clamp_place(editor, from);
    from = rows < 0 ? scroll_up(editor, from, &left) : scroll_down(editor, from, &left);
    if (moved)
        *moved = rows < 0 ? rows + (long)left : rows - (long)left;
    return from;
}

long view_distance(struct editor *editor, struct view_place from, struct view_place to, long limit)
{
    bool up = to.line < from.line || (to.line == from.line && to.row < from.row);
    struct view_place low = up ? to : from, high = up ? from : to;
    size_t most = (size_t)limit, count = 0;
    while (low.line < high.line && count < most) {
        count += count_rows(editor, low.line, low.row + most) - low.row;
        low = (struct view_place){.line = low.line + 1};
    }
    if (low.line == high.line)
        count += high.row - low.row;
    long distance = count < most ? (long)count : limit;
    return up ? -distance : distance;
}

void view_add_row(const struct editor *editor, const struct view_row *row, struct str *out)
{
    rope_add_range(editor->text, row->start, row->end, out);
}
