#include "core/markdown/canvas.h"

#include "core/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* An empty row between blocks is written when the next block begins, and then stands in the boxes
 * that were open all the time since it was asked for: between two quotes it has no bar, inside one
 * it has. Boxes take at most half of the page, so that text of any depth has room. */

void canvas_push(struct canvas *canvas, const char *marker, const char *bar, unsigned cols,
                 enum role role)
{
    struct canvas_box *box = ARRAY_PUSH(canvas->boxes, canvas->box_count, canvas->box_cap);
    *box = (struct canvas_box){.bar = bar, .cols = cols, .role = role};
    if (canvas->left + cols > canvas->cols / 2) {
        box->cols = 0;
        box->drawn = true;
        box->bar = NULL;
    }
    canvas->left += box->cols;
    size_t len = strlen(marker);
    memcpy(box->marker, marker, len < sizeof(box->marker) ? len + 1 : 0);
}

bool canvas_is_cancelled(const struct canvas *canvas)
{
    return canvas->cancel && atomic_load_explicit(canvas->cancel, memory_order_relaxed);
}

unsigned canvas_room(const struct canvas *canvas)
{
    return canvas->cols > canvas->left ? canvas->cols - canvas->left : 1;
}

void canvas_put_mark(struct canvas *canvas, struct view text, unsigned cols, enum role role)
{
    struct page *page = canvas->page;
    struct page_span *span =
        page->span_count > page->open_span ? &page->spans[page->span_count - 1] : NULL;
    if (!span || span->role != role || span->attrs || span->link) {
        span = ARRAY_PUSH(page->spans, page->span_count, page->span_cap);
        *span = (struct page_span){.start = (uint32_t)page->text.len, .role = (uint8_t)role};
    }
    span->len += (uint32_t)text.len;
    span->cols = (uint16_t)(span->cols + cols);
    str_add(&page->text, text);
    page->open_cols += cols;
}

static void canvas_draw_box(struct canvas *canvas, struct canvas_box *box)
{
    if (box->bar) {
        canvas_put_mark(canvas, view_of(box->bar), box->cols, box->role);
    } else {
        size_t cols = 0;
        if (!box->drawn)
            cols = page_add_text(canvas->page, box->marker, box->role, 0);
        if (cols < box->cols)
            page_add_blank(canvas->page, box->cols - cols);
    }
    box->drawn = true;
}

void canvas_flush_blank(struct canvas *canvas)
{
    bool wanted = canvas->wants_blank && canvas->page->row_count;
    canvas->wants_blank = false;
    if (!wanted)
        return;
    size_t depth =
        canvas->blank_depth < canvas->box_count ? canvas->blank_depth : canvas->box_count;
    while (depth && !canvas->boxes[depth - 1].bar)
        depth--;
    for (size_t i = 0; i < depth; i++)
        canvas_draw_box(canvas, &canvas->boxes[i]);
    page_end_row(canvas->page, 0);
}

void canvas_begin_row(struct canvas *canvas)
{
    canvas_flush_blank(canvas);
    for (size_t i = 0; i < canvas->box_count; i++)
        canvas_draw_box(canvas, &canvas->boxes[i]);
}

void canvas_end_row(struct canvas *canvas, uint32_t line)
{
    page_end_row(canvas->page, line);
}

void canvas_space(struct canvas *canvas)
{
    canvas->wants_blank = true;
    canvas->blank_depth = canvas->box_count;
}

void canvas_pop(struct canvas *canvas, uint32_t line)
{
    if (!canvas->boxes[canvas->box_count - 1].drawn) {
        canvas_begin_row(canvas);
        canvas_end_row(canvas, line);
    }
    canvas->left -= canvas->boxes[--canvas->box_count].cols;
    if (canvas->blank_depth > canvas->box_count)
        canvas->blank_depth = canvas->box_count;
}

void canvas_add(struct canvas *canvas, const struct flow *flow, const struct flow_row *row)
{
    for (size_t i = row->start.run; i < flow->run_count && flow->runs[i].start < row->end; i++) {
        const struct flow_run *run = &flow->runs[i];
        uint32_t from = run->start > row->start.at ? run->start : row->start.at;
        uint32_t to = run->start + run->len < row->end ? run->start + run->len : row->end;
        if (run->hidden || from >= to)
            continue;
        if (run->link)
            links_note_row(canvas->links, run->link, canvas->page->row_count);
        page_add(canvas->page, view_from(flow->text.data + from, to - from), run->role, run->attrs,
                 run->link);
    }
}

unsigned canvas_flow(struct canvas *canvas, const struct flow *flow, bool hard)
{
    struct flow_point at = {0};
    struct flow_row row;
    unsigned widest = 0;
    while (flow_next_row(flow, &at, canvas_room(canvas), hard, &row) &&
           !canvas_is_cancelled(canvas)) {
        canvas_begin_row(canvas);
        canvas_add(canvas, flow, &row);
        canvas_end_row(canvas, flow->runs[row.start.run].line);
        widest = row.cols > widest ? row.cols : widest;
    }
    return widest;
}

void canvas_rule(struct canvas *canvas, const char *mark, unsigned cols, enum role role,
                 uint32_t line)
{
    struct str rule = {0};
    struct view part = view_of(mark);
    cols = cols < canvas_room(canvas) ? cols : canvas_room(canvas);
    for (unsigned i = 0; i < cols; i++)
        str_add(&rule, part);
    canvas_begin_row(canvas);
    canvas_put_mark(canvas, str_view(&rule), cols, role);
    canvas_end_row(canvas, line);
    str_finish(&rule);
}

void canvas_finish(struct canvas *canvas)
{
    free(canvas->boxes);
    *canvas = (struct canvas){0};
}
