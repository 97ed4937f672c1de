#include "tui/app_past.h"

#include "core/base/memory.h"

/* The versions of a file, one after another in the reader. A step changes which one is selected;
 * it is shown as soon as its text and that of the one before it are here, which they mostly are
 * already. The list grows behind the screen until it is whole, or the person leaves; a version that
 * it has not come to yet may be selected, and is shown when it has. */

enum { VERSION_FIRST = 64, VERSION_MORE = 2000 };
/* Of a longer text only what is shown is read, not what may be. */
#define VERSION_AHEAD ((size_t)1 << 20)

static void version_show(struct app *app);

static void version_job_done(struct job *base, void *data)
{
    struct app *app = data;
    struct version_job *job = (struct version_job *)base;
    struct version_desk *desk = &app->versions;
    desk->reading = false;
    if (desk->on && job->generation == desk->log.generation) {
        if (job->status != STATUS_OK && job->status != STATUS_ABSENT)
            status_say(&app->status, ROLE_ERROR, "%s", job->error.text);
        version_keep(desk, job->id, &job->text, job->status == STATUS_OK);
    }
    version_job_free(job);
    version_show(app);
}

/* Reads the nearest of those around the selected one that is not here. */
static void version_read_next(struct app *app)
{
    static const int order[] = {0, 1, 2, -1, 3, -2, 4, -3};
    struct version_desk *desk = &app->versions;
    size_t most = app->reader.text.len > VERSION_AHEAD ? 2 : ARRAY_LEN(order);
    for (size_t i = 0; !desk->reading && i < most; i++) {
        size_t at = desk->log.list.selected + (size_t)order[i];
        if (at >= desk->log.count || version_find(desk, desk->log.commits[at].id))
            continue;
        struct version_job *job = version_job_new(&app->version_lane, desk, at);
        job->job.done = version_job_done;
        desk->reading = true;
        jobs_start(&app->jobs, &job->job, LANE_VERSIONS);
    }
}

static void version_show(struct app *app)
{
    struct version_desk *desk = &app->versions;
    const struct log_view *log = &desk->log;
    size_t at = log->list.selected;
    if (!desk->on || at >= log->count)
        return;
    bool first = at + 1 == log->count;
    const struct version_text *text = version_find(desk, log->commits[at].id);
    const struct version_text *older = first ? NULL : version_find(desk, log->commits[at + 1].id);
    bool ready = text && (older || (first && log->complete));
    if (ready && (!desk->shows || desk->at != at || desk->stale)) {
        struct view before = older ? str_view(&older->text) : VIEW("");
        desk->shows = true;
        desk->stale = false;
        desk->at = at;
        desk->gone = !text->there;
        reader_show_past(&app->reader, str_view(&text->text),
                         older && !desk->plain ? &before : NULL);
        app->dirty = true;
    }
    version_read_next(app);
}

static void version_load(struct app *app, size_t want);

static void version_list_done(struct job *base, void *data)
{
    struct app *app = data;
    struct log_job *job = (struct log_job *)base;
    struct version_desk *desk = &app->versions;
    if (desk->on && job->generation == desk->log.generation) {
        log_view_take(&desk->log, job, &desk->log.list);
        app->dirty = true;
        if (desk->log.complete && desk->log.count && desk->log.list.selected >= desk->log.count)
            desk->log.list.selected = desk->log.count - 1;
        if (desk->log.problem)
            status_say(&app->status, ROLE_ERROR, "%s", desk->log.problem);
        else if (desk->log.complete && desk->log.count == 0)
            status_say(&app->status, ROLE_TEXT, "no commit has this file yet");
        if (desk->log.complete && desk->log.count == 0)
            app_version_leave(app);
        else if (!desk->log.complete)
            version_load(app, VERSION_MORE);
        version_show(app);
    }
    log_job_free(job);
}

static void version_load(struct app *app, size_t want)
{
    struct log_job *job = log_job_new(&app->history, &app->versions.log, LOG_VERSIONS, false, want);
    job->job.done = version_list_done;
    jobs_start(&app->jobs, &job->job, LANE_HISTORY);
}

static void version_begin(struct app *app)
{
    struct version_desk *desk = &app->versions;
    version_desk_clear(desk);
    log_view_begin(&desk->log, app->reader.path);
    desk->on = true;
    version_load(app, VERSION_FIRST);
}

void app_version_drop(struct app *app)
{
    if (!app->versions.on)
        return;
    version_desk_clear(&app->versions);
    jobs_cancel_optional(&app->jobs, LANE_HISTORY);
    app->dirty = true;
}

void app_version_leave(struct app *app)
{
    app_version_drop(app);
    reader_leave_past(&app->reader, &app->ws);
}

void app_version_go(struct app *app, size_t at)
{
    app->versions.log.list.selected = at;
    version_show(app);
}

enum status app_version_older(struct app *app, struct error *err)
{
    struct version_desk *desk = &app->versions;
    if (desk->on && desk->log.complete && desk->log.list.selected + 1 >= desk->log.count)
        return error_set(err, STATUS_INVALID, "this is the first version");
    if (desk->on) {
        app_version_go(app, desk->log.list.selected + 1);
        return STATUS_OK;
    }
    if (!app->reader.path || !app->repo_there)
        return error_set(err, STATUS_INVALID,
                         app->reader.path ? "this folder has no history" : "nothing is read here");
    version_begin(app);
    return STATUS_OK;
}

enum status app_version_newer(struct app *app, struct error *err)
{
    struct version_desk *desk = &app->versions;
    if (!desk->on)
        return error_set(err, STATUS_INVALID, "this is the text as it is now: [ shows older ones");
    if (desk->log.list.selected > 0)
        app_version_go(app, desk->log.list.selected - 1);
    else
        app_version_leave(app);
    return STATUS_OK;
}

void app_version_mark(struct app *app)
{
    struct version_desk *desk = &app->versions;
    desk->plain = !desk->plain;
    desk->stale = true;
    version_show(app);
}
