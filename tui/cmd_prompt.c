#include "core/base/memory.h"
#include "core/base/path.h"
#include "tui/app.h"
#include "tui/app_notes.h"
#include "tui/commands.h"
#include "tui/edit_table.h"

#include <stdlib.h>
#include <string.h>

/* Commands that open a prompt. None waits: the prompt ends in another command line. What a template
 * says of the selection is settled when the prompt opens, so that a list that changes under it can
 * not turn the answer to another file. */

static enum status prompt_begin(struct command_call *call, struct view initial)
{
    struct app *app = call->view;
    struct str label = {0}, line = {0};
    if (app_expand(app, call->argv[1], &label) && app_expand(app, call->argv[2], &line))
        prompt_ask(&app->prompt, str_text(&label), str_text(&line), initial);
    str_finish(&label);
    str_finish(&line);
    return STATUS_OK;
}

static enum status cmd_ask(struct command_call *call, struct error *err)
{
    (void)err;
    return prompt_begin(call, view_of(call->argc > 3 ? call->argv[3] : ""));
}

/* The prompt that was opened completes what is typed. */
static void prompt_complete(struct app *app, enum hint_kind kind)
{
    if (app->prompt.kind != PROMPT_ASK)
        return;
    app->prompt.completes = kind;
    app_hint_open(app);
}

static enum status cmd_ask_text(struct command_call *call, struct error *err)
{
    enum status status = cmd_ask(call, err);
    prompt_complete(call->view, HINT_TEXT);
    return status;
}

/* Begins with the folder of the selected file. */
static enum status cmd_ask_path(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    const char *path = app_selected_path(app);
    struct str initial = {0};
    (void)err;
    size_t row = app->lists[PANE_FILES].selected;
    if (app->focus == PANE_FILES && row < app->places.count && app->places.rows[row].folder)
        str_add(&initial, view_from(app->places.rows[row].folder, app->places.rows[row].len));
    else if (path)
        str_add(&initial, path_folder(view_of(path)));
    if (initial.len)
        str_add_char(&initial, '/');
    else if (app->focus == PANE_SELF && app->ws.catalog->self_folder)
        str_addf(&initial, "%s/", app->ws.catalog->self_folder);
    enum status status = prompt_begin(call, str_view(&initial));
    str_finish(&initial);
    return status;
}

static enum status cmd_ask_name(struct command_call *call, struct error *err)
{
    const char *path = app_selected_path(call->view);
    if (!path)
        return error_set(err, STATUS_INVALID, "no file is selected here");
    return prompt_begin(call, path_name(view_of(path)));
}

static enum status cmd_ask_folder(struct command_call *call, struct error *err)
{
    const char *path = app_selected_path(call->view);
    if (!path)
        return error_set(err, STATUS_INVALID, "no file is selected here");
    return prompt_begin(call, path_folder(view_of(path)));
}

/* confirm QUESTION KEY COMMAND */
static enum status cmd_confirm(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    struct str label = {0}, line = {0};
    struct key key;
    if (!key_parse(view_of(call->argv[2]), &key))
        return error_set(err, STATUS_INVALID, "\"%s\" is no key", call->argv[2]);
    if (app_expand(app, call->argv[1], &label) && app_expand(app, call->argv[3], &line))
        prompt_confirm(&app->prompt, str_text(&label), key.code, str_text(&line));
    str_finish(&label);
    str_finish(&line);
    return STATUS_OK;
}

/* From a list too: the page beside it is what one looks at. */
static enum status cmd_find(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    bool log = app_view(app) == VIEW_LOG, ledger = app_view(app) == VIEW_LEDGER;
    (void)err;
    app->focus = PANE_MAIN;
    prompt_ask(&app->prompt, "Find",
               log      ? "log-find %%"
               : ledger ? "ledger-find %%"
                        : "find-text %%",
               VIEW(""));
    app->prompt.live = true;
    app->prompt.blank_ok = true;
    app->prompt.cancel = mem_string(log      ? "log-find \"\""
                                    : ledger ? "ledger-find \"\""
                                             : "find-text \"\"");
    return STATUS_OK;
}

static enum status cmd_todo_edit_here(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    struct selection selection = app_selection(app);
    struct str line = {0};
    if (selection.task == SIZE_MAX)
        return error_set(err, STATUS_INVALID, "no task is selected");
    str_addf(&line, "todo-edit %zu %%%%", selection.task + 1);
    prompt_ask(&app->prompt, "Edit", str_text(&line), todo_words(&app->ws.todo, selection.task));
    app->prompt.inline_task = true;
    prompt_complete(app, HINT_TEXT);
    str_finish(&line);
    return STATUS_OK;
}

static enum status cmd_outline(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    const struct rendered *page = &app->reader.page;
    if (page->heading_count == 0)
        return error_set(err, STATUS_ABSENT, "this page has no headings");
    prompt_pick(&app->prompt, PROMPT_PICK, "Outline");
    struct str cancel = {0};
    str_addf(&cancel, "go-to-row %zu", app->reader.top);
    app->prompt.cancel = str_take(&cancel);
    for (size_t i = 0; i < page->heading_count; i++) {
        struct str label = {0}, line = {0};
        str_add_many(&label, ' ', (page->headings[i].level - 1) * 2);
        str_add_text(&label, page->headings[i].text);
        str_addf(&line, "go-to-row %u", page->headings[i].row);
        prompt_add_item(&app->prompt, str_view(&label), NULL, str_text(&line), str_text(&line));
        str_finish(&label);
        str_finish(&line);
    }
    prompt_filter(&app->prompt);
    return STATUS_OK;
}

static enum status cmd_links(struct command_call *call, struct error *err)
{
    static const char *const kinds[] = {"web", "file", "note", "footnote", "image"};
    struct app *app = call->view;
    const struct rendered *page = &app->reader.page;
    if (page->link_count == 0)
        return error_set(err, STATUS_ABSENT, "this page has no links");
    prompt_pick(&app->prompt, PROMPT_PICK, "Follow link");
    for (size_t i = 0; i < page->link_count; i++) {
        const struct render_link *link = &page->links[i];
        struct str label = {0}, line = {0}, detail = {0};
        str_addf(&label, "[%zu] %s%s", i + 1, kinds[link->kind],
                 link->dangling ? " (not there yet)" : "");
        str_add_text(&detail, link->target);
        str_addf(&line, "follow %zu", i + 1);
        prompt_add_item(&app->prompt, str_view(&label), str_text(&detail), str_text(&line), NULL);
        str_finish(&label);
        str_finish(&line);
        str_finish(&detail);
    }
    prompt_filter(&app->prompt);
    return STATUS_OK;
}

static void palette_add(struct prompt *prompt, const struct command *const *tables)
{
    for (; *tables; tables++)
        for (const struct command *command = *tables; command->name; command++) {
            struct str label = {0};
            str_addf(&label, "%s %s", command->name, command->usage);
            prompt_add_item(prompt, view_trim(str_view(&label)), command->help, command->name,
                            NULL);
            str_finish(&label);
        }
}

static enum status cmd_palette(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    (void)err;
    const struct command *const inside[] = {edit_table(), NULL};
    prompt_pick(&app->prompt, PROMPT_PALETTE, ":");
    if (app_where(app) == WHERE_EDITOR)
        palette_add(&app->prompt, inside);
    palette_add(&app->prompt, command_model_tables);
    palette_add(&app->prompt, app_view_tables);
    prompt_filter(&app->prompt);
    return STATUS_OK;
}

static enum status cmd_themes(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    if (!app->themes.count)
        theme_list_load(&app->themes);
    if (!app->themes.count)
        return error_set(err, STATUS_ABSENT, "no themes are installed");
    prompt_pick(&app->prompt, PROMPT_PICK, "Theme");
    struct str line = {0};
    str_add_text(&line, "theme-preview ");
    command_add_quoted(&line, view_of(app->theme.name));
    app->prompt.cancel = mem_string(str_text(&line));
    for (size_t i = 0; i < app->themes.count; i++) {
        const struct theme *theme = &app->themes.themes[i];
        struct str choose = {0};
        str_clear(&line);
        str_add_text(&line, "theme-preview ");
        command_add_quoted(&line, view_of(theme->name));
        str_add_text(&choose, "theme ");
        command_add_quoted(&choose, view_of(theme->name));
        prompt_add_item(&app->prompt, view_of(theme->name), theme->dark ? "dark" : "light",
                        str_text(&choose), str_text(&line));
        str_finish(&choose);
    }
    str_finish(&line);
    prompt_filter(&app->prompt);
    for (size_t i = 0; i < app->themes.count; i++)
        if (strcmp(app->themes.themes[i].name, app->theme.name) == 0)
            app->prompt.list.selected = i;
    return STATUS_OK;
}

static enum status cmd_ask_identity(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    struct identity guess;
    (void)err;
    if (app->identity_asked)
        return STATUS_OK;
    app->identity_asked = true;
    identity_guess(&guess);
    struct str initial = {0};
    str_addf(&initial, "%s <%s>", guess.name, guess.email);
    prompt_ask(&app->prompt, "Who signs the commits here?", "identity %%", str_view(&initial));
    str_finish(&initial);
    return STATUS_OK;
}

static enum status cmd_note_form(struct command_call *call, struct error *err)
{
    (void)err;
    app_form_new(call->view, view_of(call->argc > 1 ? call->argv[1] : ""),
                 view_of(call->argc > 2 ? call->argv[2] : ""));
    return STATUS_OK;
}

static enum status cmd_note_form_fields(struct command_call *call, struct error *err)
{
    const char *path = call->argc > 1 ? call->argv[1] : call->selection->path;
    if (!path)
        return error_set(err, STATUS_INVALID, "no note is selected here");
    return app_form_fields(call->view, path, err);
}

const struct command command_view_prompt_table[] = {
    {"ask", "LABEL COMMAND [INITIAL]", "ask for a line and run COMMAND with it at %%", "Program",
     WHERE_ANY, cmd_ask},
    {"ask-text", "LABEL COMMAND [INITIAL]", "as ask, tags, contexts and links completed", "Program",
     WHERE_ANY, cmd_ask_text},
    {"ask-path", "LABEL COMMAND", "as ask, beginning with the selected folder", "Program",
     WHERE_ANY, cmd_ask_path},
    {"ask-name", "LABEL COMMAND", "as ask, beginning with the selected file's name", "Program",
     WHERE_ANY, cmd_ask_name},
    {"ask-folder", "LABEL COMMAND", "as ask, beginning with the selected file's folder", "Program",
     WHERE_ANY, cmd_ask_folder},
    {"ask-identity", "", "ask who signs the commits", "Program", WHERE_ANY, cmd_ask_identity},
    {"confirm", "QUESTION KEY COMMAND", "run COMMAND if KEY is pressed", "Program", WHERE_ANY,
     cmd_confirm},
    {"find", "", "find in the page as you type", "Read", WHERE_ANY, cmd_find},
    {"outline", "", "jump to a heading", "Read", WHERE_READER, cmd_outline},
    {"links", "", "follow a link of the page", "Read", WHERE_READER, cmd_links},
    {"todo-edit-here", "", "edit the selected task in its row", "Todo", WHERE_TODO,
     cmd_todo_edit_here},
    {"note-form", "[TITLE] [FOLDER]", "make a note: title, folder, tags and more", "Files",
     WHERE_ANY, cmd_note_form},
    {"note-form-fields", "[PATH]", "change what a note says of itself", "Files",
     WHERE_LISTS | WHERE_READER, cmd_note_form_fields},
    {"palette", "", "type a command", "Program", WHERE_ANY, cmd_palette},
    {"themes", "", "choose a theme", "Program", WHERE_ANY, cmd_themes},
    {0},
};
