#include "core/base/memory.h"
#include "core/edit/find.h"
#include "tui/app.h"
#include "tui/app_edit.h"
#include "tui/commands.h"

#include <stdlib.h>
#include <string.h>

/* Finding and replacing in the editor, as questions at the foot: what is typed is looked for at
 * once, from where the question was asked; a replacement goes from match to match, round the end,
 * back to where it began. */

static void begin(struct app *app)
{
    struct replace_ask *ask = &app->replace;
    bool selected = editor_selection(app->edit.editor, &ask->from, &ask->to);
    struct view text = find_text(app->edit.editor);
    free(ask->before);
    ask->before = mem_string_n(text.data, text.len);
    ask->origin = editor_cursor(app->edit.editor);
    ask->has_range = selected;
}

/* Back to where the question was asked; what was looked for before is looked for again. */
static void go_back(struct app *app)
{
    const struct replace_ask *ask = &app->replace;
    if (ask->has_range)
        editor_set_selection(app->edit.editor, ask->from, ask->to);
    else
        editor_set_cursor(app->edit.editor, ask->origin, false);
}

static enum status need_editor(const struct app *app, struct error *err)
{
    if (app->edit.editor)
        return STATUS_OK;
    return error_set(err, STATUS_INVALID, "nothing is being edited");
}

/* Words that are selected on one line, as a pattern for just them. */
static void add_selected(const struct app *app, struct str *out)
{
    const struct replace_ask *ask = &app->replace;
    struct str text = {0};
    if (ask->has_range && ask->to - ask->from <= 100)
        editor_add_text(app->edit.editor, ask->from, ask->to, &text);
    bool one_line = view_find(str_view(&text), 0, '\n') == text.len;
    for (size_t i = 0; one_line && i < text.len; i++) {
        if (strchr("\\^$.[|()?*+{", text.data[i]) && text.data[i])
            str_add_char(out, '\\');
        str_add_char(out, text.data[i]);
    }
    str_finish(&text);
}

static void ask_live(struct app *app, const char *label, const char *command)
{
    struct str initial = {0};
    begin(app);
    add_selected(app, &initial);
    prompt_ask(&app->prompt, label, command, str_view(&initial));
    app->prompt.live = app->prompt.blank_ok = app->prompt.fresh = true;
    app->prompt.cancel = mem_string("find-leave");
    str_finish(&initial);
}

static void say_count(struct app *app)
{
    struct view message = editor_message(app->edit.editor);
    status_say(&app->status, ROLE_TEXT, "%.*s", (int)message.len, message.data);
}

static enum status look(struct app *app, const char *text, struct error *err)
{
    char *argv[] = {(char *)"find", (char *)text};
    go_back(app);
    if (!*text)
        return find_set(app->edit.editor, VIEW(""), err);
    enum status status = app_edit_do(app, 2, argv, err);
    if (status == STATUS_OK)
        say_count(app);
    return status;
}

static enum status cmd_find_ask(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    enum status status = need_editor(app, err);
    if (status == STATUS_OK)
        ask_live(app, "Find", "find-live %%");
    return status;
}

/* With each key of the question, and once more with Enter, when it is closed: then nothing typed
 * means what was looked for before. */
static enum status cmd_find_live(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    enum status status = need_editor(app, err);
    if (status != STATUS_OK)
        return status;
    if (app->prompt.kind != PROMPT_NONE || *call->argv[1])
        return look(app, call->argv[1], err);
    status = find_set(app->edit.editor, view_of(app->replace.before), err);
    if (status == STATUS_OK)
        app_run(app, "find-next");
    return status;
}

static enum status cmd_find_leave(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    enum status status = need_editor(app, err);
    if (status != STATUS_OK)
        return status;
    go_back(app);
    return find_set(app->edit.editor, view_of(app->replace.before), err);
}

static enum status cmd_replace_begin(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    enum status status = need_editor(app, err);
    if (status == STATUS_OK)
        ask_live(app, "Replace", "replace-ask %%");
    return status;
}

/* The second half: with what. */
static enum status cmd_replace_ask(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    struct str line = {0};
    enum status status = need_editor(app, err);
    if (status == STATUS_OK && app->prompt.kind != PROMPT_NONE)
        return look(app, call->argv[1], err);
    if (status == STATUS_OK && !*call->argv[1])
        status = error_set(err, STATUS_INVALID, "replace what?");
    if (status == STATUS_OK)
        status = look(app, call->argv[1], err);
    if (status != STATUS_OK)
        return status;
    str_add_text(&line, "replace-each ");
    command_add_quoted(&line, view_of(call->argv[1]));
    str_add_text(&line, " %%");
    prompt_ask(&app->prompt, "With", str_text(&line), VIEW(""));
    app->prompt.blank_ok = true;
    app->prompt.cancel = mem_string("find-leave");
    str_finish(&line);
    return STATUS_OK;
}

static void ask_next(struct app *app)
{
    const struct replace_ask *ask = &app->replace;
    struct str label = {0}, all = {0};
    str_addf(&label, "Replace %zu of %zu%s with “%s”?", ask->total - ask->left + 1, ask->total,
             ask->more ? "+" : "", ask->with);
    str_add_text(&all, ask->more ? "all" : "all the rest");
    prompt_keys(&app->prompt, str_text(&label));
    prompt_add_key(&app->prompt, 'y', "yes", "replace-answer yes");
    prompt_add_key(&app->prompt, 'n', "no", "replace-answer no");
    prompt_add_key(&app->prompt, 'a', str_text(&all), "replace-answer all");
    if (ask->has_range)
        prompt_add_key(&app->prompt, 's', "in the selection", "replace-answer selection");
    prompt_add_key(&app->prompt, 'q', "stop", "replace-answer stop");
    app->prompt.cancel = mem_string("replace-answer stop");
    str_finish(&label);
    str_finish(&all);
}

/* replace-each TEXT WITH: asks at each match from the cursor on. */
static enum status cmd_replace_each(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    struct replace_ask *ask = &app->replace;
    size_t before, start, end;
    enum status status = need_editor(app, err);
    if (status == STATUS_OK && !*call->argv[1])
        status = error_set(err, STATUS_INVALID, "replace what?");
    if (status == STATUS_OK)
        status = find_set(app->edit.editor, view_of(call->argv[1]), err);
    if (status == STATUS_OK)
        status = find_check_replacement(app->edit.editor, view_of(call->argv[2]), err);
    if (status == STATUS_OK) {
        char *argv[] = {(char *)"find", call->argv[1]};
        status = app_edit_do(app, 2, argv, err);
    }
    if (status != STATUS_OK)
        return status;
    free(ask->text);
    free(ask->with);
    ask->text = mem_string(call->argv[1]);
    ask->with = mem_string(call->argv[2]);
    ask->more = !find_count(app->edit.editor, &ask->total, &before);
    ask->left = ask->total;
    ask->done = 0;
    editor_selection(app->edit.editor, &start, &end);
    ask->begun = start;
    ask_next(app);
    return STATUS_OK;
}

static void say_done(struct app *app)
{
    status_say(&app->status, ROLE_GOOD, "%zu replaced", app->replace.done);
}

/* Replaces all in [from, to) and adds to what is done. */
static enum status replace_range(struct app *app, size_t from, size_t to, struct error *err)
{
    struct replace_ask *ask = &app->replace;
    char *argv[] = {(char *)"replace-all", ask->text, ask->with, (char *)"selection"};
    if (from >= to)
        return STATUS_OK;
    editor_set_selection(app->edit.editor, from, to);
    enum status status = app_edit_do(app, 4, argv, err);
    if (status == STATUS_OK)
        ask->done += strtoul(editor_message(app->edit.editor).data, NULL, 10);
    return status == STATUS_ABSENT ? STATUS_OK : status;
}

/* From the match that is asked about to where it began, round the end. */
static enum status replace_rest(struct app *app, struct error *err)
{
    const struct replace_ask *ask = &app->replace;
    struct editor *editor = app->edit.editor;
    size_t start, end, size = editor_size(editor);
    editor_selection(editor, &start, &end);
    bool wrapped = start < ask->begun;
    editor_begin(editor);
    enum status status = replace_range(app, start, wrapped ? ask->begun : size, err);
    if (status == STATUS_OK && !wrapped)
        status = replace_range(app, 0, ask->begun, err);
    editor_end(editor);
    return status;
}

static enum status replace_one(struct app *app, struct error *err)
{
    struct replace_ask *ask = &app->replace;
    struct editor *editor = app->edit.editor;
    char *argv[] = {(char *)"replace", ask->text, ask->with};
    size_t start, end, size = editor_size(editor);
    editor_selection(editor, &start, &end);
    enum status status = app_edit_do(app, 3, argv, err);
    if (status != STATUS_OK)
        return status;
    ask->done++;
    if (start < ask->begun)
        ask->begun += editor_size(editor) - size;
    return STATUS_OK;
}

static enum status cmd_replace_answer(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    struct replace_ask *ask = &app->replace;
    const char *how = call->argv[1];
    char *next[] = {(char *)"find-next"};
    enum status status = need_editor(app, err);
    if (status == STATUS_OK && !ask->text)
        status = error_set(err, STATUS_INVALID, "nothing is being replaced");
    if (status != STATUS_OK)
        return status;
    bool step = strcmp(how, "yes") == 0 || strcmp(how, "no") == 0;
    if (strcmp(how, "yes") == 0)
        status = replace_one(app, err);
    else if (strcmp(how, "no") == 0)
        status = app_edit_do(app, 1, next, err);
    else if (strcmp(how, "all") == 0)
        status = replace_rest(app, err);
    else if (strcmp(how, "selection") == 0)
        status = replace_range(app, ask->from, ask->to, err);
    if (status != STATUS_OK)
        return status;
    if (step && (ask->more || --ask->left > 0))
        ask_next(app);
    else
        say_done(app);
    return STATUS_OK;
}

const struct command command_view_replace_table[] = {
    {"find-ask", "", "look for a pattern as you type", "Find", WHERE_EDITOR, cmd_find_ask},
    {"find-live", "TEXT", "look for TEXT from where find-ask was asked", "Find", WHERE_EDITOR,
     cmd_find_live},
    {"find-leave", "", "go back to where find-ask was asked", "Find", WHERE_EDITOR, cmd_find_leave},
    {"replace-begin", "", "replace, asking at each match", "Find", WHERE_EDITOR, cmd_replace_begin},
    {"replace-ask", "TEXT", "ask what to replace TEXT with", "Find", WHERE_EDITOR, cmd_replace_ask},
    {"replace-each", "TEXT WITH", "replace TEXT, asking at each match", "Find", WHERE_EDITOR,
     cmd_replace_each},
    {"replace-answer", "HOW", "yes, no, all, selection or stop, of replace-each", "Find",
     WHERE_EDITOR, cmd_replace_answer},
    {0},
};
