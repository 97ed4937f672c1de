#include "core/markdown/callout.h"

#include "core/base/memory.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { KIND_MOST = 24 };

static cmark_node *first_text(cmark_node *quote)
{
    cmark_node *paragraph = cmark_node_first_child(quote);
    if (!paragraph || cmark_node_get_type(paragraph) != CMARK_NODE_PARAGRAPH)
        return NULL;
    cmark_node *text = cmark_node_first_child(paragraph);
    return text && cmark_node_get_type(text) == CMARK_NODE_TEXT ? text : NULL;
}

/* The word in `[!word]` at the start of `text`, empty if there is none. */
static struct view kind_of(cmark_node *text)
{
    const char *literal = text ? cmark_node_get_literal(text) : "";
    size_t len = 0;
    if (literal[0] != '[' || literal[1] != '!')
        return (struct view){0};
    while (len < KIND_MOST && (isalnum((unsigned char)literal[2 + len]) || literal[2 + len] == '-'))
        len++;
    return view_from(literal + 2, literal[2 + len] == ']' ? len : 0);
}

enum role callout_role(cmark_node *quote)
{
    static const struct {
        const char *kind;
        enum role role;
    } kinds[] = {
        {"tip", ROLE_GOOD},          {"success", ROLE_GOOD}, {"warning", ROLE_WARNING},
        {"caution", ROLE_ERROR},     {"danger", ROLE_ERROR}, {"error", ROLE_ERROR},
        {"attention", ROLE_WARNING},
    };
    struct view kind = kind_of(first_text(quote));
    if (!kind.len)
        return ROLE_QUOTE;
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
        if (strlen(kinds[i].kind) == kind.len &&
            strncasecmp(kinds[i].kind, kind.data, kind.len) == 0)
            return kinds[i].role;
    return ROLE_ACCENT;
}

static void add_name(struct inliner *in, struct view kind)
{
    char name[KIND_MOST];
    for (size_t i = 0; i < kind.len; i++)
        name[i] =
            (char)(i ? tolower((unsigned char)kind.data[i]) : toupper((unsigned char)kind.data[i]));
    inline_add_text(in, view_from(name, kind.len));
}

cmark_node *callout_draw(cmark_node *quote, struct canvas *canvas, struct inliner *in,
                         uint32_t line)
{
    cmark_node *text = first_text(quote);
    struct view kind = kind_of(text);
    if (!kind.len)
        return cmark_node_first_child(cmark_node_first_child(quote));
    cmark_node *end = cmark_node_next(text);
    while (end && cmark_node_get_type(end) != CMARK_NODE_SOFTBREAK &&
           cmark_node_get_type(end) != CMARK_NODE_LINEBREAK)
        end = cmark_node_next(end);
    const char *title = kind.data + kind.len + 1;
    title += *title == '+' || *title == '-';
    inline_begin(in, callout_role(quote), STYLE_BOLD, line);
    add_name(in, kind);
    if (*title || cmark_node_next(text) != end)
        inline_add_text(in, VIEW(":"));
    inline_add(in, text, end, (size_t)(title - cmark_node_get_literal(text)));
    inline_end(in);
    canvas_flow(canvas, &in->flow, false);
    return end ? cmark_node_next(end) : NULL;
}
