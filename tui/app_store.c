#include "tui/app.h"

#include "core/base/memory.h"
#include "tui/app_edit.h"
#include "tui/app_notes.h"

#include <stdlib.h>
#include <string.h>

/* Saving and committing. The order of one act: change set -> model -> file -> commit; the last two
 * on LANE_STORE. A commit that could not be made is held and tried again before the next one, and
 * every few seconds. */

static void app_save_done(struct job *job, void *data);

static void app_hold(struct app *app, struct save_job *job)
{
    struct change_set *set = mem_zalloc(1, sizeof(*set));
    *set = job->set;
    job->set = (struct change_set){0};
    *ARRAY_PUSH(app->held, app->held_count, app->held_cap) = set;
}

static void app_start_save(struct app *app, struct change_set *set, const char *head, bool saved)
{
    struct save_job *job = save_job_new(&app->store, set);
    if (head)
        memcpy(job->head, head, sizeof(job->head));
    job->job.done = app_save_done;
    job->saved = job->retry = saved;
    jobs_start(&app->jobs, &job->job, LANE_STORE);
}

void app_retry_held(struct app *app)
{
    struct change_set **held = app->held;
    size_t count = app->held_count;
    app->held = NULL;
    app->held_count = app->held_cap = 0;
    for (size_t i = 0; i < count; i++) {
        app_start_save(app, held[i], NULL, true);
        free(held[i]);
    }
    free(held);
}

void app_save(struct app *app, struct change_set *set)
{
    app_save_planned(app, set, NULL);
}

void app_save_planned(struct app *app, struct change_set *set, const char *head)
{
    app_retry_held(app);
    unsigned bits = workspace_apply(&app->ws, set);
    app->status.state = SAVE_SAVING;
    atomic_store(&app->store.saved, false);
    app_start_save(app, set, head, false);
    app_changed(app, bits);
    app->dirty = true;
}

static void app_retry_due(uv_timer_t *timer)
{
    app_retry_held(timer->data);
}

/* The commit failed but the files stand: say so, and try again when it can help. */
static void app_save_held(struct app *app, struct save_job *job)
{
    app->status.state = SAVE_FAILED;
    if (job->commit_status == STATUS_BUSY) {
        app->status.state = SAVE_WAITING;
        status_say(&app->status, ROLE_WARNING, "%s", job->error.text);
        uv_timer_start(&app->retry_timer, app_retry_due, 3000, 0);
    } else if (app->repo_there || job->commit_status != STATUS_ABSENT) {
        status_say(&app->status, ROLE_ERROR, "saved, not committed: %s%s", job->error.text,
                   job->commit_status == STATUS_ABSENT ? "; the command identity sets it" : "");
    } else {
        status_say(&app->status, ROLE_WARNING,
                   "saved; there is no history here yet: run init-history to keep one");
    }
    app_hold(app, job);
    if (job->commit_status == STATUS_ABSENT && app->repo_there)
        app_run(app, "ask-identity");
}

/* What was in progress is over, or HEAD has another name now. */
void app_committed(struct app *app, const char *id)
{
    memcpy(app->status.commit, id, sizeof(app->status.commit));
    memcpy(app->repo.head, id, sizeof(app->repo.head));
    if (app->repo.busy || app->repo.detached)
        app_load_state(app, false, NULL);
}

static void app_drop_new(struct app *app)
{
    app->edit_next = false;
    free(app->open_next);
    app->open_next = NULL;
}

static bool change_set_makes(const struct change_set *set, const char *path)
{
    for (size_t i = 0; i < set->count; i++)
        if (strcmp(set->items[i].path, path) == 0)
            return true;
    return false;
}

/* Selects and shows the file that was just made or moved. */
static void app_open_new(struct app *app)
{
    enum section_kind section;
    size_t index;
    if (catalog_find(app->ws.catalog, view_of(app->open_next), &section, &index) &&
        section != SECTION_FILES && section != SECTION_TODO) {
        app->focus = app->last_stack = (enum pane)section;
        size_t row = app_row_of(app, (enum pane)section, index);
        if (row != SIZE_MAX)
            app->lists[section].selected = row;
    }
    app->view_count = 1;
    app_open_path(app, app->open_next, app->focus);
    if (app->edit_next && !app->edit.editor) {
        struct str line = {0};
        str_add_text(&line, "edit ");
        command_add_quoted(&line, view_of(app->open_next));
        app_run(app, str_text(&line));
        app_run(app, "text-end");
        str_finish(&line);
    }
    app_drop_new(app);
}

void app_path_changed(struct app *app, const char *path)
{
    app_scan_changed(app, path);
    details_drop(&app->details, path);
    app_index_changed(app, path);
}

static void app_save_done(struct job *job, void *data)
{
    struct app *app = data;
    struct save_job *own = (struct save_job *)job;
    bool is_new = !own->retry && app->open_next && change_set_makes(&own->set, app->open_next);
    struct app_files held;
    app_hold_files(app, &held);
    unsigned bits = own->retry ? 0 : workspace_settle(&app->ws, &own->set);
    if (!own->retry)
        app_edit_settle(app, &own->set, own->saved);
    for (size_t i = 0; i < own->set.count; i++) {
        const struct change *change = &own->set.items[i];
        app_reload_if_shown(app, change->path);
        app_path_changed(app, change->path);
        if (change->from)
            app_path_changed(app, change->from);
    }
    if (!own->saved) {
        app->status.state = SAVE_FAILED;
        status_say(&app->status, ROLE_ERROR, "not saved: %s", own->error.text);
    } else if (own->commit_status != STATUS_OK) {
        app_save_held(app, own);
    } else {
        if (app->status.state == SAVE_WAITING)
            status_clear(&app->status);
        app->status.state = SAVE_COMMITTED;
        if (own->result.made)
            app_committed(app, own->result.id);
        else if (!app->status.commit[0])
            app->status.state = SAVE_SAVED;
        bits |= CHANGED_HISTORY;
    }
    app_changed(app, bits | (1u << SECTION_TODO));
    app_find_files(app, &held);
    app_sheet_again(app);
    if (is_new && own->saved)
        app_open_new(app);
    else if (is_new)
        app_drop_new(app);
    save_job_free(own);
}
