#include "tui/app.h"
#include "tui/commands.h"

/* Commands about how the file being edited is shown: its changes since the last commit, its
 * preview. */

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

const struct command command_view_margin_table[] = {
    {"change-next", "", "to the next change since the last commit", "Move", WHERE_EDITOR,
     cmd_change_next},
    {"change-previous", "", "to the change before", "Move", WHERE_EDITOR, cmd_change_previous},
    {"edit-preview", "", "the source, with the page beside it, or the page alone", "Edit",
     WHERE_EDITOR, cmd_edit_preview},
    {0},
};
