#include "core/base/memory.h"
#include "tui/app.h"
#include "tui/commands.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Commands about the program itself: theme, mouse, filter, identity, leaving. */

static enum status use_theme(struct command_call *call, bool remember, struct error *err)
{
    struct app *app = call->view;
    struct theme probe;
    if (strcmp(call->argv[1], app->theme.name) != 0) {
        enum status status = theme_load(call->argv[1], &probe, err);
        if (status != STATUS_OK)
            return status;
        theme_finish(&probe);
    }
    app_use_theme(app, call->argv[1], remember);
    return STATUS_OK;
}

static enum status cmd_theme(struct command_call *call, struct error *err)
{
    return use_theme(call, true, err);
}

static enum status cmd_theme_preview(struct command_call *call, struct error *err)
{
    return use_theme(call, false, err);
}

static enum status cmd_mouse(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    (void)err;
    app->mouse = !app->mouse;
    term_set_mouse(app->term, app->mouse);
    status_say(&app->status, ROLE_TEXT, app->mouse ? "mouse on" : "mouse off: the terminal has it");
    return STATUS_OK;
}

static enum status cmd_redraw(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    (void)err;
    term_forget(app->term);
    app_look_everywhere(app);
    app->dirty = true;
    return STATUS_OK;
}

static enum status cmd_suspend(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    (void)err;
    term_suspend(app->term);
    raise(SIGSTOP);
    term_resume(app->term);
    term_update_size(app->term);
    app->dirty = true;
    return STATUS_OK;
}

static enum status cmd_quit(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    struct str label = {0};
    (void)err;
    if (!app->edit.editor || !editor_is_dirty(app->edit.editor)) {
        app->quitting = true;
        return STATUS_OK;
    }
    str_addf(&label, "Unsaved changes in %s", app->edit.path);
    prompt_pick(&app->prompt, PROMPT_PICK, str_text(&label));
    prompt_add_item(&app->prompt, VIEW("save"), "save, commit, and leave", "save-and-quit", NULL);
    prompt_add_item(&app->prompt, VIEW("stay"), "go on", "", NULL);
    prompt_add_item(&app->prompt, VIEW("discard"), "leave; the text goes to a recovery commit",
                    "discard-and-quit", NULL);
    prompt_filter(&app->prompt);
    str_finish(&label);
    return STATUS_OK;
}

static enum status cmd_init_history(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    if (app->repo_there)
        return error_set(err, STATUS_EXISTS, "this workspace has a history already");
    app_load_state(app, true, NULL);
    return STATUS_OK;
}

/* identity "Name <mail>" */
static enum status cmd_identity(struct command_call *call, struct error *err)
{
    struct identity who = {0};
    struct view text = view_trim(view_of(call->argv[1]));
    size_t open = view_find(text, 0, '<'), close = view_find(text, open, '>');
    struct view name = view_trim(view_slice(text, 0, open));
    struct view email = view_trim(view_slice(text, open + 1, close));
    if (close >= text.len || !name.len || !email.len || name.len >= sizeof(who.name) ||
        email.len >= sizeof(who.email))
        return error_set(err, STATUS_INVALID, "write it as: Name <mail@example.org>");
    memcpy(who.name, name.data, name.len);
    memcpy(who.email, email.data, email.len);
    app_load_state(call->view, false, &who);
    return STATUS_OK;
}

/* --- which tasks are shown --- */

static bool filter_takes(const struct todo_list *list, size_t item, const char *words)
{
    static const struct {
        const char *word;
        unsigned states; /* bits of enum todo_state */
    } states[] = {{"open", 1u << TODO_PENDING | 1u << TODO_PROGRESS},
                  {"done", 1u << TODO_DONE},
                  {"started", 1u << TODO_PROGRESS},
                  {"cancelled", 1u << TODO_CANCELLED}};
    struct view rest = view_of(words);
    while (rest.len) {
        size_t end = view_find(rest, 0, ' ');
        struct view word = view_slice(rest, 0, end);
        bool is_state = false;
        for (size_t i = 0; i < ARRAY_LEN(states); i++)
            if (view_is(word, states[i].word)) {
                is_state = true;
                if (!(states[i].states & 1u << list->items[item].state))
                    return false;
            }
        if (!is_state && word.len && !todo_has_tag(list, item, word))
            return false;
        rest = view_slice(rest, end + 1, rest.len);
    }
    return true;
}

void app_filter_todo(struct app *app)
{
    app->filter.count = 0;
    if (!app->filter.words)
        return;
    for (size_t i = 0; i < app->ws.todo.count; i++)
        if (filter_takes(&app->ws.todo, i, app->filter.words))
            *ARRAY_PUSH(app->filter.items, app->filter.count, app->filter.cap) = i;
}

static enum status cmd_todo_filter(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    struct str words = {0};
    (void)err;
    for (size_t i = 1; i < call->argc; i++)
        str_addf(&words, "%s%s", i > 1 ? " " : "", call->argv[i]);
    bool all = words.len == 0 || view_is(str_view(&words), "all");
    free(app->filter.words);
    app->filter.words = all ? NULL : str_take(&words);
    str_finish(&words);
    app->lists[PANE_TODO] = (struct list){0};
    app_changed(app, 1u << SECTION_TODO);
    return STATUS_OK;
}

const struct command command_view_program_table[] = {
    {"theme", "NAME", "use a theme and remember it", "Program", WHERE_ANY, cmd_theme},
    {"theme-preview", "NAME", "use a theme for now", "Program", WHERE_ANY, cmd_theme_preview},
    {"mouse", "", "turn the mouse off or on", "Program", WHERE_ANY, cmd_mouse},
    {"redraw", "", "draw everything anew and look at the disk", "Program", WHERE_ANY, cmd_redraw},
    {"suspend", "", "go to the shell; fg comes back", "Program", WHERE_ANY, cmd_suspend},
    {"quit", "", "leave", "Program", WHERE_ANY | WHERE_EDITOR, cmd_quit},
    {"init-history", "", "make a repository here and commit all files", "History", WHERE_ANY,
     cmd_init_history},
    {"identity", "NAME", "who signs the commits: \"Name <mail>\"", "Program", WHERE_ANY,
     cmd_identity},
    {"todo-filter", "[WORDS...]", "show tasks by state and tag; all shows every one", "Todo",
     WHERE_TODO, cmd_todo_filter},
    {0},
};
