#include "core/base/memory.h"
#include "tui/app.h"
#include "tui/commands.h"

#include <stdlib.h>

/* Commands of the search over all files. */

/* search [QUERY]: what was typed the last time stands there, until another letter is typed. */
static enum status cmd_search(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    struct prompt *prompt = &app->prompt;
    (void)err;
    if (call->argc > 1) {
        str_clear(&app->search.text);
        str_add_text(&app->search.text, call->argv[1]);
    }
    app_search_open_view(app);
    prompt_ask(prompt, "Search", "search-text %%", str_view(&app->search.text));
    prompt->live = true;
    prompt->blank_ok = true;
    prompt->fresh = call->argc == 1 && app->search.text.len;
    prompt->cancel = mem_string("search-close");
    prompt->accept = "search-open";
    prompt->steps = "search-move";
    prompt->hint = "↑↓ choose   ⏎ read   esc back";
    return STATUS_OK;
}

static enum status cmd_search_text(struct command_call *call, struct error *err)
{
    (void)err;
    app_search_text(call->view, view_of(call->argv[1]));
    return STATUS_OK;
}

static enum status cmd_search_move(struct command_call *call, struct error *err)
{
    char *end;
    long by = strtol(call->argv[1], &end, 10);
    if (*end || end == call->argv[1])
        return error_set(err, STATUS_INVALID, "\"%s\" is no number", call->argv[1]);
    app_search_move(call->view, by);
    return STATUS_OK;
}

static enum status cmd_search_open(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    if (app_search_is_shown(app) && !search_desk_selected(&app->search)) {
        app_search_close(app);
        return error_set(err, STATUS_ABSENT, "nothing was found to read");
    }
    app_search_read(app);
    return STATUS_OK;
}

static enum status cmd_search_close(struct command_call *call, struct error *err)
{
    (void)err;
    app_search_close(call->view);
    return STATUS_OK;
}

const struct command command_view_search_table[] = {
    {"search", "[QUERY]", "search all files as you type", "Read", WHERE_ANY, cmd_search},
    {"search-text", "QUERY", "search for something else", "Read", WHERE_SEARCH, cmd_search_text},
    {"search-move", "NUMBER", "step through what was found", "Read", WHERE_SEARCH, cmd_search_move},
    {"search-open", "", "read the file that is selected, at the match", "Read", WHERE_SEARCH,
     cmd_search_open},
    {"search-close", "", "leave the search, back to where you were", "Read", WHERE_SEARCH,
     cmd_search_close},
    {0},
};
