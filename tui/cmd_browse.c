#include "tui/app.h"
#include "tui/app_notes.h"
#include "tui/commands.h"

/* Commands that sort and filter the Memory pane. */

static enum status browse_line(struct app *app, struct view line, struct error *err)
{
    struct browse browse;
    enum status status = browse_parse(line, &browse, err);
    if (status != STATUS_OK)
        return status;
    app->focus = app->last_stack = PANE_MEMORY;
    app_browse_set(app, &browse);
    app_preview(app);
    return STATUS_OK;
}

static enum status cmd_browse(struct command_call *call, struct error *err)
{
    struct str line = {0};
    for (size_t i = 1; i < call->argc; i++)
        str_addf(&line, "%s%s", i > 1 ? " " : "", call->argv[i]);
    enum status status = browse_line(call->view, str_view(&line), err);
    str_finish(&line);
    return status;
}

/* One more, in place of another of its kind. */
static enum status cmd_browse_add(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    struct str line = {0};
    browse_add_line(&app->browse.browse, BROWSE_CHIPS, &line);
    str_addf(&line, " %s", call->argv[1]);
    enum status status = browse_line(app, str_view(&line), err);
    str_finish(&line);
    return status;
}

static enum status cmd_browse_filter(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    if (!app->search.ready)
        return error_set(err, STATUS_BUSY, "the notes are still being read");
    app_browse_ask(app);
    return STATUS_OK;
}

static enum status cmd_browse_sort(struct command_call *call, struct error *err)
{
    static const char *const helps[BROWSE_ORDERS] = {
        [BROWSE_NAME] = "as they lie in their folders",
        [BROWSE_NEWEST] = "changed last, first",
        [BROWSE_LINKED] = "those that most files link to, first",
        [BROWSE_EMOTION] = "by the first feeling, then its intensity",
        [BROWSE_INTENSITY] = "the strongest first",
    };
    struct app *app = call->view;
    (void)err;
    prompt_pick(&app->prompt, PROMPT_PICK, "Sort by");
    for (unsigned i = 0; i < BROWSE_ORDERS; i++) {
        struct str line = {0};
        str_addf(&line, "browse-add by:%s", browse_order_name((enum browse_order)i));
        prompt_add_item(&app->prompt, view_of(browse_order_name((enum browse_order)i)), helps[i],
                        str_text(&line), NULL);
        str_finish(&line);
    }
    prompt_filter(&app->prompt);
    app->prompt.list.selected = app->browse.browse.order;
    return STATUS_OK;
}

static void browse_add_item(struct app *app, enum browse_chip chip)
{
    const struct browse *browse = &app->browse.browse;
    struct str label = {0}, rest = {0}, command = {0};
    if (chip < BROWSE_CHIPS) {
        browse_add_chip(browse, chip, &label);
        browse_add_line(browse, chip, &rest);
    } else {
        str_add_text(&label, "all of them");
    }
    str_add_text(&command, "browse ");
    command_add_quoted(&command, str_view(&rest));
    prompt_add_item(&app->prompt, str_view(&label), NULL, str_text(&command), NULL);
    str_finish(&label);
    str_finish(&rest);
    str_finish(&command);
}

static enum status cmd_browse_chips(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    if (browse_is_empty(&app->browse.browse))
        return error_set(err, STATUS_INVALID, "all notes are shown, as they lie in their folders");
    prompt_pick(&app->prompt, PROMPT_PICK, "Take off");
    for (unsigned i = 0; i < BROWSE_CHIPS; i++)
        if (app->browse.browse.values[i])
            browse_add_item(app, (enum browse_chip)i);
    browse_add_item(app, BROWSE_CHIPS);
    prompt_filter(&app->prompt);
    return STATUS_OK;
}

const struct command command_view_browse_table[] = {
    {"browse", "[WORDS...]",
     "sort and filter memory: by: tag: folder: emotion: intensity:; nothing shows all", "Files",
     WHERE_ANY, cmd_browse},
    {"browse-add", "WORD", "one more of these for memory", "Files", WHERE_ANY, cmd_browse_add},
    {"browse-sort", "", "choose how memory is sorted", "Files", WHERE_MEMORY, cmd_browse_sort},
    {"browse-filter", "", "choose which notes memory shows", "Files", WHERE_MEMORY,
     cmd_browse_filter},
    {"browse-chips", "", "take a filter of memory off", "Files", WHERE_MEMORY, cmd_browse_chips},
    {0},
};
