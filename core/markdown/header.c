#include "core/markdown/header.h"

#include <string.h>

enum { DEPTH_MOST = 34 };

/* Whether the first line of `body` that is not blank is the heading `title`. */
static bool body_has_title(struct view body, struct view title)
{
    struct view line;
    while (view_line(&body, &line)) {
        line = view_trim(line);
        if (!line.len)
            continue;
        size_t marks = 0;
        while (marks < line.len && line.data[marks] == '#')
            marks++;
        struct view words = view_trim(view_slice(line, marks, line.len));
        struct view next = {0};
        bool setext = !marks && view_line(&body, &next) && view_starts(next, "=");
        return (marks || setext) && view_equal(words, title);
    }
    return false;
}

/* All scalars of `node` in order, with `prefix` before each, and `between` them. */
static void add_values(struct str *out, const struct yaml_node *node, const char *prefix,
                       const char *between)
{
    struct {
        const struct yaml_node *node;
        size_t next;
    } open[DEPTH_MOST] = {{node, 0}};
    size_t depth = 1, count = 0;
    while (depth) {
        const struct yaml_node *now = open[depth - 1].node;
        if (now->kind == YAML_SCALAR) {
            if (count++)
                str_add_text(out, between);
            str_add_text(out, prefix);
            str_add_text(out, now->text);
            depth--;
        } else if (open[depth - 1].next < now->count && depth < DEPTH_MOST) {
            open[depth].node = &now->children[open[depth - 1].next++];
            open[depth++].next = 0;
        } else {
            depth--;
        }
    }
}

static void add_field(struct str *out, const struct yaml_node *key, const struct yaml_node *value)
{
    const char *name = key->kind == YAML_SCALAR ? key->text : "";
    if (strcmp(name, "title") == 0 && value->kind == YAML_SCALAR)
        return;
    if (out->len)
        str_add_text(out, " · ");
    if (strcmp(name, "tags") == 0) {
        add_values(out, value, "#", " ");
    } else if (strcmp(name, "type") == 0 || strcmp(name, "permalink") == 0) {
        add_values(out, value, "", ", ");
    } else {
        add_values(out, key, "", " ");
        str_add_text(out, ": ");
        add_values(out, value, "", ", ");
    }
}

static void draw_text(struct canvas *canvas, struct view text, enum role role, unsigned attrs)
{
    struct flow flow = {0};
    struct flow_run style = {.role = (uint8_t)role, .attrs = (uint8_t)attrs, .line = 1};
    struct str words = {0};
    str_add(&words, text);
    for (size_t i = 0; i < words.len; i++)
        if (words.data[i] == '\t' || words.data[i] == '\n' || words.data[i] == '\r')
            words.data[i] = ' ';
    flow_add(&flow, str_view(&words), &style);
    canvas_flow(canvas, &flow, false);
    flow_finish(&flow);
    str_finish(&words);
}

void header_draw(const struct front_matter *front, struct view body, struct canvas *canvas)
{
    struct str fields = {0};
    struct view title = view_of(yaml_text(yaml_get(front->fields, "title"), ""));
    if (title.len && !body_has_title(body, title))
        draw_text(canvas, title, ROLE_HEADING, STYLE_BOLD);
    for (size_t i = 0; i + 1 < front->fields->count; i += 2)
        add_field(&fields, &front->fields->children[i], &front->fields->children[i + 1]);
    if (fields.len)
        draw_text(canvas, str_view(&fields), ROLE_DIM, 0);
    if (canvas->page->row_count)
        canvas_space(canvas);
    str_finish(&fields);
}
