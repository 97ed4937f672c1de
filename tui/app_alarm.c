#include "tui/app.h"

#include "core/base/memory.h"
#include "core/workspace/detail.h"

#include <stdlib.h>

/* A change that would lose much (core/text/alarm) is held up to be looked at. A save of ours is not
 * begun until it is said that it is meant; the text stays in the editor and its journal. */

static void alarm_show(struct app *app, enum diff_about about, const char *path, struct view old,
                       struct view new, const char *title)
{
    diff_view_finish(&app->diff);
    app->diff.about = about;
    app->diff.title = mem_string(title);
    diff_texts(path, old, new, &app->diff.diff);
    app->diff.loaded = true;
    app_push_view(app, VIEW_DIFF);
}

/* --- our own saves --- */

bool app_alarm_holds_save(struct app *app, size_t argc, char **argv, struct view text)
{
    struct edit_view *view = &app->edit;
    struct held_save *held = &app->held_save;
    struct alarm alarm;
    struct str name = {0}, label = {0};
    if (held->meant && held->version == editor_version(view->editor))
        return false;
    *held = (struct held_save){.line = held->line};
    if (!alarm_judge(str_view(&view->base), text, &alarm))
        return false;
    free(held->line);
    for (size_t i = 0; i < argc; i++) {
        if (i)
            str_add_char(&label, ' ');
        command_add_quoted(&label, view_of(argv[i]));
    }
    held->line = str_take(&label);
    held->version = editor_version(view->editor);
    detail_add_name(&name, view_of(view->path));
    str_addf(&label, "Not saved yet: %s ", str_text(&name));
    alarm_add_reason(&label, &alarm);
    prompt_keys(&app->prompt, str_text(&label));
    prompt_add_key(&app->prompt, 'd', "show the difference", "held-save-show");
    prompt_add_key(&app->prompt, 's', "save anyway", "held-save-go");
    prompt_add_key(&app->prompt, KEY_CODE_ESC, "back", "");
    str_finish(&name);
    str_finish(&label);
    return true;
}

void app_alarm_show_save(struct app *app)
{
    struct str text = {0}, title = {0};
    editor_add_text(app->edit.editor, 0, editor_size(app->edit.editor), &text);
    str_add_text(&title, "What saving would do to ");
    detail_add_name(&title, view_of(app->edit.path));
    alarm_show(app, DIFF_OF_SAVE, app->edit.path, str_view(&app->edit.base), str_view(&text),
               str_text(&title));
    str_finish(&text);
    str_finish(&title);
}

void app_alarm_save_anyway(struct app *app)
{
    char *line = app->held_save.line;
    app->held_save.meant = true;
    app->held_save.line = NULL;
    if (app_view(app) == VIEW_DIFF && app->diff.about == DIFF_OF_SAVE)
        app->view_count--;
    app_run(app, line);
    free(line);
}
