#include "tui/app.h"
#include "tui/app_notes.h"
#include "tui/commands.h"

#include <string.h>

/* Commands of the doctor and of replacing in all files. */

static enum status cmd_doctor(struct command_call *call, struct error *err)
{
    (void)err;
    app_sheet_doctor(call->view);
    return STATUS_OK;
}

static enum status cmd_doctor_fix(struct command_call *call, struct error *err)
{
    return app_sheet_fix(call->view, err);
}

static enum status cmd_sheet_open(struct command_call *call, struct error *err)
{
    (void)err;
    app_sheet_open(call->view);
    return STATUS_OK;
}

/* replace-files [TEXT [WITH]]: asks for what is not given. */
static enum status cmd_replace_files(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    struct str line = {0};
    if (call->argc < 2) {
        prompt_ask(&app->prompt, "Replace in all files", "replace-files %%",
                   view_of(app->sheet.what));
        app->prompt.fresh = app->sheet.what != NULL;
        return STATUS_OK;
    }
    const char *with = call->argc > 2 ? call->argv[2] : "";
    enum status status = replace_check(view_of(call->argv[1]), view_of(with), err);
    if (status != STATUS_OK)
        return status;
    if (call->argc > 2) {
        app_sheet_replace(app, call->argv[1], with);
        return STATUS_OK;
    }
    str_add_text(&line, "replace-files ");
    command_add_quoted(&line, view_of(call->argv[1]));
    str_add_text(&line, " %%");
    prompt_ask(&app->prompt, "With", str_text(&line), VIEW(""));
    app->prompt.blank_ok = true;
    str_finish(&line);
    return STATUS_OK;
}

static enum status cmd_replace_toggle(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    const char *part = call->argc > 1 ? call->argv[1] : "hit";
    if (strcmp(part, "file") == 0)
        sheet_toggle(&app->sheet, SHEET_FILE);
    else if (strcmp(part, "all") == 0)
        sheet_toggle(&app->sheet, SHEET_ALL);
    else if (strcmp(part, "hit") == 0)
        sheet_toggle(&app->sheet, SHEET_HIT);
    else
        return error_set(err, STATUS_INVALID, "\"%s\" is none of hit, file and all", part);
    if (strcmp(part, "hit") == 0)
        list_move(&app->sheet.list, 1, sheet_count(&app->sheet));
    return STATUS_OK;
}

static enum status cmd_replace_go(struct command_call *call, struct error *err)
{
    return app_sheet_go(call->view, err);
}

const struct command command_view_sheet_table[] = {
    {"doctor", "", "list what is wrong in the workspace as a whole", "Files", WHERE_ANY,
     cmd_doctor},
    {"doctor-fix", "", "fix the selected problem by one commit", "Files", WHERE_DOCTOR,
     cmd_doctor_fix},
    {"sheet-open", "", "read the selected file at its line", "Files", WHERE_DOCTOR | WHERE_REPLACE,
     cmd_sheet_open},
    {"replace-files", "[TEXT] [WITH]", "replace in all files; what will change is shown first",
     "Find", WHERE_ANY | WHERE_EDITOR, cmd_replace_files},
    {"replace-toggle", "[WHAT]", "leave out a hit, all of its file, or all", "Find", WHERE_REPLACE,
     cmd_replace_toggle},
    {"replace-go", "", "replace what is marked, as one commit", "Find", WHERE_REPLACE,
     cmd_replace_go},
    {0},
};
