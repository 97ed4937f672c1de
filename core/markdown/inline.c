#include "core/markdown/inline.h"

#include "core/base/memory.h"
#include "core/markdown/parse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Text in one style, over all its lines, is gathered in `plain` and then searched as a whole for
 * what CommonMark does not know; so a wiki link may be broken over two lines. The number of a link
 * is written behind the word that the link ends in: `[link](a)s` comes out as "links[1]". */

static struct flow_run *style_now(struct inliner *in)
{
    return &in->styles[in->style_count - 1];
}

static bool is_word_byte(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
           ((unsigned char)c & 0x80);
}

static void numbers_write(struct inliner *in)
{
    for (size_t i = 0; i < in->number_count; i++) {
        char text[32];
        int len = snprintf(text, sizeof(text), "[%u]", in->numbers[i]);
        struct flow_run style = {.link = in->numbers[i], .line = in->line, .role = ROLE_ADDRESS};
        flow_add(&in->flow, view_from(text, (size_t)len), &style);
    }
    in->number_count = 0;
}

/* Adds `text`, with the waiting numbers behind its first word. */
static void inline_put(struct inliner *in, struct view text, const struct flow_run *style)
{
    if (in->number_count && !style->hidden) {
        size_t word = 0;
        while (word < text.len && is_word_byte(text.data[word]))
            word++;
        flow_add(&in->flow, view_slice(text, 0, word), style);
        if (word == text.len)
            return;
        numbers_write(in);
        text = view_slice(text, word, text.len);
    }
    flow_add(&in->flow, text, style);
}

static void number_add(struct inliner *in, uint32_t number)
{
    *ARRAY_PUSH(in->numbers, in->number_count, in->number_cap) = number;
}

/* Adds plain[from, to), a run for each line of the source. */
static void plain_put(struct inliner *in, size_t from, size_t to, size_t *line,
                      struct flow_run style)
{
    while (from < to) {
        while (*line + 1 < in->line_count && in->lines[*line + 1].start <= from)
            ++*line;
        size_t end = *line + 1 < in->line_count ? in->lines[*line + 1].start : to;
        end = end < to ? end : to;
        style.line = in->lines[*line].line;
        inline_put(in, view_from(in->plain.data + from, end - from), &style);
        from = end;
    }
}

static bool wiki_exists(const struct inliner *in, struct view target)
{
    size_t hash = view_find(target, 0, '#');
    if (!in->options->exists || hash == 0)
        return true;
    return in->options->exists(in->options->data, view_slice(target, 0, hash));
}

static void mark_link(struct inliner *in, const struct extend_mark *mark, struct flow_run *style)
{
    struct str address = {0};
    bool found = true;
    switch (mark->kind) {
    case EXTEND_WIKI:
        found = wiki_exists(in, mark->target);
        style->link = links_add(in->links, LINK_WIKI, mark->target, mark->words == mark->from + 2);
        in->links->out->links[style->link - 1].dangling = !found;
        break;
    case EXTEND_WWW:
        str_add_text(&address, "http://");
        break;
    case EXTEND_MAIL:
        str_add_text(&address, "mailto:");
        break;
    default:
        break;
    }
    if (!style->link) {
        str_add(&address, mark->target);
        style->link = links_add(in->links, LINK_WEB, str_view(&address), true);
    }
    style->role = found ? ROLE_LINK : ROLE_DANGLING;
    str_finish(&address);
}

/* Shows the tildes that waited for their like in vain. */
static void strike_forget(struct inliner *in, struct inline_strike *strike)
{
    if (strike->open)
        in->flow.runs[strike->run].hidden = false;
    strike->open = false;
}

/* An opening mark stays a hidden run of its own until it is known what becomes of it. */
static void mark_strike(struct inliner *in, const struct extend_mark *mark, size_t *line)
{
    struct inline_strike *strike = &in->strikes[mark->to - mark->from - 1];
    struct flow_run style = *style_now(in);
    bool closes = strike->open && mark->can_close && strike->depth == in->style_count;
    style.hidden = closes || mark->can_open;
    plain_put(in, mark->from, mark->to, line, style);
    if (closes) {
        for (size_t i = strike->run + 1; i + 1 < in->flow.run_count; i++)
            in->flow.runs[i].attrs |= STYLE_STRIKE;
        strike->open = false;
    } else if (mark->can_open) {
        strike_forget(in, strike);
        *strike = (struct inline_strike){true, in->flow.run_count - 1, in->style_count};
    }
}

static void plain_mark(struct inliner *in, const struct extend_mark *mark, size_t *line)
{
    struct flow_run style = *style_now(in);
    if (mark->kind == EXTEND_STRIKE) {
        mark_strike(in, mark, line);
        return;
    }
    if (mark->kind == EXTEND_NOTE) {
        style.link = footnotes_refer(in->notes, in->links, mark->target);
        style.role = style.link ? ROLE_ADDRESS : style.role;
        plain_put(in, mark->from, mark->to, line, style);
        return;
    }
    mark_link(in, mark, &style);
    struct flow_run hidden = style;
    hidden.hidden = true;
    plain_put(in, mark->from, mark->words, line, hidden);
    plain_put(in, mark->words, mark->words_end, line, style);
    plain_put(in, mark->words_end, mark->to, line, hidden);
    number_add(in, style.link);
}

/* Moves the gathered text to the flow. */
static void plain_flush(struct inliner *in)
{
    struct view text = str_view(&in->plain);
    size_t at = 0, done = 0, line = 0;
    struct extend_mark mark;
    char before = in->flow.text.len ? in->flow.text.data[in->flow.text.len - 1] : '\0';
    bool search = !style_now(in)->link;
    while (search && extend_next(text, &at, before, &mark)) {
        plain_put(in, done, mark.from, &line, *style_now(in));
        plain_mark(in, &mark, &line);
        done = mark.to;
    }
    plain_put(in, done, text.len, &line, *style_now(in));
    str_clear(&in->plain);
    in->line_count = 0;
}

static void plain_add_line(struct inliner *in)
{
    *ARRAY_PUSH(in->lines, in->line_count, in->line_cap) =
        (struct inline_line){in->plain.len, in->line};
}

/* Entities may stand for a tab or a line's end, and HTML may hold them. */
static void blanks_only(char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        text[i] = text[i] == '\t' || text[i] == '\n' || text[i] == '\r' ? ' ' : text[i];
}

void inline_add_text(struct inliner *in, struct view text)
{
    if (!in->line_count)
        plain_add_line(in);
    size_t from = in->plain.len;
    str_add(&in->plain, text);
    if (text.len)
        blanks_only(in->plain.data + from, text.len);
}

static void add_literal(struct inliner *in, const char *literal, enum role role)
{
    struct flow_run style = *style_now(in);
    plain_flush(in);
    size_t from = in->flow.text.len;
    style.role = (uint8_t)role;
    style.line = in->line;
    inline_put(in, view_of(literal), &style);
    if (in->flow.text.len > from)
        blanks_only(in->flow.text.data + from, in->flow.text.len - from);
}

static void add_break(struct inliner *in)
{
    struct flow_run style = *style_now(in);
    plain_flush(in);
    style.line = in->line;
    inline_put(in, VIEW("\n"), &style);
}

static bool is_break_tag(const char *html)
{
    return strncasecmp(html, "<br", 3) == 0 &&
           (strcmp(html + 3, ">") == 0 || strcmp(html + 3, "/>") == 0 ||
            strcmp(html + 3, " />") == 0);
}

static void add_html(struct inliner *in, const char *html)
{
    if (is_break_tag(html))
        add_break(in);
    else
        add_literal(in, html, ROLE_DIM);
}

static void add_soft_break(struct inliner *in)
{
    if (in->keep_lines) {
        add_break(in);
        in->line++;
        return;
    }
    inline_add_text(in, VIEW(" "));
    in->line++;
    plain_add_line(in);
}

/* False when the walk is at no leaf. */
static bool add_leaf(struct inliner *in, const struct parse_walk *walk, size_t skip)
{
    cmark_node *node = walk->node;
    switch (walk->type) {
    case CMARK_NODE_TEXT:
        inline_add_text(in, view_of(cmark_node_get_literal(node) + skip));
        return true;
    case CMARK_NODE_SOFTBREAK:
        add_soft_break(in);
        return true;
    case CMARK_NODE_LINEBREAK:
        add_break(in);
        in->line++;
        return true;
    case CMARK_NODE_CODE:
        add_literal(in, cmark_node_get_literal(node), ROLE_CODE);
        return true;
    case CMARK_NODE_HTML_INLINE:
        add_html(in, cmark_node_get_literal(node));
        return true;
    default:
        return false;
    }
}

static void style_push(struct inliner *in, struct flow_run style)
{
    plain_flush(in);
    *ARRAY_PUSH(in->styles, in->style_count, in->style_cap) = style;
}

static void enter_link(struct inliner *in, cmark_node *node, struct flow_run style)
{
    struct view target = view_of(cmark_node_get_url(node));
    cmark_node *words = cmark_node_first_child(node);
    bool bare = words && !cmark_node_next(words) && cmark_node_get_type(words) == CMARK_NODE_TEXT &&
                view_ends(target, cmark_node_get_literal(words));
    plain_flush(in);
    style.role = ROLE_LINK;
    if (target.len)
        style.link = links_add(in->links, links_kind_of(target), target, bare);
    style_push(in, style);
}

static void enter_image(struct inliner *in, cmark_node *node, struct flow_run style)
{
    struct view target = view_of(cmark_node_get_url(node));
    plain_flush(in);
    style.role = ROLE_DIM;
    if (target.len)
        style.link = links_add(in->links, LINK_IMAGE, target, false);
    style_push(in, style);
    inline_add_text(in, cmark_node_first_child(node) ? VIEW("[image: ") : VIEW("[image"));
}

static void enter_node(struct inliner *in, const struct parse_walk *walk)
{
    struct flow_run style = *style_now(in);
    bool plain = style.role == ROLE_TEXT || style.role == ROLE_QUOTE;
    switch (walk->type) {
    case CMARK_NODE_EMPH:
        style.attrs |= STYLE_ITALIC;
        style.role = plain ? ROLE_EMPHASIS : style.role;
        style_push(in, style);
        break;
    case CMARK_NODE_STRONG:
        style.attrs |= STYLE_BOLD;
        style.role = plain || style.role == ROLE_EMPHASIS ? ROLE_STRONG : style.role;
        style_push(in, style);
        break;
    case CMARK_NODE_LINK:
        enter_link(in, walk->node, style);
        break;
    case CMARK_NODE_IMAGE:
        enter_image(in, walk->node, style);
        break;
    default:
        style_push(in, style);
        break;
    }
}

static void leave_node(struct inliner *in, cmark_node_type type)
{
    if (type == CMARK_NODE_IMAGE)
        inline_add_text(in, VIEW("]"));
    plain_flush(in);
    uint32_t link = style_now(in)->link;
    in->style_count--;
    if (link && (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE) &&
        link != style_now(in)->link)
        number_add(in, link);
}

void inline_begin(struct inliner *in, enum role role, unsigned attrs, uint32_t line)
{
    flow_clear(&in->flow);
    in->style_count = 0;
    in->line = line;
    in->keep_lines = false;
    memset(in->strikes, 0, sizeof(in->strikes));
    *ARRAY_PUSH(in->styles, in->style_count, in->style_cap) =
        (struct flow_run){.role = (uint8_t)role, .attrs = (uint8_t)attrs, .line = line};
}

void inline_add(struct inliner *in, cmark_node *first, cmark_node *end, size_t skip)
{
    const atomic_bool *cancel = in->options->cancel;
    for (; first && first != end; first = cmark_node_next(first)) {
        if (cancel && atomic_load_explicit(cancel, memory_order_relaxed))
            return;
        for (struct parse_walk walk = parse_walk(first); walk.node; parse_walk_next(&walk)) {
            if (add_leaf(in, &walk, skip))
                continue;
            if (walk.entering)
                enter_node(in, &walk);
            else
                leave_node(in, walk.type);
        }
        skip = 0;
    }
}

void inline_end(struct inliner *in)
{
    plain_flush(in);
    strike_forget(in, &in->strikes[0]);
    strike_forget(in, &in->strikes[1]);
    numbers_write(in);
}

void inline_finish(struct inliner *in)
{
    flow_finish(&in->flow);
    free(in->styles);
    str_finish(&in->plain);
    free(in->lines);
    free(in->numbers);
}
