#include "tui/app.h"

#include "core/base/memory.h"
#include "tui/app_past.h"

/* The state of the repository: read at the start and after each change that somebody else made to
 * its history. Where there is none, one is offered. */

static void app_offer_repository(struct app *app, size_t files)
{
    bool above = repository_look(app->ws.folder.path) == REPOSITORY_ABOVE;
    struct str label = {0};
    app->repo_there = false;
    str_add_text(&label, above ? "This folder lies inside another repository. Give it a history of "
                                 "its own"
                               : "This folder has no history yet. Make one");
    str_addf(&label, " and commit its %zu file%s?", files, files == 1 ? "" : "s");
    if (app->prompt.kind == PROMPT_NONE)
        prompt_confirm(&app->prompt, str_text(&label), 'y', "init-history");
    str_finish(&label);
}

/* The repository is there: what waited for it, or for an identity, goes on. */
static void app_begin_history(struct app *app, const struct state_job *job, bool first)
{
    static const char *const first_commit = "workspace: first commit";
    if (!job->has_identity) {
        if (job->create)
            app_wait_for_identity(app, first_commit);
        else
            app_run(app, "ask-identity");
        return;
    }
    if (job->create || app->outside_waits)
        app_commit_all(app, job->create ? first_commit : app->outside_subject);
    else if (first)
        app->look_waits = true;
    app->outside_waits = false;
    app_look_first(app);
    if (app->outside_count || app->outside_all) /* it came before the repository was known */
        app_outside_wait(app);
    app_retry_held(app);
}

static void app_say_switch(struct app *app, const struct state_job *job)
{
    if (job->switch_status != STATUS_OK && job->switch_status != STATUS_BUSY)
        status_say(&app->status, ROLE_WARNING, "%s", job->switch_error.text);
    if (!job->switched)
        return;
    status_say(&app->status, ROLE_GOOD, "a switch to %s that was cut short is finished",
               job->state.branch);
    app_look_everywhere(app);
}

static void app_state_done(struct job *job, void *data)
{
    struct app *app = data;
    struct state_job *own = (struct state_job *)job;
    app->repo_known = true;
    app->dirty = true;
    if (own->status == STATUS_OK) {
        bool first = !app->repo_there;
        app->repo = own->state;
        app->repo_there = true;
        app_load_newest(app);
        app_say_switch(app, own);
        app_begin_history(app, own, first);
    } else if (own->status == STATUS_ABSENT) {
        app_offer_repository(app, own->files);
    } else {
        status_say(&app->status, ROLE_ERROR, "%s", own->error.text);
    }
    state_job_free(own);
}

void app_load_state(struct app *app, bool create, const struct identity *identity)
{
    struct state_job *job = state_job_new(&app->store);
    job->job.done = app_state_done;
    job->create = create;
    if (identity) {
        job->identity = mem_alloc(sizeof(*identity));
        *job->identity = *identity;
    }
    jobs_start(&app->jobs, &job->job, LANE_STORE);
}
