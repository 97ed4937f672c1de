#include "core/base/memory.h"
#include "tui/app.h"
#include "tui/app_notes.h"
#include "tui/app_past.h"
#include "tui/commands.h"

#include <string.h>

/* Commands about the lists that history gives: what was deleted, branches, where HEAD was. */

static enum status cmd_deleted(struct command_call *call, struct error *err)
{
    (void)err;
    app_ledger_show(call->view, LEDGER_DELETED);
    return STATUS_OK;
}

static enum status cmd_branches(struct command_call *call, struct error *err)
{
    (void)err;
    app_ledger_show(call->view, LEDGER_BRANCHES);
    return STATUS_OK;
}

static enum status cmd_reflog(struct command_call *call, struct error *err)
{
    (void)err;
    app_ledger_show(call->view, LEDGER_REFLOG);
    return STATUS_OK;
}

/* search-history [QUERY]: from the search view what is asked for there. */
static enum status cmd_search_history(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    struct query query;
    struct str text = {0};
    if (call->argc < 2 && !app_search_is_shown(app)) {
        prompt_ask(&app->prompt, "Search earlier versions", "search-history %%",
                   str_view(&app->search.text));
        app->prompt.fresh = app->search.text.len > 0;
        app->prompt.completes = HINT_QUERY;
        app_hint_open(app);
        return STATUS_OK;
    }
    const char *asked = call->argc > 1 ? call->argv[1] : str_text(&app->search.text);
    enum status status = query_parse(view_of(asked), app->now, &query, err);
    if (status != STATUS_OK)
        return status;
    bool empty = query_is_empty(&query);
    query_finish(&query);
    if (empty)
        return error_set(err, STATUS_INVALID, "search earlier versions for what?");
    str_add_text(&text, asked); /* the search view, and what is typed there, are left */
    if (app_search_is_shown(app))
        prompt_close(&app->prompt);
    app_search_close(app);
    app_ledger_search(app, str_text(&text));
    str_finish(&text);
    return STATUS_OK;
}

/* The row that the person stands on, in a list of this kind. */
static const struct ledger_row *row_here(const struct app *app, struct error *err)
{
    bool shown =
        app->focus == PANE_MAIN && (app_view(app) == VIEW_LEDGER || app_view(app) == VIEW_GONE);
    const struct ledger_row *row = shown ? ledger_selected(&app->ledger) : NULL;
    if (!row)
        error_set(err, STATUS_INVALID, "nothing is selected here");
    return row;
}

/* Asks before HEAD is taken off its branches. */
static void ask_detach(struct app *app, const struct ledger_row *row)
{
    struct str label = {0}, command = {0};
    str_addf(&label, "Stand on %.7s without a branch? New commits belong to none", row->id);
    str_addf(&command, "stand-on %s", row->id);
    prompt_confirm(&app->prompt, str_text(&label), 'y', str_text(&command));
    str_finish(&label);
    str_finish(&command);
}

static enum status switch_to_row(struct app *app, const struct ledger_row *row, struct error *err)
{
    bool branch = app->ledger.kind == LEDGER_BRANCHES && row->name && !row->is_tag;
    if (row->is_here)
        return error_set(err, STATUS_INVALID, "this is where you are");
    if (branch)
        return app_switch(app, row->name, row->id, err);
    ask_detach(app, row);
    return STATUS_OK;
}

static enum status cmd_switch_here(struct command_call *call, struct error *err)
{
    const struct ledger_row *row = row_here(call->view, err);
    return row ? switch_to_row(call->view, row, err) : STATUS_INVALID;
}

static enum status cmd_switch(struct command_call *call, struct error *err)
{
    char none[41] = "";
    return app_switch(call->view, call->argv[1], none, err);
}

static enum status cmd_stand_on(struct command_call *call, struct error *err)
{
    char id[41] = "";
    size_t len = strlen(call->argv[1]);
    if (len != 40 || strspn(call->argv[1], "0123456789abcdef") != len)
        return error_set(err, STATUS_INVALID, "a commit's id has 40 hexadecimal digits");
    memcpy(id, call->argv[1], sizeof(id));
    return app_switch(call->view, NULL, id, err);
}

static enum status cmd_ledger_open(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    const struct ledger_row *row = row_here(app, err);
    if (!row)
        return STATUS_INVALID;
    if (row->last[0])
        app_gone_show(app);
    else
        app_load_diff(app, "", row->id, NULL);
    return STATUS_OK;
}

/* From where the person is to what is selected. */
static enum status cmd_ledger_compare(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    const struct ledger_row *row = row_here(app, err);
    if (!row)
        return STATUS_INVALID;
    if (!app->repo.head[0] || strcmp(app->repo.head, row->id) == 0)
        return error_set(err, STATUS_INVALID, "this is where you are: there is no difference");
    app_load_diff(app, app->repo.head, row->id, NULL);
    return STATUS_OK;
}

static enum status cmd_restore_deleted(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    const struct ledger_row *row = row_here(app, err);
    if (!row || !row->last[0])
        return error_set(err, STATUS_INVALID, "no earlier text is selected here");
    call->revive->kind = REVIVE_RESTORE;
    call->revive->rev = mem_string(row->last);
    call->revive->path = mem_string(row->name);
    if (app_view(app) == VIEW_GONE)
        app_run(app, "back");
    return STATUS_OK;
}

/* --- find --- */

static enum status ledger_find(struct app *app, size_t skip, bool back)
{
    struct ledger_view *view = &app->ledger;
    if (view->words.len && !ledger_step(view, skip, back))
        status_say(&app->status, ROLE_WARNING, "not in the %zu rows read so far: %s", view->count,
                   str_text(&view->words));
    return STATUS_OK;
}

static enum status cmd_ledger_find(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    (void)err;
    str_clear(&app->ledger.words);
    str_add_text(&app->ledger.words, call->argv[1]);
    return ledger_find(app, 0, false);
}

static enum status cmd_ledger_next(struct command_call *call, struct error *err)
{
    (void)err;
    return ledger_find(call->view, 1, false);
}

static enum status cmd_ledger_previous(struct command_call *call, struct error *err)
{
    (void)err;
    return ledger_find(call->view, 1, true);
}

static enum status gone_step(struct app *app, long by, struct error *err)
{
    size_t was = app->ledger.list.selected;
    find_finish(&app->gone.find);
    list_move(&app->ledger.list, by, app->ledger.count);
    if (app->ledger.list.selected == was)
        return error_set(err, STATUS_INVALID, by < 0 ? "this is the first" : "this is the last");
    app_gone_show(app);
    return STATUS_OK;
}

static enum status cmd_gone_next(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    if (app->gone.find.text.len) {
        app_run(app, "next");
        return STATUS_OK;
    }
    return gone_step(app, 1, err);
}

static enum status cmd_gone_previous(struct command_call *call, struct error *err)
{
    return gone_step(call->view, -1, err);
}

#define WHERE_LEDGER (WHERE_DELETED | WHERE_BRANCHES | WHERE_REFLOG)

const struct command command_view_ledger_table[] = {
    {"deleted", "", "list every file that once was", "History", WHERE_ANY, cmd_deleted},
    {"branches", "", "list branches and tags", "History", WHERE_ANY, cmd_branches},
    {"reflog", "", "list where I was: each place that HEAD stood on", "History", WHERE_ANY,
     cmd_reflog},
    {"search-history", "[QUERY]", "search earlier versions for what is gone", "History",
     WHERE_ANY | WHERE_SEARCH, cmd_search_history},
    {"ledger-open", "", "read the selected file, or show the selected commit", "History",
     WHERE_LEDGER, cmd_ledger_open},
    {"ledger-compare", "", "compare where I am with what is selected", "History",
     WHERE_BRANCHES | WHERE_REFLOG, cmd_ledger_compare},
    {"ledger-find", "TEXT", "find a name, an author or an id in the list", "History", WHERE_LEDGER,
     cmd_ledger_find},
    {"ledger-next", "", "the next that was found", "History", WHERE_LEDGER, cmd_ledger_next},
    {"ledger-previous", "", "the previous that was found", "History", WHERE_LEDGER,
     cmd_ledger_previous},
    {"restore-deleted", "", "bring the selected file back as it last was", "History",
     WHERE_DELETED | WHERE_GONE, cmd_restore_deleted},
    {"gone-next", "", "read the next deleted file", "History", WHERE_GONE, cmd_gone_next},
    {"gone-previous", "", "read the previous deleted file", "History", WHERE_GONE,
     cmd_gone_previous},
    {"switch-here", "", "switch to the selected branch, tag or commit", "History",
     WHERE_BRANCHES | WHERE_REFLOG, cmd_switch_here},
    {"switch", "BRANCH", "switch to a branch, when everything is in a commit", "History", WHERE_ANY,
     cmd_switch},
    {"stand-on", "COMMIT", "stand on a commit without a branch", "History", WHERE_ANY,
     cmd_stand_on},
    {0},
};
