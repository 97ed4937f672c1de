#include "tui/app_notes.h"

#include "core/base/memory.h"
#include "tui/app_edit.h"

#include <stdlib.h>
#include <string.h>

/* Renaming and moving with the links that lead there. Every file is read for that, so the plan is
 * made behind the screen, from a catalog of its own. Where links change, all that will is shown
 * first, and done when it is meant; where none do, it is done at once. */

struct move_job {
    struct job job;
    const struct folder *folder;
    const struct rules *rules;
    struct relocate_request request;
    struct relocate_plan plan;
    enum status status;
    struct error error;
};

static void move_job_run(struct job *base)
{
    struct move_job *job = (struct move_job *)base;
    const struct catalog_options options = {.rules = job->rules, .cancel = &base->cancel};
    struct catalog *catalog = NULL;
    job->status = catalog_scan(job->folder, &options, &catalog, &job->error);
    if (job->status == STATUS_OK)
        job->status = relocate_plan_make(job->folder, catalog, &job->request, &base->cancel, NULL,
                                         &job->plan, &job->error);
    catalog_free(catalog);
}

const char *app_unsaved_in(const struct app *app, const struct change_set *set)
{
    const char *path = app->edit.path;
    if (!app->edit.editor || !editor_is_dirty(app->edit.editor))
        return NULL;
    for (size_t i = 0; i < set->count; i++) {
        const struct change *change = &set->items[i];
        if (strcmp(change->path, path) == 0 || (change->from && strcmp(change->from, path) == 0))
            return path;
    }
    return NULL;
}

void app_move_drop(struct app *app)
{
    relocate_plan_finish(&app->move.plan);
    relocate_request_finish(&app->move.request);
}

static void move_leave_page(struct app *app)
{
    if (app_view(app) == VIEW_DIFF && app->diff.about == DIFF_OF_MOVE)
        app_run(app, "back");
}

static void move_show(struct app *app)
{
    const struct relocate_request *request = &app->move.request;
    const struct relocate_plan *plan = &app->move.plan;
    struct change_set page = {0};
    struct str title = {0};
    relocate_plan_show(plan, &page);
    str_addf(&title, "%s → %s · %zu link%s in %zu file%s", request->from, request->to, plan->links,
             plan->links == 1 ? "" : "s", plan->files, plan->files == 1 ? "" : "s");
    diff_view_finish(&app->diff);
    app->diff.about = DIFF_OF_MOVE;
    app->diff.title = str_take(&title);
    diff_change_set(&page, &app->diff.diff);
    app->diff.loaded = true;
    change_set_finish(&page);
    app_push_view(app, VIEW_DIFF);
}

/* STATUS_CONFLICT when something that would change is held, or has unsaved text. */
static enum status move_check(struct app *app, struct error *err)
{
    const struct change_set *set = &app->move.plan.set;
    const char *unsaved = app_unsaved_in(app, set);
    enum status status = STATUS_OK;
    if (unsaved)
        return error_set(err, STATUS_CONFLICT,
                         "%s has unsaved text: save it first; nothing was changed", unsaved);
    for (size_t i = 0; status == STATUS_OK && i < set->count; i++)
        status = app_alarm_check(app, set->items[i].path, err);
    return status;
}

void app_move_go(struct app *app)
{
    struct relocate_request *request = &app->move.request;
    struct error err;
    enum status status = move_check(app, &err);
    move_leave_page(app);
    if (status == STATUS_OK) {
        if (app->edit.editor && strcmp(app->edit.path, request->from) == 0)
            app_edit_leave(app);
        if (app->move.plan.unread)
            status_say(&app->status, ROLE_WARNING,
                       "%zu files could not be read: links in them stay", app->move.plan.unread);
        else
            status_say(&app->status, ROLE_GOOD, "%s", app->move.plan.set.subject);
        free(app->open_next);
        app->open_next = mem_string(request->to);
        app_save(app, &app->move.plan.set);
    } else {
        status_say(&app->status, ROLE_ERROR, "%s", err.text);
    }
    app_move_drop(app);
}

static void move_take(struct app *app, struct move_job *job)
{
    app_move_drop(app);
    app->move.request = job->request;
    app->move.plan = job->plan;
    job->request = (struct relocate_request){0};
    job->plan = (struct relocate_plan){0};
    struct error err;
    enum status status = move_check(app, &err);
    if (status != STATUS_OK)
        status_say(&app->status, ROLE_ERROR, "%s", err.text);
    else if (app->move.plan.set.count == 0)
        status_say(&app->status, ROLE_TEXT, "it is so already: nothing to change");
    else if (app->move.plan.links)
        move_show(app);
    else
        app_move_go(app);
}

static void move_job_done(struct job *base, void *data)
{
    struct app *app = data;
    struct move_job *job = (struct move_job *)base;
    app->move.running = NULL;
    status_clear(&app->status);
    if (job->status == STATUS_OK)
        move_take(app, job);
    else
        status_say(&app->status, job->status == STATUS_CANCELLED ? ROLE_TEXT : ROLE_ERROR, "%s",
                   job->error.text);
    relocate_plan_finish(&job->plan);
    relocate_request_finish(&job->request);
    free(job);
    app->dirty = true;
}

void app_move(struct app *app, struct relocate_request *request)
{
    if (app->move.running) {
        status_say(&app->status, ROLE_WARNING, "another file is being moved; esc stops that");
        return;
    }
    struct move_job *job = mem_zalloc(1, sizeof(*job));
    job->job.run = move_job_run;
    job->job.done = move_job_done;
    job->job.optional = true;
    job->folder = &app->ws.folder;
    job->rules = &app->ws.rules;
    job->request = *request;
    *request = (struct relocate_request){0};
    app->move.running = &job->job;
    status_say(&app->status, ROLE_TEXT, "looking for links to it… esc stops");
    jobs_start(&app->jobs, &job->job, LANE_SCAN);
}

bool app_move_stop(struct app *app)
{
    if (!app->move.running)
        return false;
    atomic_store(&app->move.running->cancel, true);
    return true;
}
