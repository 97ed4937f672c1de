/* From what stands on the screen to what shall, in as few bytes as is simple. The painter writes
 * the cells that differ, row by row. It trusts its own idea of where the cursor is only after
 * clusters on whose width all terminals agree; after others it places the cursor anew, and a row
 * that holds such clusters is painted whole when anything in it differs, since the terminal may
 * have pushed the cells beside them. Automatic wrap is off, so nothing ever scrolls. */
#include "tui/term/term_parts.h"

#include <string.h>

/* From this many blanks on, erasing is shorter than writing them. */
enum { ERASE_LEAST = 12 };

struct painter {
    struct term *term;
    struct str *out;
    const struct grid *grid;
    int rows, cols;
    bool same_pool; /* equal offsets are equal texts */
    bool by_row;    /* what is kept of the frame before is brought up to date row by row */
};

static const struct grid_cell *cell_at(const struct grid *grid, int row, int col)
{
    return grid->cells + (size_t)row * (size_t)grid->cols + col;
}

static void paint_number(struct str *out, int number)
{
    char digits[12];
    size_t at = sizeof(digits);
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    str_add(out, view_from(digits + at, sizeof(digits) - at));
}

static void paint_place(struct painter *p, int row, int col)
{
    struct term *term = p->term;
    bool near = term->row == row && term->col >= 0 && term->sure == SURE;
    if (near && term->col == col)
        return;
    if (near && col > term->col && term->caps.ansi && term->caps.go_right) {
        str_add_text(p->out, "\x1b[");
        if (col - term->col > 1)
            paint_number(p->out, col - term->col);
        str_add_char(p->out, 'C');
    } else if (term->caps.ansi) {
        str_add_text(p->out, "\x1b[");
        paint_number(p->out, row + 1);
        str_add_char(p->out, ';');
        paint_number(p->out, col + 1);
        str_add_char(p->out, 'H');
    } else {
        term_caps_add(p->out, term->caps.place, row, col);
    }
    term->row = row;
    term->col = col;
    term->sure = SURE;
}

static void paint_style(struct painter *p, const struct grid_cell *cell)
{
    int style = cell->role << 8 | cell->attrs;
    if (p->term->style == style)
        return;
    p->term->style = style;
    term_style_add(p->term, p->out, cell->role, cell->attrs);
}

static void paint_cell(struct painter *p, int row, int col)
{
    struct term *term = p->term;
    const struct grid_cell *cell = cell_at(p->grid, row, col);
    const char *text = grid_cell_text(p->grid, cell);
    enum term_sure sure = term_cluster_sure(text, cell->width);
    if (term->ascii)
        sure = SURE;
    if (term->sure != SURE && !(term->sure == SURE_UNLESS_WIDE && sure == SURE_UNLESS_WIDE))
        term->col = -1;
    if (term->row != row || term->col != col)
        paint_place(p, row, col);
    paint_style(p, cell);
    if (term->ascii) {
        str_add_many(p->out, term_ascii_for(text), cell->width);
    } else {
        if (sure == SURE_NOT && cell->width == 2) {
            /* A terminal that draws it narrow must not leave an old cell beside it. */
            str_add_text(p->out, "  ");
            term->col = -1;
            paint_place(p, row, col);
        }
        str_add_text(p->out, text);
    }
    term->col += cell->width;
    term->sure = sure;
    if (term->col >= p->cols)
        term->col = -1; /* at the right border terminals differ */
}

static bool cell_is_blank(const struct grid_cell *cell)
{
    return !cell->in_pool && cell->text[0] == ' ' && !cell->text[1];
}

/* How many blanks of one style stand from `col` on. */
static int blank_run(const struct painter *p, int row, int col)
{
    const struct grid_cell *first = cell_at(p->grid, row, col), *cell = first;
    int end = col;
    while (end < p->cols && cell_is_blank(cell) && cell->role == first->role &&
           cell->attrs == first->attrs) {
        end++;
        cell++;
    }
    return end - col;
}

/* Erases the blanks at `col` when that is shorter; returns how many, or 0. */
static int paint_erased(struct painter *p, int row, int col)
{
    const struct term_caps *caps = &p->term->caps;
    const struct grid_cell *cell = cell_at(p->grid, row, col);
    int run = blank_run(p, row, col);
    bool to_end = col + run == p->cols && p->cols == p->term->cols;
    const char *erase = to_end ? caps->erase_line : caps->erase_cells;
    if (run < ERASE_LEAST || !erase || !term_style_erases(p->term, cell->role, cell->attrs))
        return 0;
    paint_place(p, row, col);
    paint_style(p, cell);
    if (to_end)
        str_add_text(p->out, erase);
    else
        term_caps_add(p->out, erase, run, 0);
    return run;
}

static bool row_is_odd(const struct grid *grid, int row, int cols)
{
    for (int col = 0; col < cols; col++) {
        const struct grid_cell *cell = cell_at(grid, row, col);
        if (cell->width && (cell->in_pool || cell->text[0] & 0x80) &&
            term_cluster_sure(grid_cell_text(grid, cell), cell->width) == SURE_NOT)
            return true;
    }
    return false;
}

static bool row_is_same(const struct painter *p, int row)
{
    const struct grid *old = &p->term->shown;
    if (!p->grid->drawn[row] && p->same_pool)
        return true;
    const struct grid_cell *a = cell_at(p->grid, row, 0), *b = cell_at(old, row, 0);
    if (memcmp(a, b, (size_t)p->cols * sizeof(*a)) == 0 && p->same_pool)
        return true;
    for (int col = 0; col < p->cols; col++)
        if (!grid_cell_equal(p->grid, a + col, old, b + col))
            return false;
    return true;
}

static bool cell_is_ascii(const struct grid_cell *cell)
{
    return !cell->in_pool && !(cell->text[0] & 0x80) && cell->text[0] && !cell->text[1];
}

/* The usual case in one go: after the cell at `col`, those that differ, are ASCII and of its style,
 * up to where blanks may be erased. Returns how many. */
static int paint_ascii_run(struct painter *p, int row, int col, bool whole)
{
    const struct grid_cell *first = cell_at(p->grid, row, col), *cell = first;
    const struct grid_cell *old = whole ? NULL : cell_at(&p->term->shown, row, col);
    int end = col;
    if (p->term->style != (first->role << 8 | first->attrs))
        return 0;
    str_reserve(p->out, (size_t)(p->cols - col));
    for (; end < p->cols; end++, cell++) {
        if (cell->role != first->role || cell->attrs != first->attrs || !cell_is_ascii(cell) ||
            (old && memcmp(cell, old + (end - col), sizeof(*cell)) == 0) ||
            (cell->text[0] == ' ' && end + 1 < p->cols && cell_is_blank(cell + 1)))
            break;
        p->out->data[p->out->len++] = cell->text[0];
    }
    p->out->data[p->out->len] = '\0';
    p->term->col = end < p->cols ? end : -1;
    return end - col;
}

static void paint_row(struct painter *p, int row)
{
    const struct term *term = p->term;
    bool whole = !term->shown_valid;
    if (!whole) {
        if (row_is_same(p, row))
            return;
        whole = row_is_odd(p->grid, row, p->cols) || row_is_odd(&term->shown, row, p->cols);
    }
    for (int col = 0; col < p->cols;) {
        const struct grid_cell *cell = cell_at(p->grid, row, col);
        if (!cell->width || (!whole && grid_cell_equal(p->grid, cell, &term->shown,
                                                       cell_at(&term->shown, row, col)))) {
            col++;
            continue;
        }
        int erased = cell_is_blank(cell) ? paint_erased(p, row, col) : 0;
        if (!erased)
            paint_cell(p, row, col);
        col += erased ? erased : cell->width;
        if (term->sure == SURE && term->col == col && cell_is_ascii(cell))
            col += paint_ascii_run(p, row, col, whole);
    }
    if (p->by_row)
        memcpy(p->term->shown.cells + (size_t)row * (size_t)p->grid->cols, cell_at(p->grid, row, 0),
               (size_t)p->grid->cols * sizeof(*p->grid->cells));
}

static void paint_cursor(struct painter *p)
{
    struct term *term = p->term;
    int row = p->grid->cursor_row, col = p->grid->cursor_col;
    if (row < 0 || col < 0 || row >= p->rows || col >= p->cols)
        return;
    paint_place(p, row, col);
    if (term->cursor_hidden && term->caps.show_cursor)
        str_add_text(p->out, term->caps.show_cursor);
    term->cursor_hidden = false;
}

/* The copy that the next frame is compared with. */
static void painter_keep(struct painter *p)
{
    struct grid *shown = &p->term->shown;
    if (shown->rows != p->grid->rows || shown->cols != p->grid->cols)
        grid_resize(shown, p->grid->rows, p->grid->cols);
    size_t count = (size_t)p->grid->rows * (size_t)p->grid->cols;
    if (!p->by_row)
        memcpy(shown->cells, p->grid->cells, count * sizeof(*shown->cells));
    if (!p->same_pool || p->grid->pool.len != shown->pool.len) {
        str_clear(&shown->pool);
        str_add(&shown->pool, str_view(&p->grid->pool));
    }
    shown->cursor_row = p->grid->cursor_row;
    shown->cursor_col = p->grid->cursor_col;
    p->term->shown_valid = true;
}

/* Nothing differs: the pen's state stays true and no byte is sent. */
static bool painter_is_idle(const struct painter *p)
{
    const struct grid *shown = &p->term->shown;
    if (!p->term->shown_valid || shown->cursor_row != p->grid->cursor_row ||
        shown->cursor_col != p->grid->cursor_col)
        return false;
    for (int row = 0; row < p->rows; row++)
        if (!row_is_same(p, row))
            return false;
    return true;
}

void term_paint(struct term *term, const struct grid *grid)
{
    struct painter p = {.term = term, .out = &term->frame, .grid = grid};
    p.rows = grid->rows < term->rows ? grid->rows : term->rows;
    p.cols = grid->cols < term->cols ? grid->cols : term->cols;
    if (term->shown.rows != grid->rows || term->shown.cols != grid->cols)
        term->shown_valid = false;
    p.same_pool = view_equal(str_view(&grid->pool), str_view(&term->shown.pool));
    str_clear(&term->frame);
    if (painter_is_idle(&p))
        return;
    if (term->caps.ansi && !term->caps.strict)
        str_add_text(p.out, "\x1b[?2026h");
    if (!term->cursor_hidden && term->caps.hide_cursor)
        str_add_text(p.out, term->caps.hide_cursor);
    term->cursor_hidden = true;
    if (!term->shown_valid) {
        term->style = term->row = term->col = -1;
        term->sure = SURE;
    }
    p.by_row = p.same_pool && term->shown_valid && p.rows == grid->rows;
    for (int row = 0; row < p.rows; row++)
        paint_row(&p, row);
    paint_cursor(&p);
    if (term->caps.ansi && !term->caps.strict)
        str_add_text(p.out, "\x1b[?2026l");
    painter_keep(&p);
}
