#include "tui/app.h"
#include "tui/app_past.h"
#include "tui/commands.h"

#include <string.h>

/* Commands about who wrote what. */

static enum status cmd_blame(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    if (call->argc == 1 && app->focus == PANE_MAIN && app_view(app) == VIEW_BLAME) {
        app_run(app, "back");
        return STATUS_OK;
    }
    const char *path = call->argc > 1 ? call->argv[1] : app_selected_path(app);
    if (!path)
        return error_set(err, STATUS_INVALID, "no file is selected here");
    return app_blame_open(app, path, err);
}

/* The difference that the commit made in this file. */
static enum status cmd_blame_commit(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    const struct blame_unit *unit = blame_view_unit(&app->blame);
    const struct blame_commit *commit = unit ? blame_view_commit(&app->blame, unit) : NULL;
    if (!unit)
        return error_set(err, STATUS_INVALID, "nothing is selected here");
    if (!commit)
        return error_set(err, STATUS_INVALID, "this is in no commit yet");
    app_load_diff(app, "", commit->commit.id, commit->path);
    return STATUS_OK;
}

static enum status cmd_blame_older(struct command_call *call, struct error *err)
{
    return app_blame_older(call->view, err);
}

static enum status cmd_blame_newer(struct command_call *call, struct error *err)
{
    return app_blame_newer(call->view, err);
}

static enum status cmd_blame_tint(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    (void)err;
    app->blame.ages = !app->blame.ages;
    app->blame.page.cols = 0;
    return STATUS_OK;
}

static enum status cmd_blame_lines(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    const struct blame_unit *unit = blame_view_unit(&app->blame);
    (void)err;
    app->blame.page.source = !app->blame.page.source;
    app->blame.page.cols = 0;
    app->blame.want_line = unit ? unit->first : 0;
    return STATUS_OK;
}

const struct command command_view_blame_table[] = {
    {"blame", "[PATH]", "show who wrote each part of a file, and back", "History",
     WHERE_LISTS | WHERE_READER | WHERE_BLAME, cmd_blame},
    {"blame-commit", "", "open the commit that wrote this part", "History", WHERE_BLAME,
     cmd_blame_commit},
    {"blame-older", "", "step behind the commit that wrote this part", "History", WHERE_BLAME,
     cmd_blame_older},
    {"blame-newer", "", "step back to where one came from", "History", WHERE_BLAME,
     cmd_blame_newer},
    {"blame-tint", "", "tint by age instead of by who, and back", "History", WHERE_BLAME,
     cmd_blame_tint},
    {"blame-lines", "", "tell it line by line of the source, and back", "History", WHERE_BLAME,
     cmd_blame_lines},
    {0},
};
