#include "tui/app.h"
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

const struct command command_view_link_table[] = {
    {"link-next", "", "make the next link of the page ready", "Read", WHERE_READER, cmd_link_next},
    {"link-previous", "", "make the previous link of the page ready", "Read", WHERE_READER,
     cmd_link_previous},
    {"link-follow", "", "follow the link that is ready, or make one ready", "Read", WHERE_READER,
     cmd_link_follow},
    {"trail-back", "", "back along the links that were followed, else up a page", "Read",
     WHERE_READER, cmd_trail_back},
    {0},
};
