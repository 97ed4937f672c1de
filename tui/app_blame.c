#include "tui/app_past.h"

#include "core/base/memory.h"
#include "tui/panes/pane.h"

#include <stdlib.h>
#include <string.h>

/* Who wrote each part of a file: found behind the screen, with how far it is; the page is laid out
 * when it is drawn. */

enum { TICK_MS = 150 };

static void blame_tick(uv_timer_t *timer)
{
    struct app *app = timer->data;
    app->dirty = true;
}

static void blame_job_done(struct job *base, void *data)
{
    struct app *app = data;
    struct blame_job *job = (struct blame_job *)base;
    for (size_t i = 0; job->status == STATUS_OK && i < job->blame.commit_count; i++)
        authors_meet(&app->authors, job->blame.commits[i].commit.email);
    blame_view_take(&app->blame, job);
    if (!app->blame.job)
        uv_timer_stop(&app->blame_timer);
    app->dirty = true;
    blame_job_free(job);
}

static void blame_start(struct app *app, struct blame_job *job)
{
    job->job.done = blame_job_done;
    jobs_start(&app->jobs, &job->job, LANE_HISTORY);
    uv_timer_start(&app->blame_timer, blame_tick, TICK_MS, TICK_MS);
}

void app_blame_start(struct app *app)
{
    uv_timer_init(&app->loop, &app->blame_timer);
    app->blame_timer.data = app;
}

enum status app_blame_open(struct app *app, const char *path, struct error *err)
{
    const struct version_desk *versions = &app->versions;
    bool reads =
        app_view(app) == VIEW_READER && app->reader.path && strcmp(path, app->reader.path) == 0;
    const char *from = "";
    if (!app->repo_there)
        return error_set(err, STATUS_INVALID, "this folder has no history");
    if (reads && versions->on && versions->shows) {
        from = versions->log.commits[versions->at].id;
        path =
            versions->log.notes[versions->at].path ? versions->log.notes[versions->at].path : path;
    }
    blame_view_begin(&app->blame, path, from, reads ? reader_line(&app->reader) : 0);
    blame_start(app, blame_job_new(&app->history, &app->blame, NULL));
    app_push_view(app, VIEW_BLAME);
    return STATUS_OK;
}

enum status app_blame_older(struct app *app, struct error *err)
{
    struct blame_job *job;
    enum status status = blame_view_older(&app->blame, &app->history, &job, err);
    if (status == STATUS_OK)
        blame_start(app, job);
    return status;
}

enum status app_blame_newer(struct app *app, struct error *err)
{
    struct blame_job *job;
    enum status status = blame_view_newer(&app->blame, &app->history, &job, err);
    if (status == STATUS_OK)
        blame_start(app, job);
    return status;
}

void app_blame_again(struct app *app)
{
    struct blame_view *view = &app->blame;
    const struct blame_unit *unit = blame_view_unit(view);
    if (app_view(app) != VIEW_BLAME || view->from[0] || view->job)
        return;
    char *path = mem_string(view->path);
    blame_view_begin(view, path, "", unit ? unit->first : 0);
    blame_start(app, blame_job_new(&app->history, view, NULL));
    free(path);
}

void app_blame_leave(struct app *app)
{
    uv_timer_stop(&app->blame_timer);
    blame_view_finish(&app->blame);
}

static void blame_page_done(struct job *base, void *data)
{
    struct app *app = data;
    struct reader_job *job = (struct reader_job *)base;
    if (app->blame.loaded && reader_take(&app->blame.page, job)) {
        blame_view_lay_out(&app->blame, &app->authors, app->now);
        app->dirty = true;
    }
    reader_job_free(job);
}

void app_blame_prepare(struct app *app)
{
    struct blame_view *view = &app->blame;
    struct rect body = blame_pane_body(app, app->layout.main);
    if (!view->loaded || body.cols < 2 || body.rows < 1)
        return;
    if (view->page.cols != (unsigned)body.cols) {
        reader_layout(&view->page, (unsigned)body.cols, &app->jobs, blame_page_done);
        reader_mark_dangling(&view->page, app->ws.catalog);
        blame_view_lay_out(view, &app->authors, app->now);
    }
    blame_view_fit(view, (size_t)body.rows);
}
