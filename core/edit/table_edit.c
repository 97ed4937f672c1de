#include "core/edit/table_edit.h"

#include "core/base/memory.h"
#include "core/edit/block.h"
#include "core/edit/span.h"
#include "core/edit/state.h"
#include "core/text/cluster.h"

#include <stdlib.h>
#include <string.h>

/* A table is read into cells, each the text between two bars without the blanks around it, and
 * written again with each column as wide as its widest cell. Bars behind a backslash are text. A
 * row that is short gets the cells it lacks; one that is long keeps what it has. */

enum {
    ROWS_MAX = 2000,       /* of a table that is aligned */
    WIDE = 200,            /* cells: a wider one does not widen its column */
    LINE_MAX_BYTES = 4096, /* of a row that is aligned unasked */
};

struct grid_row {
    size_t first, count; /* cells */
};

struct grid {
    size_t top;         /* line */
    struct str text;    /* all lines, as they were */
    struct view prefix; /* quote marks and indentation of the first line */
    struct view *cells;
    size_t cell_count, cell_cap;
    struct grid_row *rows;
    size_t row_count, row_cap;
    size_t *widths;
    size_t columns;
};

static size_t cell_end(struct view line, size_t at)
{
    while (at < line.len && line.data[at] != '|')
        at += line.data[at] == '\\' && at + 1 < line.len ? 2 : 1;
    return at;
}

/* Where the first cell begins, behind the bar if there is one. */
static size_t row_start(struct view line, size_t from)
{
    while (from < line.len && (line.data[from] == ' ' || line.data[from] == '\t'))
        from++;
    return from < line.len && line.data[from] == '|' ? from + 1 : from;
}

size_t table_edit_cell(struct view line, size_t offset)
{
    size_t cell = 0;
    for (size_t at = row_start(line, 0); (at = cell_end(line, at)) < line.len && at < offset; at++)
        cell++;
    return cell;
}

static void read_row(struct grid *grid, struct view line)
{
    struct grid_row *row = ARRAY_PUSH(grid->rows, grid->row_count, grid->row_cap);
    *row = (struct grid_row){.first = grid->cell_count};
    line = view_trim(line);
    for (size_t at = row_start(line, 0); at < line.len;) {
        size_t end = cell_end(line, at);
        *ARRAY_PUSH(grid->cells, grid->cell_count, grid->cell_cap) =
            view_trim(view_slice(line, at, end));
        row->count++;
        at = end + 1;
    }
    grid->columns = row->count > grid->columns ? row->count : grid->columns;
}

static bool is_row(const struct rope *text, size_t line, unsigned quotes)
{
    struct shape shape;
    shape_read(text, line, &shape);
    struct rope_cursor cursor = rope_cursor(text, shape.start, shape.end);
    struct view chunk;
    while (shape.quotes == quotes && rope_cursor_next(&cursor, &chunk))
        if (memchr(chunk.data, '|', chunk.len))
            return true;
    return false;
}

/* Reads the table that line `line` is in. False when it is none, or a very long one. */
static bool grid_read(struct grid *grid, const struct rope *text, size_t line)
{
    struct shape shape;
    size_t lines = rope_line_count(text), last = line;
    if (!block_is_table(text, line))
        return false;
    shape_read(text, line, &shape);
    grid->top = line;
    while (grid->top > 0 && last - grid->top < ROWS_MAX &&
           is_row(text, grid->top - 1, shape.quotes))
        grid->top--;
    while (last + 1 < lines && last - grid->top < ROWS_MAX && is_row(text, last + 1, shape.quotes))
        last++;
    if (last - grid->top >= ROWS_MAX)
        return false;
    shape_read(text, grid->top, &shape);
    rope_add_range(text, shape.start, span_line_end(text, last), &grid->text);
    struct view rest = str_view(&grid->text), row;
    grid->prefix = view_slice(rest, 0, shape.indent);
    for (size_t at = grid->top; view_line(&rest, &row); at++) {
        shape_read(text, at, &shape);
        read_row(grid, view_slice(row, shape.quote, row.len));
    }
    return true;
}

static struct view grid_cell(const struct grid *grid, size_t row, size_t column)
{
    const struct grid_row *at = &grid->rows[row];
    return column < at->count ? grid->cells[at->first + column] : VIEW("");
}

static bool is_dashes(struct view cell)
{
    for (size_t i = 0; i < cell.len; i++)
        if (cell.data[i] != '-' && cell.data[i] != ':')
            return false;
    return cell.len > 0;
}

static size_t dash_row(const struct grid *grid)
{
    for (size_t row = 1; row < grid->row_count; row++)
        if (grid->rows[row].count && is_dashes(grid_cell(grid, row, 0)))
            return row;
    return SIZE_MAX;
}

static void grid_measure(struct grid *grid, size_t dashes)
{
    grid->widths = mem_zalloc(grid->columns + 1, sizeof(*grid->widths));
    for (size_t row = 0; row < grid->row_count; row++) {
        for (size_t column = 0; column < grid->columns; column++) {
            size_t width = row == dashes ? 3 : cluster_width(grid_cell(grid, row, column));
            if (width > grid->widths[column] && width <= WIDE)
                grid->widths[column] = width;
        }
    }
}

static void add_dashes(struct view cell, size_t width, struct str *out)
{
    bool left = view_starts(cell, ":"), right = cell.len > 1 && view_ends(cell, ":");
    str_add_text(out, left ? ":" : "");
    str_add_many(out, '-', width - left - right);
    str_add_text(out, right ? ":" : "");
}

/* Adds a cell's text in its width, at the side that the dashes below the head say. */
static void add_cell(struct view cell, size_t width, struct view dashes, struct str *out)
{
    size_t has = cluster_width(cell), left = 0, empty = width > has ? width - has : 0;
    if (dashes.len > 1 && view_ends(dashes, ":"))
        left = view_starts(dashes, ":") ? empty / 2 : empty;
    str_add_many(out, ' ', left);
    str_add(out, cell);
    str_add_many(out, ' ', empty - left);
}

/* Where the cursor goes: `offset` bytes into the text of a cell. */
struct grid_place {
    size_t row, column, offset;
    size_t at; /* out: byte of what was written */
};

static void grid_write(struct grid *grid, struct view line_end, struct grid_place *place,
                       struct str *out)
{
    size_t dashes = dash_row(grid);
    grid_measure(grid, dashes);
    for (size_t row = 0; row < grid->row_count; row++) {
        if (row > 0)
            str_add(out, line_end);
        str_add(out, grid->prefix);
        str_add_char(out, '|');
        for (size_t column = 0; column < grid->columns; column++) {
            struct view cell = grid_cell(grid, row, column), rule = VIEW("");
            if (dashes != SIZE_MAX)
                rule = grid_cell(grid, dashes, column);
            str_add_char(out, ' ');
            size_t start = out->len;
            if (row == dashes)
                add_dashes(cell, grid->widths[column], out);
            else
                add_cell(cell, grid->widths[column], rule, out);
            if (row == place->row && column == place->column) {
                while (start < out->len && cell.len && out->data[start] == ' ')
                    start++;
                place->at = start + (place->offset < cell.len ? place->offset : cell.len);
            }
            str_add_text(out, " |");
        }
    }
}

static void grid_finish(struct grid *grid)
{
    str_finish(&grid->text);
    free(grid->cells);
    free(grid->rows);
    free(grid->widths);
}

/* The cell that the cursor is in, and how far in its text. */
static struct grid_place place_of(const struct editor *editor, const struct grid *grid)
{
    size_t line = rope_line_at(editor->text, editor->cursor);
    size_t start = rope_line_start(editor->text, line);
    struct grid_place place = {.row = line - grid->top};
    struct view rest = str_view(&grid->text), row = VIEW("");
    for (size_t i = 0; i <= place.row; i++)
        view_line(&rest, &row);
    struct shape shape;
    shape_read(editor->text, line, &shape);
    row = view_slice(row, shape.quote, row.len);
    size_t offset = editor->cursor - start;
    offset = offset > shape.quote ? offset - shape.quote : 0;
    place.column = table_edit_cell(row, offset);
    struct view cell = grid_cell(grid, place.row, place.column);
    size_t cell_at = cell.data && cell.len ? (size_t)(cell.data - row.data) : offset;
    place.offset = offset > cell_at ? offset - cell_at : 0;
    return place;
}

/* Writes the table anew, the cursor at `place`. */
static void grid_put(struct editor *editor, struct grid *grid, struct grid_place *place)
{
    struct str out = {0};
    size_t start = rope_line_start(editor->text, grid->top);
    place->at = SIZE_MAX;
    grid_write(grid, state_line_end(editor), place, &out);
    size_t end = start + grid->text.len, cursor = editor->cursor;
    if (place->at != SIZE_MAX)
        cursor = start + place->at;
    else if (cursor >= end)
        cursor = cursor - grid->text.len + out.len;
    if (view_equal(str_view(&out), str_view(&grid->text)))
        editor_set_cursor(editor, cursor, false);
    else
        state_splice(editor, start, end, str_view(&out), cursor);
    editor->table_edit = SIZE_MAX;
    str_finish(&out);
}

bool table_edit_align(struct editor *editor, size_t line)
{
    struct grid grid = {0};
    bool table = grid_read(&grid, editor->text, line);
    if (table) {
        size_t at = rope_line_at(editor->text, editor->cursor);
        struct grid_place place = {.row = SIZE_MAX};
        if (at >= grid.top && at - grid.top < grid.row_count)
            place = place_of(editor, &grid);
        grid_put(editor, &grid, &place);
    }
    grid_finish(&grid);
    return table;
}

/* To the next cell, over the dashes; a new row behind the last. */
static void step_on(struct grid *grid, struct grid_place *place)
{
    if (++place->column < grid->columns)
        return;
    place->column = 0;
    if (++place->row == dash_row(grid))
        place->row++;
    if (place->row >= grid->row_count)
        *ARRAY_PUSH(grid->rows, grid->row_count, grid->row_cap) =
            (struct grid_row){.first = grid->cell_count};
}

static void step_back(const struct grid *grid, struct grid_place *place)
{
    if (place->column > 0) {
        place->column--;
        return;
    }
    size_t row = place->row;
    if (row > 0 && row - 1 == dash_row(grid))
        row--;
    if (row == 0)
        return;
    place->row = row - 1;
    place->column = grid->columns ? grid->columns - 1 : 0;
}

bool table_edit_move(struct editor *editor, int step)
{
    struct grid grid = {0};
    bool table = grid_read(&grid, editor->text, rope_line_at(editor->text, editor->cursor));
    if (table) {
        struct grid_place place = place_of(editor, &grid);
        if (step > 0)
            step_on(&grid, &place);
        else
            step_back(&grid, &place);
        place.offset = SIZE_MAX;
        grid_put(editor, &grid, &place);
    }
    grid_finish(&grid);
    return table;
}

static bool is_same_cell(const struct rope *text, size_t a, size_t b)
{
    struct str scratch = {0};
    size_t line = rope_line_at(text, a), start = rope_line_start(text, line);
    if (rope_line_at(text, b) != line)
        return false;
    struct view row = span_read(text, start, start + LINE_MAX_BYTES, &scratch);
    bool same = table_edit_cell(row, a - start) == table_edit_cell(row, b - start);
    str_finish(&scratch);
    return same;
}

void table_edit_note(struct editor *editor)
{
    size_t line = rope_line_at(editor->text, editor->cursor);
    size_t len = span_line_end(editor->text, line) - rope_line_start(editor->text, line);
    bool table = len > 0 && len <= LINE_MAX_BYTES && block_is_table(editor->text, line);
    editor->table_edit = table ? editor->cursor : SIZE_MAX;
}

void table_edit_leave(struct editor *editor)
{
    const struct rope *text = editor->text;
    size_t edit = editor->table_edit;
    if (edit == SIZE_MAX || editor->anchor != SIZE_MAX || is_same_cell(text, edit, editor->cursor))
        return;
    bool has_goal = editor->has_goal;
    unsigned goal = editor->goal;
    editor->table_edit = SIZE_MAX;
    editor_begin(editor);
    table_edit_align(editor, rope_line_at(text, edit));
    editor_end(editor);
    editor->has_goal = has_goal;
    editor->goal = goal;
}
