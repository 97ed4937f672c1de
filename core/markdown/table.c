#include "core/markdown/table.h"

#include "core/base/memory.h"
#include "core/markdown/table_find.h"

#include <stdlib.h>

/* Columns get what they need when it fits. Else each gets at least its longest word, up to a limit
 * that shrinks with the room, and a share of the rest by what it needs; cells wrap. When not even
 * the narrowest columns fit, the row is wider than the page: no column is ever left out. A table of
 * more columns than anybody can read is written with its cells one after another, so that the
 * padding never outgrows the text by much. */

enum { COLUMNS_MOST = 32, WORD_MOST = 24, WORD_LEAST = 6, GAP = 3 };

struct table_column {
    unsigned need, least, cols;
    enum table_align align;
};

struct table_cell {
    size_t run, run_count; /* of the table's flow */
    struct flow_point at;  /* what is drawn already */
};

struct table {
    const struct tables *tables;
    const struct table_place *place;
    struct flow flow; /* of all its cells */
    struct table_cell *cells;
    size_t first_cell;
    struct table_column columns[COLUMNS_MOST];
    size_t column_count;
};

static struct flow cell_flow(const struct table *table, const struct table_cell *cell)
{
    return (struct flow){.text = table->flow.text,
                         .runs = table->flow.runs + cell->run,
                         .run_count = cell->run_count};
}

static const struct table_row *row_at(const struct table *table, size_t index)
{
    return &table->tables->rows[table->place->first + index];
}

/* Copies the inliner's flow to the end of the table's; a byte between two cells keeps their runs
 * apart. */
static void add_cell(struct table *table, struct table_cell *cell, const struct flow *flow)
{
    *cell = (struct table_cell){.run = table->flow.run_count};
    for (size_t i = 0; i < flow->run_count; i++)
        flow_add(&table->flow, flow_run_text(flow, &flow->runs[i]), &flow->runs[i]);
    cell->run_count = table->flow.run_count - cell->run;
    str_add_char(&table->flow.text, '\n');
}

static void read_cells(struct table *table, struct inliner *in, uint32_t line)
{
    for (size_t i = 0; i < table->place->count; i++) {
        const struct table_row *row = row_at(table, i);
        for (size_t j = 0; j < row->count; j++) {
            const struct table_source *source = &table->tables->cells[row->first + j];
            uint32_t at = line + row->line - row_at(table, 0)->line;
            inline_begin(in, ROLE_TEXT, i ? 0 : STYLE_BOLD, at);
            if (source->node)
                inline_add(in, cmark_node_first_child(source->node), NULL, 0);
            else
                inline_add_text(in, source->text);
            inline_end(in);
            add_cell(table, &table->cells[row->first + j - table->first_cell], &in->flow);
        }
        if (row->count > table->column_count)
            table->column_count = row->count;
    }
}

static void measure_columns(struct table *table, unsigned room)
{
    const struct table_place *place = table->place;
    for (size_t i = 0; i < place->count; i++) {
        const struct table_row *row = row_at(table, i);
        for (size_t j = 0; j < row->count; j++) {
            struct table_column *column = &table->columns[j];
            struct flow flow = cell_flow(table, &table->cells[row->first + j - table->first_cell]);
            unsigned need, word;
            flow_measure(&flow, &need, &word);
            column->need = need > column->need ? need : column->need;
            column->least = word > column->least ? word : column->least;
        }
    }
    for (size_t j = 0; j < table->column_count; j++) {
        struct table_column *column = &table->columns[j];
        column->need = column->need > room ? room : column->need;
        column->need = column->need ? column->need : 1;
        column->align = j < place->columns ? table->tables->aligns[place->align + j] : ALIGN_LEFT;
    }
}

static unsigned least_cols(const struct table_column *column, unsigned word_most)
{
    unsigned least = column->least < word_most ? column->least : word_most;
    return least < column->need ? (least ? least : 1) : column->need;
}

static unsigned sum_least(const struct table *table, unsigned word_most)
{
    unsigned sum = 0;
    for (size_t j = 0; j < table->column_count; j++)
        sum += least_cols(&table->columns[j], word_most);
    return sum;
}

static void fit_columns(struct table *table, unsigned room)
{
    unsigned gaps = (unsigned)(table->column_count - 1) * GAP;
    unsigned word_most = WORD_MOST, wanting = 0;
    room = room > gaps ? room - gaps : 1;
    while (word_most > WORD_LEAST && sum_least(table, word_most) > room)
        word_most--;
    unsigned sum = sum_least(table, word_most), spare = room > sum ? room - sum : 0;
    for (size_t j = 0; j < table->column_count; j++)
        wanting += table->columns[j].need - least_cols(&table->columns[j], word_most);
    for (size_t j = 0; j < table->column_count; j++) {
        struct table_column *column = &table->columns[j];
        unsigned want = column->need - least_cols(column, word_most);
        unsigned share = !wanting ? 0 : (unsigned)((uint64_t)spare * want / wanting);
        share = share > want ? want : share;
        column->cols = least_cols(column, word_most) + share;
        spare -= share;
        wanting -= want;
    }
}

static void add_gap(struct canvas *canvas)
{
    canvas_put_mark(canvas, VIEW(" │ "), GAP, ROLE_RULE);
}

/* Draws one row of cells of the page; false when nothing was left to draw. */
static bool draw_line(struct table *table, struct canvas *canvas, const struct table_row *row,
                      uint32_t line)
{
    struct flow_row parts[COLUMNS_MOST];
    bool has[COLUMNS_MOST];
    size_t used = 0;
    for (size_t j = 0; j < row->count; j++) {
        struct table_cell *cell = &table->cells[row->first + j - table->first_cell];
        struct flow flow = cell_flow(table, cell);
        has[j] = flow_next_row(&flow, &cell->at, table->columns[j].cols, false, &parts[j]);
        used = has[j] ? j + 1 : used;
    }
    if (!used)
        return false;
    canvas_begin_row(canvas);
    for (size_t j = 0; j < used; j++) {
        const struct table_column *column = &table->columns[j];
        struct flow flow = cell_flow(table, &table->cells[row->first + j - table->first_cell]);
        unsigned cols = has[j] && parts[j].cols < column->cols ? parts[j].cols : column->cols;
        unsigned pad = has[j] ? column->cols - cols : column->cols;
        unsigned before = column->align == ALIGN_LEFT    ? 0
                          : column->align == ALIGN_RIGHT ? pad
                                                         : pad / 2;
        if (j)
            add_gap(canvas);
        page_add_blank(canvas->page, before);
        if (has[j])
            canvas_add(canvas, &flow, &parts[j]);
        if (j + 1 < used)
            page_add_blank(canvas->page, pad - before);
    }
    canvas_end_row(canvas, line);
    return true;
}

static void draw_rule(const struct table *table, struct canvas *canvas, uint32_t line)
{
    struct str rule = {0};
    unsigned cols = 0;
    for (size_t j = 0; j < table->column_count; j++) {
        if (j)
            str_add(&rule, VIEW("─┼─"));
        for (unsigned i = 0; i < table->columns[j].cols; i++)
            str_add(&rule, VIEW("─"));
        cols += table->columns[j].cols + (j ? GAP : 0);
    }
    canvas_begin_row(canvas);
    canvas_put_mark(canvas, str_view(&rule), cols, ROLE_RULE);
    canvas_end_row(canvas, line);
    str_finish(&rule);
}

static void draw_rows(struct table *table, struct canvas *canvas, uint32_t line)
{
    for (size_t i = 0; i < table->place->count && !canvas_is_cancelled(canvas); i++) {
        const struct table_row *row = row_at(table, i);
        uint32_t at = line + row->line - row_at(table, 0)->line;
        while (draw_line(table, canvas, row, at))
            ;
        if (i == 0)
            draw_rule(table, canvas, at);
    }
}

/* For too many columns: the cells of a row as one text. */
static void draw_run_on(struct table *table, struct canvas *canvas)
{
    const struct flow_run bar = {.role = ROLE_RULE};
    for (size_t i = 0; i < table->place->count; i++) {
        const struct table_row *row = row_at(table, i);
        struct flow line = {0};
        for (size_t j = 0; j < row->count; j++) {
            const struct table_cell *cell = &table->cells[row->first + j - table->first_cell];
            struct flow flow = cell_flow(table, cell);
            if (j)
                flow_add(&line, VIEW(" │ "), &bar);
            for (size_t k = 0; k < flow.run_count; k++)
                if (!flow.runs[k].hidden)
                    flow_add(&line, flow_run_text(&flow, &flow.runs[k]), &flow.runs[k]);
        }
        canvas_flow(canvas, &line, false);
        flow_finish(&line);
    }
}

static void draw_text_before(struct table *table, struct canvas *canvas, struct inliner *in,
                             uint32_t line)
{
    cmark_node *node = table->tables->cells[row_at(table, 0)->first - 1].node;
    inline_begin(in, ROLE_TEXT, 0, line);
    if (node)
        inline_add(in, cmark_node_first_child(node), NULL, 0);
    inline_end(in);
    canvas_flow(canvas, &in->flow, false);
    canvas_space(canvas);
}

bool tables_draw(struct tables *tables, cmark_node *paragraph, struct canvas *canvas,
                 struct inliner *in, uint32_t line)
{
    if (tables->next >= tables->place_count || tables->places[tables->next].paragraph != paragraph)
        return false;
    struct table table = {.tables = tables, .place = &tables->places[tables->next++]};
    const struct table_row *last = row_at(&table, table.place->count - 1);
    table.first_cell = row_at(&table, 0)->first;
    table.cells = mem_zalloc(last->first + last->count - table.first_cell, sizeof(*table.cells));
    if (table.place->has_text)
        draw_text_before(&table, canvas, in, line);
    line += row_at(&table, 0)->line - (uint32_t)cmark_node_get_start_line(paragraph);
    read_cells(&table, in, line);
    if (table.column_count > COLUMNS_MOST) {
        draw_run_on(&table, canvas);
    } else {
        measure_columns(&table, canvas_room(canvas));
        fit_columns(&table, canvas_room(canvas));
        draw_rows(&table, canvas, line);
    }
    free(table.cells);
    flow_finish(&table.flow);
    return true;
}
