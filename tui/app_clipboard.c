#include "tui/app_edit.h"

#include "core/base/memory.h"

/* What cut, copy and yank took outlives the file it was taken from. When the person wants that, it
 * goes to the terminal's clipboard too (OSC 52), which is never read: a terminal that answers would
 * hand whatever was copied elsewhere to a program that did not ask. */

void app_clipboard_look(struct app *app)
{
    struct editor *editor = app->edit.editor;
    uint64_t version = editor_clipboard_version(editor);
    if (version == app->clipboard_version)
        return;
    app->clipboard_version = version;
    str_clear(&app->clipboard);
    str_add(&app->clipboard, editor_clipboard(editor));
    if (app->ws.settings.clipboard_terminal)
        app_clipboard_send(app);
}

void app_clipboard_lend(struct app *app)
{
    if (app->clipboard.len)
        editor_set_clipboard(app->edit.editor, str_view(&app->clipboard));
    app->clipboard_version = editor_clipboard_version(app->edit.editor);
}

bool app_clipboard_send(struct app *app)
{
    if (term_copy(app->term, str_view(&app->clipboard)))
        return true;
    status_say(&app->status, ROLE_WARNING,
               "too long for the terminal's clipboard (%d KiB are the most); ctrl-v here has it",
               TERM_COPY_MAX / 1024);
    return false;
}
