#include "tui/app.h"

#include "core/base/clock.h"
#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/workspace/prose_rules.h"
#include "tui/app_edit.h"
#include "tui/app_notes.h"

#include <stdlib.h>
#include <string.h>

/* What other programs do in the folder: the scan of its names, the watch, and a look at what no
 * event tells of. What changed is shown at once; committing it waits for quiet (app_outside.c). */

enum { SCAN_CHANGED_MOST = 4096 }; /* past it everything is scanned again */

static void app_watch_folders(struct app *app)
{
    const struct section *folders = &app->ws.catalog->folders;
    bool missed = false;
    for (size_t i = 0; app->watch && i < folders->count; i++)
        if (watch_add_seen(app->watch, folders->entries[i].path, app->scan_began, &missed, NULL) ==
            STATUS_LIMIT) {
            status_say(&app->status, ROLE_WARNING,
                       "not every folder can be watched: ctrl-l looks at all of them");
            return;
        }
    if (missed)
        app_look_everywhere(app);
}

void app_scan_changed(struct app *app, const char *path)
{
    size_t count = app->scan_changed_count;
    if (!app->scanning || (count && strcmp(app->scan_changed[count - 1], path) == 0))
        return;
    if (count == SCAN_CHANGED_MOST)
        app->scan_again = true;
    else
        *ARRAY_PUSH(app->scan_changed, app->scan_changed_count, app->scan_changed_cap) =
            mem_string(path);
}

/* What changed during the scan is looked at again: a file that was just made must not vanish from
 * its list, and the selection with it, until the next scan. */
static void app_refresh_scanned(struct app *app)
{
    for (size_t i = 0; i < app->scan_changed_count; i++)
        workspace_refresh(&app->ws, app->scan_changed[i]);
}

static void app_forget_changed(struct app *app)
{
    for (size_t i = 0; i < app->scan_changed_count; i++)
        free(app->scan_changed[i]);
    free(app->scan_changed);
    app->scan_changed = NULL;
    app->scan_changed_count = app->scan_changed_cap = 0;
}

static void app_take_catalog(struct app *app, struct catalog *catalog)
{
    struct app_files held;
    app_hold_files(app, &held);
    workspace_take_catalog(&app->ws, catalog);
    app_refresh_scanned(app);
    app_changed(app, CHANGED_ALL & ~(unsigned)CHANGED_HISTORY);
    app_find_files(app, &held);
    app_watch_folders(app);
    if (catalog->complete)
        reader_mark_dangling(&app->reader, catalog);
}

struct scan_job {
    struct job job;
    const struct folder *folder;
    const struct rules *rules;
    atomic_size_t *seen;
    struct catalog *catalog;
    struct search_files files;
    enum status status;
};

static void scan_job_run(struct job *base)
{
    struct scan_job *job = (struct scan_job *)base;
    struct catalog_options options = {
        .rules = job->rules, .cancel = &base->cancel, .seen = job->seen};
    job->status = catalog_scan(job->folder, &options, &job->catalog, NULL);
    if (job->status == STATUS_OK) {
        catalog_prepare(job->catalog); /* not on the main thread */
        search_files_add_catalog(&job->files, job->catalog);
    }
}

static void scan_job_done(struct job *base, void *data)
{
    struct app *app = data;
    struct scan_job *job = (struct scan_job *)base;
    app->scanning = false;
    if (job->status == STATUS_OK) {
        app_take_catalog(app, job->catalog);
        app_look_again(app); /* no folder was watched before the first scan */
        if (app->scan_changed_count)
            app_index_sync_catalog(app);
        else
            app_index_sync(app, &job->files);
    } else if (job->status != STATUS_CANCELLED) {
        app->search.ready = app->search.usable = true; /* a search says what cannot be read */
        app_look_first(app);
    }
    app_forget_changed(app);
    search_files_finish(&job->files);
    free(job);
    if (app->scan_again) {
        app->scan_again = false;
        app_start_scan(app);
    }
}

void app_start_scan(struct app *app)
{
    if (app->scanning) {
        app->scan_again = true;
        return;
    }
    struct scan_job *job = mem_zalloc(1, sizeof(*job));
    job->job.run = scan_job_run;
    job->job.done = scan_job_done;
    job->folder = &app->ws.folder;
    job->rules = &app->ws.rules;
    job->seen = &app->scanned;
    app->scanning = true;
    app->scan_began = clock_stamp();
    jobs_start(&app->jobs, &job->job, LANE_SCAN);
}

void app_reload_if_shown(struct app *app, const char *path)
{
    app_edit_outside(app, path);
    if (strcmp(path, PROSE_RULES_PATH) == 0)
        app_rules_look(app);
    if (!app->reader.path || strcmp(app->reader.path, path) != 0)
        return;
    reader_reload(&app->reader, &app->ws);
    app->dirty = true;
}

void app_look_again(struct app *app)
{
    app_rules_look(app);
    struct str disk = {0};
    char *todo = mem_string(app->ws.catalog->todo_path);
    if (!app->ws.todo_pending && workspace_read(&app->ws, todo, &disk, NULL) == STATUS_OK &&
        !view_equal(str_view(&disk), str_view(&app->ws.todo.text)))
        app_outside(app, todo);
    struct file_stamp stamp;
    if (app->reader.path && !app->reader.problem &&
        folder_stat(&app->ws.folder, app->reader.path, &stamp, NULL) == STATUS_OK &&
        (stamp.mtime != app->reader.stamp.mtime || stamp.size != app->reader.stamp.size ||
         stamp.inode != app->reader.stamp.inode)) {
        char *path = mem_string(app->reader.path);
        app_outside(app, path);
        free(path);
    }
    if (app->edit.editor)
        app_edit_outside(app, app->edit.path);
    str_finish(&disk);
    free(todo);
}

static void app_take_event(struct app *app, const char *path)
{
    if (view_is(path_name(view_of(path)), ".gitignore")) {
        app_look_everywhere(app);
    } else if (strcmp(path, WORKSPACE_RULES) == 0) {
        status_say(&app->status, ROLE_TEXT,
                   "%s has changed: what it says holds from the next start", WORKSPACE_RULES);
        app->dirty = true;
    } else {
        app_outside(app, path);
    }
}

static void app_on_watch(uv_poll_t *handle, int status, int events)
{
    struct app *app = handle->data;
    struct watch_event *list = NULL;
    size_t count = 0;
    bool history = false;
    (void)status;
    (void)events;
    if (watch_read(app->watch, &list, &count, NULL) != STATUS_OK)
        return;
    for (size_t i = 0; i < count; i++) {
        if (list[i].overflow)
            app_look_everywhere(app);
        else if (list[i].history)
            history = true;
        else
            app_take_event(app, list[i].path);
    }
    if (history && !jobs_busy(&app->jobs, LANE_STORE))
        app_load_state(app, false, NULL);
    watch_events_free(list, count);
}

void app_start_watch(struct app *app)
{
    struct error err;
    if (watch_new(&app->ws.folder, &app->watch, &err) != STATUS_OK ||
        watch_add(app->watch, "", &err) != STATUS_OK) {
        status_say(&app->status, ROLE_WARNING, "changes of other programs are not seen: %s",
                   err.text);
        return;
    }
    uv_poll_init(&app->loop, &app->watching, watch_fd(app->watch));
    app->watching.data = app;
    uv_poll_start(&app->watching, UV_READABLE, app_on_watch);
}
