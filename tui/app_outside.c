#include "tui/app.h"

#include "core/base/memory.h"
#include "tui/app_edit.h"
#include "tui/app_notes.h"

#include <stdlib.h>
#include <string.h>

/* What other programs changed: it is shown at once, and committed when it has been quiet. */

/* Nothing is lost: the commit before has it. */
static void app_say_deleted(struct app *app, const struct outside_job *job)
{
    if (job->deleted == 1 && job->found == 1)
        status_say(&app->status, ROLE_WARNING, "u brings back what another program deleted: %s",
                   job->deleted_path);
    else
        status_say(&app->status, ROLE_WARNING, "g d lists what another program deleted: %s%s",
                   job->deleted_path, job->deleted > 1 ? " and more" : "");
}

static void app_say_outside(struct app *app, const struct outside_job *job)
{
    if (job->status == STATUS_OK)
        app_alarm_take(app, job);
    if (job->status != STATUS_OK) {
        if (job->status != STATUS_CANCELLED && job->status != STATUS_ABSENT &&
            job->status != STATUS_BUSY)
            status_say(&app->status, ROLE_ERROR, "could not look for outside changes: %s",
                       job->error.text);
    } else if (job->result.made) {
        app_committed(app, job->result.id);
        app->status.state = SAVE_COMMITTED;
        status_say(&app->status, ROLE_GOOD, "%s %zu file%s committed as %.7s",
                   job->subject ? "first commit:" : "outside:", job->found,
                   job->found == 1 ? "" : "s", job->result.id);
        if (job->deleted)
            app_say_deleted(app, job);
    } else if (job->look_only && job->found) {
        status_say(&app->status, ROLE_WARNING,
                   "%zu file%s changed since the last commit: c commits them", job->found,
                   job->found == 1 ? "" : "s");
    }
    if (job->left_large && job->status == STATUS_OK)
        status_say(&app->status, ROLE_WARNING, "%zu file%s over 64 MiB left uncommitted",
                   job->left_large, job->left_large == 1 ? "" : "s");
}

void app_wait_for_identity(struct app *app, const char *subject)
{
    app->outside_waits = true;
    app->outside_subject = subject;
    app_run(app, "ask-identity");
}

static void app_outside_due(uv_timer_t *timer)
{
    struct app *app = timer->data;
    if (app->outside_count || app->outside_all)
        app_commit_outside(app);
}

void app_outside_wait(struct app *app)
{
    unsigned delay = app->ws.settings.outside_delay;
    if (delay && app->repo_there)
        uv_timer_start(&app->outside_timer, app_outside_due, delay, 0);
}

/* Somebody holds the repository: the paths wait for the next quiet. */
static void app_outside_later(struct app *app, struct outside_job *job)
{
    app->outside_all = app->outside_all || !job->paths;
    for (size_t i = 0; i < job->path_count; i++)
        *ARRAY_PUSH(app->outside, app->outside_count, app->outside_cap) = job->paths[i];
    job->path_count = 0;
    app_outside_wait(app);
}

static void app_outside_done(struct job *job, void *data)
{
    struct app *app = data;
    struct outside_job *own = (struct outside_job *)job;
    app_say_outside(app, own);
    if (own->status == STATUS_ABSENT && app->repo_there)
        app_wait_for_identity(app, own->own_subject ? NULL : own->subject);
    if (own->status == STATUS_BUSY && !own->look_only)
        app_outside_later(app, own);
    if (own->result.made)
        app_changed(app, CHANGED_HISTORY);
    app->dirty = true;
    outside_job_free(own);
}

/* `subject`: a literal, or NULL for "outside: …". */
static void app_start_outside(struct app *app, char **paths, size_t count, bool look_only,
                              const char *subject)
{
    struct outside_job *job = outside_job_new(&app->store, paths, count, look_only);
    job->subject = subject;
    job->job.done = app_outside_done;
    jobs_start(&app->jobs, &job->job, LANE_STORE);
}

void app_commit_all(struct app *app, const char *subject)
{
    app_start_outside(app, NULL, 0, false, subject);
}

void app_commit_path(struct app *app, const char *path, const char *subject)
{
    char **paths = mem_zalloc(1, sizeof(*paths));
    paths[0] = mem_string(path);
    struct outside_job *job = outside_job_new(&app->store, paths, 1, false);
    job->own_subject = mem_string(subject);
    job->subject = job->own_subject;
    job->job.done = app_outside_done;
    jobs_start(&app->jobs, &job->job, LANE_STORE);
}

void app_commit_accepted(struct app *app, const char *path, uint64_t hash)
{
    char **paths = mem_zalloc(1, sizeof(*paths));
    paths[0] = mem_string(path);
    struct outside_job *job = outside_job_new(&app->store, paths, 1, false);
    outside_job_accept(job, path, hash);
    job->job.done = app_outside_done;
    jobs_start(&app->jobs, &job->job, LANE_STORE);
}

void app_commit_outside(struct app *app)
{
    char **paths = app->outside_all ? NULL : app->outside;
    size_t count = app->outside_all ? 0 : app->outside_count;
    uv_timer_stop(&app->outside_timer);
    app_retry_held(app); /* first: what they saved is no outside change */
    if (app->outside_all || !count) {
        for (size_t i = 0; i < app->outside_count; i++)
            free(app->outside[i]);
        free(app->outside);
        paths = NULL;
        count = 0;
    }
    app->outside = NULL;
    app->outside_count = app->outside_cap = 0;
    app->outside_all = false;
    app_start_outside(app, paths, count, false, NULL);
}

void app_look_and_commit(struct app *app)
{
    app->outside_all = true;
    app_commit_outside(app);
}

/* The task with these words nearest to where it stood; SIZE_MAX if there is none. */
static size_t app_task_again(const struct todo_list *list, struct view words, size_t stood)
{
    size_t best = SIZE_MAX, best_off = SIZE_MAX;
    for (size_t i = 0; i < list->count; i++) {
        size_t off = i > stood ? i - stood : stood - i;
        if (off < best_off && view_equal(todo_words(list, i), words)) {
            best = i;
            best_off = off;
        }
    }
    return best;
}

/* After another program changed the list: a line that is being edited goes with its task, or
 * becomes a new task when that is gone; another question about a task by its number is dropped. */
static void app_prompt_follow_task(struct app *app, size_t task)
{
    struct prompt *prompt = &app->prompt;
    struct str line = {0};
    if (prompt->kind == PROMPT_CONFIRM && strncmp(prompt->command, "todo-", 5) == 0)
        prompt_close(prompt);
    else if (!prompt->inline_task)
        return;
    if (prompt->inline_task) {
        if (task == SIZE_MAX) {
            prompt->inline_task = false;
            free(prompt->label);
            prompt->label = mem_string("This task is gone. Add it anew?");
            str_add_text(&line, "todo-add %%");
        } else {
            str_addf(&line, "todo-edit %zu %%%%", task + 1);
        }
        free(prompt->command);
        prompt->command = str_take(&line);
    }
    status_say(&app->status, ROLE_WARNING, "the list was changed by another program");
}

/* Reads what changed at `path` again; the selections stay on their files and task. */
static void app_refresh(struct app *app, const char *path)
{
    size_t row = app->lists[PANE_TODO].selected, stood = SIZE_MAX;
    struct str words = {0};
    if (row < app_pane_count(app, PANE_TODO)) {
        stood = app->filter.words ? app->filter.items[row] : row;
        str_add(&words, todo_words(&app->ws.todo, stood));
    }
    struct app_files held;
    app_hold_files(app, &held);
    bool todo = strcmp(path, app->ws.catalog->todo_path) == 0 && app->ws.todo_there;
    struct str list = {0};
    if (todo)
        str_add(&list, str_view(&app->ws.todo.text));
    unsigned bits = workspace_refresh(&app->ws, path);
    if (todo && app->ws.todo_there && !app->ws.todo_problem)
        app_alarm_judge(app, path, str_view(&list), str_view(&app->ws.todo.text));
    str_finish(&list);
    app_reload_if_shown(app, path);
    app_path_changed(app, path);
    app_changed(app, bits);
    app_find_files(app, &held);
    if (bits & (1u << SECTION_TODO) && stood != SIZE_MAX) {
        size_t task = app_task_again(&app->ws.todo, str_view(&words), stood);
        if (task != SIZE_MAX)
            app_select_task(app, task);
        app_prompt_follow_task(app, task);
    }
    str_finish(&words);
}

void app_outside(struct app *app, const char *path)
{
    app_refresh(app, path);
    app->dirty = true;
    bool known = app->outside_count >= 4096;
    for (size_t i = 0; !known && i < app->outside_count; i++)
        known = strcmp(app->outside[i], path) == 0;
    if (app->outside_count >= 4096)
        app->outside_all = true;
    if (!known)
        *ARRAY_PUSH(app->outside, app->outside_count, app->outside_cap) = mem_string(path);
    app_outside_wait(app);
}

void app_look_everywhere(struct app *app)
{
    app->outside_all = true;
    details_drop(&app->details, NULL);
    app_start_scan(app);
    app_outside_wait(app);
}

void app_look_first(struct app *app)
{
    if (app->look_waits && app->search.ready)
        app_start_outside(app, NULL, 0, true, NULL);
    app->look_waits = app->look_waits && !app->search.ready;
}
