#include "tui/app_edit.h"

#include "core/base/memory.h"

#include <stdlib.h>

/* The journal of the file being edited, in time: what was typed is in it at once, and on the disk
 * a second later or at fifty characters. The disk is waited for on a worker: one that takes its
 * time delays no key. That it fails is told once, and once that all is well again. */

struct sync_job {
    struct job job;
    struct journal_syncing syncing;
    unsigned number; /* of the journal */
};

static void sync_job_run(struct job *base)
{
    journal_sync_run(&((struct sync_job *)base)->syncing);
}

static void sync_job_done(struct job *base, void *data)
{
    struct app *app = data;
    struct sync_job *job = (struct sync_job *)base;
    struct edit_journal *journal = &app->edit.journal;
    struct error err;
    bool same = journal->journal && journal->number == job->number;
    app->journal_syncs = false;
    if (journal_sync_end(same ? journal->journal : NULL, &job->syncing, &err) != STATUS_OK)
        edit_journal_failed(journal, err.text);
    free(job);
    if (app->edit.editor)
        app_journal_watch(app);
}

static void app_journal_sync(struct app *app)
{
    struct edit_journal *journal = &app->edit.journal;
    struct journal_syncing syncing;
    struct error err;
    enum status status;
    if (app->journal_syncs)
        return;
    if (!journal_sync_begin(journal->journal, &syncing, &status, &err)) {
        if (status != STATUS_OK)
            edit_journal_failed(journal, err.text);
        return;
    }
    struct sync_job *job = mem_zalloc(1, sizeof(*job));
    job->job.run = sync_job_run;
    job->job.done = sync_job_done;
    job->syncing = syncing;
    job->number = journal->number;
    app->journal_syncs = true;
    jobs_start(&app->jobs, &job->job, LANE_JOURNAL);
}

static void app_journal_tell(struct app *app)
{
    struct edit_journal *journal = &app->edit.journal;
    if (journal->problem && !journal->told)
        status_say(&app->status, ROLE_WARNING, "typing is not kept safe until you save: %s",
                   journal->problem);
    else if (!journal->problem && journal->told)
        status_say(&app->status, ROLE_GOOD, "typing is kept safe again");
    app->dirty = app->dirty || journal->told != (journal->problem != NULL);
    journal->told = journal->problem != NULL;
}

static void app_journal_due(uv_timer_t *timer)
{
    struct app *app = timer->data;
    struct edit_view *view = &app->edit;
    if (!view->editor)
        return;
    edit_journal_again(&view->journal, view->base, editor_text(view->editor));
    app_journal_watch(app);
}

void app_journal_watch(struct app *app)
{
    int64_t due = edit_journal_due(&app->edit.journal);
    if (due == 0)
        app_journal_sync(app);
    else if (due > 0)
        uv_timer_start(&app->journal_timer, app_journal_due, (uint64_t)due, 0);
    app_journal_tell(app);
}
