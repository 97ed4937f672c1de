#include "tui/app.h"
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

const struct command command_view_alarm_table[] = {
    {"held-save-show", "", "show what a save that is held up would do", "Edit", WHERE_EDITOR,
     cmd_held_save_show},
    {"held-save-go", "", "save anyway what is held up", "Edit", WHERE_EDITOR | WHERE_HELD_SAVE,
     cmd_held_save_go},
    {0},
};
