#include "core/markdown/table_find.h"

#include "core/base/memory.h"
#include "core/markdown/table.h"

#include <stdlib.h>
#include <string.h>

/* A table is a paragraph for libcmark: its lines are looked up in the source, and when the second
 * is a row of dashes with as many cells as the first has, the lines are cut into cells. Each cell
 * becomes a heading, the one block that takes any line as its text, of a text that is parsed at
 * once for all tables; definitions of links are repeated below it. */

struct finder {
    struct tables *tables;
    struct view source;
    size_t *lines; /* where each line begins */
    size_t line_count, line_cap;
};

static void index_lines(struct finder *finder)
{
    struct view source = finder->source;
    size_t at = 0;
    while (at < source.len) {
        *ARRAY_PUSH(finder->lines, finder->line_count, finder->line_cap) = at;
        size_t end = view_find(source, at, '\n');
        const char *cr = memchr(source.data + at, '\r', end - at);
        if (cr && (size_t)(cr - source.data) + 1 < end)
            end = (size_t)(cr - source.data);
        at = end + 1;
    }
    *ARRAY_PUSH(finder->lines, finder->line_count, finder->line_cap) = source.len;
}

/* Line `number`, from 1, without what its containers put before it. */
static struct view paragraph_line(const struct finder *finder, cmark_node *node, size_t number,
                                  size_t quotes)
{
    if (number == 0 || number >= finder->line_count)
        return (struct view){0};
    struct view line = view_slice(finder->source, finder->lines[number - 1], finder->lines[number]);
    if ((int)number == cmark_node_get_start_line(node)) {
        size_t col = (size_t)cmark_node_get_start_column(node);
        return view_trim(view_slice(line, col ? col - 1 : 0, line.len));
    }
    line = view_trim(line);
    while (quotes-- && line.len && line.data[0] == '>')
        line = view_trim(view_slice(line, 1, line.len));
    return line;
}

/* Cuts the next cell off `*at`; bars behind a backslash are text. */
static bool next_cell(struct view line, size_t *at, struct view *cell)
{
    if (*at == 0 && line.len && line.data[0] == '|')
        *at = 1;
    if (*at >= line.len)
        return false;
    size_t end = *at;
    while (end < line.len && line.data[end] != '|')
        end += line.data[end] == '\\' && end + 1 < line.len ? 2 : 1;
    *cell = view_trim(view_slice(line, *at, end));
    *at = end + 1;
    return true;
}

static size_t count_cells(struct view line)
{
    size_t at = 0, count = 0;
    struct view cell;
    while (next_cell(line, &at, &cell))
        count++;
    return count;
}

static bool read_align(struct view cell, unsigned char *align)
{
    bool left = cell.len && cell.data[0] == ':';
    bool right = cell.len && cell.data[cell.len - 1] == ':';
    size_t end = cell.len - (right && cell.len > 1);
    if (end <= left)
        return false;
    for (size_t i = left; i < end; i++)
        if (cell.data[i] != '-')
            return false;
    *align = left && right ? ALIGN_CENTER : right ? ALIGN_RIGHT : ALIGN_LEFT;
    return true;
}

/* Whether `line` is a row of dashes; then its alignments have been added. */
static bool add_aligns(struct tables *tables, struct view line)
{
    size_t at = 0, had = tables->align_count;
    struct view cell;
    unsigned char align = ALIGN_LEFT;
    while (next_cell(line, &at, &cell)) {
        if (!read_align(cell, &align)) {
            tables->align_count = had;
            return false;
        }
        *ARRAY_PUSH(tables->aligns, tables->align_count, tables->align_cap) = align;
    }
    return tables->align_count > had;
}

static bool is_plain(struct view cell)
{
    static const bool marks[256] = {['*'] = true, ['_'] = true, ['`'] = true, ['['] = true,
                                    [']'] = true, ['<'] = true, ['&'] = true, ['\\'] = true};
    size_t at = 0;
    while (at < cell.len && !marks[(unsigned char)cell.data[at]])
        at++;
    return at == cell.len;
}

/* A cell that is to be parsed has no text until it is; a bar loses its backslash. */
static void add_cell(struct tables *tables, struct view cell)
{
    struct table_source *source = ARRAY_PUSH(tables->cells, tables->cell_count, tables->cell_cap);
    *source = (struct table_source){.text = cell};
    if (is_plain(cell))
        return;
    source->text = (struct view){0};
    str_add_text(&tables->text, "# ");
    for (size_t from = 0, at; from < cell.len; from = at) {
        at = view_find(cell, from + 1, '\\');
        bool escapes = cell.data[from] == '\\' && from + 1 < at && cell.data[from + 1] == '|';
        str_add(&tables->text, view_slice(cell, from + escapes, at));
    }
    str_add_text(&tables->text, " #\n");
}

static void add_row(struct tables *tables, struct view line, size_t number)
{
    struct table_row *row = ARRAY_PUSH(tables->rows, tables->row_count, tables->row_cap);
    *row = (struct table_row){.first = tables->cell_count, .line = (uint32_t)number};
    size_t at = 0;
    struct view cell;
    while (next_cell(line, &at, &cell)) {
        add_cell(tables, cell);
        row->count++;
    }
}

static size_t count_quotes(cmark_node *node)
{
    size_t quotes = 0;
    while ((node = cmark_node_parent(node)))
        quotes += cmark_node_get_type(node) == CMARK_NODE_BLOCK_QUOTE;
    return quotes;
}

/* What stands in the paragraph before line `header`. */
static void add_text(struct finder *finder, cmark_node *node, size_t header, size_t quotes)
{
    struct tables *tables = finder->tables;
    struct table_source *source = ARRAY_PUSH(tables->cells, tables->cell_count, tables->cell_cap);
    *source = (struct table_source){0};
    str_add_text(&tables->text, "#");
    for (size_t i = (size_t)cmark_node_get_start_line(node); i < header; i++) {
        str_add_char(&tables->text, ' ');
        str_add(&tables->text, paragraph_line(finder, node, i, quotes));
    }
    str_add_text(&tables->text, " #\n");
}

static void add_table(struct finder *finder, cmark_node *node, size_t header, size_t quotes,
                      size_t align)
{
    struct tables *tables = finder->tables;
    size_t start = (size_t)cmark_node_get_start_line(node);
    size_t end = (size_t)cmark_node_get_end_line(node);
    struct table_place *place = ARRAY_PUSH(tables->places, tables->place_count, tables->place_cap);
    *place = (struct table_place){.paragraph = node, .first = tables->row_count, .align = align};
    place->columns = tables->align_count - align;
    if (header > start) {
        place->has_text = true;
        add_text(finder, node, header, quotes);
    }
    add_row(tables, paragraph_line(finder, node, header, quotes), header);
    for (size_t i = header + 2; i <= end; i++)
        add_row(tables, paragraph_line(finder, node, i, quotes), i);
    place->count = tables->row_count - place->first;
}

static void look_at(struct finder *finder, cmark_node *node)
{
    size_t start = (size_t)cmark_node_get_start_line(node);
    size_t end = (size_t)cmark_node_get_end_line(node);
    if (end <= start)
        return;
    size_t quotes = count_quotes(node);
    for (size_t i = start + 1; i <= end; i++) {
        struct view line = paragraph_line(finder, node, i, quotes);
        if (!line.len || !strchr("|:-", line.data[0]))
            continue;
        size_t align = finder->tables->align_count;
        if (!add_aligns(finder->tables, line))
            continue;
        struct view header = paragraph_line(finder, node, i - 1, quotes);
        if (count_cells(header) == finder->tables->align_count - align) {
            add_table(finder, node, i - 1, quotes, align);
            return;
        }
        finder->tables->align_count = align;
    }
}

static void add_definitions(struct tables *tables, struct view source)
{
    struct view rest = source, line;
    while (view_line(&rest, &line)) {
        line = view_trim(line);
        if (line.len < 4 || line.data[0] != '[' || !memmem(line.data, line.len, "]:", 2))
            continue;
        str_add_char(&tables->text, '\n');
        str_add(&tables->text, line);
        str_add_char(&tables->text, '\n');
    }
}

static void collect_cells(struct tables *tables)
{
    cmark_node *node = cmark_node_first_child(tables->parse.root);
    for (size_t i = 0; node && i < tables->cell_count; i++) {
        if (tables->cells[i].text.data)
            continue;
        tables->cells[i].node = node;
        node = cmark_node_next(node);
    }
}

static void find_all(struct finder *finder, cmark_node *root)
{
    for (struct parse_walk walk = parse_walk(root); walk.node; parse_walk_next(&walk)) {
        if (walk.type == CMARK_NODE_PARAGRAPH && walk.entering)
            look_at(finder, walk.node);
        if (walk.type == CMARK_NODE_PARAGRAPH || walk.type == CMARK_NODE_HEADING)
            walk.entering = false;
    }
}

struct tables *tables_find(cmark_node *root, struct view source, const atomic_bool *cancel)
{
    if (!source.len || !memchr(source.data, '|', source.len))
        return NULL;
    struct tables *tables = mem_zalloc(1, sizeof(*tables));
    struct finder finder = {.tables = tables, .source = source};
    index_lines(&finder);
    find_all(&finder, root);
    free(finder.lines);
    if (tables->cell_count) {
        if (view_find(str_view(&tables->text), 0, '[') < tables->text.len)
            add_definitions(tables, source);
        if (parse_markdown(str_view(&tables->text), cancel, &tables->parse) == STATUS_OK) {
            collect_cells(tables);
            return tables;
        }
    }
    tables_free(tables);
    return NULL;
}

void tables_free(struct tables *tables)
{
    if (!tables)
        return;
    free(tables->places);
    free(tables->rows);
    free(tables->aligns);
    free(tables->cells);
    str_finish(&tables->text);
    parse_finish(&tables->parse);
    free(tables);
}
