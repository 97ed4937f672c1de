#include "core/text/undo_parts.h"

#include "core/text/utf8.h"

enum {
    EXCERPT = 40, /* bytes shown of a text */
};

size_t undo_count(const struct undo *undo)
{
    return undo->count;
}

size_t undo_current(const struct undo *undo)
{
    return undo->current;
}

struct undo_state undo_state(const struct undo *undo, size_t state)
{
    const struct undo_node *node = &undo->nodes[state];
    struct undo_state out = {
        .parent = node->parent, .time = node->time, .before = node->before, .after = node->after};
    for (size_t i = 0; i < node->count; i++) {
        out.inserted += rope_length(node->steps[i].inserted);
        out.removed += rope_length(node->steps[i].removed);
    }
    return out;
}

size_t undo_at_time(const struct undo *undo, int64_t time)
{
    size_t state = undo->count - 1;
    while (state > 0 && undo->nodes[state].time > time)
        state--;
    return state;
}

void undo_mark_saved(struct undo *undo)
{
    undo->saved = undo->current;
    undo->open = false;
}

size_t undo_saved(const struct undo *undo)
{
    return undo->saved;
}

static void add_excerpt(const struct rope *rope, struct str *out)
{
    struct str text = {0};
    rope_add_range(rope, 0, EXCERPT + 4, &text);
    size_t end = rope_length(rope) > EXCERPT ? utf8_floor(str_view(&text), EXCERPT) : text.len;
    str_add_text(out, "“");
    for (size_t i = 0; i < end; i++)
        str_add_char(out, text.data[i] == '\n' ? ' ' : text.data[i]);
    str_add_text(out, end < rope_length(rope) ? "…”" : "”");
    str_finish(&text);
}

void undo_add_summary(const struct undo *undo, size_t state, struct str *out)
{
    const struct undo_node *node = &undo->nodes[state];
    if (node->count == 0) {
        str_add_text(out, "opened");
        return;
    }
    if (node->count > 1) {
        str_addf(out, "%zu changes", node->count);
        return;
    }
    const struct undo_step *step = node->steps;
    if (step->removed) {
        str_add_text(out, step->inserted ? "replaced " : "erased ");
        add_excerpt(step->removed, out);
        str_add_text(out, step->inserted ? " with " : "");
    } else {
        str_add_text(out, "typed ");
    }
    if (step->inserted)
        add_excerpt(step->inserted, out);
}
