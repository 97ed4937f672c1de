#include "core/markdown/render.h"

#include "core/base/memory.h"
#include "core/markdown/blocks.h"
#include "core/markdown/code.h"
#include "core/markdown/gate.h"
#include "core/markdown/header.h"
#include "core/markdown/parse.h"
#include "core/markdown/source.h"

#include <stdio.h>
#include <stdlib.h>

/* The way of a document: front matter off, gate, footnotes to the end of a copy, libcmark's tree,
 * its blocks one by one as a flow of styled runs, rows, and the addresses of the links at the foot.
 */

enum { COLS_MOST = 1000 }; /* cells of a span are counted in 16 bits */

static bool is_cancelled(const struct render_options *options)
{
    return options->cancel && atomic_load_explicit(options->cancel, memory_order_relaxed);
}

static void draw_plain(struct view body, struct canvas *canvas, uint32_t first_line,
                       const char *why)
{
    char notice[200];
    snprintf(notice, sizeof(notice), "Shown as plain text: %s.", why);
    canvas->links->out->notice = mem_string(notice);
    page_add_text(canvas->page, notice, ROLE_WARNING, 0);
    page_end_row(canvas->page, 0);
    page_end_row(canvas->page, 0);
    code_draw_plain(body, canvas, ROLE_TEXT, first_line + 1);
}

static enum status draw_tree(struct view body, cmark_node *root, struct footnotes *notes,
                             const struct render_options *options, struct canvas *canvas,
                             uint32_t first_line)
{
    struct inliner in = {.links = canvas->links, .notes = notes, .options = options};
    struct tables *tables = tables_find(root, body, options->cancel);
    struct blocks blocks = {.canvas = canvas,
                            .in = &in,
                            .tables = tables,
                            .notes = notes,
                            .out = canvas->links->out,
                            .first_line = first_line};
    enum status status = blocks_draw(&blocks, root);
    if (status == STATUS_OK)
        links_write(canvas->links, canvas);
    tables_free(tables);
    inline_finish(&in);
    return status;
}

static enum status draw_body(struct view body, const struct render_options *options,
                             struct canvas *canvas, uint32_t first_line)
{
    const char *why = gate_refuse(body);
    str_reserve(&canvas->page->text, body.len + body.len / 8);
    struct footnotes notes = {0};
    struct parse parse = {0};
    enum status status = STATUS_OK;
    if (why) {
        draw_plain(body, canvas, first_line, why);
        return STATUS_OK;
    }
    struct view text = footnotes_read(body, &notes) ? str_view(&notes.copy) : body;
    status = parse_markdown(text, options->cancel, &parse);
    if (status == STATUS_OK) {
        status = draw_tree(text, parse.root, &notes, options, canvas, first_line);
    } else if (status == STATUS_LIMIT) {
        draw_plain(body, canvas, first_line, "it takes too long to be read as Markdown");
        status = STATUS_OK;
    }
    parse_finish(&parse);
    footnotes_finish(&notes);
    return status;
}

/* A footnote or address may never have been drawn. */
static void settle_links(struct rendered *out)
{
    for (size_t i = 0; i < out->link_count; i++)
        if (out->links[i].row == LINK_NO_ROW)
            out->links[i].row = 0;
}

enum status render_markdown(struct view source, const struct render_options *options,
                            struct rendered *out, struct error *err)
{
    if (options->source)
        return source_render(source, VIEW("markdown"), options, out, err);
    *out = (struct rendered){0};
    struct front_matter front;
    struct links links = {.out = out};
    struct canvas canvas = {.page = &out->page, .links = &links, .cancel = options->cancel};
    canvas.cols = options->cols < 1 ? 1 : options->cols < COLS_MOST ? options->cols : COLS_MOST;
    front_matter_read(source, &front);
    struct view body = view_slice(source, front.body, source.len);
    if (front.fields && !options->hide_front_matter)
        header_draw(&front, body, &canvas);
    canvas_flush_blank(&canvas);
    out->body_row = out->page.row_count;
    uint32_t first_line = front.body_line ? front.body_line - 1 : 0;
    enum status status = draw_body(body, options, &canvas, first_line);
    out->words = render_count_words(source);
    settle_links(out);
    front_matter_finish(&front);
    canvas_finish(&canvas);
    links_finish(&links);
    if (status == STATUS_OK && is_cancelled(options))
        status = STATUS_CANCELLED;
    if (status != STATUS_OK) {
        render_finish(out);
        return error_set(err, STATUS_CANCELLED, "Rendering was cancelled.");
    }
    return STATUS_OK;
}

void render_finish(struct rendered *rendered)
{
    page_finish(&rendered->page);
    for (size_t i = 0; i < rendered->heading_count; i++)
        free(rendered->headings[i].text);
    for (size_t i = 0; i < rendered->link_count; i++)
        free(rendered->links[i].target);
    free(rendered->headings);
    free(rendered->links);
    free(rendered->notice);
    *rendered = (struct rendered){0};
}
