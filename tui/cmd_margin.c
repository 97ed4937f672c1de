#include "tui/app.h"
#include "tui/app_edit.h"
#include "tui/commands.h"

/* Commands about what stands around the text being edited: its changes since the last commit, its
 * preview, links to offer, the terminal's clipboard. */

static enum status go_to_hunk(struct app *app, size_t index, struct error *err)
{
    const struct edit_margin *margin = &app->edit.margin;
    if (!app->margin.known)
        return error_set(err, STATUS_ABSENT, "the last commit has not been read yet");
    if (index == SIZE_MAX)
        return error_set(err, STATUS_ABSENT, "nothing differs from the last commit");
    const struct edit_hunk *hunk = &margin->hunks[index];
    size_t lines = editor_line_count(app->edit.editor);
    size_t line = hunk->line < lines ? hunk->line : lines - 1;
    editor_set_cursor(app->edit.editor, editor_line_start(app->edit.editor, line), false);
    if (app->edit.vi)
        vi_sync(app->edit.vi);
    status_say(&app->status, ROLE_TEXT, "change %zu of %zu since the last commit (+%zu -%zu)",
               index + 1, margin->count, hunk->lines, hunk->removed);
    return STATUS_OK;
}

static enum status cmd_change_next(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    if (!app->edit.editor)
        return error_set(err, STATUS_INVALID, "nothing is being edited");
    size_t line = editor_line_of(app->edit.editor, editor_cursor(app->edit.editor));
    return go_to_hunk(app, edit_margin_next(&app->edit.margin, line), err);
}

static enum status cmd_change_previous(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    if (!app->edit.editor)
        return error_set(err, STATUS_INVALID, "nothing is being edited");
    size_t line = editor_line_of(app->edit.editor, editor_cursor(app->edit.editor));
    return go_to_hunk(app, edit_margin_previous(&app->edit.margin, line), err);
}

static enum status cmd_edit_preview(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    if (!app->edit.editor)
        return error_set(err, STATUS_INVALID, "nothing is being edited");
    app_preview_next(app);
    return STATUS_OK;
}

/* Types into the text where the cursor is, as a key does. */
static enum status type_text(struct app *app, const char *text, const char *end, struct error *err)
{
    struct str whole = {0};
    if (!app->edit.editor)
        return error_set(err, STATUS_INVALID, "nothing is being edited");
    str_addf(&whole, "%s%s", text, end);
    edit_view_tick(&app->edit);
    editor_insert(app->edit.editor, str_view(&whole));
    app_edit_guard(app);
    str_finish(&whole);
    return STATUS_OK;
}

static enum status cmd_link_insert(struct command_call *call, struct error *err)
{
    return type_text(call->view, call->argv[1], "]]", err);
}

static enum status cmd_link_type(struct command_call *call, struct error *err)
{
    return call->argc > 1 ? type_text(call->view, call->argv[1], "", err) : STATUS_OK;
}

static enum status cmd_copy_to_terminal(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    char name[] = "copy", *argv[] = {name};
    if (!app->edit.editor)
        return error_set(err, STATUS_INVALID, "nothing is being edited");
    enum status status = app_edit_do(app, 1, argv, err);
    if (status == STATUS_OK && app_clipboard_send(app))
        status_say(&app->status, ROLE_TEXT, "copied, to the terminal's clipboard too");
    return status;
}

const struct command command_view_margin_table[] = {
    {"link-insert", "TITLE", "end a link that was begun with [[", "Edit", WHERE_EDITOR,
     cmd_link_insert},
    {"link-type", "[TEXT]", "go on typing a link", "Edit", WHERE_EDITOR, cmd_link_type},
    {"copy-to-terminal", "", "copy, to the terminal's clipboard too", "Edit", WHERE_EDITOR,
     cmd_copy_to_terminal},
    {"change-next", "", "to the next change since the last commit", "Move", WHERE_EDITOR,
     cmd_change_next},
    {"change-previous", "", "to the change before", "Move", WHERE_EDITOR, cmd_change_previous},
    {"edit-preview", "", "the source, with the page beside it, or the page alone", "Edit",
     WHERE_EDITOR, cmd_edit_preview},
    {0},
};
