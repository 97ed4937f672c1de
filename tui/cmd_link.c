#include "tui/app.h"
#include "tui/app_notes.h"
#include "tui/commands.h"

/* Commands that follow links in the reader, and go back. */

static enum status cmd_link_next(struct command_call *call, struct error *err)
{
    return app_link_step(call->view, 1, err);
}

static enum status cmd_link_previous(struct command_call *call, struct error *err)
{
    return app_link_step(call->view, -1, err);
}

/* The one that stands ready; else the first in sight is made ready. */
static enum status cmd_link_follow(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    struct str line = {0};
    if (!app_link_in_sight(app))
        return app_link_step(app, 1, err);
    str_addf(&line, "follow %u", (unsigned)app->mark.number);
    app_run(app, str_text(&line));
    str_finish(&line);
    return STATUS_OK;
}

static enum status cmd_trail_back(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    (void)err;
    if (!app_trail_back(app))
        app_run(app, "page-up");
    return STATUS_OK;
}

static enum status links_show(struct command_call *call, bool graph, struct error *err)
{
    struct app *app = call->view;
    bool shown = app->focus == PANE_MAIN && app_view(app) == VIEW_LINKS;
    const char *path = call->argc > 1 ? catalog_resolve(app->ws.catalog, view_of(call->argv[1]))
                       : shown        ? app->links.path
                                      : app_selected_path(app);
    if (!path && call->argc > 1)
        return error_set(err, STATUS_ABSENT, "there is no file \"%s\" here", call->argv[1]);
    if (!path)
        return error_set(err, STATUS_INVALID, "no file is selected here");
    app_links_show(app, path, graph);
    return STATUS_OK;
}

static enum status cmd_link_panel(struct command_call *call, struct error *err)
{
    return links_show(call, false, err);
}

static enum status cmd_link_graph(struct command_call *call, struct error *err)
{
    return links_show(call, true, err);
}

static enum status cmd_link_look(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    (void)err;
    app->links.graph = !app->links.graph;
    return STATUS_OK;
}

static enum status cmd_link_open(struct command_call *call, struct error *err)
{
    (void)err;
    app_links_open(call->view);
    return STATUS_OK;
}

static enum status cmd_link_around(struct command_call *call, struct error *err)
{
    (void)err;
    app_links_around(call->view);
    return STATUS_OK;
}

static enum status cmd_link_around_back(struct command_call *call, struct error *err)
{
    if (!app_links_back(call->view))
        return error_set(err, STATUS_INVALID, "this is where it began; q goes back");
    return STATUS_OK;
}

const struct command command_view_link_table[] = {
    {"link-next", "", "make the next link of the page ready", "Read", WHERE_READER, cmd_link_next},
    {"link-previous", "", "make the previous link of the page ready", "Read", WHERE_READER,
     cmd_link_previous},
    {"link-follow", "", "follow the link that is ready, or make one ready", "Read", WHERE_READER,
     cmd_link_follow},
    {"trail-back", "", "back along the links that were followed, else up a page", "Read",
     WHERE_READER, cmd_trail_back},
    {"link-panel", "[FILE]", "show what links to a file, where it leads, what is akin", "Read",
     WHERE_READER | WHERE_LISTS | WHERE_LINKS, cmd_link_panel},
    {"link-graph", "[FILE]", "draw the files around one", "Read",
     WHERE_READER | WHERE_LISTS | WHERE_LINKS, cmd_link_graph},
    {"link-look", "", "list or graph", "Read", WHERE_LINKS, cmd_link_look},
    {"link-open", "", "read what is selected, or make it", "Read", WHERE_LINKS, cmd_link_open},
    {"link-around", "", "show the links of what is selected", "Read", WHERE_LINKS, cmd_link_around},
    {"link-around-back", "", "back to the file before", "Read", WHERE_LINKS, cmd_link_around_back},
    {0},
};
