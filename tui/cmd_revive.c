#include "core/base/memory.h"
#include "tui/app.h"
#include "tui/app_notes.h"
#include "tui/app_past.h"
#include "tui/commands.h"

/* Commands that bring back what is selected or shown (app_revive.c). */

static enum status cmd_revive_go(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    if (app->revive.kind == REVIVE_NOTHING || app->revive.plan.conflict.path)
        return error_set(err, STATUS_INVALID, "nothing is shown that could be brought back");
    app_revive_go(app);
    return STATUS_OK;
}

/* The commit that the person stands on, or NULL. */
static const char *selected_commit(const struct app *app)
{
    const struct log_view *view = app->focus == PANE_HISTORY ? &app->strip : &app->log;
    size_t at =
        app->focus == PANE_HISTORY ? app->lists[PANE_HISTORY].selected : app->log.list.selected;
    if (app->focus == PANE_MAIN && app_view(app) == VIEW_DIFF)
        return app->diff.about == DIFF_COMMIT && !*app->diff.from ? app->diff.id : NULL;
    if (app->focus != PANE_HISTORY && (app->focus != PANE_MAIN || app_view(app) != VIEW_LOG))
        return NULL;
    return at < view->count ? view->commits[at].id : NULL;
}

static enum status cmd_revert_here(struct command_call *call, struct error *err)
{
    const char *id = selected_commit(call->view);
    if (!id)
        return error_set(err, STATUS_INVALID, "no commit is selected here");
    call->revive->kind = REVIVE_REVERT;
    call->revive->rev = mem_string(id);
    return STATUS_OK;
}

static enum status cmd_move_go(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    if (app->move.plan.set.count == 0)
        return error_set(err, STATUS_INVALID, "no rename and no move is shown");
    app_move_go(app);
    return STATUS_OK;
}

const struct command command_view_revive_table[] = {
    {"revive-go", "", "do what is shown: undo, redo or take it back", "History", WHERE_REVIVE,
     cmd_revive_go},
    {"revert-here", "", "take the selected commit back", "History",
     WHERE_HISTORY | WHERE_LOG | WHERE_DIFF, cmd_revert_here},
    {"move-go", "", "do the rename or the move that is shown", "Files", WHERE_MOVE, cmd_move_go},
    {0},
};
