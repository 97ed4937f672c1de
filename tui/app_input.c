#include "tui/app.h"

#include "core/base/memory.h"
#include "core/text/utf8.h"
#include "tui/app_edit.h"
#include "tui/app_notes.h"
#include "tui/log_day.h"
#include "tui/panes/pane.h"

#include <stdlib.h>
#include <string.h>

/* What comes from the terminal: to the prompt when there is one, else through the keymap. */

/* --- prompts --- */

static void input_preview(struct app *app)
{
    const struct prompt_item *item = prompt_selected(&app->prompt);
    if (item && item->preview) {
        char *line = mem_string(item->preview);
        app_run(app, line);
        free(line);
    }
}

static void input_cancel(struct app *app)
{
    if (app->prompt.kind == PROMPT_FORM) {
        app_form_leave(app);
        return;
    }
    char *cancel = app->prompt.cancel ? prompt_fill(&app->prompt, app->prompt.cancel) : NULL;
    prompt_close(&app->prompt);
    if (cancel)
        app_run(app, cancel);
    free(cancel);
}

/* The selected command, with what is typed behind its name. */
static char *input_palette_line(const struct app *app)
{
    struct view typed = view_trim(str_view(&app->prompt.line.text));
    struct view name = view_slice(typed, 0, view_find(typed, 0, ' '));
    const struct prompt_item *item = prompt_selected(&app->prompt);
    struct str line = {0};
    str_add(&line, item ? view_of(item->command) : name);
    str_add(&line, view_slice(typed, name.len, typed.len));
    return str_take(&line);
}

/* A command that wants arguments is completed, not run, when none are typed. */
static bool input_palette_completes(struct app *app, const char *line)
{
    const struct command *command = app_find_command_at(app_where(app), view_of(line));
    if (!command || !command->usage[0] || command->usage[0] == '[')
        return false;
    struct str text = {0};
    str_addf(&text, "%s ", command->name);
    line_edit_set(&app->prompt.line, str_view(&text));
    str_finish(&text);
    prompt_filter(&app->prompt);
    status_say(&app->status, ROLE_TEXT, "%s %s: %s", command->name, command->usage, command->help);
    return true;
}

static void input_accept(struct app *app)
{
    struct prompt *prompt = &app->prompt;
    char *line = NULL;
    if (prompt->kind == PROMPT_ASK) {
        if (!prompt->blank_ok && !view_trim(str_view(&prompt->line.text)).len) {
            input_cancel(app);
            return;
        }
        line = prompt->accept ? mem_string(prompt->accept) : prompt_answer(prompt);
    } else if (prompt->kind == PROMPT_PALETTE) {
        line = input_palette_line(app);
        if (input_palette_completes(app, line)) {
            free(line);
            return;
        }
    } else if (prompt_selected(prompt)) {
        line = mem_string(prompt_selected(prompt)->command);
    } else if (prompt->command) {
        line = prompt_answer(prompt);
    }
    prompt_close(prompt);
    if (line && *line)
        app_run(app, line);
    free(line);
}

static void input_typed(struct app *app)
{
    struct prompt *prompt = &app->prompt;
    if (prompt->ends && view_ends(str_view(&prompt->line.text), prompt->ends)) {
        input_cancel(app); /* it is whole as it was typed */
    } else if (prompt->kind == PROMPT_PICK || prompt->kind == PROMPT_PALETTE) {
        prompt_filter(prompt);
        input_preview(app);
    } else if (prompt->kind == PROMPT_FORM) {
        app_form_typed(app);
    } else if (prompt->live) {
        char *line = prompt_answer(prompt);
        status_clear(&app->status);
        app_run(app, line);
        free(line);
    }
}

/* Keys that edit the line; true when `key` was one. */
static bool input_line_key(struct line_edit *line, struct key key)
{
    static const struct {
        struct key key;
        void (*edit)(struct line_edit *);
    } edits[] = {
        {{KEY_CODE_LEFT, 0}, line_edit_left},
        {{KEY_CODE_RIGHT, 0}, line_edit_right},
        {{KEY_CODE_LEFT, KEY_MOD_CTRL}, line_edit_word_left},
        {{KEY_CODE_RIGHT, KEY_MOD_CTRL}, line_edit_word_right},
        {{'b', KEY_MOD_ALT}, line_edit_word_left},
        {{'f', KEY_MOD_ALT}, line_edit_word_right},
        {{KEY_CODE_HOME, 0}, line_edit_home},
        {{KEY_CODE_END, 0}, line_edit_end},
        {{'a', KEY_MOD_CTRL}, line_edit_home},
        {{'e', KEY_MOD_CTRL}, line_edit_end},
        {{KEY_CODE_BACKSPACE, 0}, line_edit_backspace},
        {{'h', KEY_MOD_CTRL}, line_edit_backspace},
        {{KEY_CODE_DELETE, 0}, line_edit_delete},
        {{'w', KEY_MOD_CTRL}, line_edit_delete_word},
        {{KEY_CODE_BACKSPACE, KEY_MOD_ALT}, line_edit_delete_word},
        {{'u', KEY_MOD_CTRL}, line_edit_delete_to_start},
        {{'k', KEY_MOD_CTRL}, line_edit_delete_to_end},
    };
    for (size_t i = 0; i < ARRAY_LEN(edits); i++)
        if (key_equal(edits[i].key, key)) {
            edits[i].edit(line);
            return true;
        }
    return false;
}

static void input_insert_key(struct line_edit *line, struct key key)
{
    char text[4];
    if (key.code <= KEY_TEXT_MAX && !key.mods)
        line_edit_insert(line, view_from(text, utf8_encode(key.code, text)));
}

static bool input_pick_key(struct app *app, struct key key)
{
    struct prompt *prompt = &app->prompt;
    long by = 0;
    if (key.code == KEY_CODE_DOWN || key.code == KEY_CODE_TAB ||
        (key.mods == KEY_MOD_CTRL && key.code == 'n'))
        by = 1;
    else if (key.code == KEY_CODE_UP || key.code == KEY_CODE_BACKTAB ||
             (key.mods == KEY_MOD_CTRL && key.code == 'p'))
        by = -1;
    else if (key.code == KEY_CODE_PGDN || key.code == KEY_CODE_PGUP)
        by = (key.code == KEY_CODE_PGDN ? 1 : -1) * (long)app_prompt_rows(app);
    if (!by)
        return false;
    if (prompt->kind == PROMPT_PALETTE && key.code == KEY_CODE_TAB && prompt_selected(prompt)) {
        struct str text = {0}; /* completion */
        str_addf(&text, "%s ", prompt_selected(prompt)->command);
        line_edit_set(&prompt->line, str_view(&text));
        str_finish(&text);
        prompt_filter(prompt);
        return true;
    }
    list_move(&prompt->list, by, prompt->shown_count);
    input_preview(app);
    return true;
}

/* What else a key does while something is asked for. */
static bool input_aside_key(struct app *app, struct key key)
{
    if (key.mods != KEY_MOD_CTRL || key.code != 'r' || !app->prompt.aside)
        return false;
    app_run(app, app->prompt.aside);
    return true;
}

/* Up and down step through what stands beside the question. */
static bool input_step_key(struct app *app, struct key key)
{
    struct str line = {0};
    long by = 0;
    if (key.code == KEY_CODE_DOWN || key.code == KEY_CODE_TAB ||
        (key.mods == KEY_MOD_CTRL && key.code == 'n'))
        by = 1;
    else if (key.code == KEY_CODE_UP || key.code == KEY_CODE_BACKTAB ||
             (key.mods == KEY_MOD_CTRL && key.code == 'p'))
        by = -1;
    else if (key.code == KEY_CODE_PGDN || key.code == KEY_CODE_PGUP)
        by = key.code == KEY_CODE_PGDN ? 5 : -5;
    if (!by)
        return false;
    str_addf(&line, "%s %ld", app->prompt.steps, by);
    app_run(app, str_text(&line));
    str_finish(&line);
    return true;
}

static void input_choose_key(struct app *app, struct key key)
{
    const struct prompt *prompt = &app->prompt;
    if (key.code == KEY_CODE_ESC || (key.mods == KEY_MOD_CTRL && key.code == 'c')) {
        input_cancel(app);
        return;
    }
    for (size_t i = 0; i < prompt->item_count; i++)
        if (!key.mods && key.code == prompt->items[i].key) {
            char *line = mem_string(prompt->items[i].command);
            prompt_close(&app->prompt);
            app_run(app, line);
            free(line);
            return;
        }
}

static void input_prompt_key(struct app *app, struct key key)
{
    struct prompt *prompt = &app->prompt;
    if (prompt->kind == PROMPT_CONFIRM) {
        char *line = mem_string(prompt->command);
        bool yes = key.code == prompt->confirm_key && !key.mods;
        prompt_close(prompt);
        if (yes)
            app_run(app, line);
        free(line);
        return;
    }
    if (prompt->kind == PROMPT_KEYS) {
        input_choose_key(app, key);
        return;
    }
    if (prompt->fresh && key.code <= KEY_TEXT_MAX && !key.mods)
        line_edit_set(&prompt->line, VIEW(""));
    prompt->fresh = false;
    bool pick = prompt->kind == PROMPT_PICK || prompt->kind == PROMPT_PALETTE;
    if (key.code == KEY_CODE_ESC || (key.mods == KEY_MOD_CTRL && key.code == 'c'))
        input_cancel(app);
    else if (prompt->kind == PROMPT_FORM && app_form_key(app, key))
        return;
    else if (key.code == KEY_CODE_ENTER)
        input_accept(app);
    else if (key.code == KEY_CODE_BACKSPACE && !prompt->line.text.len && !prompt->inline_task &&
             prompt->kind != PROMPT_FORM)
        input_cancel(app);
    else if (app_hint_key(app, key))
        input_typed(app);
    else if (!(pick && input_pick_key(app, key)) && !(prompt->steps && input_step_key(app, key)) &&
             !input_aside_key(app, key)) {
        if (!input_line_key(&prompt->line, key))
            input_insert_key(&prompt->line, key);
        input_typed(app);
    }
}

/* --- keys --- */

static void input_key(struct app *app, struct key key)
{
    const char *command = NULL;
    status_clear(&app->status);
    if (app->prompt.kind != PROMPT_NONE) {
        app->key_count = 0;
        input_prompt_key(app, key);
        return;
    }
    if (app_where(app) == WHERE_EDITOR && (app_complete_key(app, key) || app_vi_type(app, key)))
        return;
    if (app->key_count == KEYMAP_SEQUENCE_MAX)
        app->key_count = 0;
    app->keys[app->key_count++] = key;
    enum keymap_answer answer =
        keymap_look(&app->keymap, app->keys, app->key_count, app_where(app), &command);
    if (answer == KEYMAP_PREFIX)
        return;
    app->key_count = 0;
    if (answer == KEYMAP_FOUND) {
        char *line = mem_string(command);
        app_run(app, line);
        free(line);
    } else if (app_where(app) == WHERE_EDITOR) {
        app_edit_type(app, key);
    } else {
        struct str name = {0};
        key_add_name(&name, key);
        status_say(&app->status, ROLE_DIM, "%s does nothing here; ? shows the keys",
                   str_text(&name));
        str_finish(&name);
    }
}

/* --- mouse --- */

static bool input_inside(struct rect area, int row, int col)
{
    return row >= area.row && row < area.row + area.rows && col >= area.col &&
           col < area.col + area.cols;
}

static void input_click_stack(struct app *app, enum pane pane, int row)
{
    int first = pane_list(app, pane).row;
    app->focus = app->last_stack = pane;
    if (row >= first) {
        size_t at = app->lists[pane].top + (size_t)(row - first);
        if (at < app_pane_count(app, pane))
            app->lists[pane].selected = at;
    }
    app_preview(app);
}

static void input_mouse(struct app *app, const struct input *input)
{
    if (app->prompt.kind != PROMPT_NONE)
        return;
    for (enum pane pane = PANE_SELF; pane <= PANE_HISTORY; pane++)
        if (input_inside(app->layout.panes[pane], input->row, input->col)) {
            if (input->mouse == MOUSE_PRESS) {
                input_click_stack(app, pane, input->row);
            } else {
                list_move(&app->lists[pane], input->mouse == MOUSE_WHEEL_UP ? -3 : 3,
                          app_pane_count(app, pane));
                if (pane == app->focus)
                    app_preview(app);
            }
            return;
        }
    if (!input_inside(app->layout.main, input->row, input->col))
        return;
    app->focus = PANE_MAIN;
    if (input->mouse == MOUSE_PRESS) {
        bool log = app_view(app) == VIEW_LOG, ledger = app_view(app) == VIEW_LEDGER;
        struct list *list = ledger ? &app->ledger.list : &app->log.list;
        size_t line = (size_t)(input->row - app->layout.main.row - 2);
        size_t at = log && app->log.days ? log_day_commit(&app->log, line) : list->top + line;
        if ((log || ledger) && input->row >= app->layout.main.row + 2 &&
            at < (ledger ? app->ledger.count : app->log.count))
            list->selected = at;
        return;
    }
    for (int i = 0; i < 3; i++)
        app_run(app, input->mouse == MOUSE_WHEEL_UP ? "up" : "down");
}

/* A character that is typed into the text is a frame of its own, drawn in part. */
static bool input_is_typing(struct app *app, const struct input *input)
{
    const char *command;
    return input->kind == INPUT_KEY && input->key.code <= KEY_TEXT_MAX && !input->key.mods &&
           app->prompt.kind == PROMPT_NONE && app_where(app) == WHERE_EDITOR && !app->edit.vi &&
           !app->key_count &&
           keymap_look(&app->keymap, &input->key, 1, WHERE_EDITOR, &command) == KEYMAP_NONE;
}

void app_input(struct app *app, struct input *input)
{
    if (input_is_typing(app, input))
        app->typed = true;
    else
        app->dirty = true;
    switch (input->kind) {
    case INPUT_KEY:
        input_key(app, input->key);
        break;
    case INPUT_PASTE:
        if (app->prompt.kind != PROMPT_NONE && app->prompt.kind != PROMPT_CONFIRM &&
            app->prompt.kind != PROMPT_KEYS) {
            line_edit_insert(&app->prompt.line, str_view(&input->paste));
            input_typed(app);
        } else if (app->prompt.kind == PROMPT_NONE && app_where(app) == WHERE_EDITOR) {
            app_edit_paste(app, str_view(&input->paste));
        } else {
            status_say(&app->status, ROLE_DIM, "nothing to paste into here");
        }
        break;
    case INPUT_MOUSE:
        input_mouse(app, input);
        break;
    case INPUT_BACKGROUND:
        if (!app->theme_chosen && input->dark != app->theme.dark)
            app_use_theme(app,
                          input->dark ? app->ws.settings.theme_dark : app->ws.settings.theme_light,
                          false);
        break;
    case INPUT_FOCUS:
        if (input->gained && app->repo_known)
            app_look_again(app);
        break;
    case INPUT_CLOSED:
        app->quitting = true;
        break;
    }
}
