#include "core/base/memory.h"
#include "tui/app.h"
#include "tui/app_notes.h"
#include "tui/commands.h"

#include <stdlib.h>
#include <string.h>

/* Commands of the search over all files. */

static void search_ask(struct prompt *prompt, const char *label, const char *command,
                       struct view initial)
{
    prompt_ask(prompt, label, command, initial);
    prompt->live = true;
    prompt->blank_ok = true;
    prompt->cancel = mem_string("search-close");
    prompt->accept = "search-open";
    prompt->steps = "search-move";
    prompt->hint = "↑↓ choose   ⏎ read   esc back";
}

/* search [QUERY]: what was typed the last time stands there, until another letter is typed. */
static enum status cmd_search(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    (void)err;
    if (call->argc > 1) {
        str_clear(&app->search.text);
        str_add_text(&app->search.text, call->argv[1]);
    }
    app_search_open_view(app, SEARCH_WORDS);
    search_ask(&app->prompt, "Search", "search-text %%", str_view(&app->search.text));
    app->prompt.aside = "search-history";
    app->prompt.hint = "↑↓ choose   ⏎ read   ctrl-r earlier versions   esc back";
    app->prompt.fresh = call->argc == 1 && app->search.text.len;
    app->prompt.completes = HINT_QUERY;
    app_hint_open(app);
    return STATUS_OK;
}

/* backlinks [FILE]: a search for the links that lead to it. */
static enum status cmd_backlinks(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    const char *path = call->argc > 1 ? catalog_resolve(app->ws.catalog, view_of(call->argv[1]))
                                      : app_selected_path(app);
    struct str query = {0}, line = {0};
    if (!path)
        return error_set(err, STATUS_INVALID, "no file is selected here");
    str_addf(&query, strchr(path, '"') ? "to:%s" : "to:\"%s\"", path);
    str_add_text(&line, "search ");
    command_add_quoted(&line, str_view(&query));
    app_run(app, str_text(&line));
    str_finish(&query);
    str_finish(&line);
    return STATUS_OK;
}

static enum status cmd_go_to(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    const char *name = call->argc > 1 ? call->argv[1] : "";
    (void)err;
    app_search_open_view(app, SEARCH_NAMES);
    app_search_names(app, view_of(name));
    search_ask(&app->prompt, "Go to", "go-to-name %%", view_of(name));
    return STATUS_OK;
}

static enum status cmd_go_to_name(struct command_call *call, struct error *err)
{
    (void)err;
    app_search_names(call->view, view_of(call->argv[1]));
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
    {"backlinks", "[FILE]", "find the links that lead to a file", "Read", WHERE_ANY, cmd_backlinks},
    {"go-to", "[NAME]", "open any file by some letters of its path, or a glob", "Read", WHERE_ANY,
     cmd_go_to},
    {"go-to-name", "NAME", "list the files of another name", "Read", WHERE_SEARCH, cmd_go_to_name},
    {"search-text", "QUERY", "search for something else", "Read", WHERE_SEARCH, cmd_search_text},
    {"search-move", "NUMBER", "step through what was found", "Read", WHERE_SEARCH, cmd_search_move},
    {"search-open", "", "read the file that is selected, at the match", "Read", WHERE_SEARCH,
     cmd_search_open},
    {"search-close", "", "leave the search, back to where you were", "Read", WHERE_SEARCH,
     cmd_search_close},
    {0},
};
