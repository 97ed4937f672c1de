#include "core/markdown/blocks.h"

#include "core/base/memory.h"
#include "core/markdown/callout.h"
#include "core/markdown/code.h"
#include "core/markdown/parse.h"
#include "core/text/cluster.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The tree is walked from node to node without recursion; what is open is on the stacks of the
 * canvas (boxes) and here (lists). After each block an empty row is asked for, unless the block
 * stands in an item of a tight list. */

struct blocks_list {
    bool tight, ordered;
    int number;     /* of the next item */
    unsigned cols;  /* of the marker */
    bool footnotes; /* the list at the end that holds them */
    bool done;      /* the open item is a finished task */
};

enum { RULE = 24 };

static uint32_t node_line(const struct blocks *blocks, cmark_node *node)
{
    uint32_t line = (uint32_t)cmark_node_get_start_line(node);
    return footnotes_line(blocks->notes, line) + blocks->first_line;
}

static struct blocks_list *list_now(const struct blocks *blocks)
{
    return blocks->list_count ? &blocks->lists[blocks->list_count - 1] : NULL;
}

static void after_block(struct blocks *blocks, cmark_node *node)
{
    cmark_node *item = cmark_node_parent(node);
    if (item && cmark_node_get_type(item) == CMARK_NODE_ITEM &&
        cmark_node_get_list_tight(cmark_node_parent(item)))
        return;
    canvas_space(blocks->canvas);
}

static enum role text_role(const struct blocks *blocks)
{
    struct blocks_list *list = list_now(blocks);
    if (list && list->done)
        return ROLE_DONE;
    for (size_t i = blocks->canvas->box_count; i-- > 0;)
        if (blocks->canvas->boxes[i].role == ROLE_QUOTE)
            return ROLE_QUOTE;
    return ROLE_TEXT;
}

static unsigned text_attrs(const struct blocks *blocks)
{
    struct blocks_list *list = list_now(blocks);
    return list && list->done ? STYLE_STRIKE : 0;
}

static void add_heading(struct blocks *blocks, unsigned level, size_t row)
{
    struct rendered *out = blocks->out;
    struct render_heading *heading =
        ARRAY_PUSH(out->headings, out->heading_count, out->heading_cap);
    struct str text = {0};
    const struct flow *flow = &blocks->in->flow;
    for (size_t i = 0; i < flow->run_count; i++)
        if (!flow->runs[i].hidden && flow->runs[i].role != ROLE_ADDRESS)
            cluster_add_shown(&text, flow_run_text(flow, &flow->runs[i]));
    *heading = (struct render_heading){.level = level, .row = (uint32_t)row};
    heading->text = str_take(&text);
    if (!heading->text)
        heading->text = mem_string("");
}

static void draw_heading(struct blocks *blocks, cmark_node *node)
{
    static const unsigned attrs[] = {STYLE_BOLD, STYLE_BOLD,   STYLE_BOLD,
                                     STYLE_BOLD, STYLE_ITALIC, STYLE_ITALIC};
    unsigned level = (unsigned)cmark_node_get_heading_level(node);
    uint32_t line = node_line(blocks, node);
    inline_begin(blocks->in, ROLE_HEADING, attrs[level - 1], line);
    inline_add(blocks->in, cmark_node_first_child(node), NULL, 0);
    inline_end(blocks->in);
    if (!blocks->in->flow.run_count)
        return;
    canvas_flush_blank(blocks->canvas);
    size_t row = blocks->canvas->page->row_count;
    unsigned cols = canvas_flow(blocks->canvas, &blocks->in->flow, false);
    if (level <= 2)
        canvas_rule(blocks->canvas, level == 1 ? "═" : "─", cols, ROLE_HEADING, line);
    add_heading(blocks, level, row);
}

/* "[ ] " or the like at the start of an item: its mark, or 0. */
static char task_mark(cmark_node *item)
{
    cmark_node *paragraph = cmark_node_first_child(item);
    cmark_node *text = paragraph && cmark_node_get_type(paragraph) == CMARK_NODE_PARAGRAPH
                           ? cmark_node_first_child(paragraph)
                           : NULL;
    if (!text || cmark_node_get_type(text) != CMARK_NODE_TEXT)
        return '\0';
    const char *literal = cmark_node_get_literal(text);
    if (literal[0] != '[' || !literal[1] || !strchr(" xX/-", literal[1]) || literal[2] != ']')
        return '\0';
    bool followed =
        literal[3] == ' ' || literal[3] == '\t' || (!literal[3] && cmark_node_next(text));
    return followed ? literal[1] : '\0';
}

static size_t task_skip(cmark_node *paragraph)
{
    cmark_node *item = cmark_node_parent(paragraph);
    if (cmark_node_previous(paragraph) || cmark_node_get_type(item) != CMARK_NODE_ITEM ||
        !task_mark(item))
        return 0;
    return cmark_node_get_literal(cmark_node_first_child(paragraph))[3] ? 4 : 3;
}

/* Behind the last words of a footnote, when something refers to it. */
static void add_way_back(struct blocks *blocks, uint32_t line)
{
    const struct flow_run style = {.link = blocks->note, .line = line, .role = ROLE_ADDRESS};
    if (blocks->out->links[blocks->note - 1].row != LINK_NO_ROW)
        flow_add(&blocks->in->flow, VIEW(" ↩"), &style);
}

/* The lines at the head of a memory note: `Emotion: …`, `Intensity: 7/10` and the like. */
static bool is_note_head(cmark_node *paragraph)
{
    static const char *const keys[] = {"Emotion:", "Intensity:", "Trigger:", "Date:"};
    cmark_node *text = cmark_node_first_child(paragraph);
    if (cmark_node_previous(paragraph) || !text || cmark_node_get_type(text) != CMARK_NODE_TEXT ||
        cmark_node_get_type(cmark_node_parent(paragraph)) != CMARK_NODE_DOCUMENT)
        return false;
    for (size_t i = 0; i < ARRAY_LEN(keys); i++)
        if (strncmp(cmark_node_get_literal(text), keys[i], strlen(keys[i])) == 0)
            return true;
    return false;
}

static void draw_paragraph(struct blocks *blocks, cmark_node *node)
{
    uint32_t line = node_line(blocks, node);
    cmark_node *first = cmark_node_first_child(node);
    cmark_node *quote = cmark_node_parent(node);
    size_t skip = task_skip(node);
    if (blocks->tables && tables_draw(blocks->tables, node, blocks->canvas, blocks->in, line))
        return;
    if (cmark_node_get_type(quote) == CMARK_NODE_BLOCK_QUOTE && !cmark_node_previous(node)) {
        first = callout_draw(quote, blocks->canvas, blocks->in, line);
        if (!first)
            return;
        line += first != cmark_node_first_child(node);
    }
    bool head = is_note_head(node);
    inline_begin(blocks->in, head ? ROLE_DIM : text_role(blocks), text_attrs(blocks), line);
    blocks->in->keep_lines = head;
    inline_add(blocks->in, first, NULL, skip);
    inline_end(blocks->in);
    if (list_now(blocks) && list_now(blocks)->footnotes && !cmark_node_next(node))
        add_way_back(blocks, line);
    canvas_flow(blocks->canvas, &blocks->in->flow, false);
}

static void enter_list(struct blocks *blocks, cmark_node *node)
{
    struct blocks_list *list = ARRAY_PUSH(blocks->lists, blocks->list_count, blocks->list_cap);
    *list = (struct blocks_list){.number = cmark_node_get_list_start(node), .cols = 2};
    list->ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
    list->footnotes = blocks->notes->count && !blocks->canvas->box_count &&
                      cmark_node_get_start_line(node) > (int)blocks->notes->body_lines;
    if (list->footnotes) {
        canvas_space(blocks->canvas);
        canvas_rule(blocks->canvas, "─", CANVAS_FOOT_RULE, ROLE_RULE, 0);
    }
    if (list->ordered) {
        int last = list->number;
        for (cmark_node *item = cmark_node_first_child(node); item; item = cmark_node_next(item))
            last++;
        char text[16];
        list->cols = (unsigned)snprintf(text, sizeof(text), "%d. ", last - 1);
    }
}

static void note_push(struct blocks *blocks, cmark_node *item)
{
    uint32_t line = (uint32_t)cmark_node_get_start_line(item);
    const struct footnote *note = footnotes_at(blocks->notes, line);
    char marker[CANVAS_MARKER_MAX];
    snprintf(marker, sizeof(marker), "[^%.24s] ", note->label);
    blocks->note = links_add(blocks->canvas->links, LINK_FOOTNOTE, view_of(note->label), true);
    canvas_flush_blank(blocks->canvas);
    blocks->out->links[blocks->note - 1].to = (uint32_t)blocks->canvas->page->row_count;
    canvas_push(blocks->canvas, marker, NULL, (unsigned)cluster_width(view_of(marker)),
                ROLE_ADDRESS);
}

static void enter_item(struct blocks *blocks, cmark_node *node)
{
    static const char *const bullets[] = {"• ", "◦ ", "▪ "};
    struct blocks_list *list = list_now(blocks);
    char mark = task_mark(node);
    const char *bullet = bullets[(blocks->list_count - 1) % ARRAY_LEN(bullets)];
    list->done = mark == 'x' || mark == 'X' || mark == '-';
    if (list->footnotes) {
        note_push(blocks, node);
        return;
    }
    if (mark)
        bullet = list->done ? "☒ " : mark == '/' ? "◐ " : "☐ ";
    char numbered[CANVAS_MARKER_MAX];
    if (list->ordered) {
        snprintf(numbered, sizeof(numbered), "%*d. %s", (int)list->cols - 2, list->number++,
                 mark ? bullet : "");
        bullet = numbered;
    }
    canvas_push(blocks->canvas, bullet, NULL, list->cols + (list->ordered && mark ? 2 : 0),
                list->done ? ROLE_DONE : ROLE_LIST);
}

static void enter_node(struct blocks *blocks, cmark_node *node, cmark_node_type type)
{
    switch (type) {
    case CMARK_NODE_BLOCK_QUOTE:
        canvas_push(blocks->canvas, "", "│ ", 2, callout_role(node));
        break;
    case CMARK_NODE_LIST:
        enter_list(blocks, node);
        break;
    case CMARK_NODE_ITEM:
        enter_item(blocks, node);
        break;
    case CMARK_NODE_PARAGRAPH:
        draw_paragraph(blocks, node);
        break;
    case CMARK_NODE_HEADING:
        draw_heading(blocks, node);
        break;
    case CMARK_NODE_CODE_BLOCK:
        code_draw(node, blocks->canvas, node_line(blocks, node));
        break;
    case CMARK_NODE_HTML_BLOCK:
        code_draw_html(node, blocks->canvas, node_line(blocks, node));
        break;
    case CMARK_NODE_THEMATIC_BREAK:
        canvas_rule(blocks->canvas, "─", RULE, ROLE_RULE, node_line(blocks, node));
        break;
    default:
        break;
    }
}

static void leave_node(struct blocks *blocks, cmark_node *node, cmark_node_type type)
{
    switch (type) {
    case CMARK_NODE_BLOCK_QUOTE:
    case CMARK_NODE_ITEM:
        canvas_pop(blocks->canvas, node_line(blocks, node));
        if (type == CMARK_NODE_ITEM)
            list_now(blocks)->done = false;
        break;
    case CMARK_NODE_LIST:
        blocks->list_count--;
        break;
    default:
        break;
    }
}

enum status blocks_draw(struct blocks *blocks, cmark_node *root)
{
    enum status status = STATUS_OK;
    struct parse_walk walk = parse_walk(root);
    for (; walk.node && status == STATUS_OK; parse_walk_next(&walk)) {
        if (walk.entering)
            enter_node(blocks, walk.node, walk.type);
        if (walk.type == CMARK_NODE_PARAGRAPH || walk.type == CMARK_NODE_HEADING)
            walk.entering = false;
        if (!walk.entering)
            leave_node(blocks, walk.node, walk.type);
        bool ends = !walk.entering || !cmark_node_first_child(walk.node);
        if (ends && walk.node != root && walk.type != CMARK_NODE_ITEM)
            after_block(blocks, walk.node);
        if (canvas_is_cancelled(blocks->canvas))
            status = STATUS_CANCELLED;
    }
    free(blocks->lists);
    blocks->lists = NULL;
    return status;
}
