#include "core/markdown/source.h"

#include "core/base/memory.h"
#include "core/markdown/ascii.h"
#include "core/markdown/front_matter.h"
#include "core/markdown/source_line.h"
#include "core/text/cluster.h"

#include <stdlib.h>
#include <string.h>

/* Line by line: first it is settled where a line that is too long breaks into rows of at most
 * `cols` cells (Markdown at words, code at clusters), then the colouring hands over runs, which are
 * cut there. Plain ASCII, nearly all there is, is measured without looking at clusters; only a
 * character before something that is not ASCII may be joined to it. */

#define TAB_COLS 4

struct layout {
    struct page *page;
    size_t cols, col, hang;
    size_t *breaks; /* bytes of the line at which a row below begins */
    size_t break_count, break_cap, next_break;
    size_t offset; /* bytes of the line handed over so far */
    bool words;    /* breaks at words; the blank at a break is not drawn */
    uint32_t line; /* 1-based line of the source */
    const atomic_bool *cancel;
    bool cancelled;
};

static unsigned role_attrs(enum role role)
{
    switch (role) {
    case ROLE_HEADING:
    case ROLE_STRONG:
        return STYLE_BOLD;
    case ROLE_EMPHASIS:
        return STYLE_ITALIC;
    case ROLE_LINK:
        return STYLE_UNDERLINE;
    default:
        return 0;
    }
}

static bool layout_is_cancelled(struct layout *layout)
{
    if (layout->cancel && atomic_load_explicit(layout->cancel, memory_order_relaxed))
        layout->cancelled = true;
    return layout->cancelled;
}

/* How many bytes from `pos` on are printable ASCII, at most `most`, and each a cluster alone. */
static size_t plain_length(struct view text, size_t pos, size_t most)
{
    size_t end = pos, stop = text.len - pos < most ? text.len : pos + most;
    while (end < stop && text.data[end] >= ' ' && text.data[end] <= '~')
        end++;
    if (end > pos && end < text.len && (unsigned char)text.data[end] >= 0x80)
        end--;
    return end - pos;
}

/* The bytes and cells of the next step through a line: plain text that fits in `left` cells, or a
 * tab, or a cluster of any width. */
static size_t layout_step(struct view line, size_t pos, size_t col, size_t left, size_t *width)
{
    size_t plain = plain_length(line, pos, left);
    *width = plain;
    if (plain > 0)
        return plain;
    if (line.data[pos] == '\t') {
        *width = TAB_COLS - col % TAB_COLS;
        return 1;
    }
    struct cluster cluster;
    plain = cluster_next(line, pos, &cluster) - pos;
    *width = cluster.width;
    return plain;
}

static size_t after_last_blank(struct view line, size_t from, size_t to)
{
    const char *blank = memrchr(line.data + from, ' ', to - from);
    return blank ? (size_t)(blank - line.data) + 1 : 0;
}

/* Fills `breaks`. What is wider than a row stands alone in one. */
static void layout_find_breaks(struct layout *layout, struct view line)
{
    size_t pos = 0, col = 0, start = 0, word = 0;
    layout->break_count = layout->next_break = layout->offset = 0;
    while (pos < line.len && !layout_is_cancelled(layout)) {
        size_t left = layout->cols > col ? layout->cols - col : 0, width;
        size_t step = layout_step(line, pos, col, left, &width);
        if (width <= left || col <= (start ? layout->hang : 0)) {
            size_t blank = layout->words ? after_last_blank(line, pos, pos + step) : 0;
            if (blank && col + (blank - pos) > layout->hang) /* not behind a bullet */
                word = blank;
            col += width;
            pos += step;
            continue;
        }
        if (layout->words && line.data[pos] == ' ')
            pos++;
        else if (word > start)
            pos = word;
        *ARRAY_PUSH(layout->breaks, layout->break_count, layout->break_cap) = pos;
        start = pos;
        word = 0;
        col = layout->hang;
    }
}

/* Adds a piece of a line that stands in one row. */
static void layout_add_piece(struct layout *layout, struct view text, enum role role)
{
    while (text.len) {
        size_t tab = view_find(text, 0, '\t');
        struct view piece = view_slice(text, 0, tab);
        if (piece.len)
            layout->col += page_add(layout->page, piece, role, role_attrs(role), 0);
        if (tab < text.len) {
            size_t width = TAB_COLS - layout->col % TAB_COLS;
            if (layout->col + width > layout->cols)
                width = layout->cols > layout->col ? layout->cols - layout->col : 0;
            page_add_blank(layout->page, width);
            layout->col += width;
        }
        text = view_slice(text, tab + 1, text.len);
    }
}

static void layout_add(void *data, struct view text, enum role role)
{
    struct layout *layout = data;
    while (text.len && !layout_is_cancelled(layout)) {
        size_t room = text.len;
        bool breaks = layout->next_break < layout->break_count &&
                      layout->breaks[layout->next_break] - layout->offset <= room;
        if (breaks)
            room = layout->breaks[layout->next_break] - layout->offset;
        struct view piece = view_slice(text, 0, room);
        bool blank = breaks && layout->words && view_ends(piece, " ");
        layout_add_piece(layout, view_slice(piece, 0, piece.len - blank), role);
        layout->offset += room;
        text = view_slice(text, room, text.len);
        if (breaks) {
            page_end_row(layout->page, layout->line);
            page_add_blank(layout->page, layout->hang);
            layout->col = layout->hang;
            layout->next_break++;
        }
    }
}

static void layout_end_line(struct layout *layout)
{
    page_end_row(layout->page, layout->line++);
    layout->col = 0;
}

/* Where the words of a line begin, in cells, for the rows below its first: past indentation, quote
 * marks and one bullet; never past half of the width. */
static size_t hanging_indent(struct view line, bool markdown, size_t cols)
{
    size_t pos = 0, col = 0;
    for (; pos < line.len && col < cols; pos++) {
        char c = line.data[pos];
        if (c == '\t')
            col += TAB_COLS - col % TAB_COLS;
        else if (c == ' ' || (markdown && c == '>'))
            col++;
        else
            break;
    }
    size_t mark = pos;
    while (markdown && pos < line.len && pos - mark < 9 && ascii_is_digit(line.data[pos]))
        pos++;
    if (markdown && pos + 1 < line.len && line.data[pos + 1] == ' ') {
        char c = line.data[pos];
        if (pos > mark ? c == '.' || c == ')' : c == '-' || c == '*' || c == '+')
            col += pos - mark + 2;
    }
    return col < cols / 2 ? col : cols / 2;
}

static void add_heading(struct rendered *out, const struct source_line *state, size_t row)
{
    struct str text = {0};
    cluster_add_shown(&text, state->heading);
    *ARRAY_PUSH(out->headings, out->heading_count, out->heading_cap) = (struct render_heading){
        .text = mem_string(str_text(&text)),
        .level = state->level,
        .row = (uint32_t)row,
    };
    str_finish(&text);
}

static struct view without_cr(struct view line)
{
    return view_ends(line, "\r") ? view_slice(line, 0, line.len - 1) : line;
}

static void lay_out_markdown(struct layout *layout, struct view source, struct rendered *out)
{
    size_t body = front_matter_extent(source);
    struct source_line state;
    source_line_init(&state, body > 0);
    struct view rest = source, line, next = {0};
    bool more = view_line(&rest, &line);
    while (more && !layout_is_cancelled(layout)) {
        struct view below = rest;
        more = view_line(&below, &next);
        line = without_cr(line);
        size_t row = out->page.row_count;
        layout->hang = hanging_indent(line, true, layout->cols);
        layout_find_breaks(layout, line);
        source_line_next(&state, line, more ? without_cr(next) : VIEW(""), layout_add, layout);
        if (state.level > 0 && state.heading.len > 0)
            add_heading(out, &state, row);
        layout_end_line(layout);
        if (line.data < source.data + body)
            out->body_row = out->page.row_count;
        rest = below;
        line = next;
    }
    out->words = render_count_words(source);
}

static void lay_out_code(struct layout *layout, struct view source, struct view language,
                         struct rendered *out)
{
    struct highlight state;
    highlight_init(&state, language);
    struct view rest = source, line;
    while (!layout_is_cancelled(layout) && view_line(&rest, &line)) {
        line = without_cr(line);
        layout->hang = hanging_indent(line, false, layout->cols);
        layout_find_breaks(layout, line);
        highlight_line(&state, line, layout_add, layout);
        layout_end_line(layout);
    }
    out->words = render_count_words(source);
}

enum status source_render(struct view source, struct view language,
                          const struct render_options *options, struct rendered *out,
                          struct error *err)
{
    *out = (struct rendered){0};
    struct layout layout = {.page = &out->page,
                            .cols = options->cols > 0 ? options->cols : 1,
                            .words = view_is(language, "markdown"),
                            .line = 1,
                            .cancel = options->cancel};
    if (layout.words)
        lay_out_markdown(&layout, source, out);
    else
        lay_out_code(&layout, source, language, out);
    free(layout.breaks);
    if (!layout.cancelled)
        return STATUS_OK;
    render_finish(out);
    *out = (struct rendered){0};
    return error_set(err, STATUS_CANCELLED, "drawing the source was stopped");
}

enum status render_code(struct view source, struct view language,
                        const struct render_options *options, struct rendered *out,
                        struct error *err)
{
    return source_render(source, language, options, out, err);
}
