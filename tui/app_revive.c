#include "tui/app.h"

#include "core/base/memory.h"
#include "core/store/revive.h"

#include <stdlib.h>
#include <string.h>

/* Undo, redo, revert, restore: the plan is made behind the screen, after all saves that were begun
 * before; what it gives is saved and committed like any other change. */

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

/* The file that is being edited with unsaved text and would be changed, or NULL. */
static const char *revive_unsaved(const struct app *app, const struct change_set *set)
{
    if (!app->edit.editor || !editor_is_dirty(app->edit.editor))
        return NULL;
    for (size_t i = 0; i < set->count; i++) {
        const struct change *change = &set->items[i];
        if (strcmp(change->path, app->edit.path) == 0 ||
            (change->from && strcmp(change->from, app->edit.path) == 0))
            return app->edit.path;
    }
    return NULL;
}

static void revive_take(struct app *app, struct revive_plan *plan)
{
    const char *unsaved = revive_unsaved(app, &plan->set);
    if (unsaved) {
        status_say(&app->status, ROLE_WARNING,
                   "%s has unsaved text: save it first; nothing was changed", unsaved);
    } else if (plan->conflict.path) {
        status_say(&app->status, ROLE_WARNING,
                   "%s was changed since in the same words: nothing was changed",
                   plan->conflict.path);
    } else if (plan->set.count == 0) {
        status_say(&app->status, ROLE_TEXT, "it is so already: nothing to change");
    } else {
        status_say(&app->status, ROLE_GOOD, "%s", plan->set.subject);
        app_save(app, &plan->set);
    }
}

static void revive_job_done(struct job *base, void *data)
{
    struct app *app = data;
    struct revive_job *job = (struct revive_job *)base;
    if (job->status == STATUS_OK)
        revive_take(app, &job->plan);
    else
        status_say(&app->status, job->status == STATUS_ABSENT ? ROLE_TEXT : ROLE_ERROR, "%s",
                   job->error.text);
    app->dirty = true;
    revive_job_free(job);
}

void app_revive(struct app *app, struct revive_request *request)
{
    struct revive_job *job = mem_zalloc(1, sizeof(*job));
    job->job.run = revive_job_run;
    job->job.done = revive_job_done;
    job->lane = &app->store;
    job->request = *request;
    *request = (struct revive_request){0};
    jobs_start(&app->jobs, &job->job, LANE_STORE);
}
