#include "tui/history_lane.h"

#include "core/base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static enum status lane_open(struct history_lane *lane, struct error *err)
{
    if (lane->repo)
        return STATUS_OK;
    return repository_open(lane->path, &lane->repo, err);
}

void history_lane_finish(struct history_lane *lane)
{
    log_close(lane->walk);
    repository_free(lane->repo);
    *lane = (struct history_lane){0};
}

static void commits_free(struct log_commit *commits, size_t count)
{
    for (size_t i = 0; i < count; i++)
        log_commit_finish(&commits[i]);
    free(commits);
}

void log_view_finish(struct log_view *view)
{
    unsigned generation = view->generation;
    commits_free(view->commits, view->count);
    free(view->path);
    free(view->problem);
    *view = (struct log_view){.generation = generation};
}

void log_view_begin(struct log_view *view, const char *path)
{
    char *copy = path ? mem_string(path) : NULL;
    log_view_finish(view);
    view->path = copy;
    view->generation++;
}

/* The walk to read from: the lane's own for the log view, a new one for the strip. */
static enum status log_job_walk(struct log_job *job, struct log_walk **walk)
{
    struct history_lane *lane = job->lane;
    if (job->strip)
        return log_open(lane->repo, NULL, walk, &job->error);
    if (lane->walk && lane->walk_of != job->generation) {
        log_close(lane->walk);
        lane->walk = NULL;
    }
    if (!lane->walk) {
        enum status status = log_open(lane->repo, &(struct log_options){.path = job->path},
                                      &lane->walk, &job->error);
        if (status != STATUS_OK)
            return status;
        lane->walk_of = job->generation;
    }
    *walk = lane->walk;
    return STATUS_OK;
}

static void log_job_run(struct job *base)
{
    struct log_job *job = (struct log_job *)base;
    struct log_walk *walk = NULL;
    job->status = lane_open(job->lane, &job->error);
    if (job->status == STATUS_OK)
        job->status = log_job_walk(job, &walk);
    while (job->status == STATUS_OK && job->count < job->want) {
        struct log_commit commit;
        job->status = log_next(walk, &base->cancel, &commit, &job->error);
        if (job->status == STATUS_OK)
            *ARRAY_PUSH(job->commits, job->count, job->cap) = commit;
    }
    if (job->status == STATUS_ABSENT && walk) {
        job->complete = true;
        job->status = STATUS_OK;
    }
    if (job->strip)
        log_close(walk);
}

struct log_job *log_job_new(struct history_lane *lane, const struct log_view *view, bool strip,
                            bool fresh, size_t want)
{
    struct log_job *job = mem_zalloc(1, sizeof(*job));
    job->job.run = log_job_run;
    job->lane = lane;
    job->strip = strip;
    job->fresh = fresh;
    job->path = view->path ? mem_string(view->path) : NULL;
    job->generation = view->generation;
    job->want = want;
    return job;
}

void log_job_free(struct log_job *job)
{
    commits_free(job->commits, job->count);
    free(job->path);
    free(job);
}

static size_t log_view_find(const struct log_view *view, const char *id)
{
    for (size_t i = 0; i < view->count; i++)
        if (strcmp(view->commits[i].id, id) == 0)
            return i;
    return 0;
}

void log_view_take(struct log_view *view, struct log_job *job, struct list *list)
{
    char id[41] = "";
    bool inside = list->selected > 0 && list->selected < view->count;
    if (inside)
        memcpy(id, view->commits[list->selected].id, sizeof(id));
    if (job->fresh) {
        commits_free(view->commits, view->count);
        view->commits = NULL;
        view->count = view->cap = 0;
    }
    view->loading = false;
    for (size_t i = 0; i < job->count; i++)
        *ARRAY_PUSH(view->commits, view->count, view->cap) = job->commits[i];
    free(job->commits);
    job->commits = NULL;
    job->count = 0;
    if (inside)
        list->selected = log_view_find(view, id);
    view->complete = job->complete || job->status != STATUS_OK;
    free(view->problem);
    view->problem = job->status != STATUS_OK ? mem_string(job->error.text) : NULL;
}

void diff_view_finish(struct diff_view *view)
{
    if (view->loaded)
        diff_finish(&view->diff);
    page_finish(&view->page);
    find_finish(&view->find);
    free(view->title);
    free(view->path);
    free(view->problem);
    *view = (struct diff_view){.taste = view->taste, .generation = view->generation + 1};
}

void diff_view_begin(struct diff_view *view, const char *from, const char *id, const char *path)
{
    struct diff_view fresh = {.path = path ? mem_string(path) : NULL};
    snprintf(fresh.id, sizeof(fresh.id), "%s", id);
    snprintf(fresh.from, sizeof(fresh.from), "%s", from);
    diff_view_finish(view);
    fresh.taste = view->taste;
    fresh.generation = view->generation;
    *view = fresh;
}

static void diff_job_run(struct job *base)
{
    struct diff_job *job = (struct diff_job *)base;
    const struct diff_options options = {.path = job->path,
                                         .context = job->taste.context,
                                         .ignore_blanks = job->taste.ignore_blanks,
                                         .whole = job->taste.look == DIFF_RENDERED};
    job->status = lane_open(job->lane, &job->error);
    if (job->status == STATUS_OK && job->from[0])
        job->status = diff_commits(job->lane->repo, job->from, job->id, &options, &base->cancel,
                                   &job->diff, &job->error);
    else if (job->status == STATUS_OK)
        job->status =
            diff_commit(job->lane->repo, job->id, &options, &base->cancel, &job->diff, &job->error);
}

struct diff_job *diff_job_new(struct history_lane *lane, const struct diff_view *view)
{
    struct diff_job *job = mem_zalloc(1, sizeof(*job));
    job->job.run = diff_job_run;
    job->lane = lane;
    memcpy(job->id, view->id, sizeof(job->id));
    memcpy(job->from, view->from, sizeof(job->from));
    job->taste = view->taste;
    job->generation = view->generation;
    job->path = view->path ? mem_string(view->path) : NULL;
    job->status = STATUS_CANCELLED;
    return job;
}

void diff_job_free(struct diff_job *job)
{
    if (job->status == STATUS_OK)
        diff_finish(&job->diff);
    free(job->path);
    free(job);
}
