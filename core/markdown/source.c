#include "core/markdown/source.h"

#include "core/base/memory.h"
#include "core/markdown/ascii.h"
#include "core/markdown/front_matter.h"
#include "core/markdown/source_line.h"
#include "core/text/cluster.h"

/* Line by line: the colouring hands over runs, and the runs are laid out cluster by cluster into
 * rows of at most `cols` cells. Plain ASCII, nearly all there is, is measured without looking at
 * clusters; only a character before something that is not ASCII may be joined to it. The run of
 * the row being filled is kept as [from, to) and added in one piece. */

#define TAB_COLS 4

struct layout {
    struct page *page;
    size_t cols, col, hang;
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

/* Begins a new row below when `width` more cells do not fit. What is wider than a row stands alone
 * in one. */
static void layout_make_room(struct layout *layout, size_t width)
{
    if (layout->col + width <= layout->cols || layout->col <= layout->hang)
        return;
    page_end_row(layout->page, layout->line);
    page_add_blank(layout->page, layout->hang);
    layout->col = layout->hang;
}

static void layout_add_tab(struct layout *layout)
{
    size_t width = TAB_COLS - layout->col % TAB_COLS;
    layout_make_room(layout, width);
    if (width > layout->cols - layout->hang)
        width = 1;
    page_add_blank(layout->page, width);
    layout->col += width;
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

/* The end of what of `text` from `pos` on stands in the row being filled; adds its cells. */
static size_t layout_fill_row(struct layout *layout, struct view text, size_t pos)
{
    while (pos < text.len && text.data[pos] != '\t') {
        size_t left = layout->cols > layout->col ? layout->cols - layout->col : 0;
        size_t plain = plain_length(text, pos, left);
        size_t width = plain;
        if (plain == 0) {
            struct cluster cluster;
            plain = cluster_next(text, pos, &cluster) - pos;
            width = cluster.width;
        }
        if (width > left && layout->col > layout->hang)
            break;
        layout->col += width;
        pos += plain;
    }
    return pos;
}

static void layout_add(void *data, struct view text, enum role role)
{
    struct layout *layout = data;
    for (size_t pos = 0; pos < text.len && !layout_is_cancelled(layout);) {
        if (text.data[pos] == '\t') {
            layout_add_tab(layout);
            pos++;
            continue;
        }
        size_t end = layout_fill_row(layout, text, pos);
        if (end == pos)
            layout_make_room(layout, layout->cols);
        else
            page_add(layout->page, view_slice(text, pos, end), role, role_attrs(role), 0);
        pos = end;
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
                            .line = 1,
                            .cancel = options->cancel};
    if (view_is(language, "markdown"))
        lay_out_markdown(&layout, source, out);
    else
        lay_out_code(&layout, source, language, out);
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
