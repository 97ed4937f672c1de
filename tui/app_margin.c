#include "tui/app_edit.h"

#include "core/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* The margin of the file being edited: a job of the store's lane reads what the last commit has of
 * it, and what differs is found at once in a small text, and in a large one by a worker when the
 * keys are quiet. Until then the marks move with their lines. */

enum { MARGIN_AT_ONCE = 64 * 1024, MARGIN_QUIET = 150 };
enum { WORDS_PIECE = 64 * 1024, WORDS_PAUSE = 5 };

/* --- the text of the last commit --- */

struct head_job {
    struct job job;
    struct store_lane *lane;
    char *path;
    struct shared_text *base, *committed; /* what the disk has, what HEAD has: often the same */
    enum status status;
};

static void head_job_run(struct job *base)
{
    struct head_job *job = (struct head_job *)base;
    struct str text = {0};
    bool same = false;
    job->status = store_lane_open(job->lane, NULL);
    if (job->status == STATUS_OK)
        job->status =
            outside_head_is(job->lane->repo, job->path, shared_text_view(job->base), &same, NULL);
    if (job->status == STATUS_OK && !same)
        job->status = outside_read_head(job->lane->repo, job->path, &text, NULL);
    job->committed = same ? shared_text_share(job->base) : shared_text_new(&text);
}

static void head_job_done(struct job *base, void *data)
{
    struct app *app = data;
    struct head_job *job = (struct head_job *)base;
    struct margin_desk *desk = &app->margin;
    bool read = job->status == STATUS_OK || job->status == STATUS_ABSENT;
    if (app->edit.editor && read && strcmp(app->edit.path, job->path) == 0) {
        shared_text_drop(desk->committed);
        desk->committed = shared_text_share(job->committed);
        desk->known = true;
        desk->version = 0;
        app->dirty = true;
    }
    shared_text_drop(job->committed);
    shared_text_drop(job->base);
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
    job->base = shared_text_share(app->edit.base);
    jobs_start(&app->jobs, &job->job, LANE_STORE);
}

/* --- what differs --- */

struct margin_job {
    struct job job;
    struct rope *rope;
    struct shared_text *committed;
    uint64_t version;
    struct edit_margin margin;
};

static void margin_job_run(struct job *base)
{
    struct margin_job *job = (struct margin_job *)base;
    struct str text = {0};
    rope_add_range(job->rope, 0, rope_length(job->rope), &text);
    edit_margin_compare(&job->margin, shared_text_view(job->committed), str_view(&text));
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
    shared_text_drop(job->committed);
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
    job->committed = shared_text_share(app->margin.committed);
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
    if (desk->committed == app->edit.base && !editor_is_dirty(app->edit.editor)) {
        edit_margin_compare(&app->edit.margin, VIEW(""), VIEW(""));
        desk->version = version;
        return;
    }
    if (size + shared_text_view(desk->committed).len > MARGIN_AT_ONCE) {
        if (desk->seen != version)
            uv_timer_start(&desk->timer, margin_due, MARGIN_QUIET, 0);
        desk->seen = version;
        return;
    }
    struct str text = {0};
    editor_add_text(app->edit.editor, 0, size, &text);
    edit_margin_compare(&app->edit.margin, shared_text_view(desk->committed), str_view(&text));
    desk->version = version;
    str_finish(&text);
}

static void words_due(uv_timer_t *timer)
{
    struct app *app = timer->data;
    if (!app->edit.editor)
        return;
    if (editor_count_words(app->edit.editor, WORDS_PIECE))
        app->typed = true;
    else
        uv_timer_start(&app->margin.words, words_due, WORDS_PAUSE, 0);
}

/* The words of a large text are counted piece by piece between the frames, which do not wait. */
void app_margin_count(struct app *app)
{
    size_t words;
    if (editor_words(app->edit.editor, &words) ||
        (editor_size(app->edit.editor) <= WORDS_PIECE &&
         editor_count_words(app->edit.editor, WORDS_PIECE)))
        return;
    if (!uv_is_active((uv_handle_t *)&app->margin.words))
        uv_timer_start(&app->margin.words, words_due, WORDS_PAUSE, 0);
}

void app_margin_start(struct app *app)
{
    uv_timer_init(&app->loop, &app->margin.words);
    app->margin.words.data = app;
    uv_timer_init(&app->loop, &app->margin.timer);
    app->margin.timer.data = app;
}

void app_margin_forget(struct app *app)
{
    uv_timer_stop(&app->margin.timer);
    uv_timer_stop(&app->margin.words);
    shared_text_drop(app->margin.committed);
    app->margin.committed = NULL;
    app->margin.known = false;
    app->margin.version = app->margin.seen = 0;
}
