#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/text/cluster.h"
#include "core/text/line_diff.h"
#include "tui/app.h"
#include "tui/app_edit.h"
#include "tui/app_past.h"
#include "tui/commands.h"

#include <stdlib.h>
#include <string.h>

/* Commands about the file being edited: begin, save, leave, settle. What happens inside the text
 * are the commands of core/edit. */

enum { SUBJECT_COLS = 72 };

static enum status edit_begin(struct app *app, const char *path, struct error *err)
{
    struct str text = {0};
    enum status status = workspace_read(&app->ws, path, &text, err);
    if (status == STATUS_OK) {
        bool shown = app->reader.path && strcmp(app->reader.path, path) == 0;
        uint32_t line = shown ? reader_line(&app->reader) : 0;
        app_edit_open(app, path, &text);
        if (line > 1)
            editor_set_cursor(app->edit.editor, editor_line_start(app->edit.editor, line - 1),
                              false);
        app_push_view(app, VIEW_EDITOR);
    }
    str_finish(&text);
    return status;
}

static enum status cmd_edit(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    const char *path;
    if (app->edit.editor) { /* it stays open under help and log */
        app_push_view(app, VIEW_EDITOR);
        return STATUS_OK;
    }
    path = call->argc > 1 ? call->argv[1] : call->selection->path;
    if (!path)
        return error_set(err, STATUS_INVALID, "no file is selected here");
    char *copy = mem_string(path);
    enum status status = edit_begin(app, copy, err);
    free(copy);
    return status;
}

static enum section_kind edit_section_by_folder(const struct app *app, const char *path)
{
    struct view folder = path_folder(view_of(path));
    const struct catalog *catalog = app->ws.catalog;
    if (catalog->drafts_folder && view_is(folder, catalog->drafts_folder))
        return SECTION_DRAFTS;
    if (catalog->memory_folder && view_is(folder, catalog->memory_folder))
        return SECTION_MEMORY;
    return SECTION_FILES;
}

/* "draft: NAME (+2 -2)", "self: edit NAME (+1 -0)" */
void app_edit_add_subject(const struct app *app, const char *path, struct view old,
                          struct view text, struct str *out)
{
    static const char *const areas[SECTION_COUNT] = {"self", "todo", "memory", "draft", "place"};
    enum section_kind section = SECTION_FILES;
    size_t index;
    struct line_diff diff;
    struct str counts = {0};
    struct view name = path_name(view_of(path));
    if (!catalog_find(app->ws.catalog, view_of(path), &section, &index))
        section = edit_section_by_folder(app, path); /* it is gone */
    if (section == SECTION_DRAFTS)
        name = path_stem(name);
    line_diff_make(old, text, &diff);
    line_diff_add_summary(&counts, &diff);
    str_addf(out, "%s: %s%.*s %s", areas[section], section == SECTION_DRAFTS ? "" : "edit ",
             (int)name.len, name.data, str_text(&counts));
    line_diff_finish(&diff);
    str_finish(&counts);
}

/* Fills the change set with what a save writes; `message` NULL: the made one. Nothing when there is
 * nothing to save, or when something is to be asked first. */
static enum status save_text(struct command_call *call, const char *message, struct error *err)
{
    struct app *app = call->view;
    struct edit_view *view = &app->edit;
    struct str text = {0};
    if (!view->editor)
        return error_set(err, STATUS_INVALID, "nothing is being edited");
    if (app->conflict.open) {
        app_edit_ask_conflict(app);
        return STATUS_OK;
    }
    enum status status = app_alarm_check(app, view->path, err);
    if (status != STATUS_OK)
        return status;
    editor_add_text(view->editor, 0, editor_size(view->editor), &text);
    struct view base = edit_view_base(view);
    if (!view->gone && view_equal(base, str_view(&text))) {
        status_say(&app->status, ROLE_TEXT, "nothing to save");
    } else if (!app_alarm_holds_save(app, call->argc, call->argv, str_view(&text))) {
        change_set_write(call->set, view->path, view->gone ? NULL : &base, str_view(&text));
        struct str subject = {0};
        app_edit_add_subject(app, view->path, base, str_view(&text), &subject);
        change_set_subject(call->set, "%s", message ? message : str_text(&subject));
        str_finish(&subject);
        app_revive_join(app, call->set);
        edit_view_begin_save(view);
    }
    str_finish(&text);
    return STATUS_OK;
}

static enum status cmd_save(struct command_call *call, struct error *err)
{
    return save_text(call, NULL, err);
}

/* Asks for the message, with what the save changes above it. */
static enum status cmd_save_message(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    struct str text = {0}, subject = {0};
    if (!app->edit.editor)
        return error_set(err, STATUS_INVALID, "nothing is being edited");
    if (app->conflict.open)
        return cmd_save(call, err);
    editor_add_text(app->edit.editor, 0, editor_size(app->edit.editor), &text);
    if (view_equal(edit_view_base(&app->edit), str_view(&text))) {
        status_say(&app->status, ROLE_TEXT, "nothing to save");
    } else {
        app_edit_add_subject(app, app->edit.path, edit_view_base(&app->edit), str_view(&text),
                             &subject);
        app_alarm_show_save(app);
        prompt_ask(&app->prompt, "Message", "save-with %%", str_view(&subject));
        app->prompt.cancel = mem_string("save-cancel");
    }
    str_finish(&text);
    str_finish(&subject);
    return STATUS_OK;
}

static void leave_save_view(struct app *app)
{
    if (app_view(app) == VIEW_DIFF && app->diff.about == DIFF_OF_SAVE)
        app->view_count--;
    app->dirty = true;
}

static enum status cmd_save_with(struct command_call *call, struct error *err)
{
    struct view message = view_of(call->argv[1]);
    if (cluster_width(message) > SUBJECT_COLS)
        return error_set(err, STATUS_INVALID,
                         "not saved: the message has %zu columns, %d are the most",
                         cluster_width(message), SUBJECT_COLS);
    leave_save_view(call->view);
    return save_text(call, call->argv[1], err);
}

static enum status cmd_save_cancel(struct command_call *call, struct error *err)
{
    (void)err;
    leave_save_view(call->view);
    return STATUS_OK;
}

static enum status cmd_save_and_close(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    enum status status = cmd_save(call, err);
    if (status == STATUS_OK && app->prompt.kind == PROMPT_NONE && app->edit.editor) {
        app->edit.close_when_saved = call->set->count > 0;
        if (!app->edit.close_when_saved)
            app_edit_leave(app);
    }
    return status;
}

static enum status cmd_edit_close(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    (void)err;
    if (!app->edit.editor)
        return STATUS_OK;
    if (!editor_is_dirty(app->edit.editor)) {
        app_edit_leave(app);
        return STATUS_OK;
    }
    prompt_pick(&app->prompt, PROMPT_PICK, "Unsaved changes");
    prompt_add_item(&app->prompt, VIEW("save"), "save, commit, and leave", "save-and-close", NULL);
    prompt_add_item(&app->prompt, VIEW("stay"), "go on editing", "", NULL);
    prompt_add_item(&app->prompt, VIEW("discard"), "leave; the text goes to a recovery commit",
                    "edit-discard", NULL);
    prompt_filter(&app->prompt);
    return STATUS_OK;
}

static enum status cmd_edit_discard(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    if (!app->edit.editor)
        return error_set(err, STATUS_INVALID, "nothing is being edited");
    app_edit_keep_and_leave(app);
    return STATUS_OK;
}

static enum status cmd_merge_answer(struct command_call *call, struct error *err)
{
    static const char *const answers[] = {
        [MERGE_MINE] = "mine", [MERGE_THEIRS] = "theirs", [MERGE_BOTH] = "both"};
    struct app *app = call->view;
    if (!app->conflict.open)
        return error_set(err, STATUS_INVALID, "there is nothing to merge");
    for (size_t i = 0; i < ARRAY_LEN(answers); i++)
        if (strcmp(call->argv[1], answers[i]) == 0) {
            app_edit_answer(app, (enum merge_choice)i, false);
            return STATUS_OK;
        }
    if (strcmp(call->argv[1], "edit") != 0)
        return error_set(err, STATUS_INVALID, "answer mine, theirs, both or edit");
    app_edit_answer(app, MERGE_BOTH, true);
    return STATUS_OK;
}

/* recover NAME [take|copy|drop]: a journal that a crash left. */
static enum status cmd_recover(struct command_call *call, struct error *err)
{
    return app_edit_recover(call->view, call->argv[1], call->argc > 2 ? call->argv[2] : "", err);
}

/* Leaving the program is asked about when that would leave unsaved text to the next start. */
static enum status cmd_save_and_quit(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    app->quit_after = true;
    return app->edit.editor ? cmd_save_and_close(call, err) : STATUS_OK;
}

static enum status cmd_discard_and_quit(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    app->quit_after = true;
    return cmd_edit_discard(call, err);
}

static enum status cmd_edit_external(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    const char *path = call->argc > 1 ? call->argv[1] : call->selection->path;
    if (!path && app->edit.editor)
        path = app->edit.path;
    if (!path)
        return error_set(err, STATUS_INVALID, "no file is selected here");
    char *copy = mem_string(path);
    enum status status = app_external(app, copy, err);
    free(copy);
    return status;
}

const struct command command_view_edit_table[] = {
    {"edit-external", "[PATH]", "edit a file with $VISUAL or $EDITOR", "Edit",
     WHERE_LISTS | WHERE_READER | WHERE_EDITOR, cmd_edit_external},
    {"save-and-quit", "", "save, commit, and leave the program", "Edit", WHERE_ANY | WHERE_EDITOR,
     cmd_save_and_quit},
    {"discard-and-quit", "", "leave the program; unsaved text goes to a recovery commit", "Edit",
     WHERE_ANY | WHERE_EDITOR, cmd_discard_and_quit},
    {"edit", "[PATH]", "edit a file in the pane", "Edit", WHERE_LISTS | WHERE_READER, cmd_edit},
    {"save", "", "save and commit what is being edited", "Edit", WHERE_EDITOR, cmd_save},
    {"save-message", "", "look at what a save changes, and write its message", "Edit", WHERE_EDITOR,
     cmd_save_message},
    {"save-with", "MESSAGE", "save and commit with a message of your own", "Edit",
     WHERE_ANY | WHERE_EDITOR | WHERE_HELD_SAVE, cmd_save_with},
    {"save-cancel", "", "back to the text, which is not saved", "Edit",
     WHERE_ANY | WHERE_EDITOR | WHERE_HELD_SAVE, cmd_save_cancel},
    {"save-and-close", "", "save, commit, and leave the editor", "Edit", WHERE_EDITOR,
     cmd_save_and_close},
    {"edit-close", "", "leave the editor; asks when there is unsaved text", "Edit", WHERE_EDITOR,
     cmd_edit_close},
    {"edit-discard", "", "leave the editor; the text goes to a recovery commit", "Edit",
     WHERE_EDITOR, cmd_edit_discard},
    {"merge-answer", "ANSWER", "settle a conflict: mine, theirs, both or edit", "Edit",
     WHERE_EDITOR, cmd_merge_answer},
    {"recover", "NAME [HOW]", "what to do with unsaved text that a crash left", "Edit", WHERE_ANY,
     cmd_recover},
    {0},
};
