#include "tui/edit_colors.h"

#include "core/base/memory.h"

#include <stdlib.h>

#define COLORS_EVERY 64
/* Lines that a frame scans at most; past that the colours are a guess until the view comes near. */
#define COLORS_AHEAD 20000

void edit_colors_finish(struct edit_colors *colors)
{
    free(colors->states);
    free(colors->runs);
    *colors = (struct edit_colors){0};
}

void edit_colors_changed(struct edit_colors *colors, size_t line)
{
    size_t keep = line ? line / COLORS_EVERY + 1 : 0; /* the first line begins front matter */
    if (keep < colors->count)
        colors->count = keep;
    if (line < colors->line || line == 0)
        colors->line = SIZE_MAX;
    if (line < colors->top_line)
        colors->top_line = 0;
}

static void colors_read_line(const struct editor *editor, size_t line, struct str *out)
{
    size_t start = editor_line_start(editor, line), end = editor_line_end(editor, line);
    str_clear(out);
    if (line < editor_line_count(editor) && end - start <= EDIT_COLORS_LONG)
        editor_add_text(editor, start, end, out);
}

static void colors_ignore(void *data, struct view text, enum role role)
{
    (void)data;
    (void)text;
    (void)role;
}

static void colors_keep(void *data, struct view text, enum role role)
{
    struct edit_colors *colors = data;
    *ARRAY_PUSH(colors->runs, colors->run_count, colors->run_cap) =
        (struct edit_run){text.len, role};
}

static void colors_first(struct edit_colors *colors, const struct editor *editor)
{
    struct str first = {0};
    colors_read_line(editor, 0, &first);
    source_line_init(&colors->at, view_is(view_trim(str_view(&first)), "---"));
    str_finish(&first);
    colors->line = 0;
}

/* Brings `at` to `line`. */
static void colors_seek(struct edit_colors *colors, const struct editor *editor, size_t line)
{
    if (colors->line == line && colors->count > 0)
        return;
    if (colors->count == 0) {
        colors_first(colors, editor);
        *ARRAY_PUSH(colors->states, colors->count, colors->cap) = colors->at;
    }
    if (line && line == colors->top_line) {
        colors->at = colors->top;
        colors->line = line;
        return;
    }
    size_t mark = line / COLORS_EVERY;
    if (mark >= colors->count)
        mark = colors->count - 1;
    if (colors->line > line || colors->line < mark * COLORS_EVERY) {
        colors->at = colors->states[mark];
        colors->line = mark * COLORS_EVERY;
    }
    if (line - colors->line > COLORS_AHEAD) {
        source_line_init(&colors->at, false);
        colors->line = line;
        return;
    }
    struct str text = {0}, next = {0};
    colors_read_line(editor, colors->line, &text);
    for (; colors->line < line; colors->line++) {
        colors_read_line(editor, colors->line + 1, &next);
        source_line_next(&colors->at, str_view(&text), str_view(&next), colors_ignore, NULL);
        if ((colors->line + 1) % COLORS_EVERY == 0 &&
            (colors->line + 1) / COLORS_EVERY == colors->count)
            *ARRAY_PUSH(colors->states, colors->count, colors->cap) = colors->at;
        struct str swap = text;
        text = next;
        next = swap;
    }
    str_finish(&text);
    str_finish(&next);
}

void edit_colors_begin(struct edit_colors *colors, const struct editor *editor, size_t line)
{
    colors_seek(colors, editor, line);
    colors->top = colors->at;
    colors->top_line = line;
}

void edit_colors_go(struct edit_colors *colors, const struct source_line *state, size_t line)
{
    colors->at = *state;
    colors->line = line;
}

/* Inside a fence or the front matter it is not told: what their languages carry is not compared. */
bool edit_colors_are(const struct edit_colors *colors, const struct source_line *state)
{
    const struct source_line *at = &colors->at;
    return !at->fence && !state->fence && at->comment == state->comment &&
           at->list == state->list && at->blank == state->blank;
}

void edit_colors_line(struct edit_colors *colors, struct view text, struct view next)
{
    colors->run_count = 0;
    source_line_next(&colors->at, text, next, colors_keep, colors);
    colors->line++;
}

void edit_colors_long_line(struct edit_colors *colors, size_t size, struct view next)
{
    colors->run_count = 0;
    *ARRAY_PUSH(colors->runs, colors->run_count, colors->run_cap) =
        (struct edit_run){size, ROLE_TEXT};
    source_line_next(&colors->at, VIEW(""), next, colors_ignore, NULL);
    colors->line++;
}
