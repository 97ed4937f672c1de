#include "tui/app_past.h"

#include "core/base/clock.h"
#include "core/base/memory.h"
#include "core/store/revive.h"
#include "tui/app_edit.h"
#include "tui/app_notes.h"

#include <stdlib.h>
#include <string.h>

/* Undo, redo, revert, restore: the plan is made behind the screen, after all saves that were begun
 * before. What takes something away is shown first and done when that is meant; what it gives is
 * saved and committed like any other change. The same key once more does what is shown and shows
 * what comes next. */

struct revive_job {
    struct job job;
    struct store_lane *lane;
    struct revive_request request;
    struct revive_plan plan;
    enum status status;
    struct error error;
};

static void revive_job_run(struct job *base)
{
    struct revive_job *job = (struct revive_job *)base;
    job->status = store_lane_open(job->lane, &job->error);
    if (job->status == STATUS_OK)
        job->status = revive_plan_make(job->lane->repo, job->lane->folder, &job->request,
                                       &base->cancel, &job->plan, &job->error);
}

static void revive_job_free(struct revive_job *job)
{
    revive_plan_finish(&job->plan);
    revive_request_finish(&job->request);
    free(job);
}

void app_revive_drop(struct app *app)
{
    revive_plan_finish(&app->revive.plan);
    app->revive.kind = REVIVE_NOTHING;
}

static bool revive_is_shown(const struct app *app)
{
    return app->focus == PANE_MAIN && app_view(app) == VIEW_DIFF &&
           app->diff.about == DIFF_OF_REVIVE && app->revive.kind != REVIVE_NOTHING;
}

static void revive_leave_page(struct app *app)
{
    if (app_view(app) == VIEW_DIFF && app->diff.about == DIFF_OF_REVIVE)
        app_run(app, "back");
}

/* The file that is being edited with unsaved text and would be changed, or NULL. */
static const char *revive_unsaved(const struct app *app, const struct revive_plan *plan)
{
    const char *path = app->edit.path;
    if (!app->edit.editor || !editor_is_dirty(app->edit.editor))
        return NULL;
    if (plan->conflict.path) /* it needs the editor */
        return path;
    return app_unsaved_in(app, &plan->set);
}

/* "Undo · 2 minutes ago · todo: add "one"" */
static void revive_show(struct app *app)
{
    static const char *const verbs[] = {[REVIVE_UNDO] = "Undo",
                                        [REVIVE_REDO] = "Redo",
                                        [REVIVE_REVERT] = "Take back",
                                        [REVIVE_RESTORE] = "Bring back",
                                        [REVIVE_UNDELETE] = "Bring back"};
    struct revive_shown *shown = &app->revive;
    struct str title = {0};
    str_addf(&title, "%s · ", verbs[shown->kind]);
    clock_add_long(&title, shown->plan.time, app->now);
    str_addf(&title, " · %s", shown->plan.about);
    diff_view_finish(&app->diff);
    app->diff.about = DIFF_OF_REVIVE;
    app->diff.title = str_take(&title);
    diff_change_set(&shown->plan.set, &app->diff.diff);
    app->diff.loaded = true;
    app_push_view(app, VIEW_DIFF);
}

static void revive_take(struct app *app, struct revive_job *job)
{
    struct revive_shown *shown = &app->revive;
    const char *unsaved = revive_unsaved(app, &job->plan);
    app_revive_drop(app);
    revive_leave_page(app);
    if (unsaved) {
        status_say(&app->status, ROLE_WARNING,
                   "%s has unsaved text: save it first; nothing was changed", unsaved);
    } else if (job->plan.set.count == 0 && !job->plan.conflict.path) {
        status_say(&app->status, ROLE_TEXT, "it is so already: nothing to change");
    } else {
        bool at_once = job->request.kind == REVIVE_RESTORE || job->request.kind == REVIVE_UNDELETE;
        if (job->plan.conflict.path && app->edit.editor)
            app_edit_leave(app);
        shown->plan = job->plan;
        shown->kind = job->request.kind;
        job->plan = (struct revive_plan){0};
        if (shown->plan.conflict.path)
            app_edit_merge_back(app, &shown->plan.conflict);
        else if (at_once)
            app_revive_go(app);
        else
            revive_show(app);
    }
}

static void revive_job_done(struct job *base, void *data)
{
    struct app *app = data;
    struct revive_job *job = (struct revive_job *)base;
    if (job->status == STATUS_OK) {
        revive_take(app, job);
    } else {
        app_revive_drop(app);
        revive_leave_page(app);
        status_say(&app->status, job->status == STATUS_ABSENT ? ROLE_TEXT : ROLE_ERROR, "%s",
                   job->error.text);
    }
    app->dirty = true;
    revive_job_free(job);
}

static void revive_do(struct app *app)
{
    struct revive_shown *shown = &app->revive;
    enum status status = STATUS_OK;
    struct error err;
    for (size_t i = 0; status == STATUS_OK && i < shown->plan.set.count; i++)
        status = app_alarm_check(app, shown->plan.set.items[i].path, &err);
    const char *unsaved = revive_unsaved(app, &shown->plan);
    if (status != STATUS_OK) {
        status_say(&app->status, ROLE_ERROR, "%s", err.text);
    } else if (unsaved) {
        status_say(&app->status, ROLE_WARNING,
                   "%s has unsaved text: save it first; nothing was changed", unsaved);
    } else {
        status_say(&app->status, ROLE_GOOD, "%s", shown->plan.set.subject);
        app_save_planned(app, &shown->plan.set, shown->plan.head);
    }
    app_revive_drop(app);
}

void app_revive_go(struct app *app)
{
    revive_leave_page(app);
    revive_do(app);
}

void app_revive_join(struct app *app, struct change_set *set)
{
    struct change_set *act = &app->revive.plan.set;
    if (app->revive.kind == REVIVE_NOTHING || !app->revive.plan.conflict.path || set->count != 1 ||
        strcmp(app->revive.plan.conflict.path, set->items[0].path) != 0)
        return;
    *ARRAY_PUSH(act->items, act->count, act->cap) = set->items[0];
    set->count = 0;
    change_set_finish(set);
    *set = *act;
    *act = (struct change_set){0};
    app_revive_drop(app);
}

void app_revive(struct app *app, struct revive_request *request)
{
    /* The page stays until the next one comes: a key in between is not meant for a list below. */
    if (revive_is_shown(app) && app->revive.kind == request->kind)
        revive_do(app);
    struct revive_job *job = mem_zalloc(1, sizeof(*job));
    job->job.run = revive_job_run;
    job->job.done = revive_job_done;
    job->lane = &app->store;
    job->request = *request;
    *request = (struct revive_request){0};
    jobs_start(&app->jobs, &job->job, LANE_STORE);
}
