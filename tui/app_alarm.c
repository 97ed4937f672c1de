#include "tui/app_edit.h"

#include "core/base/memory.h"
#include "core/text/hash.h"
#include "core/workspace/detail.h"

#include <stdlib.h>
#include <string.h>

/* A change that would lose much (core/text/alarm) is held up to be looked at. A save of ours is not
 * begun until it is said that it is meant; the text stays in the editor and its journal. What
 * another program did stays as it is on the disk and out of every commit, also over a restart,
 * until it is accepted or the old text is restored. */

static void alarm_show(struct app *app, enum diff_about about, const char *path, struct view old,
                       struct view new, const char *title)
{
    diff_view_finish(&app->diff);
    app->diff.about = about;
    app->diff.title = mem_string(title);
    diff_texts(path, old, new, &app->diff.diff);
    app->diff.loaded = true;
    app_push_view(app, VIEW_DIFF);
}

/* --- our own saves --- */

bool app_alarm_holds_save(struct app *app, size_t argc, char **argv, struct view text)
{
    struct edit_view *view = &app->edit;
    struct held_save *held = &app->held_save;
    struct alarm alarm;
    struct str label = {0};
    if (held->meant && held->version == editor_version(view->editor))
        return false;
    *held = (struct held_save){.line = held->line};
    if (!alarm_judge(edit_view_base(view), text, &alarm))
        return false;
    free(held->line);
    for (size_t i = 0; i < argc; i++) {
        if (i)
            str_add_char(&label, ' ');
        command_add_quoted(&label, view_of(argv[i]));
    }
    held->line = str_take(&label);
    held->version = editor_version(view->editor);
    str_add_text(&label, "Not saved yet: ");
    alarm_add_reason(&label, &alarm);
    prompt_keys(&app->prompt, str_text(&label));
    prompt_add_key(&app->prompt, 'd', "show it", "held-save-show");
    prompt_add_key(&app->prompt, 's', "save anyway", "held-save-go");
    prompt_add_key(&app->prompt, KEY_CODE_ESC, "back", "");
    str_finish(&label);
    return true;
}

void app_alarm_show_save(struct app *app)
{
    struct str text = {0}, title = {0};
    editor_add_text(app->edit.editor, 0, editor_size(app->edit.editor), &text);
    str_add_text(&title, "What saving would do to ");
    detail_add_name(&title, view_of(app->edit.path));
    alarm_show(app, DIFF_OF_SAVE, app->edit.path, edit_view_base(&app->edit), str_view(&text),
               str_text(&title));
    str_finish(&text);
    str_finish(&title);
}

void app_alarm_save_anyway(struct app *app)
{
    char *line = app->held_save.line;
    app->held_save.meant = true;
    app->held_save.line = NULL;
    if (app_view(app) == VIEW_DIFF && app->diff.about == DIFF_OF_SAVE)
        app->view_count--;
    app_run(app, line);
    free(line);
}

/* --- what other programs did --- */

static struct outside_held *held_find(const struct app *app, const char *path)
{
    for (size_t i = 0; i < app->held_outside.count; i++)
        if (strcmp(app->held_outside.files[i].path, path) == 0)
            return &app->held_outside.files[i];
    return NULL;
}

static void held_drop(struct app *app, const char *path)
{
    struct held_outside *held = &app->held_outside;
    struct outside_held *file = held_find(app, path);
    if (!file)
        return;
    free(file->path);
    *file = held->files[--held->count];
    app->dirty = true;
}

void app_alarm_hold(struct app *app, const char *path, const struct alarm *alarm)
{
    struct held_outside *held = &app->held_outside;
    struct outside_held *file = held_find(app, path);
    if (!file) {
        file = ARRAY_PUSH(held->files, held->count, held->cap);
        file->path = mem_string(path);
    }
    file->alarm = *alarm;
    app->dirty = true;
}

void app_alarm_judge(struct app *app, const char *path, struct view old, struct view new)
{
    struct alarm alarm;
    if (app->repo_there && alarm_judge(old, new, &alarm))
        app_alarm_hold(app, path, &alarm);
}

void app_alarm_take(struct app *app, const struct outside_job *job)
{
    for (size_t i = 0; i < job->path_count; i++)
        held_drop(app, job->paths[i]);
    while (!job->paths && app->held_outside.count)
        held_drop(app, app->held_outside.files[0].path);
    for (size_t i = 0; i < job->held_count; i++)
        app_alarm_hold(app, job->held[i].path, &job->held[i].alarm);
}

enum status app_alarm_check(const struct app *app, const char *path, struct error *err)
{
    if (!held_find(app, path))
        return STATUS_OK;
    return error_set(err, STATUS_CONFLICT,
                     "%s is held: %s shows what another program did to it; accept or restore first",
                     path, app_where(app) & WHERE_EDITOR ? "f8" : "d");
}

void app_alarm_add_line(const struct app *app, struct str *out)
{
    const struct held_outside *held = &app->held_outside;
    if (!held->count)
        return;
    str_add_text(out, "held: ");
    detail_add_name(out, view_of(held->files[0].path));
    str_add_char(out, ' ');
    alarm_add_reason(out, &held->files[0].alarm);
    if (held->count > 1)
        str_addf(out, " and %zu more", held->count - 1);
    str_add_text(out, app_where(app) & WHERE_EDITOR ? " · f8 shows it" : " · d shows it");
}

static void held_forget(struct held_outside *held)
{
    free(held->path);
    held->path = NULL;
    str_finish(&held->old);
    str_finish(&held->text);
}

static void held_read_done(struct job *base, void *data)
{
    struct app *app = data;
    struct held_job *job = (struct held_job *)base;
    struct held_outside *held = &app->held_outside;
    struct str title = {0};
    app->dirty = true;
    if (job->status == STATUS_OK) {
        held_forget(held);
        held->path = mem_string(job->path);
        held->old = job->old;
        held->text = job->text;
        job->old = job->text = (struct str){0};
        str_add_text(&title, "What another program did to ");
        detail_add_name(&title, view_of(held->path));
        alarm_show(app, DIFF_OF_OUTSIDE, held->path, str_view(&held->old), str_view(&held->text),
                   str_text(&title));
    } else {
        status_say(&app->status, ROLE_ERROR, "%s", job->error.text);
    }
    str_finish(&title);
    held_job_free(job);
}

void app_alarm_show_outside(struct app *app, const char *path)
{
    struct held_job *job = held_job_new(&app->store, path);
    job->job.done = held_read_done;
    jobs_start(&app->jobs, &job->job, LANE_STORE);
}

static void held_leave_page(struct app *app)
{
    if (app_view(app) == VIEW_DIFF && app->diff.about == DIFF_OF_OUTSIDE)
        app_run(app, "back");
}

void app_alarm_accept(struct app *app)
{
    struct held_outside *held = &app->held_outside;
    app_commit_accepted(app, held->path, hash_of(str_view(&held->text)));
    held_leave_page(app);
    held_forget(held);
}

/* The other text is in the recovery commit: HEAD's may take its place on the disk. */
static void held_kept(struct job *base, void *data)
{
    struct app *app = data;
    struct held_job *job = (struct held_job *)base;
    struct change_set set = {0};
    if (job->status == STATUS_OK) {
        struct view text = str_view(&job->text);
        change_set_write(&set, job->path, &text, str_view(&job->old));
        change_set_subject(&set, "restore: %s", job->path);
        held_drop(app, job->path);
        app_save(app, &set);
        status_say(&app->status, ROLE_GOOD,
                   "restored; the other text can be read again: git show %.10s:%s", job->id,
                   job->path);
        change_set_finish(&set);
    } else {
        status_say(&app->status, ROLE_ERROR, "not restored: %s", job->error.text);
    }
    app->dirty = true;
    held_job_free(job);
}

void app_alarm_restore(struct app *app)
{
    struct held_outside *held = &app->held_outside;
    struct held_job *job = held_job_new(&app->store, held->path);
    job->restore = true;
    job->old = held->old;
    job->text = held->text;
    held->old = held->text = (struct str){0};
    job->job.done = held_kept;
    jobs_start(&app->jobs, &job->job, LANE_STORE);
    held_leave_page(app);
    held_forget(held);
}

void app_alarm_finish(struct app *app)
{
    held_forget(&app->held_outside);
    outside_held_free(app->held_outside.files, app->held_outside.count);
    free(app->held_save.line);
}
