#include "tui/app_past.h"

#include "core/base/memory.h"
#include "core/store/branch_switch.h"
#include "tui/app_edit.h"

#include <stdlib.h>
#include <string.h>

/* Standing on another branch, or on a commit without one: behind all saves that were begun before,
 * and only when no text anywhere would be touched that is not in a commit. */

struct switch_job {
    struct job job;
    struct store_lane *lane;
    char *branch; /* NULL: none, `id` itself */
    char id[41];
    char **unsaved; /* what crashes left of files */
    size_t unsaved_count;
    struct branch_result result;
    enum status status;
    struct error error;
};

static void switch_job_run(struct job *base)
{
    struct switch_job *job = (struct switch_job *)base;
    const struct branch_target target = {.branch = job->branch,
                                         .id = job->id,
                                         .unsaved = (const char *const *)job->unsaved,
                                         .unsaved_count = job->unsaved_count};
    job->status = store_lane_open(job->lane, &job->error);
    if (job->status == STATUS_OK)
        job->status = branch_switch(job->lane->repo, job->lane->folder, &target, &base->cancel,
                                    &job->result, &job->error);
}

static void switch_say(struct app *app, const struct switch_job *job)
{
    if (job->status != STATUS_OK)
        status_say(&app->status, ROLE_WARNING, "not switched: %s", job->error.text);
    else if (job->result.left)
        status_say(&app->status, ROLE_WARNING,
                   "on %s, but %s was changed meanwhile and is left as it is", job->branch,
                   job->result.first);
    else
        status_say(&app->status, ROLE_GOOD, "on %s%s: %zu file%s changed",
                   job->branch ? "" : "no branch, at ", job->branch ? job->branch : job->id,
                   job->result.files, job->result.files == 1 ? "" : "s");
}

static void switch_job_done(struct job *base, void *data)
{
    struct app *app = data;
    struct switch_job *job = (struct switch_job *)base;
    if (!job->branch)
        job->id[7] = '\0';
    switch_say(app, job);
    if (job->status == STATUS_OK || job->result.files) {
        app_load_state(app, false, NULL);
        app_look_everywhere(app);
        app_look_again(app);
        app_changed(app, CHANGED_HISTORY);
    }
    for (size_t i = 0; i < job->unsaved_count; i++)
        free(job->unsaved[i]);
    free(job->unsaved);
    branch_result_finish(&job->result);
    free(job->branch);
    free(job);
    app->dirty = true;
}

enum status app_switch(struct app *app, const char *branch, const char *id, struct error *err)
{
    if (app->edit.editor && editor_is_dirty(app->edit.editor))
        return error_set(err, STATUS_REFUSED,
                         "%s has unsaved text: save or discard it first; nothing was changed",
                         app->edit.path);
    if (app->held_count)
        return error_set(err, STATUS_REFUSED,
                         "what was saved last is not committed yet; nothing was changed");
    struct switch_job *job = mem_zalloc(1, sizeof(*job));
    job->job.run = switch_job_run;
    job->job.done = switch_job_done;
    job->lane = &app->store;
    job->branch = branch ? mem_string(branch) : NULL;
    memcpy(job->id, id, sizeof(job->id));
    app_edit_list_unsaved(app, &job->unsaved, &job->unsaved_count);
    jobs_start(&app->jobs, &job->job, LANE_STORE);
    return STATUS_OK;
}
