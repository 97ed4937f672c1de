#include "core/markdown/code.h"

#include "core/markdown/highlight.h"

#include <stdio.h>
#include <string.h>

enum { TAB = 4 };

struct code_line {
    struct flow *flow;
    uint32_t line;
    size_t col; /* bytes of the line so far, for tabs */
};

/* Tabs become blanks here: the page knows none. */
static void add_run(void *data, struct view text, enum role role)
{
    struct code_line *code = data;
    struct flow_run style = {.role = (uint8_t)role, .line = code->line};
    for (size_t at = 0; at < text.len;) {
        size_t tab = view_find(text, at, '\t');
        flow_add(code->flow, view_slice(text, at, tab), &style);
        code->col += tab - at;
        if (tab < text.len) {
            size_t blanks = TAB - code->col % TAB;
            flow_add(code->flow, view_from("    ", blanks), &style);
            code->col += blanks;
        }
        at = tab + 1;
    }
}

static struct view without_cr(struct view line)
{
    return line.len && line.data[line.len - 1] == '\r' ? view_slice(line, 0, line.len - 1) : line;
}

static void draw_line(struct canvas *canvas, const struct flow *flow, uint32_t line)
{
    if (flow->run_count) {
        canvas_flow(canvas, flow, true);
        return;
    }
    canvas_begin_row(canvas);
    canvas_end_row(canvas, line);
}

void code_draw_plain(struct view text, struct canvas *canvas, enum role role, uint32_t line)
{
    struct flow flow = {0};
    struct view one;
    for (; view_line(&text, &one) && !canvas_is_cancelled(canvas); line++) {
        struct code_line code = {&flow, line, 0};
        flow_clear(&flow);
        add_run(&code, without_cr(one), role);
        draw_line(canvas, &flow, line);
    }
    flow_finish(&flow);
}

/* A fence takes lines of its own; libcmark does not say what it was. */
static bool is_fenced(cmark_node *node, struct view text)
{
    int lines = cmark_node_get_end_line(node) - cmark_node_get_start_line(node) + 1;
    struct view one;
    while (view_line(&text, &one))
        lines--;
    return lines > 0;
}

void code_draw(cmark_node *node, struct canvas *canvas, uint32_t line)
{
    struct view info = view_of(cmark_node_get_fence_info(node));
    struct view text = view_of(cmark_node_get_literal(node)), one;
    struct highlight highlight;
    struct flow flow = {0};
    bool fenced = is_fenced(node, text);
    highlight_init(&highlight, view_slice(info, 0, view_find(info, 0, ' ')));
    canvas_push(canvas, "", "│ ", 2, ROLE_RULE);
    if (info.len) {
        struct flow_run style = {.role = ROLE_DIM, .attrs = STYLE_ITALIC, .line = line};
        flow_add(&flow, info, &style);
        canvas_flow(canvas, &flow, true);
    }
    for (line += fenced; view_line(&text, &one) && !canvas_is_cancelled(canvas); line++) {
        struct code_line code = {&flow, line, 0};
        flow_clear(&flow);
        highlight_line(&highlight, without_cr(one), add_run, &code);
        draw_line(canvas, &flow, line);
    }
    canvas_pop(canvas, line);
    flow_finish(&flow);
}

void code_draw_html(cmark_node *node, struct canvas *canvas, uint32_t line)
{
    code_draw_plain(view_of(cmark_node_get_literal(node)), canvas, ROLE_DIM, line);
}
