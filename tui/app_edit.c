#include "tui/app_edit.h"

#include "core/base/clock.h"
#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/edit/command.h"
#include "core/store/recovery.h"
#include "core/text/cluster.h"
#include "core/text/line_diff.h"
#include "core/text/undo_keep.h"
#include "core/text/utf8.h"
#include "tui/app_notes.h"
#include "tui/app_past.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The file being edited in the application: keys into it, its journal on the disk in time, what
 * happens when it is saved, and when a crash left something. */

#define UNDO_DAYS 90 /* that a history of undo is kept for */

/* --- typing --- */

/* Who goes on typing stays, also when leaving was asked for. */
void app_edit_guard(struct app *app)
{
    app->quit_after = false;
    app_journal_watch(app);
}

void app_edit_type(struct app *app, struct key key)
{
    char text[4];
    if (key.code > KEY_TEXT_MAX || key.mods || !app->edit.editor)
        return;
    edit_view_tick(&app->edit);
    editor_insert(app->edit.editor, view_from(text, utf8_encode(key.code, text)));
    app_edit_guard(app);
    app_complete_typed(app, key.code);
}

void app_edit_paste(struct app *app, struct view text)
{
    edit_view_tick(&app->edit);
    if (app->edit.vi)
        vi_paste(app->edit.vi, text);
    else
        editor_paste(app->edit.editor, text);
    app_edit_guard(app);
}

void app_edit_open(struct app *app, const char *path, struct str *text)
{
    edit_view_open(&app->edit, app->ws.folder.path, path, shared_text_new(text), app->state_folder);
    if (app->ws.settings.vi_keys)
        app->edit.vi = vi_new(app->edit.editor);
    app_complete_forget(app);
    app_margin_forget(app);
    app_margin_read(app);
    app_clipboard_lend(app);
}

/* Undo has come to the beginning: once more leads to what the last commit has, as a step like any
 * other. */
static bool app_edit_undo_further(struct app *app, struct error *err)
{
    struct edit_view *view = &app->edit;
    struct str text = {0};
    uint64_t version = editor_version(view->editor);
    editor_add_text(view->editor, 0, editor_size(view->editor), &text);
    struct view committed = shared_text_view(app->margin.committed);
    bool differs = app->margin.known && committed.len && !view_equal(str_view(&text), committed) &&
                   !view_equal(edit_view_base(view), committed); /* else redo leads there */
    str_finish(&text);
    if (!differs)
        return false;
    if (app->undo_offered == version) {
        edit_view_become(view, committed);
        status_say(&app->status, ROLE_TEXT, "this is what the last commit has");
        return true;
    }
    app->undo_offered = version;
    error_set(err, STATUS_ABSENT,
              "This is the beginning; undo once more for what the last commit has");
    return false;
}

bool app_edit_undo_ended(struct app *app, struct error *err)
{
    return undo_current(editor_undo(app->edit.editor)) == 0 && app_edit_undo_further(app, err);
}

enum status app_edit_do(struct app *app, size_t argc, char **argv, struct error *err)
{
    char rows[24], *with_rows[2] = {argv[0], rows};
    bool page = argc == 1 && strstr(argv[0], "page-");
    snprintf(rows, sizeof(rows), "%d", app_page_rows(app));
    edit_view_tick(&app->edit);
    enum status status =
        edit_command_run(app->edit.editor, page ? 2 : argc, page ? with_rows : argv, err);
    if (status == STATUS_ABSENT && strcmp(argv[0], "undo") == 0 && app_edit_undo_ended(app, err))
        status = STATUS_OK;
    if (app->edit.vi)
        vi_sync(app->edit.vi);
    app_edit_guard(app);
    app_clipboard_look(app);
    return status;
}

/* --- saving and leaving --- */

void app_edit_leave(struct app *app)
{
    app_margin_forget(app);
    app_preview_forget(app);
    if (app->revive.plan.conflict.path)
        app_revive_drop(app); /* it was to be saved with what was merged */
    edit_view_close(&app->edit);
    uv_timer_stop(&app->journal_timer);
    uv_timer_stop(&app->edit_timer);
    app_edit_close_conflict(app);
    free(app->held_save.line);
    app->held_save = (struct held_save){0};
    size_t at = 0;
    while (at < app->view_count && app->views[at] != VIEW_EDITOR)
        at++;
    if (at < app->view_count)
        app->view_count = at;
    app->dirty = true;
    if (app->quit_after)
        app->quitting = true;
}

/* A recovered text is in a file of its own: its journal goes. Else it is offered again. */
static void recovered_copy_settle(struct app *app, const struct change_set *set, bool saved)
{
    if (!app->copying || set->count != 1 || strcmp(set->items[0].path, app->copying_path) != 0)
        return;
    if (saved && journal_drop(app->state_folder, app->copying, NULL) != STATUS_OK)
        status_say(&app->status, ROLE_WARNING, "the copy is saved, and will be offered once more");
    free(app->copying);
    free(app->copying_path);
    app->copying = app->copying_path = NULL;
}

void app_edit_settle(struct app *app, const struct change_set *set, bool saved)
{
    struct edit_view *view = &app->edit;
    recovered_copy_settle(app, set, saved);
    for (size_t i = 0; view->editor && view->save_runs && i < set->count; i++)
        if (set->items[i].kind == CHANGE_WRITE && strcmp(set->items[i].path, view->path) == 0) {
            edit_view_end_save(view, str_view(&set->items[i].text), saved);
            if (saved && view->close_when_saved && !editor_is_dirty(view->editor))
                app_edit_leave(app);
            view->close_when_saved = false;
        }
}

struct keep_job {
    struct job job;
    struct store_lane *lane;
    char *path;
    struct str text;
    uint64_t version; /* of the text, in the editor */
    char id[41];
    enum status status;
    struct error error;
};

static void keep_job_run(struct job *base)
{
    struct keep_job *job = (struct keep_job *)base;
    job->status = store_lane_open(job->lane, &job->error);
    if (job->status == STATUS_OK)
        job->status = recovery_keep(job->lane->repo, job->path, str_view(&job->text), NULL, job->id,
                                    &job->error);
}

/* Only when the text is kept is it let go of. */
static void keep_job_done(struct job *base, void *data)
{
    struct app *app = data;
    struct keep_job *job = (struct keep_job *)base;
    const struct edit_view *view = &app->edit;
    bool same = view->editor && strcmp(view->path, job->path) == 0 &&
                editor_version(view->editor) == job->version;
    if (job->status == STATUS_OK && !same) {
        status_say(&app->status, ROLE_WARNING, "not discarded: it was changed meanwhile");
    } else if (job->status == STATUS_OK) {
        editor_mark_saved(view->editor); /* so that its journal goes, too */
        app_edit_leave(app);
        status_say(&app->status, ROLE_TEXT,
                   "let go of; the text can be read again: git show %.10s:%s", job->id, job->path);
    } else {
        status_say(&app->status, ROLE_ERROR, "not discarded: %s", job->error.text);
    }
    app->dirty = true;
    free(job->path);
    str_finish(&job->text);
    free(job);
}

void app_edit_keep_and_leave(struct app *app)
{
    struct keep_job *job = mem_zalloc(1, sizeof(*job));
    job->job.run = keep_job_run;
    job->job.done = keep_job_done;
    job->lane = &app->store;
    job->path = mem_string(app->edit.path);
    job->version = editor_version(app->edit.editor);
    editor_add_text(app->edit.editor, 0, editor_size(app->edit.editor), &job->text);
    jobs_start(&app->jobs, &job->job, LANE_STORE);
}

/* --- what a crash left --- */

/* The path in this workspace that a journal is about, or NULL. */
static const char *recovered_path(const struct app *app, const struct journal_entry *entry)
{
    size_t len = strlen(app->ws.folder.path);
    if (strncmp(entry->path, app->ws.folder.path, len) != 0 || entry->path[len] != '/')
        return NULL;
    return path_check(view_of(entry->path + len + 1), NULL) == STATUS_OK ? entry->path + len + 1
                                                                         : NULL;
}

void app_edit_list_unsaved(const struct app *app, char ***paths, size_t *count)
{
    struct journal_list list = {0};
    size_t cap = 0;
    *paths = NULL;
    *count = 0;
    if (app->state_folder < 0 || journal_list(app->state_folder, &list, NULL) != STATUS_OK)
        return;
    for (size_t i = 0; i < list.count; i++) {
        const char *path = recovered_path(app, &list.entries[i]);
        if (path)
            *ARRAY_PUSH(*paths, *count, cap) = mem_string(path);
    }
    journal_list_finish(&list);
}

/* The text that was being edited; when the file has gone on, the words that were put in. */
static enum status recovered_text(const struct app *app, const char *name, struct view disk,
                                  struct str *out, struct error *err)
{
    struct journal_log log;
    struct buffer *buffer = NULL;
    enum status status = journal_read(app->state_folder, name, &log, err);
    if (status != STATUS_OK)
        return status;
    status = journal_rebuild(&log, disk, &buffer, err);
    if (status == STATUS_OK)
        rope_add_range(buffer_text(buffer), 0, rope_length(buffer_text(buffer)), out);
    else if (status == STATUS_CONFLICT)
        journal_add_words(&log, out);
    buffer_free(buffer);
    journal_log_finish(&log);
    return status;
}

/* The list of files; Enter on one asks what to do with it. */
static void app_edit_offer(struct app *app)
{
    prompt_pick(&app->prompt, PROMPT_PICK, "Unsaved text was found");
    for (size_t i = 0; i < app->recovered.count; i++) {
        const struct journal_entry *entry = &app->recovered.entries[i];
        const char *path = recovered_path(app, entry);
        struct str disk = {0}, text = {0}, detail = {0}, line = {0};
        if (!path)
            continue;
        enum status read = workspace_read(&app->ws, path, &disk, NULL);
        enum status status = recovered_text(app, entry->name, str_view(&disk), &text, NULL);
        if (status == STATUS_OK && read == STATUS_OK &&
            view_equal(str_view(&disk), str_view(&text))) {
            /* It is all in the file; if it cannot be dropped it is looked at again next time. */
            status = journal_drop(app->state_folder, entry->name, NULL);
        } else if (status == STATUS_OK || status == STATUS_CONFLICT) {
            struct line_diff diff;
            line_diff_make(str_view(&disk), str_view(&text), &diff);
            clock_add_long(&detail, entry->time, clock_now());
            str_add_text(&detail,
                         status == STATUS_OK ? "  " : "  the file has gone on; new words  ");
            line_diff_add_summary(&detail, &diff);
            line_diff_finish(&diff);
            str_addf(&line, "recover %s", entry->name);
            prompt_add_item(&app->prompt, view_of(path), str_text(&detail), str_text(&line), NULL);
        }
        str_finish(&disk);
        str_finish(&text);
        str_finish(&detail);
        str_finish(&line);
    }
    if (app->prompt.item_count == 0)
        prompt_close(&app->prompt);
    else
        prompt_filter(&app->prompt);
}

static void recover_ask(struct app *app, const char *name, const char *path)
{
    static const struct {
        const char *how, *label, *detail;
    } ways[] = {{"take", "take it", "open the file with the unsaved text, to look at and save"},
                {"copy", "keep a copy", "as a file beside it"},
                {"drop", "drop it", "the text goes to a recovery commit"}};
    prompt_pick(&app->prompt, PROMPT_PICK, path);
    for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
        struct str line = {0};
        str_addf(&line, "recover %s %s", name, ways[i].how);
        prompt_add_item(&app->prompt, view_of(ways[i].label), ways[i].detail, str_text(&line),
                        NULL);
        str_finish(&line);
    }
    prompt_filter(&app->prompt);
}

/* "NAME (recovered).md", by way of a change set. */
static enum status recover_copy(struct app *app, const char *journal, const char *path,
                                struct view text, struct error *err)
{
    struct view folder = path_folder(view_of(path)), stem = path_stem(view_of(path));
    struct change_set set = {0};
    struct str name = {0};
    struct file_stamp stamp;
    str_addf(&name, "%.*s%s%.*s (recovered).md", (int)folder.len, folder.data,
             folder.len ? "/" : "", (int)stem.len, stem.data);
    if (folder_stat(&app->ws.folder, str_text(&name), &stamp, NULL) != STATUS_ABSENT) {
        str_finish(&name);
        return error_set(err, STATUS_EXISTS, "there is a recovered copy of %s already", path);
    }
    if (app->copying) {
        str_finish(&name);
        return error_set(err, STATUS_BUSY, "another copy is being saved; once more in a moment");
    }
    change_set_write(&set, str_text(&name), NULL, text);
    change_set_subject(&set, "recovered: %s", str_text(&name));
    app->copying = mem_string(journal);
    app->copying_path = str_take(&name);
    app_save(app, &set);
    return STATUS_OK;
}

/* Opens the file with the unsaved text in it; the journal goes when another has what it has. */
static enum status recover_take(struct app *app, const char *journal, const char *path,
                                struct str *disk, struct view text, struct error *err)
{
    app_edit_open(app, path, disk);
    edit_view_tick(&app->edit);
    edit_view_become(&app->edit, text);
    edit_journal_sync(&app->edit.journal);
    app_push_view(app, VIEW_EDITOR);
    app_journal_watch(app);
    return app->edit.journal.problem ? STATUS_OK : journal_drop(app->state_folder, journal, err);
}

static enum status recover_with(struct app *app, const char *name, const char *path,
                                const char *how, struct error *err)
{
    struct str disk = {0}, text = {0};
    enum status status = workspace_read(&app->ws, path, &disk, err);
    if (status == STATUS_OK || status == STATUS_ABSENT) /* absent: an empty text */
        status = recovered_text(app, name, str_view(&disk), &text, err);
    if (status == STATUS_CONFLICT && strcmp(how, "take") == 0)
        how = "copy"; /* there is no place in the file of now for it */
    if (status == STATUS_CONFLICT)
        status = STATUS_OK;
    if (status == STATUS_OK && strcmp(how, "copy") == 0)
        status = recover_copy(app, name, path, str_view(&text), err);
    else if (status == STATUS_OK)
        status = recover_take(app, name, path, &disk, str_view(&text), err);
    if (status == STATUS_OK && strcmp(how, "drop") == 0)
        app_edit_keep_and_leave(app);
    str_finish(&disk);
    str_finish(&text);
    return status;
}

enum status app_edit_recover(struct app *app, const char *name, const char *how, struct error *err)
{
    const char *path = NULL;
    for (size_t i = 0; i < app->recovered.count; i++)
        if (strcmp(app->recovered.entries[i].name, name) == 0)
            path = recovered_path(app, &app->recovered.entries[i]);
    if (!path)
        return error_set(err, STATUS_ABSENT, "there is no unsaved text of that name");
    if (app->edit.editor)
        return error_set(err, STATUS_BUSY, "%s is being edited; save it first", app->edit.path);
    if (!*how) {
        recover_ask(app, name, path);
        return STATUS_OK;
    }
    return recover_with(app, name, path, how, err);
}

/* --- start and end --- */

static int app_edit_open_folder(void)
{
    char *state = settings_state_folder();
    if (!state)
        return -1;
    for (char *c = state + 1; *c; c++)
        if (*c == '/') {
            *c = '\0';
            mkdir(state, 0700);
            *c = '/';
        }
    mkdir(state, 0700);
    int fd = open(state, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    free(state);
    return fd;
}

void app_edit_start(struct app *app)
{
    app->state_folder = app_edit_open_folder();
    if (app->state_folder >= 0)
        undo_forget_old(app->state_folder, clock_now(), UNDO_DAYS * 86400);
    if (app->state_folder < 0 ||
        journal_list(app->state_folder, &app->recovered, NULL) != STATUS_OK)
        return;
    app_edit_offer(app);
}

void app_edit_end(struct app *app)
{
    app_revive_drop(app);
    app_move_drop(app);
    form_finish(&app->form_kept);
    edit_view_close(&app->edit);
    app_edit_close_conflict(app);
    journal_list_finish(&app->recovered);
    free(app->copying);
    free(app->copying_path);
    if (app->state_folder >= 0)
        close(app->state_folder);
}
