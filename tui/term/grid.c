/* Cells. What always holds: every cell is a whole cluster of one or two cells, or the right half
 * (width 0) that stands right of a wide one; a cell's eight bytes of text are zero past the text,
 * so that rows compare by memcmp; no byte in a cell is a control, as only the filter's output and
 * printable ASCII get in. Drawing goes through a pen, which knows where it is and between which
 * columns it may leave ink. */
#include "tui/term/grid.h"

#include "core/base/memory.h"
#include "core/text/cluster.h"

#include <stdlib.h>
#include <string.h>

struct pen {
    struct grid *grid;
    int row, col;
    int left, right; /* columns that may be drawn on: [left, right) */
    uint8_t role, attrs;
};

static const struct grid_cell blank = {.text = " ", .width = 1, .role = ROLE_TEXT};

static int int_max(int a, int b)
{
    return a > b ? a : b;
}

static int int_min(int a, int b)
{
    return a < b ? a : b;
}

void grid_init(struct grid *grid, int rows, int cols)
{
    memset(grid, 0, sizeof(*grid));
    grid_resize(grid, rows, cols);
}

void grid_finish(struct grid *grid)
{
    free(grid->cells);
    free(grid->drawn);
    str_finish(&grid->pool);
    memset(grid, 0, sizeof(*grid));
}

void grid_clear(struct grid *grid)
{
    size_t count = (size_t)grid->rows * (size_t)grid->cols;
    for (size_t i = 0; i < count; i++)
        grid->cells[i] = blank;
    memset(grid->drawn, true, (size_t)grid->rows);
    str_clear(&grid->pool);
    grid->cursor_row = grid->cursor_col = -1;
}

void grid_resize(struct grid *grid, int rows, int cols)
{
    grid->rows = int_max(rows, 0);
    grid->cols = int_max(cols, 0);
    size_t count = (size_t)grid->rows * (size_t)grid->cols;
    grid->cells = mem_resize(grid->cells, count ? count : 1, sizeof(*grid->cells));
    grid->drawn = mem_resize(grid->drawn, (size_t)grid->rows + 1, sizeof(*grid->drawn));
    grid_clear(grid);
}

void grid_shown(struct grid *grid)
{
    memset(grid->drawn, false, (size_t)grid->rows);
}

const char *grid_cell_text(const struct grid *grid, const struct grid_cell *cell)
{
    return cell->in_pool ? grid->pool.data + cell->pooled : cell->text;
}

bool grid_cell_equal(const struct grid *a, const struct grid_cell *x, const struct grid *b,
                     const struct grid_cell *y)
{
    if (x->width != y->width || x->role != y->role || x->attrs != y->attrs)
        return false;
    if (!x->in_pool && !y->in_pool)
        return memcmp(x->text, y->text, sizeof(x->text)) == 0;
    return strcmp(grid_cell_text(a, x), grid_cell_text(b, y)) == 0;
}

static struct grid_cell *grid_at(const struct grid *grid, int row, int col)
{
    return grid->cells + (size_t)row * (size_t)grid->cols + col;
}

void grid_clear_area(struct grid *grid, struct rect area)
{
    int last_row = int_min(area.row + area.rows, grid->rows);
    int last_col = int_min(area.col + area.cols, grid->cols);
    for (int row = int_max(area.row, 0); row < last_row; row++) {
        grid->drawn[row] = true;
        for (int col = int_max(area.col, 0); col < last_col; col++)
            *grid_at(grid, row, col) = blank;
    }
}

/* Blanks the halves that a drawing over [from, to) would leave without their other half. */
static void grid_cut_halves(struct grid *grid, int row, int from, int to)
{
    struct grid_cell *cells = grid_at(grid, row, 0);
    if (from > 0 && from < grid->cols && cells[from].width == 0) {
        struct grid_cell cut = blank;
        cut.role = cells[from - 1].role;
        cut.attrs = cells[from - 1].attrs;
        cells[from - 1] = cut;
    }
    if (to > 0 && to < grid->cols && cells[to].width == 0) {
        struct grid_cell cut = blank;
        cut.role = cells[to].role;
        cut.attrs = cells[to].attrs;
        cells[to] = cut;
    }
}

static bool pen_init(struct pen *pen, struct grid *grid, int row, int col, int cols)
{
    *pen = (struct pen){.grid = grid, .row = row, .col = col};
    if (row < 0 || row >= grid->rows || cols <= 0 || col >= grid->cols)
        return false;
    pen->left = int_max(col, 0);
    pen->right = cols > grid->cols - col ? grid->cols : col + cols;
    grid->drawn[row] = true;
    return pen->left < pen->right;
}

static struct grid_cell pen_cell(const struct pen *pen)
{
    return (struct grid_cell){.width = 1, .role = pen->role, .attrs = pen->attrs};
}

/* Draws one cluster of one or two cells. One that is not whole between the pen's borders leaves
 * blanks on its part inside. */
static void pen_put(struct pen *pen, const char *text, size_t len, int width)
{
    int from = int_max(pen->col, pen->left), to = int_min(pen->col + width, pen->right);
    bool whole = from == pen->col && to == pen->col + width;
    pen->col += width;
    if (from >= to)
        return;
    grid_cut_halves(pen->grid, pen->row, from, to);
    struct grid_cell cell = pen_cell(pen), *at = grid_at(pen->grid, pen->row, from);
    if (!whole) {
        cell.text[0] = ' ';
        *at = cell;
        return;
    }
    cell.width = (uint8_t)width;
    if (len < sizeof(cell.text)) {
        memcpy(cell.text, text, len);
    } else {
        struct str *pool = &pen->grid->pool;
        cell.pooled = (uint32_t)pool->len;
        cell.in_pool = true;
        str_add(pool, view_from(text, len));
        str_add_char(pool, '\0');
    }
    *at = cell;
    if (width == 2) {
        memset(cell.text, 0, sizeof(cell.text));
        cell.width = 0;
        cell.in_pool = false;
        at[1] = cell;
    }
}

/* Marks of the filter are wider than two cells: a cell for each character of them. */
static void pen_put_mark(struct pen *pen, const struct cluster *cluster)
{
    struct pen mark = *pen;
    mark.role = ROLE_MARK;
    mark.attrs |= STYLE_REVERSE;
    if (cluster->width <= 2 && cluster->width != cluster->len) {
        pen_put(&mark, cluster->text, cluster->len, cluster->width);
    } else {
        for (size_t i = 0, end; i < cluster->len; i = end) {
            end = i + 1;
            while (end < cluster->len && ((unsigned char)cluster->text[end] & 0xC0) == 0x80)
                end++;
            pen_put(&mark, cluster->text + i, end - i, 1);
        }
    }
    pen->col += cluster->width;
}

/* How many of at most `room` bytes from `pos` on are printable ASCII which no combining mark
 * follows.
 */
static size_t ascii_run(struct view text, size_t pos, size_t room)
{
    size_t end = pos, limit = text.len - pos > room ? pos + room : text.len;
    while (end < limit && text.data[end] >= ' ' && text.data[end] <= '~')
        end++;
    if (end < text.len && end > pos && (text.data[end] & 0x80))
        end--;
    return end - pos;
}

/* `len` is at most what fits before the right border. */
static void pen_put_ascii(struct pen *pen, const char *text, size_t len)
{
    int from = int_max(pen->col, pen->left), to = pen->col + (int)len;
    if (from < to) {
        grid_cut_halves(pen->grid, pen->row, from, to);
        /* Copied from the first, in memory: gcc builds a local anew, byte by byte, in each round.
         */
        struct grid_cell *at = grid_at(pen->grid, pen->row, from);
        const char *in = text + (from - pen->col);
        at[0] = pen_cell(pen);
        for (int i = 1; i < to - from; i++) {
            at[i] = at[0];
            at[i].text[0] = in[i];
        }
        at[0].text[0] = in[0];
    }
    pen->col = to;
}

/* Draws until the right border; returns the bytes that were drawn whole, and sets `*last` to the
 * column of the last cluster. */
static size_t pen_draw(struct pen *pen, struct view text, int *last)
{
    size_t pos = 0;
    while (pos < text.len && pen->col < pen->right) {
        size_t run = ascii_run(text, pos, (size_t)(pen->right - pen->col));
        if (run) {
            pen_put_ascii(pen, text.data + pos, run);
            pos += run;
            *last = pen->col - 1;
            continue;
        }
        struct cluster cluster;
        size_t next = cluster_next(text, pos, &cluster);
        *last = pen->col;
        if (cluster.mark)
            pen_put_mark(pen, &cluster);
        else if (cluster.width)
            pen_put(pen, cluster.text, cluster.len, cluster.width > 2 ? 2 : cluster.width);
        if (pen->col <= pen->right)
            pos = next;
    }
    return pos;
}

int grid_put(struct grid *grid, int row, int col, int cols, struct view text, enum role role,
             unsigned attrs)
{
    struct pen pen;
    if (!pen_init(&pen, grid, row, col, cols))
        return 0;
    pen.role = (uint8_t)role;
    pen.attrs = (uint8_t)attrs;
    int last = 0;
    pen_draw(&pen, text, &last);
    return int_min(pen.col, pen.right) - col;
}

int grid_put_clipped(struct grid *grid, int row, int col, int cols, struct view text,
                     enum role role, unsigned attrs)
{
    struct pen pen;
    if (!pen_init(&pen, grid, row, col, cols))
        return 0;
    pen.role = (uint8_t)role;
    pen.attrs = (uint8_t)attrs;
    int last = col;
    if (pen_draw(&pen, text, &last) < text.len) {
        int end = int_min(pen.col, pen.right);
        pen.col = last;
        pen_put(&pen, "…", sizeof("…") - 1, 1);
        int used = pen.col;
        while (pen.col < end)
            pen_put(&pen, " ", 1, 1);
        return used - col;
    }
    return int_min(pen.col, pen.right) - col;
}

/* `area` cut to the grid; false when nothing is left. */
static bool rect_clip(const struct grid *grid, struct rect *area)
{
    int bottom = int_min(area->row + area->rows, grid->rows);
    int right = int_min(area->col + area->cols, grid->cols);
    area->row = int_max(area->row, 0);
    area->col = int_max(area->col, 0);
    area->rows = bottom - area->row;
    area->cols = right - area->col;
    return area->rows > 0 && area->cols > 0;
}

void grid_fill(struct grid *grid, struct rect area, const char *text, enum role role,
               unsigned attrs)
{
    size_t len = strlen(text);
    if (len >= sizeof(blank.text) || !rect_clip(grid, &area))
        return;
    struct grid_cell cell = {.width = 1, .role = (uint8_t)role, .attrs = (uint8_t)attrs};
    memcpy(cell.text, text, len);
    for (int row = area.row; row < area.row + area.rows; row++) {
        grid->drawn[row] = true;
        grid_cut_halves(grid, row, area.col, area.col + area.cols);
        struct grid_cell *at = grid_at(grid, row, area.col);
        for (int i = 0; i < area.cols; i++)
            at[i] = cell;
    }
}

/* `role` NULL: as it is. */
static void grid_restyle_cells(struct grid *grid, struct rect area, const enum role *role,
                               unsigned attrs)
{
    if (!rect_clip(grid, &area))
        return;
    for (int row = area.row; row < area.row + area.rows; row++) {
        struct grid_cell *at = grid_at(grid, row, area.col);
        grid->drawn[row] = true;
        for (int i = 0; i < area.cols; i++) {
            at[i].attrs |= (uint8_t)attrs;
            if (role)
                at[i].role = (uint8_t)*role;
        }
    }
}

void grid_add_attrs(struct grid *grid, struct rect area, unsigned attrs)
{
    grid_restyle_cells(grid, area, NULL, attrs);
}

void grid_restyle(struct grid *grid, struct rect area, enum role role, unsigned attrs)
{
    grid_restyle_cells(grid, area, &role, attrs);
}

void grid_put_page_row(struct grid *grid, int at_row, int col, int cols, const struct page *page,
                       size_t row, size_t skip)
{
    struct pen pen;
    size_t count;
    const struct page_span *spans = page_row_spans(page, row, &count);
    if (!spans || !pen_init(&pen, grid, at_row, col, cols))
        return;
    size_t i = 0;
    for (; i < count && spans[i].cols <= skip; i++)
        skip -= spans[i].cols;
    pen.col -= (int)skip;
    for (; i < count && pen.col < pen.right; i++) {
        int last;
        pen.role = spans[i].role;
        pen.attrs = spans[i].attrs;
        pen_draw(&pen, page_span_text(page, &spans[i]), &last);
    }
}

void grid_add_text(const struct grid *grid, struct str *out)
{
    for (int row = 0; row < grid->rows; row++) {
        size_t end = out->len;
        for (int col = 0; col < grid->cols; col++) {
            const struct grid_cell *cell = grid_at(grid, row, col);
            const char *text = grid_cell_text(grid, cell);
            str_add_text(out, text);
            if (strcmp(text, " ") != 0)
                end = out->len;
        }
        if (end < out->len)
            str_replace(out, end, out->len, VIEW(""));
        str_add_char(out, '\n');
    }
}
