#ifndef TESTS_UNIT_EDIT_TEXT_H
#define TESTS_UNIT_EDIT_TEXT_H

#include "tests/unit/test.h"

#include "core/edit/command.h"
#include "core/edit/view.h"

#include <stdlib.h>

/* Texts with their cursor and selection in them: `|` is the cursor, `{` and `}` are the ends of a
 * selection whose cursor is at its end, or, as in `|{words}`, at its start. A backslash makes them
 * text. */

struct marked {
    struct str text;
    size_t cursor, start, end;
};

static inline void marked_read(const char *from, struct marked *out)
{
    *out = (struct marked){.cursor = SIZE_MAX, .start = SIZE_MAX, .end = SIZE_MAX};
    for (; *from; from++) {
        if (*from == '|')
            out->cursor = out->text.len;
        else if (*from == '{')
            out->start = out->text.len;
        else if (*from == '}')
            out->end = out->text.len;
        else
            str_add_char(&out->text, *from == '\\' && strchr("|{}", from[1]) ? *++from : *from);
    }
}

/* An editor of tiny pieces and blocks, so that every edge of them is met. */
static inline struct editor *marked_editor(const char *from)
{
    struct marked marked;
    marked_read(from, &marked);
    struct buffer *buffer = buffer_new_sized(str_view(&marked.text), 3, 8);
    struct editor *editor = editor_new(undo_new(buffer, 0));
    if (marked.start != SIZE_MAX)
        editor_set_selection(editor, marked.cursor == marked.start ? marked.end : marked.start,
                             marked.cursor == marked.start ? marked.start : marked.end);
    else if (marked.cursor != SIZE_MAX)
        editor_set_cursor(editor, marked.cursor, false);
    str_finish(&marked.text);
    return editor;
}

static inline void marked_write(const struct editor *editor, struct str *out)
{
    struct str text = {0};
    size_t start, end;
    bool selected = editor_selection(editor, &start, &end);
    editor_add_text(editor, 0, SIZE_MAX, &text);
    for (size_t i = 0; i <= text.len; i++) {
        if (selected && i == end)
            str_add_char(out, '}');
        if (i == editor_cursor(editor) && (!selected || i == start))
            str_add_char(out, '|');
        if (selected && i == start)
            str_add_char(out, '{');
        if (i < text.len && strchr("|{}", text.data[i]) && text.data[i])
            str_add_char(out, '\\');
        if (i < text.len)
            str_add_char(out, text.data[i]);
    }
    str_finish(&text);
}

/* Runs a command line whose words are parted by `;`. */
static inline enum status marked_run(struct editor *editor, const char *line, struct error *err)
{
    char *copy = strdup(line), *rest = copy, *argv[8];
    size_t argc = 0;
    while (rest && argc < 8)
        argv[argc++] = strsep(&rest, ";");
    enum status status = edit_command_run(editor, argc, argv, err);
    free(copy);
    return status;
}

/* Runs `line` on `before`, undoes and redoes it: the text must be `after`, then as before, then
 * `after` again. */
static inline void marked_check(const char *before, const char *line, const char *after)
{
    struct editor *editor = marked_editor(before);
    struct str got = {0}, start = {0}, end = {0}, again = {0};
    struct error err = {0};
    size_t state = undo_current(editor_undo(editor));
    editor_add_text(editor, 0, SIZE_MAX, &start);
    if (marked_run(editor, line, &err) != STATUS_OK)
        fail_msg("%s failed: %s", line, err.text);
    marked_write(editor, &got);
    if (!view_is(str_view(&got), after))
        fail_msg("%s of \"%s\" gave \"%s\", want \"%s\"", line, before, str_text(&got), after);
    editor_add_text(editor, 0, SIZE_MAX, &end);
    if (undo_current(editor_undo(editor)) != state) {
        assert_int_equal(undo_state(editor_undo(editor), undo_current(editor_undo(editor))).parent,
                         state); /* one step */
        assert_int_equal(marked_run(editor, "undo", &err), STATUS_OK);
        editor_add_text(editor, 0, SIZE_MAX, &again);
        assert_view_equal(str_view(&again), str_view(&start));
        assert_int_equal(marked_run(editor, "redo", &err), STATUS_OK);
        str_clear(&again);
        editor_add_text(editor, 0, SIZE_MAX, &again);
        assert_view_equal(str_view(&again), str_view(&end));
    }
    str_finish(&got);
    str_finish(&start);
    str_finish(&end);
    str_finish(&again);
    editor_free(editor);
}

struct marked_case {
    const char *before, *line, *after;
};

#define marked_check_all(cases)                                                                    \
    for (size_t i_ = 0; i_ < sizeof(cases) / sizeof(*(cases)); i_++)                               \
    marked_check((cases)[i_].before, (cases)[i_].line, (cases)[i_].after)

#endif
