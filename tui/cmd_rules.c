#include "core/base/memory.h"
#include "core/text/cluster.h"
#include "tui/app.h"
#include "tui/commands.h"

#include <stdlib.h>

/* Commands about what the rules for prose mark in the file being edited. */

#define RULES_LISTED 1000

static enum status need_marks(const struct app *app, struct error *err)
{
    if (!app->edit.editor)
        return error_set(err, STATUS_INVALID, "nothing is being edited");
    if (!app->rules.rules)
        return error_set(err, STATUS_ABSENT,
                         "there are no rules for prose here: rules-start makes a few");
    if (!app->edit.rules.count)
        return error_set(err, STATUS_ABSENT, "the rules for prose mark nothing here");
    return STATUS_OK;
}

static void show_mark(struct app *app, size_t index, bool wrapped)
{
    const struct edit_rules *edit = &app->edit.rules;
    struct str line = {0};
    editor_set_cursor(app->edit.editor, edit->marks[index].start, false);
    str_addf(&line, "%zu of %zu%s · ", index + 1, edit->count, wrapped ? ", round the end" : "");
    edit_rules_add_line(edit, &edit->marks[index], &line);
    status_say(&app->status, ROLE_TEXT, "%s", str_text(&line));
    str_finish(&line);
}

static enum status cmd_rule_next(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    const struct edit_rules *edit = &app->edit.rules;
    enum status status = need_marks(app, err);
    if (status != STATUS_OK)
        return status;
    size_t at = 0, cursor = editor_cursor(app->edit.editor);
    while (at < edit->count && edit->marks[at].start <= cursor)
        at++;
    show_mark(app, at % edit->count, at == edit->count);
    return STATUS_OK;
}

static enum status cmd_rule_previous(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    const struct edit_rules *edit = &app->edit.rules;
    enum status status = need_marks(app, err);
    if (status != STATUS_OK)
        return status;
    size_t at = edit->count, cursor = editor_cursor(app->edit.editor);
    while (at > 0 && edit->marks[at - 1].start >= cursor)
        at--;
    show_mark(app, at ? at - 1 : edit->count - 1, at == 0);
    return STATUS_OK;
}

/* "12: the the" and "error · doubled-word: …" */
static void list_mark(struct app *app, const struct prose_mark *mark)
{
    const struct editor *editor = app->edit.editor;
    struct str text = {0}, label = {0}, detail = {0}, line = {0};
    size_t end = mark->end - mark->start < 200 ? mark->end : mark->start + 200;
    editor_add_text(editor, mark->start, end, &text);
    for (size_t i = 0; i < text.len; i++)
        text.data[i] = text.data[i] == '\n' || text.data[i] == '\r' ? ' ' : text.data[i];
    str_addf(&label, "%zu: ", editor_line_of(editor, mark->start) + 1);
    cluster_add_clipped(&label, str_view(&text), 60);
    edit_rules_add_line(&app->edit.rules, mark, &detail);
    str_addf(&line, "cursor-to %zu", mark->start);
    prompt_add_item(&app->prompt, str_view(&label), str_text(&detail), str_text(&line),
                    str_text(&line));
    str_finish(&text);
    str_finish(&label);
    str_finish(&detail);
    str_finish(&line);
}

static enum status cmd_rule_list(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    enum status status = need_marks(app, err);
    if (status != STATUS_OK)
        return status;
    struct str cancel = {0};
    prompt_pick(&app->prompt, PROMPT_PICK, "Rules for prose");
    str_addf(&cancel, "cursor-to %zu", editor_cursor(app->edit.editor));
    app->prompt.cancel = str_take(&cancel);
    for (size_t i = 0; i < app->edit.rules.count && i < RULES_LISTED; i++)
        list_mark(app, &app->edit.rules.marks[i]);
    prompt_filter(&app->prompt);
    return STATUS_OK;
}

static enum status cmd_cursor_to(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    char *end;
    unsigned long long pos = strtoull(call->argv[1], &end, 10);
    if (!app->edit.editor || *end || end == call->argv[1])
        return error_set(err, STATUS_INVALID, "\"%s\" is no place in a text being edited",
                         call->argv[1]);
    editor_set_cursor(app->edit.editor, (size_t)pos, false);
    return STATUS_OK;
}

static enum status cmd_rules_edit(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    struct file_stamp stamp;
    if (app->edit.editor)
        return error_set(err, STATUS_INVALID, "leave the file that is being edited first");
    if (folder_stat(&app->ws.folder, PROSE_RULES_PATH, &stamp, NULL) != STATUS_OK)
        return error_set(err, STATUS_ABSENT,
                         "there are no rules for prose here: rules-start makes a few");
    app_run(app, "edit " PROSE_RULES_PATH);
    return STATUS_OK;
}

const struct command command_view_rules_table[] = {
    {"rule-list", "", "list what the rules for prose mark", "Edit", WHERE_EDITOR, cmd_rule_list},
    {"rule-next", "", "the next mark of the rules for prose", "Edit", WHERE_EDITOR, cmd_rule_next},
    {"rule-previous", "", "the mark before", "Edit", WHERE_EDITOR, cmd_rule_previous},
    {"rules-edit", "", "edit the rules for prose", "Edit", WHERE_ANY, cmd_rules_edit},
    {"cursor-to", "BYTE", "put the cursor at a byte of the text", "Move", WHERE_EDITOR,
     cmd_cursor_to},
    {0},
};
