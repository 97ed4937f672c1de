#include "tui/app_edit.h"

#include "core/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* Rules for prose over the file being edited: a worker reads the rules when their file changed, and
 * checks what was typed a moment after. One job at a time; only it touches the patterns. A text
 * that changed meanwhile is checked again, so a key never waits. A large text is checked where it
 * is shown first, then piece by piece. */

enum { RULES_QUIET = 150, RULES_PIECE = 256 * 1024, RULES_SHOWN = 32 * 1024 };

struct rules_job {
    struct job job;
    const struct folder *folder;
    struct prose_rules *rules; /* borrowed, or `fresh` */
    struct prose_rules *fresh; /* read anew */
    struct file_stamp stamp;
    bool there;
    char *path;
    struct rope *rope;
    uint64_t version;
    bool shown; /* a look at what is shown: the rest is still to be checked */
    struct str bytes;
    struct prose_check check;
};

static void rules_read(struct rules_job *job)
{
    struct str text = {0};
    struct file_stamp stamp;
    struct error err;
    bool known = job->there;
    enum status status = folder_stat(job->folder, PROSE_RULES_PATH, &stamp, NULL);
    job->there = status == STATUS_OK;
    if (!job->there || (known && stamp.mtime == job->stamp.mtime && stamp.size == job->stamp.size &&
                        stamp.inode == job->stamp.inode))
        return;
    job->fresh = mem_zalloc(1, sizeof(*job->fresh));
    status =
        folder_read(job->folder, PROSE_RULES_PATH, PROSE_RULES_SIZE_MAX, &text, &job->stamp, &err);
    if (status == STATUS_OK)
        prose_rules_parse(str_view(&text), job->fresh);
    else
        *ARRAY_PUSH(job->fresh->problems, job->fresh->problem_count, job->fresh->problem_cap) =
            mem_string(err.text);
    job->rules = job->fresh;
    str_finish(&text);
}

static void rules_job_run(struct job *base)
{
    struct rules_job *job = (struct rules_job *)base;
    rules_read(job);
    if (!job->there || !job->rules || job->check.from >= job->check.to || job->fresh)
        return;
    rope_add_range(job->rope, 0, rope_length(job->rope), &job->bytes);
    job->check.text = str_view(&job->bytes);
    prose_rules_check(job->rules, &job->check, &base->cancel);
}

static void rules_job_free(struct rules_job *job)
{
    rope_free(job->rope);
    str_finish(&job->bytes);
    free(job->check.marks);
    free(job->path);
    free(job);
}

static void rules_free(struct prose_rules *rules)
{
    if (rules)
        prose_rules_finish(rules);
    free(rules);
}

static void rules_offer(struct app *app)
{
    enum section_kind section;
    size_t index;
    if (!app->session || session_rules_offered(app->session) || app->status.message.len ||
        app->prompt.kind != PROMPT_NONE ||
        !catalog_find(app->ws.catalog, view_of(app->edit.path), &section, &index) ||
        section != SECTION_DRAFTS)
        return;
    session_set_rules_offered(app->session);
    status_say(&app->status, ROLE_DIM,
               "there are no rules for prose here yet: the command rules-start makes a few");
}

/* Other rules, or none any more: all is checked anew with them. */
static void rules_swap(struct app *app, struct prose_rules *fresh)
{
    rules_free(app->rules.rules);
    app->rules.rules = fresh;
    edit_rules_begin(&app->edit.rules, fresh);
    if (!fresh || !fresh->problem_count)
        return;
    struct str more = {0};
    if (fresh->problem_count > 1)
        str_addf(&more, " (and %zu more)", fresh->problem_count - 1);
    status_say(&app->status, ROLE_WARNING, "%s: %s%s", PROSE_RULES_PATH, fresh->problems[0],
               str_text(&more));
    str_finish(&more);
}

static void rules_take(struct app *app, struct rules_job *job)
{
    struct edit_rules *edit = &app->edit.rules;
    bool same =
        strcmp(job->path, app->edit.path) == 0 && job->version == editor_version(app->edit.editor);
    if (job->check.stopped)
        status_say(&app->status, ROLE_WARNING,
                   "the rule \"%s\" takes too long on this text: it is off until %s changes",
                   job->check.stopped, PROSE_RULES_PATH);
    if (same && editor_size(app->edit.editor) == 0)
        edit->from = edit->to = 0;
    if (!same || !job->check.text.len)
        return;
    size_t from = edit->from, to = edit->to;
    edit_rules_take(edit, &job->check);
    app->rules.shown = edit->from < edit->to && (app->rules.shown || job->shown);
    if (job->shown) {
        edit->from = edit->from < from ? edit->from : from;
        edit->to = edit->to > to ? edit->to : to;
    }
    if (edit->from < edit->to)
        app_rules_look(app);
}

static void rules_job_done(struct job *base, void *data)
{
    struct app *app = data;
    struct rules_job *job = (struct rules_job *)base;
    struct edit_rules *edit = &app->edit.rules;
    app->rules.running = false;
    if (job->fresh || (!job->there && app->rules.there)) {
        rules_swap(app, job->fresh);
        app->rules.stamp = job->stamp;
    } else if (app->edit.editor && job->there) {
        rules_take(app, job);
    }
    app->rules.watched =
        app->rules.watched ||
        (job->there && app->watch && watch_add(app->watch, PROSE_RULES_FOLDER, NULL) == STATUS_OK);
    app->rules.there = job->there;
    if (app->edit.editor && !job->there) {
        edit->from = edit->to = 0;
        rules_offer(app);
    }
    rules_job_free(job);
    app->dirty = true;
}

/* What is to be checked now: all that is left, or of much the part that is shown, then a piece. */
static void rules_choose(struct app *app, struct rules_job *job)
{
    struct edit_rules *edit = &app->edit.rules;
    size_t size = editor_size(app->edit.editor);
    job->check.from = edit->from;
    job->check.to = edit->to < size ? edit->to : size;
    if (edit->from < edit->to && job->check.from >= job->check.to && size > 0)
        job->check.from = job->check.to - 1; /* behind the end: the last paragraph */
    if (edit->from >= edit->to || job->check.to - job->check.from <= RULES_PIECE)
        return;
    job->shown = !app->rules.shown;
    if (job->shown)
        job->check.from = editor_line_start(app->edit.editor, app->edit.top.line);
    job->check.to = job->check.from + (job->shown ? RULES_SHOWN : RULES_PIECE);
}

void app_rules_look(struct app *app)
{
    if (!app->edit.editor || app->rules.running)
        return;
    struct rules_job *job = mem_zalloc(1, sizeof(*job));
    job->job.run = rules_job_run;
    job->job.done = rules_job_done;
    job->folder = &app->ws.folder;
    job->rules = app->rules.rules;
    job->stamp = app->rules.stamp;
    job->there = app->rules.there;
    job->path = mem_string(app->edit.path);
    job->check.path = job->path;
    job->rope = rope_share(editor_text(app->edit.editor));
    job->version = editor_version(app->edit.editor);
    app->edit.rules.rules = app->rules.rules;
    rules_choose(app, job);
    app->rules.running = true;
    jobs_start(&app->jobs, &job->job, LANE_RULES);
}

static void rules_due(uv_timer_t *timer)
{
    app_rules_look(timer->data);
}

void app_rules_wait(struct app *app)
{
    if (app->edit.editor && app->edit.rules.from < app->edit.rules.to && !app->rules.running)
        uv_timer_start(&app->rules.timer, rules_due, RULES_QUIET, 0);
}

void app_rules_start(struct app *app)
{
    uv_timer_init(&app->loop, &app->rules.timer);
    app->rules.timer.data = app;
}

void app_rules_finish(struct app *app)
{
    rules_free(app->rules.rules);
}
