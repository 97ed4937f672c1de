#include "tui/app.h"

#include "core/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* The margin of the file being edited: a job of the store's lane reads what the last commit has of
 * it, and what differs is found at once in a small text, and in a large one by a worker when the
 * keys are quiet. Until then the marks move with their lines. */

enum { MARGIN_AT_ONCE = 64 * 1024, MARGIN_QUIET = 150 };

/* --- the text of the last commit --- */

struct head_job {
    struct job job;
    struct store_lane *lane;
    char *path;
    struct str text;
    enum status status;
};

static void head_job_run(struct job *base)
{
    struct head_job *job = (struct head_job *)base;
    job->status = store_lane_open(job->lane, NULL);
    if (job->status == STATUS_OK)
        job->status = outside_read_head(job->lane->repo, job->path, &job->text, NULL);
}

static void head_job_done(struct job *base, void *data)
{
    struct app *app = data;
    struct head_job *job = (struct head_job *)base;
    struct margin_desk *desk = &app->margin;
    bool read = job->status == STATUS_OK || job->status == STATUS_ABSENT;
    if (app->edit.editor && read && strcmp(app->edit.path, job->path) == 0) {
        str_finish(&desk->committed);
        desk->committed = job->text;
        job->text = (struct str){0};
        desk->known = true;
        desk->version = 0;
        app->dirty = true;
    }
    str_finish(&job->text);
    free(job->path);
    free(job);
}

void app_margin_read(struct app *app)
{
    if (!app->edit.editor)
        return;
    struct head_job *job = mem_zalloc(1, sizeof(*job));
    job->job.run = head_job_run;
    job->job.done = head_job_done;
    job->lane = &app->store;
    job->path = mem_string(app->edit.path);
    jobs_start(&app->jobs, &job->job, LANE_STORE);
}

/* --- what differs --- */

struct margin_job {
    struct job job;
    struct rope *rope;
    struct str committed;
    uint64_t version;
    struct edit_margin margin;
};

static void margin_job_run(struct job *base)
{
    struct margin_job *job = (struct margin_job *)base;
    struct str text = {0};
    rope_add_range(job->rope, 0, rope_length(job->rope), &text);
    edit_margin_compare(&job->margin, str_view(&job->committed), str_view(&text));
    str_finish(&text);
}

static void margin_job_done(struct job *base, void *data)
{
    struct app *app = data;
    struct margin_job *job = (struct margin_job *)base;
    app->margin.running = false;
    if (app->edit.editor && editor_version(app->edit.editor) == job->version) {
        struct edit_margin old = app->edit.margin;
        app->edit.margin = job->margin;
        job->margin = old;
        app->margin.version = job->version;
    }
    app->dirty = true;
    edit_margin_finish(&job->margin);
    str_finish(&job->committed);
    rope_free(job->rope);
    free(job);
}

static void margin_due(uv_timer_t *timer)
{
    struct app *app = timer->data;
    if (!app->edit.editor || app->margin.running || !app->margin.known)
        return;
    struct margin_job *job = mem_zalloc(1, sizeof(*job));
    job->job.run = margin_job_run;
    job->job.done = margin_job_done;
    job->rope = rope_share(editor_text(app->edit.editor));
    job->version = editor_version(app->edit.editor);
    str_add(&job->committed, str_view(&app->margin.committed));
    app->margin.running = true;
    jobs_start(&app->jobs, &job->job, LANE_RULES);
}

void app_margin_prepare(struct app *app)
{
    struct margin_desk *desk = &app->margin;
    uint64_t version = editor_version(app->edit.editor);
    size_t size = editor_size(app->edit.editor);
    if (!desk->known || desk->version == version)
        return;
    if (size + desk->committed.len > MARGIN_AT_ONCE) {
        if (desk->seen != version)
            uv_timer_start(&desk->timer, margin_due, MARGIN_QUIET, 0);
        desk->seen = version;
        return;
    }
    struct str text = {0};
    editor_add_text(app->edit.editor, 0, size, &text);
    edit_margin_compare(&app->edit.margin, str_view(&desk->committed), str_view(&text));
    desk->version = version;
    str_finish(&text);
}

void app_margin_start(struct app *app)
{
    uv_timer_init(&app->loop, &app->margin.timer);
    app->margin.timer.data = app;
}

void app_margin_forget(struct app *app)
{
    uv_timer_stop(&app->margin.timer);
    str_finish(&app->margin.committed);
    app->margin.known = false;
    app->margin.version = app->margin.seen = 0;
}
