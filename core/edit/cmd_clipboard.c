#include "core/edit/cmd.h"
#include "core/edit/state.h"

static enum status run_select_all(struct edit_call *call, struct error *err)
{
    (void)err;
    editor_set_selection(call->editor, 0, editor_size(call->editor));
    return STATUS_OK;
}

/* What cut and copy take: the selection, or the whole line. */
static void find_range(const struct editor *editor, size_t *from, size_t *to)
{
    if (editor_selection(editor, from, to))
        return;
    size_t line = rope_line_at(editor->text, editor->cursor);
    *from = rope_line_start(editor->text, line);
    *to = rope_line_start(editor->text, line + 1);
}

static void take_range(struct editor *editor, size_t from, size_t to)
{
    str_clear(&editor->clipboard);
    rope_add_range(editor->text, from, to, &editor->clipboard);
    editor->clipboard_version++;
}

static enum status run_copy(struct edit_call *call, struct error *err)
{
    (void)err;
    size_t from, to;
    find_range(call->editor, &from, &to);
    take_range(call->editor, from, to);
    return STATUS_OK;
}

static enum status run_cut(struct edit_call *call, struct error *err)
{
    (void)err;
    size_t from, to;
    find_range(call->editor, &from, &to);
    take_range(call->editor, from, to);
    state_step(call->editor, from, to, VIEW(""), from);
    return STATUS_OK;
}

static enum status run_paste(struct edit_call *call, struct error *err)
{
    struct editor *editor = call->editor;
    if (call->argc > 1) {
        editor_paste(editor, view_of(call->argv[1]));
        return STATUS_OK;
    }
    if (editor->clipboard.len == 0)
        return error_set(err, STATUS_ABSENT, "Nothing has been cut or copied yet");
    editor_paste(editor, str_view(&editor->clipboard));
    return STATUS_OK;
}

const struct edit_command cmd_clipboard_table[] = {
    {"select-all", "", "select all of the text", "Select", run_select_all},
    {"cut", "", "cut the selection, or the line", "Edit", run_cut},
    {"copy", "", "copy the selection, or the line", "Edit", run_copy},
    {"paste", "[TEXT]", "put in what was cut or copied", "Edit", run_paste},
    {0},
};
