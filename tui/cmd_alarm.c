#include "tui/app.h"
#include "tui/app_edit.h"
#include "tui/commands.h"

/* Commands about what is held up to be looked at first (app_alarm.c). */

static enum status need_save(const struct app *app, struct error *err)
{
    if (app->edit.editor && app->held_save.line)
        return STATUS_OK;
    return error_set(err, STATUS_INVALID, "no save is held up");
}

static enum status cmd_held_save_show(struct command_call *call, struct error *err)
{
    enum status status = need_save(call->view, err);
    if (status == STATUS_OK)
        app_alarm_show_save(call->view);
    return status;
}

static enum status cmd_held_save_go(struct command_call *call, struct error *err)
{
    enum status status = need_save(call->view, err);
    if (status == STATUS_OK)
        app_alarm_save_anyway(call->view);
    return status;
}

/* held [PATH]: the first one, or that of PATH. */
static enum status cmd_held(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    const char *path = call->argc > 1 ? call->argv[1] : NULL;
    if (!path && app->held_outside.count)
        path = app->held_outside.files[0].path;
    if (!path || app_alarm_check(app, path, NULL) == STATUS_OK)
        return error_set(err, STATUS_ABSENT, "nothing is held up");
    app_alarm_show_outside(app, path);
    return STATUS_OK;
}

static enum status cmd_held_accept(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    if (!app->held_outside.path)
        return error_set(err, STATUS_INVALID, "look at it first: the command held shows it");
    app_alarm_accept(app);
    return STATUS_OK;
}

static enum status cmd_held_restore(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    if (!app->held_outside.path)
        return error_set(err, STATUS_INVALID, "look at it first: the command held shows it");
    app_alarm_restore(app);
    return STATUS_OK;
}

const struct command command_view_alarm_table[] = {
    {"held-save-show", "", "show what a save that is held up would do", "Edit", WHERE_EDITOR,
     cmd_held_save_show},
    {"held-save-go", "", "save anyway what is held up", "Edit", WHERE_EDITOR | WHERE_HELD_SAVE,
     cmd_held_save_go},
    {"held", "[PATH]", "show what another program did to a file that is held up", "History",
     WHERE_ANY | WHERE_EDITOR, cmd_held},
    {"held-accept", "", "commit what is shown of a file that is held up", "History",
     WHERE_HELD_OUTSIDE, cmd_held_accept},
    {"held-restore", "", "give a file that is held up its last committed text", "History",
     WHERE_HELD_OUTSIDE, cmd_held_restore},
    {0},
};
