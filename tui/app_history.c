#include "tui/app_past.h"

#include "core/base/memory.h"
#include "tui/app_edit.h"

#include <stdlib.h>
#include <string.h>

/* The strip, the log and a commit's diff, filled by jobs of LANE_HISTORY. What comes for a view
 * that has begun anew meanwhile is dropped. */

static void app_log_done(struct job *job, void *data)
{
    struct app *app = data;
    struct log_job *own = (struct log_job *)job;
    struct log_view *view = own->kind == LOG_STRIP ? &app->strip : &app->log;
    for (size_t i = 0; i < own->count; i++)
        authors_meet(&app->authors, own->commits[i].email);
    if (own->generation == view->generation) {
        log_view_take(view, own, own->kind == LOG_STRIP ? &app->lists[PANE_HISTORY] : &view->list);
        app_fit_selection(app, PANE_HISTORY);
        app->dirty = true;
    }
    log_job_free(own);
}

static void app_start_log(struct app *app, struct log_view *view, bool fresh, size_t want)
{
    enum log_kind kind = view == &app->strip ? LOG_STRIP : LOG_VIEW;
    view->generation += fresh;
    struct log_job *job = log_job_new(&app->history, view, kind, fresh, want);
    job->job.done = app_log_done;
    view->loading = true;
    jobs_start(&app->jobs, &job->job, LANE_HISTORY);
}

static bool app_shows_log(const struct app *app)
{
    for (size_t i = 0; i < app->view_count; i++)
        if (app->views[i] == VIEW_LOG)
            return true;
    return false;
}

void app_load_newest(struct app *app)
{
    app_margin_read(app);
    app_blame_again(app);
    if (!app->repo_there)
        return;
    app_start_log(app, &app->strip, true, 50);
    app_ledger_reload(app);
    if (app_shows_log(app))
        app_start_log(app, &app->log, true,
                      app->log.count > 100 ? app->log.count : (size_t)app->grid.rows * 2);
}

static void app_stat_done(struct job *job, void *data)
{
    struct app *app = data;
    struct stat_job *own = (struct stat_job *)job;
    if (own->generation == app->log.generation) {
        log_view_take_stats(&app->log, own);
        app->dirty = true;
    }
    stat_job_free(own);
}

/* The figures of the rows on the screen, once these have come. */
static void app_count_log(struct app *app)
{
    struct log_view *log = &app->log;
    if (log->counting || (log->loading && log->count == 0))
        return;
    struct stat_job *job = stat_job_new(&app->history, log, log->list.top,
                                        log->list.top + (size_t)app->layout.main.rows);
    if (!job)
        return;
    job->job.done = app_stat_done;
    log->counting = true;
    jobs_start(&app->jobs, &job->job, LANE_HISTORY);
}

void app_load_log(struct app *app)
{
    struct log_view *log = &app->log;
    size_t ahead = (size_t)app->grid.rows * 2;
    if (!log->loading && !log->complete && !log->stopped && log->list.top + ahead > log->count)
        app_start_log(app, log, false, log->count ? 500 : ahead);
    app_count_log(app);
}

bool app_stop_log(struct app *app)
{
    struct log_view *log = &app->log;
    if (log->complete || log->stopped || (!log->path && log_search_is_empty(&log->search)))
        return false;
    log->stopped = true;
    jobs_cancel_optional(&app->jobs, LANE_HISTORY);
    return true;
}

static void app_diff_done(struct job *job, void *data)
{
    struct app *app = data;
    struct diff_job *own = (struct diff_job *)job;
    struct diff_view *view = &app->diff;
    if (view->generation == own->generation) {
        if (own->status == STATUS_OK) {
            if (view->loaded)
                diff_finish(&view->diff);
            view->diff = own->diff;
            view->loaded = true;
            view->cols = 0;
            own->status = STATUS_CANCELLED; /* taken over */
        } else {
            free(view->problem);
            view->problem = mem_string(own->error.text);
        }
        app->dirty = true;
    }
    diff_job_free(own);
}

static void app_start_diff(struct app *app)
{
    struct diff_job *job = diff_job_new(&app->history, &app->diff);
    job->job.done = app_diff_done;
    jobs_start(&app->jobs, &job->job, LANE_HISTORY);
}

void app_load_diff(struct app *app, const char *from, const char *id, const char *path)
{
    diff_view_begin(&app->diff, from, id, path);
    app_start_diff(app);
    app_push_view(app, VIEW_DIFF);
}

void app_reload_diff(struct app *app)
{
    app->diff.cols = 0; /* its page is made anew in any case */
    if (app->diff.about != DIFF_COMMIT)
        return;
    app->diff.generation++;
    app_start_diff(app);
}
