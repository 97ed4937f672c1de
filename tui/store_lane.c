#include "tui/store_lane.h"

#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/store/branch_switch.h"
#include "core/store/recovery.h"
#include "core/store/revive.h"
#include "core/store/save.h"

#include <stdio.h>
#include <stdlib.h>

enum { OUTSIDE_MOVES = 32 }; /* files that are compared, to tell a move from a deletion */

enum status store_lane_open(struct store_lane *lane, struct error *err)
{
    if (lane->repo)
        return STATUS_OK;
    return repository_open(lane->folder->path, &lane->repo, err);
}

void store_lane_init(struct store_lane *lane, const struct folder *folder)
{
    lane->folder = folder;
    uv_mutex_init(&lane->lock);
}

void store_lane_finish(struct store_lane *lane)
{
    repository_free(lane->repo);
    uv_mutex_destroy(&lane->lock);
}

void store_lane_add_waiting(struct store_lane *lane, struct str *out)
{
    uv_mutex_lock(&lane->lock);
    str_add_text(out, lane->waiting);
    uv_mutex_unlock(&lane->lock);
}

static void lane_set_waiting(struct store_lane *lane, const char *what)
{
    uv_mutex_lock(&lane->lock);
    snprintf(lane->waiting, sizeof(lane->waiting), "%s", what);
    uv_mutex_unlock(&lane->lock);
}

static void lane_waiting(void *data, const char *what)
{
    struct store_lane *lane = data;
    lane_set_waiting(lane, what);
    uv_async_send(&lane->async);
}

static void save_job_run(struct job *job)
{
    struct save_job *own = (struct save_job *)job;
    struct store_lane *lane = own->lane;
    if (!own->saved && own->head[0]) {
        own->save_status = store_lane_open(lane, &own->error);
        if (own->save_status == STATUS_OK)
            own->save_status = revive_plan_check(lane->repo, own->head, &own->error);
        if (own->save_status != STATUS_OK)
            return;
    }
    if (!own->saved) {
        own->save_status = save_change_set(lane->folder, &own->set, &own->error);
        own->saved = own->save_status == STATUS_OK;
        if (!own->saved)
            return;
        atomic_store(&lane->saved, true);
        uv_async_send(&lane->async);
    }
    struct commit_progress progress = {lane_waiting, lane, &job->cancel};
    own->commit_status = store_lane_open(lane, &own->error);
    if (own->commit_status == STATUS_OK)
        own->commit_status =
            commit_change_set(lane->repo, &own->set, NULL, &progress, &own->result, &own->error);
    lane_set_waiting(lane, "");
}

struct save_job *save_job_new(struct store_lane *lane, struct change_set *set)
{
    struct save_job *job = mem_zalloc(1, sizeof(*job));
    job->job.run = save_job_run;
    job->lane = lane;
    job->set = *set;
    *set = (struct change_set){0};
    return job;
}

void save_job_free(struct save_job *job)
{
    change_set_finish(&job->set);
    free(job);
}

/* Whether a file that is gone lies, as it was, under one of the names that are new. */
static bool outside_was_moved(const struct store_lane *lane, const char *path,
                              const struct outside_change *changes, size_t count)
{
    struct str old = {0}, text = {0};
    bool moved = false;
    size_t looked = 0;
    if (outside_read_head(lane->repo, path, &old, NULL) == STATUS_OK)
        for (size_t i = 0; i < count && !moved && looked < OUTSIDE_MOVES; i++) {
            if (changes[i].kind != OUTSIDE_ADDED || changes[i].too_large)
                continue;
            looked++;
            str_clear(&text);
            moved = folder_read(lane->folder, changes[i].path, old.len + 1, &text, NULL, NULL) ==
                        STATUS_OK &&
                    view_equal(str_view(&text), str_view(&old));
        }
    str_finish(&old);
    str_finish(&text);
    return moved;
}

static void outside_count_deleted(struct outside_job *job, const struct outside_change *changes,
                                  size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct outside_change *at = &changes[i];
        if (at->kind != OUTSIDE_DELETED || at->staged || at->held ||
            (job->deleted < OUTSIDE_MOVES &&
             outside_was_moved(job->lane, at->path, changes, count)))
            continue;
        if (job->deleted++ == 0)
            job->deleted_path = mem_string(at->path);
    }
}

static void outside_job_run(struct job *job)
{
    struct outside_job *own = (struct outside_job *)job;
    struct store_lane *lane = own->lane;
    struct outside_change *changes = NULL;
    size_t count = 0;
    own->status = store_lane_open(lane, &own->error);
    if (own->status == STATUS_OK)
        own->status = outside_find(lane->repo, (const char *const *)own->paths, own->path_count,
                                   &job->cancel, &changes, &count, &own->error);
    if (own->status == STATUS_OK)
        own->status = outside_hold(lane->repo, changes, count, own->accepted, own->accepted_count,
                                   &job->cancel, &own->held, &own->held_count, &own->error);
    if (own->status != STATUS_OK) {
        outside_free(changes, count);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        own->left_staged += changes[i].staged;
        own->left_large += !changes[i].staged && changes[i].too_large;
        own->found += !changes[i].staged && !changes[i].too_large && !changes[i].held;
    }
    struct commit_progress progress = {lane_waiting, lane, &job->cancel};
    if (own->found && !own->look_only)
        outside_count_deleted(own, changes, count);
    if (own->found && !own->look_only)
        own->status = outside_commit(lane->repo, changes, count, own->subject, NULL, &progress,
                                     &own->result, &own->error);
    lane_set_waiting(lane, "");
    outside_free(changes, count);
    if (own->look_only) /* who only reads needs no more of it */
        repository_rest(lane->repo);
}

struct outside_job *outside_job_new(struct store_lane *lane, char **paths, size_t count,
                                    bool look_only)
{
    struct outside_job *job = mem_zalloc(1, sizeof(*job));
    job->job.run = outside_job_run;
    job->lane = lane;
    job->paths = paths;
    job->path_count = count;
    job->look_only = job->job.optional = look_only;
    return job;
}

void outside_job_free(struct outside_job *job)
{
    for (size_t i = 0; i < job->path_count; i++)
        free(job->paths[i]);
    free(job->paths);
    for (size_t i = 0; i < job->accepted_count; i++)
        free(job->accepted[i].path);
    free(job->accepted);
    outside_held_free(job->held, job->held_count);
    free(job->own_subject);
    free(job->deleted_path);
    free(job);
}

void outside_job_accept(struct outside_job *job, const char *path, uint64_t hash)
{
    *ARRAY_PUSH(job->accepted, job->accepted_count, job->accepted_cap) =
        (struct outside_accept){mem_string(path), hash};
}

static void held_job_run(struct job *job)
{
    struct held_job *own = (struct held_job *)job;
    struct store_lane *lane = own->lane;
    own->status = store_lane_open(lane, &own->error);
    if (own->status == STATUS_OK && own->restore) {
        own->status =
            recovery_keep(lane->repo, own->path, str_view(&own->text), NULL, own->id, &own->error);
        return;
    }
    if (own->status == STATUS_OK)
        own->status = outside_read_head(lane->repo, own->path, &own->old, &own->error);
    if (own->status == STATUS_OK)
        own->status =
            folder_read(lane->folder, own->path, (size_t)64 << 20, &own->text, NULL, &own->error);
}

struct held_job *held_job_new(struct store_lane *lane, const char *path)
{
    struct held_job *job = mem_zalloc(1, sizeof(*job));
    job->job.run = held_job_run;
    job->lane = lane;
    job->path = mem_string(path);
    return job;
}

void held_job_free(struct held_job *job)
{
    free(job->path);
    str_finish(&job->old);
    str_finish(&job->text);
    free(job);
}

/* Counts the visible files of a folder and, to a bounded depth, of those below it. */
static void state_count_files(const struct folder *folder, const char *path, int depth,
                              const struct job *job, size_t *files)
{
    struct folder_entry *entries;
    size_t count;
    if (depth == 0 || folder_list(folder, path, &entries, &count, NULL) != STATUS_OK)
        return;
    for (size_t i = 0; i < count && !atomic_load(&job->cancel); i++) {
        if (entries[i].name[0] == '.')
            continue;
        if (entries[i].kind == FOLDER_FILE)
            ++*files;
        if (entries[i].kind == FOLDER_FOLDER) {
            char *below = path_join(path, entries[i].name);
            state_count_files(folder, below, depth - 1, job, files);
            free(below);
        }
    }
    folder_entries_free(entries, count);
}

static void state_finish_switch(struct state_job *own)
{
    struct branch_result result;
    own->switch_status =
        branch_switch_finish(own->lane->repo, own->lane->folder, &result, &own->switch_error);
    own->switched = result.files + result.left > 0;
    branch_result_finish(&result);
}

static void state_job_run(struct job *job)
{
    struct state_job *own = (struct state_job *)job;
    struct store_lane *lane = own->lane;
    own->status = own->create && !lane->repo
                      ? repository_create(lane->folder->path, &lane->repo, &own->error)
                      : store_lane_open(lane, &own->error);
    if (own->status == STATUS_OK && own->identity)
        own->status = repository_set_identity(lane->repo, own->identity, &own->error);
    if (own->status == STATUS_OK)
        state_finish_switch(own);
    if (own->status == STATUS_OK)
        own->status = repository_read_state(lane->repo, &own->state, &own->error);
    if (own->status == STATUS_ABSENT)
        state_count_files(lane->folder, "", 32, job, &own->files);
    if (own->status != STATUS_OK)
        return;
    struct identity who;
    own->has_identity = repository_identity(lane->repo, &who, NULL) == STATUS_OK;
}

struct state_job *state_job_new(struct store_lane *lane)
{
    struct state_job *job = mem_zalloc(1, sizeof(*job));
    job->job.run = state_job_run;
    job->lane = lane;
    return job;
}

void state_job_free(struct state_job *job)
{
    free(job->identity);
    free(job);
}
