#include "tui/app_past.h"

#include "core/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* What was deleted, branches, where HEAD was: listed by jobs of LANE_HISTORY, as far as the person
 * scrolls; and the text of a deleted file, as a page. */

static void ledger_done(struct job *job, void *data)
{
    struct app *app = data;
    struct ledger_job *own = (struct ledger_job *)job;
    if (own->generation == app->ledger.generation) {
        ledger_take(&app->ledger, own);
        app->dirty = true;
    }
    ledger_job_free(own);
}

static void ledger_start(struct app *app, bool fresh, size_t want)
{
    app->ledger.generation += fresh;
    struct ledger_job *job = ledger_job_new(&app->history, &app->ledger, fresh, want);
    job->job.done = ledger_done;
    app->ledger.loading = true;
    jobs_start(&app->jobs, &job->job, LANE_HISTORY);
}

void app_ledger_show(struct app *app, enum ledger_kind kind)
{
    ledger_begin(&app->ledger, kind);
    app_push_view(app, VIEW_LEDGER);
}

void app_ledger_search(struct app *app, const char *query)
{
    ledger_begin(&app->ledger, LEDGER_PAST);
    app->ledger.query = mem_string(query);
    app_push_view(app, VIEW_LEDGER);
}

void app_ledger_load(struct app *app)
{
    struct ledger_view *view = &app->ledger;
    size_t ahead = (size_t)app->grid.rows * 2;
    if (!view->loading && !view->complete && !view->stopped && view->list.top + ahead > view->count)
        ledger_start(app, false, ahead);
}

void app_ledger_reload(struct app *app)
{
    for (size_t i = 0; i < app->view_count; i++)
        if (app->views[i] == VIEW_LEDGER) {
            size_t ahead = (size_t)app->grid.rows * 2, count = app->ledger.count;
            ledger_start(app, true, count > ahead ? count : ahead);
            return;
        }
}

bool app_ledger_stop(struct app *app)
{
    struct ledger_view *view = &app->ledger;
    bool walks = view->kind == LEDGER_DELETED || view->kind == LEDGER_PAST;
    if (view->complete || view->stopped || !walks)
        return false;
    view->stopped = true;
    jobs_cancel_optional(&app->jobs, LANE_HISTORY);
    return true;
}

/* --- a deleted file as a page --- */

static void gone_done(struct job *job, void *data)
{
    struct app *app = data;
    struct gone_job *own = (struct gone_job *)job;
    struct reader *reader = &app->gone;
    if (reader->path && strcmp(reader->path, own->path) == 0) {
        if (own->status == STATUS_OK) {
            str_finish(&reader->text);
            reader->text = own->text;
            own->text = (struct str){0};
            reader->cols = 0;
        } else {
            free(reader->problem);
            reader->problem = mem_string(own->error.text);
        }
        app->gone_waits = false;
        app->dirty = true;
    }
    gone_job_free(own);
}

void app_gone_show(struct app *app)
{
    const struct ledger_row *row = ledger_selected(&app->ledger);
    if (!row || !row->last[0])
        return;
    reader_close(&app->gone);
    app->gone.path = mem_string(row->name);
    app->gone.want_line = row->line;
    if (row->found)
        search_desk_add_pattern(row->found, &app->gone.find.text);
    app->gone_waits = true;
    struct gone_job *job = gone_job_new(&app->history, row);
    job->job.done = gone_done;
    jobs_start(&app->jobs, &job->job, LANE_HISTORY);
    app_push_view(app, VIEW_GONE);
}

static void gone_find_again(struct reader *gone)
{
    struct str text = {0};
    str_add(&text, str_view(&gone->find.text));
    if (text.len && find_run(&gone->find, &gone->page.page, str_view(&text), NULL) == STATUS_OK)
        find_from_row(&gone->find, gone->top);
    str_finish(&text);
}

static void gone_laid_out(struct job *base, void *data)
{
    struct app *app = data;
    struct reader_job *job = (struct reader_job *)base;
    if (reader_take(&app->gone, job)) {
        gone_find_again(&app->gone);
        app->dirty = true;
    }
    reader_job_free(job);
}

void app_gone_prepare(struct app *app, struct rect body)
{
    if (app->gone_waits || !app->gone.path || body.cols < 2)
        return;
    if (app->gone.cols != (unsigned)body.cols) {
        reader_layout(&app->gone, (unsigned)body.cols, &app->jobs, gone_laid_out);
        if (app->ws.catalog->complete)
            reader_mark_dangling(&app->gone, app->ws.catalog);
        gone_find_again(&app->gone);
    }
    reader_fit(&app->gone, (size_t)(body.rows > 0 ? body.rows : 1));
}
