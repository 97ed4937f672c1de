#include "core/base/clock.h"
#include "core/base/memory.h"
#include "tui/app.h"
#include "tui/app_edit.h"
#include "tui/commands.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* All that the text being edited has been: a list to pick a state from, which shows in the pane as
 * it is moved through. What is off the way back from here, a branch that was left, is told apart.
 */

enum { LIST_MAX = 1000 };

static bool leads_to(const struct undo *undo, size_t state, size_t from)
{
    while (from > state)
        from = undo_state(undo, from).parent;
    return from == state;
}

/* "14:02:11", or with its date when it is not of today. */
static void add_moment(int64_t time, int64_t now, struct str *out)
{
    char text[32];
    time_t then = time, today = now;
    struct tm a, b;
    localtime_r(&then, &a);
    localtime_r(&today, &b);
    bool same = a.tm_yday == b.tm_yday && a.tm_year == b.tm_year;
    strftime(text, sizeof(text), same ? "%H:%M:%S" : "%Y-%m-%d %H:%M", &a);
    str_add_text(out, text);
}

static void add_state(struct app *app, const struct undo *undo, size_t state)
{
    struct str label = {0}, detail = {0}, line = {0};
    size_t now = undo_current(undo);
    bool on_the_way = leads_to(undo, state, now) || leads_to(undo, now, state);
    add_moment(undo_state(undo, state).time, app->now, &label);
    str_add_text(&label, on_the_way ? "   " : " ┆ ");
    if (state == 0)
        str_add_text(&label, "the beginning");
    else
        undo_add_summary(undo, state, &label);
    if (state == now)
        str_add_text(&detail, "here");
    else if (state == undo_saved(undo))
        str_add_text(&detail, "saved");
    str_addf(&line, "undo-go %zu", state);
    prompt_add_item(&app->prompt, str_view(&label), str_text(&detail), str_text(&line),
                    str_text(&line));
    str_finish(&label);
    str_finish(&detail);
    str_finish(&line);
}

static enum status cmd_undo_list(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    if (!app->edit.editor)
        return error_set(err, STATUS_INVALID, "nothing is being edited");
    const struct undo *undo = editor_undo(app->edit.editor);
    size_t count = undo_count(undo), now = undo_current(undo);
    size_t first = count > LIST_MAX ? count - LIST_MAX : 0;
    struct str back = {0};
    prompt_pick(&app->prompt, PROMPT_PICK, "What the text has been; esc goes back");
    for (size_t state = count; state-- > first;)
        add_state(app, undo, state);
    if (first > 0)
        add_state(app, undo, 0);
    prompt_filter(&app->prompt);
    app->prompt.list.selected = now >= first ? count - 1 - now : 0;
    str_addf(&back, "undo-go %zu", now);
    app->prompt.cancel = str_take(&back);
    return STATUS_OK;
}

static enum status cmd_undo_go(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    char *end;
    size_t state = strtoul(call->argv[1], &end, 10);
    if (!app->edit.editor)
        return error_set(err, STATUS_INVALID, "nothing is being edited");
    if (*end)
        return error_set(err, STATUS_INVALID, "a state is a number");
    edit_view_tick(&app->edit);
    enum status status = editor_go_to_state(app->edit.editor, state, err);
    if (app->edit.vi)
        vi_sync(app->edit.vi);
    app_edit_guard(app);
    return status;
}

const struct command command_view_undo_table[] = {
    {"undo-list", "", "pick from all that the text has been", "Edit", WHERE_EDITOR, cmd_undo_list},
    {"undo-go", "STATE", "to a state of the text, by its number", "Edit", WHERE_EDITOR,
     cmd_undo_go},
    {0},
};
