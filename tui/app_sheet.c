#include "tui/app_notes.h"

#include "core/base/memory.h"
#include "tui/app_edit.h"

#include <stdlib.h>
#include <string.h>

/* The doctor, and replacing in all files: every file is read behind the screen, with a catalog of
 * the job's own; what comes back is a list, and what is meant of it one change set. A file with
 * unsaved text in the editor is left alone until it is saved. */

struct sheet_job {
    struct job job;
    const struct folder *folder;
    const struct rules *rules;
    atomic_size_t *seen;
    enum sheet_kind kind;
    unsigned generation;
    bool cures;                    /* it makes the cure of `problem` */
    struct doctor_problem problem; /* its own */
    struct doctor_report report;
    char *what, *with, *skip;
    struct replace_plan plan;
    struct change_set set;
    enum status status;
    struct error error;
};

static void sheet_job_work(struct sheet_job *job, const struct catalog *catalog)
{
    const atomic_bool *cancel = &job->job.cancel;
    const struct replace_request request = {view_of(job->what), view_of(job->with), job->skip};
    if (job->cures)
        job->status =
            doctor_fix(job->folder, catalog, &job->problem, cancel, &job->set, &job->error);
    else if (job->kind == SHEET_DOCTOR)
        job->status =
            doctor_examine(job->folder, catalog, cancel, job->seen, &job->report, &job->error);
    else
        job->status = replace_find(job->folder, catalog, &request, cancel, job->seen, &job->plan,
                                   &job->error);
}

static void sheet_job_run(struct job *base)
{
    struct sheet_job *job = (struct sheet_job *)base;
    const struct catalog_options options = {.rules = job->rules, .cancel = &base->cancel};
    struct catalog *catalog = NULL;
    job->status = catalog_scan(job->folder, &options, &catalog, &job->error);
    if (job->status == STATUS_OK)
        sheet_job_work(job, catalog);
    catalog_free(catalog);
}

static void sheet_job_free(struct sheet_job *job)
{
    doctor_report_finish(&job->report);
    replace_plan_finish(&job->plan);
    change_set_finish(&job->set);
    free(job->problem.path);
    free(job->problem.other);
    free(job->problem.what);
    free(job->problem.with);
    free(job->what);
    free(job->with);
    free(job->skip);
    free(job);
}

static struct sheet_job *sheet_job_new(struct app *app, void (*done)(struct job *, void *))
{
    struct sheet_job *job = mem_zalloc(1, sizeof(*job));
    job->job.run = sheet_job_run;
    job->job.done = done;
    job->job.optional = true;
    job->folder = &app->ws.folder;
    job->rules = &app->ws.rules;
    job->seen = &app->sheet.seen;
    job->kind = app->sheet.kind;
    job->generation = app->sheet.generation;
    job->status = STATUS_CANCELLED;
    return job;
}

static bool sheet_is_open(const struct app *app)
{
    for (size_t i = 0; i < app->view_count; i++)
        if (app->views[i] == VIEW_SHEET)
            return true;
    return false;
}

/* --- making the list --- */

static void sheet_take(struct sheet_view *view, struct sheet_job *job)
{
    doctor_report_finish(&view->report);
    replace_plan_finish(&view->plan);
    view->report = job->report;
    view->plan = job->plan;
    job->report = (struct doctor_report){0};
    job->plan = (struct replace_plan){0};
    view->made = true;
}

static void sheet_made(struct job *base, void *data)
{
    struct app *app = data;
    struct sheet_job *job = (struct sheet_job *)base;
    struct sheet_view *view = &app->sheet;
    if (view->running == base)
        view->running = NULL;
    if (job->generation == view->generation) {
        free(view->problem);
        view->problem = NULL;
        if (job->status == STATUS_OK)
            sheet_take(view, job);
        else
            view->problem =
                mem_string(job->status == STATUS_CANCELLED ? "Stopped before every file was read."
                                                           : job->error.text);
    }
    app->dirty = true;
    sheet_job_free(job);
}

static void sheet_start(struct app *app)
{
    struct sheet_view *view = &app->sheet;
    const struct edit_view *edit = &app->edit;
    app_sheet_stop(app);
    view->generation++;
    atomic_store(&view->seen, 0);
    struct sheet_job *job = sheet_job_new(app, sheet_made);
    if (view->kind == SHEET_REPLACE) {
        bool unsaved = edit->editor && editor_is_dirty(edit->editor);
        job->what = mem_string(view->what);
        job->with = mem_string(view->with);
        job->skip = unsaved ? mem_string(edit->path) : NULL;
        free(view->skipped);
        view->skipped = unsaved ? mem_string(edit->path) : NULL;
    }
    view->running = &job->job;
    jobs_start(&app->jobs, &job->job, LANE_SCAN);
}

bool app_sheet_stop(struct app *app)
{
    if (!app->sheet.running)
        return false;
    atomic_store(&app->sheet.running->cancel, true);
    app->sheet.running = NULL;
    return true;
}

void app_sheet_doctor(struct app *app)
{
    bool again = sheet_is_open(app) && app->sheet.kind == SHEET_DOCTOR;
    if (!again)
        sheet_finish(&app->sheet);
    app->sheet.kind = SHEET_DOCTOR;
    app_push_view(app, VIEW_SHEET);
    sheet_start(app);
}

void app_sheet_replace(struct app *app, const char *what, const char *with)
{
    sheet_finish(&app->sheet);
    app->sheet.kind = SHEET_REPLACE;
    app->sheet.what = mem_string(what);
    app->sheet.with = mem_string(with);
    app_push_view(app, VIEW_SHEET);
    sheet_start(app);
}

void app_sheet_again(struct app *app)
{
    if (sheet_is_open(app) && app->sheet.kind == SHEET_DOCTOR && app->sheet.made)
        sheet_start(app);
}

/* --- doing it --- */

/* Saves `set`, and takes its contents, unless a file of it is held or has unsaved text. */
static enum status sheet_save(struct app *app, struct change_set *set, struct error *err)
{
    const char *unsaved = app_unsaved_in(app, set);
    enum status status = STATUS_OK;
    if (unsaved)
        return error_set(err, STATUS_CONFLICT,
                         "%s has unsaved text: save it first; nothing was changed", unsaved);
    for (size_t i = 0; status == STATUS_OK && i < set->count; i++)
        status = app_alarm_check(app, set->items[i].path, err);
    if (status == STATUS_OK) {
        status_say(&app->status, ROLE_GOOD, "%s · u undoes it", set->subject);
        app_save(app, set);
    }
    return status;
}

static void sheet_cured(struct job *base, void *data)
{
    struct app *app = data;
    struct sheet_job *job = (struct sheet_job *)base;
    if (app->sheet.running == base)
        app->sheet.running = NULL;
    if (job->status == STATUS_OK)
        job->status = sheet_save(app, &job->set, &job->error);
    if (job->status != STATUS_OK && job->status != STATUS_CANCELLED)
        status_say(&app->status, ROLE_ERROR, "%s", job->error.text);
    app->dirty = true;
    sheet_job_free(job);
}

static char *copy_or_null(const char *text)
{
    return text ? mem_string(text) : NULL;
}

enum status app_sheet_fix(struct app *app, struct error *err)
{
    struct sheet_view *view = &app->sheet;
    size_t at = view->list.selected;
    if (view->kind != SHEET_DOCTOR || at >= view->report.count)
        return error_set(err, STATUS_INVALID, "no problem is selected");
    if (view->running)
        return error_set(err, STATUS_BUSY, "the files are still being read");
    const struct doctor_problem *problem = &view->report.items[at];
    struct sheet_job *job = sheet_job_new(app, sheet_cured);
    job->cures = true;
    job->problem = *problem;
    job->problem.path = mem_string(problem->path);
    job->problem.other = copy_or_null(problem->other);
    job->problem.what = copy_or_null(problem->what);
    job->problem.with = copy_or_null(problem->with);
    view->running = &job->job;
    jobs_start(&app->jobs, &job->job, LANE_SCAN);
    return STATUS_OK;
}

enum status app_sheet_go(struct app *app, struct error *err)
{
    struct sheet_view *view = &app->sheet;
    const struct replace_request request = {view_of(view->what), view_of(view->with), NULL};
    struct change_set set = {0};
    size_t files;
    if (view->kind != SHEET_REPLACE || view->running || !view->made)
        return error_set(err, STATUS_BUSY, "the files are still being read");
    if (replace_meant(&view->plan, &files) == 0)
        return error_set(err, STATUS_INVALID, "nothing is to be replaced");
    replace_change(&view->plan, &request, &set);
    enum status status = sheet_save(app, &set, err);
    change_set_finish(&set);
    if (status == STATUS_OK && app_view(app) == VIEW_SHEET) {
        app->view_count--;
        if (app_view(app) == VIEW_READER)
            app->focus = app->view_from;
        sheet_finish(view);
    }
    return status;
}

void app_sheet_open(struct app *app)
{
    unsigned line;
    const char *path = sheet_selected(&app->sheet, &line);
    if (!path)
        return;
    app_open_path(app, path, app->reader_from);
    if (line && app->reader.cols)
        reader_go_to_line(&app->reader, line);
    else if (line)
        app->reader.want_line = line;
    app->view_count = 1;
    app->focus = PANE_MAIN;
}
