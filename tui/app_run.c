#include "tui/app.h"

#include "core/base/clock.h"
#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/command/command.h"
#include "tui/app_edit.h"
#include "tui/app_notes.h"
#include "tui/app_past.h"
#include "tui/commands.h"
#include "tui/edit_table.h"
#include "tui/panes/pane.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Command lines in, changes out: the one door through which keys, palette, prompts and settings
 * act. */

const struct command *const app_view_tables[] = {
    command_view_move_table,    command_view_open_table,    command_view_prompt_table,
    command_view_program_table, command_view_edit_table,    command_view_alarm_table,
    command_view_rules_table,   command_view_margin_table,  command_view_undo_table,
    command_view_revive_table,  command_view_replace_table, command_view_diff_table,
    command_view_log_table,     command_view_search_table,  command_view_ledger_table,
    command_view_sheet_table,   command_view_version_table, command_view_blame_table,
    command_view_link_table,    command_view_browse_table,  NULL,
};

const struct command *app_find_command(struct view name)
{
    const struct command *command = command_find(app_view_tables, name);
    return command ? command : command_find(command_model_tables, name);
}

const struct command *app_find_command_at(unsigned where, struct view name)
{
    const struct command *const tables[] = {edit_table(), NULL};
    const struct command *inside = where & WHERE_EDITOR ? command_find(tables, name) : NULL;
    return inside ? inside : app_find_command(name);
}

unsigned app_where(const struct app *app)
{
    static const unsigned views[] = {WHERE_READER, WHERE_LOG,    WHERE_DIFF, WHERE_HELP,
                                     WHERE_EDITOR, WHERE_SEARCH, 0,          WHERE_GONE,
                                     WHERE_BLAME,  WHERE_LINKS,  0};
    static const unsigned ledgers[] = {WHERE_DELETED, WHERE_BRANCHES, WHERE_REFLOG, WHERE_DELETED};
    static const unsigned held[] = {
        0, WHERE_HELD_SAVE, WHERE_HELD_OUTSIDE, WHERE_REVIVE, WHERE_MOVE, 0};
    if (app->focus == PANE_MAIN && app_view(app) == VIEW_LEDGER)
        return ledgers[app->ledger.kind];
    if (app->focus == PANE_MAIN && app_view(app) == VIEW_SHEET)
        return app->sheet.kind == SHEET_DOCTOR ? WHERE_DOCTOR : WHERE_REPLACE;
    if (app->focus == PANE_MAIN && app_view(app) == VIEW_READER && app->versions.on)
        return WHERE_READER | WHERE_VERSION;
    if (app->focus == PANE_MAIN)
        return views[app_view(app)] | (app_view(app) == VIEW_DIFF ? held[app->diff.about] : 0);
    return pane_ops(app->focus)->where;
}

struct selection app_selection(const struct app *app)
{
    struct selection selection = {app_selected_path(app), SIZE_MAX};
    size_t row = app->lists[PANE_TODO].selected;
    if (app->focus == PANE_TODO && row < app_pane_count(app, PANE_TODO))
        selection.task = app->filter.words ? app->filter.items[row] : row;
    return selection;
}

/* Appends what one letter after `%` stands for. */
static bool app_expand_letter(const struct app *app, char letter, struct str *out)
{
    struct selection selection = app_selection(app);
    struct str number = {0};
    switch (letter) {
    case 'p':
        if (selection.path)
            command_add_quoted(out, view_of(selection.path));
        return selection.path != NULL;
    case 'f': {
        struct view folder = path_folder(view_of(selection.path ? selection.path : ""));
        command_add_quoted(out, folder.len ? folder : view_of(app->ws.catalog->memory_folder));
        return true;
    }
    case 't':
        if (selection.task != SIZE_MAX)
            command_add_quoted(out, todo_words(&app->ws.todo, selection.task));
        return selection.task != SIZE_MAX;
    case 'n':
        str_addf(&number, "%zu", selection.task + 1);
        if (selection.task != SIZE_MAX)
            str_add(out, str_view(&number));
        str_finish(&number);
        return selection.task != SIZE_MAX;
    default: /* `%%` is for the prompt */
        str_add_char(out, '%');
        str_add_char(out, letter);
        return true;
    }
}

bool app_expand(struct app *app, const char *template, struct str *out)
{
    for (const char *c = template; *c; c++) {
        if (*c != '%' || !c[1]) {
            str_add_char(out, *c);
        } else if (!app_expand_letter(app, *++c, out)) {
            status_say(&app->status, ROLE_WARNING, "nothing is selected here");
            return false;
        }
    }
    return true;
}

static void app_today(char out[11])
{
    time_t now = (time_t)clock_now();
    struct tm tm;
    if (!localtime_r(&now, &tm) || !strftime(out, 11, "%Y-%m-%d", &tm))
        out[0] = '\0';
}

void app_select_task(struct app *app, size_t task)
{
    size_t row = 0, count = app_pane_count(app, PANE_TODO);
    while (row < count && (app->filter.words ? app->filter.items[row] : row) != task)
        row++;
    if (row < count)
        app->lists[PANE_TODO].selected = row;
}

/* What a command of the model left behind: files to save, a word to say, a file to show. */
static void app_follow_up(struct app *app, struct command_call *call)
{
    if (call->message->len)
        status_say(&app->status, ROLE_TEXT, "%s", str_text(call->message));
    if (call->commit_outside)
        app_look_and_commit(app);
    if (call->revive->kind)
        app_revive(app, call->revive);
    if (call->relocate->from)
        app_move(app, call->relocate);
    if (call->set->count) {
        app_save(app, call->set);
        app_select_task(app, call->task);
        if (call->open->len) {
            free(app->open_next);
            app->open_next = str_take(call->open);
        }
    }
}

void app_run(struct app *app, const char *line)
{
    char **words = NULL;
    size_t count = 0;
    struct error err;
    struct change_set set = {0};
    struct revive_request revive = {0};
    struct relocate_request relocate = {0};
    struct str message = {0}, open = {0};
    char today[11];
    enum status status = command_words(view_of(line), &words, &count, &err);
    app->dirty = true;
    if (status == STATUS_OK && count > 0) {
        const struct command *command = app_find_command_at(app_where(app), view_of(words[0]));
        struct selection selection = app_selection(app);
        app_today(today);
        struct command_call call = {.argc = count,
                                    .argv = words,
                                    .ws = &app->ws,
                                    .selection = &selection,
                                    .set = &set,
                                    .message = &message,
                                    .open = &open,
                                    .revive = &revive,
                                    .relocate = &relocate,
                                    .task = SIZE_MAX,
                                    .view = app,
                                    .today = today};
        status = command ? command_check(command, count, &err)
                         : error_set(&err, STATUS_INVALID, "there is no command \"%s\"", words[0]);
        if (status == STATUS_OK)
            status = command->run(&call, &err);
        for (size_t i = 0; status == STATUS_OK && i < set.count; i++)
            if (set.items[i].kind == CHANGE_WRITE)
                status = app_alarm_check(app, set.items[i].path, &err);
        if (status == STATUS_OK)
            app_follow_up(app, &call);
    }
    if (status != STATUS_OK)
        status_say(&app->status, ROLE_ERROR, "%s", err.text);
    command_words_free(words, count);
    change_set_finish(&set);
    revive_request_finish(&revive);
    relocate_request_finish(&relocate);
    str_finish(&message);
    str_finish(&open);
}
