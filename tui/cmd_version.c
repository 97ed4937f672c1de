#include "core/base/clock.h"
#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/markdown/front_matter.h"
#include "core/text/line_diff.h"
#include "core/workspace/note.h"
#include "tui/app.h"
#include "tui/app_edit.h"
#include "tui/app_past.h"
#include "tui/commands.h"
#include "tui/panes/pane.h"

#include <stdlib.h>
#include <string.h>

/* Commands about the versions of the file being read (app_version.c): stepping through them, and
 * what can be done with one. */

static enum status cmd_older(struct command_call *call, struct error *err)
{
    return app_version_older(call->view, err);
}

static enum status cmd_newer(struct command_call *call, struct error *err)
{
    return app_version_newer(call->view, err);
}

/* The day on which a version was made, where that was. */
static int64_t day_of(const struct log_view *log, size_t at)
{
    int64_t seconds;
    if (__builtin_add_overflow(log->commits[at].time, (int64_t)log->commits[at].offset * 60,
                               &seconds))
        return 0;
    return seconds / 86400 - (seconds % 86400 < 0);
}

static enum status cmd_older_day(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    const struct log_view *log = &app->versions.log;
    size_t at = log->list.selected;
    if (!app->versions.on || at >= log->count)
        return app_version_older(app, err);
    while (at < log->count && day_of(log, at) == day_of(log, log->list.selected))
        at++;
    if (at == log->count && log->complete)
        return error_set(err, STATUS_INVALID, "this is the first day");
    app_version_go(app, at);
    return STATUS_OK;
}

static enum status cmd_newer_day(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    const struct log_view *log = &app->versions.log;
    size_t at = log->list.selected;
    if (!app->versions.on || at >= log->count)
        return app_version_newer(app, err);
    while (at > 0 && day_of(log, at) == day_of(log, log->list.selected))
        at--;
    if (day_of(log, at) == day_of(log, log->list.selected)) {
        app_version_leave(app);
        return STATUS_OK;
    }
    while (at > 0 && day_of(log, at - 1) == day_of(log, at)) /* the last one of that day */
        at--;
    app_version_go(app, at);
    return STATUS_OK;
}

static enum status cmd_now(struct command_call *call, struct error *err)
{
    (void)err;
    app_version_leave(call->view);
    return STATUS_OK;
}

static enum status cmd_marks(struct command_call *call, struct error *err)
{
    (void)err;
    app_version_mark(call->view);
    return STATUS_OK;
}

static enum status step_change(struct app *app, int by, struct error *err)
{
    size_t rows = (size_t)app_page_rows(app);
    if (app->versions.on && reader_step_change(&app->reader, by, rows))
        return STATUS_OK;
    return error_set(err, STATUS_INVALID, "no %s change is marked here",
                     by > 0 ? "further" : "earlier");
}

static enum status cmd_change_next(struct command_call *call, struct error *err)
{
    return step_change(call->view, 1, err);
}

static enum status cmd_change_previous(struct command_call *call, struct error *err)
{
    return step_change(call->view, -1, err);
}

/* --- what can be done with a version --- */

/* NULL, and said, unless one is shown. */
static const struct log_commit *version_shown(const struct app *app, struct error *err)
{
    const struct version_desk *desk = &app->versions;
    if (desk->shows)
        return &desk->log.commits[desk->at];
    error_set(err, STATUS_INVALID, "no earlier version is shown: [ in the reader shows one");
    return NULL;
}

/* The same, and it has a text. */
static const struct log_commit *version_with_text(const struct app *app, struct error *err)
{
    const struct log_commit *commit = version_shown(app, err);
    if (!commit || !app->versions.gone)
        return commit;
    error_set(err, STATUS_INVALID, "this is where the file was deleted: [ shows what it was");
    return NULL;
}

static const char *shown_path(const struct app *app)
{
    return version_path(&app->versions, app->versions.at);
}

static enum status cmd_open_commit(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    const struct log_commit *commit = version_shown(app, err);
    if (!commit)
        return STATUS_INVALID;
    app_load_diff(app, "", commit->id, shown_path(app));
    return STATUS_OK;
}

static enum status cmd_compare(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    const struct log_commit *commit = version_shown(app, err);
    struct str now = {0}, title = {0};
    if (!commit)
        return STATUS_INVALID;
    enum status status = workspace_read(&app->ws, app->reader.path, &now, err);
    if (status == STATUS_ABSENT) /* all of it went */
        status = STATUS_OK;
    if (status == STATUS_OK) {
        str_add_text(&title, "Since the version of ");
        clock_add_date(&title, commit->time, commit->offset);
        diff_view_finish(&app->diff);
        app->diff.about = DIFF_OF_VERSION;
        app->diff.title = str_take(&title);
        diff_texts(app->reader.path, str_view(&app->reader.text), str_view(&now), &app->diff.diff);
        app->diff.loaded = true;
        app_push_view(app, VIEW_DIFF);
    }
    str_finish(&now);
    return status;
}

static enum status cmd_copy(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    if (!version_with_text(app, err))
        return STATUS_INVALID;
    str_clear(&app->clipboard);
    str_add(&app->clipboard, str_view(&app->reader.text));
    if (app_clipboard_send(app))
        status_say(&app->status, ROLE_GOOD, "copied the text of this version, %zu words",
                   render_count_words(str_view(&app->reader.text)));
    return STATUS_OK;
}

/* Lines [first, last], or all with 0: a new commit. */
static enum status restore(struct command_call *call, size_t first, size_t last, struct error *err)
{
    struct app *app = call->view;
    const struct log_commit *commit = version_with_text(app, err);
    if (!commit)
        return STATUS_INVALID;
    *call->revive = (struct revive_request){.kind = REVIVE_RESTORE,
                                            .rev = mem_string(commit->id),
                                            .path = mem_string(app->reader.path),
                                            .from = mem_string(shown_path(app)),
                                            .first = first,
                                            .last = last};
    app_version_leave(app);
    return STATUS_OK;
}

static enum status cmd_restore(struct command_call *call, struct error *err)
{
    return restore(call, 0, 0, err);
}

static enum status read_line(const char *text, size_t *line, struct error *err)
{
    char *end;
    *line = strtoul(text, &end, 10);
    if (*end || *text < '0' || *text > '9' || *line == 0 || *line > UINT32_MAX)
        return error_set(err, STATUS_INVALID, "\"%s\" is no line", text);
    return STATUS_OK;
}

static enum status cmd_restore_lines(struct command_call *call, struct error *err)
{
    size_t first, last;
    enum status status = read_line(call->argv[1], &first, err);
    if (status == STATUS_OK)
        status = read_line(call->argv[2], &last, err);
    return status == STATUS_OK ? restore(call, first, last, err) : status;
}

static enum status cmd_show_line(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    size_t line;
    enum status status = read_line(call->argv[1], &line, err);
    if (status == STATUS_OK)
        reader_reveal_line(&app->reader, (uint32_t)line, (size_t)app_page_rows(app));
    return status;
}

static void add_paragraph(struct app *app, const struct line_table *lines, size_t first, size_t end)
{
    struct str detail = {0}, command = {0}, preview = {0};
    struct view text = view_trim(line_table_span(lines, first, end - first));
    str_addf(&detail, end - first == 1 ? "line %zu" : "lines %zu-%zu", first + 1, end);
    str_addf(&command, "version-restore-lines %zu %zu", first + 1, end);
    str_addf(&preview, "version-show-line %zu", first + 1);
    prompt_add_item(&app->prompt, view_slice(text, 0, view_find(text, 0, '\n')), str_text(&detail),
                    str_text(&command), str_text(&preview));
    str_finish(&detail);
    str_finish(&command);
    str_finish(&preview);
}

static bool any_changed(const struct line_diff *diff, size_t first, size_t end)
{
    for (size_t i = 0; i < diff->edits.count; i++) {
        const struct compare_edit *edit = &diff->edits.items[i];
        if (edit->old_start < end && edit->old_start + edit->old_count > first)
            return true;
    }
    return false;
}

/* The paragraphs of the version that the file no longer has as they are here. */
static void add_paragraphs(struct app *app, struct view now)
{
    struct line_diff diff;
    line_diff_make(str_view(&app->reader.text), now, &diff);
    for (size_t first = 0, end; first < diff.old.count; first = end) {
        end = first + 1;
        if (line_table_is_blank(&diff.old, first))
            continue;
        while (end < diff.old.count && !line_table_is_blank(&diff.old, end))
            end++;
        if (any_changed(&diff, first, end))
            add_paragraph(app, &diff.old, first, end);
    }
    line_diff_finish(&diff);
}

static enum status cmd_restore_part(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    struct str now = {0};
    if (!version_with_text(app, err))
        return STATUS_INVALID;
    enum status status = workspace_read(&app->ws, app->reader.path, &now, err);
    if (status == STATUS_OK) {
        prompt_pick(&app->prompt, PROMPT_PICK, "Bring back the paragraph");
        add_paragraphs(app, str_view(&now));
        prompt_filter(&app->prompt);
        if (app->prompt.item_count == 0) {
            prompt_close(&app->prompt);
            status_say(&app->status, ROLE_TEXT, "every paragraph of this version is there now");
        }
    }
    str_finish(&now);
    return status;
}

/* A copy in the drafts folder, without what makes a note of memory that note. */
static enum status cmd_draft(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    const struct log_commit *commit = version_with_text(app, err);
    struct str title = {0}, name = {0};
    struct file_stamp stamp;
    char *path = NULL;
    if (!commit)
        return STATUS_INVALID;
    struct view stem = path_stem(view_of(app->reader.path)), text = str_view(&app->reader.text);
    str_addf(&title, "%.*s as of ", (int)stem.len, stem.data);
    clock_add_date(&title, commit->time, commit->offset);
    enum status status = note_file_name(&name, str_view(&title), NULL, err);
    if (status == STATUS_OK)
        path = path_join(app->ws.catalog->drafts_folder, str_text(&name));
    if (status == STATUS_OK && folder_stat(&app->ws.folder, path, &stamp, NULL) != STATUS_ABSENT)
        status = error_set(err, STATUS_EXISTS, "%s is there already", path);
    if (status == STATUS_OK) {
        change_set_write(call->set, path, NULL,
                         view_slice(text, front_matter_extent(text), text.len));
        change_set_subject(call->set, "draft: add \"%s\"", str_text(&title));
        str_add_text(call->open, path);
        app_version_leave(app);
    }
    str_finish(&title);
    str_finish(&name);
    free(path);
    return status;
}

const struct command command_view_version_table[] = {
    {"version-older", "", "show the file as it was before, version by version", "History",
     WHERE_READER, cmd_older},
    {"version-newer", "", "show the next version of the file, up to now", "History", WHERE_READER,
     cmd_newer},
    {"version-older-day", "", "show the last version of an earlier day", "History", WHERE_READER,
     cmd_older_day},
    {"version-newer-day", "", "show the last version of the next day", "History", WHERE_READER,
     cmd_newer_day},
    {"version-now", "", "show the file as it is now", "History", WHERE_VERSION, cmd_now},
    {"version-marks", "", "show a version without what changed, and back", "History", WHERE_VERSION,
     cmd_marks},
    {"version-change-next", "", "go to the next change of this version", "History", WHERE_VERSION,
     cmd_change_next},
    {"version-change-previous", "", "go to the previous change of this version", "History",
     WHERE_VERSION, cmd_change_previous},
    {"version-commit", "", "open the commit of this version", "History", WHERE_VERSION,
     cmd_open_commit},
    {"version-compare", "", "compare this version with now", "History", WHERE_VERSION, cmd_compare},
    {"version-copy", "", "copy the text of this version", "History", WHERE_VERSION, cmd_copy},
    {"version-restore", "", "bring this version back, by a new commit", "History", WHERE_VERSION,
     cmd_restore},
    {"version-restore-part", "", "pick a paragraph of this version to bring back", "History",
     WHERE_VERSION, cmd_restore_part},
    {"version-restore-lines", "FIRST LAST", "bring lines of this version back", "History",
     WHERE_VERSION, cmd_restore_lines},
    {"version-show-line", "LINE", "scroll to a line of this version", "History", WHERE_VERSION,
     cmd_show_line},
    {"version-draft", "", "make a draft of this version", "History", WHERE_VERSION, cmd_draft},
    {0},
};
