#include "tui/history_lane.h"

#include "core/base/clock.h"
#include "core/base/memory.h"
#include "core/store/deleted.h"
#include "core/workspace/settings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A job of the log gives what it has after so long, and looks at the clock after so many commits.
 */
enum { JOB_MS = 100, JOB_PACE = 20 };

enum status history_lane_open(struct history_lane *lane, struct error *err)
{
    if (lane->repo)
        return STATUS_OK;
    enum status status = repository_open(lane->path, &lane->repo, err);
    if (status == STATUS_OK) {
        char *cache = settings_cache_folder();
        lane->index = path_index_open(lane->repo, cache);
        free(cache);
    }
    return status;
}

void history_lane_finish(struct history_lane *lane)
{
    log_close(lane->log.walk);
    log_close(lane->versions.walk);
    path_index_close(lane->index);
    search_past_close(lane->past);
    deleted_close(lane->deleted);
    repository_free(lane->repo);
    *lane = (struct history_lane){0};
}

static void commits_free(struct log_commit *commits, size_t count)
{
    for (size_t i = 0; i < count; i++)
        log_commit_finish(&commits[i]);
    free(commits);
}

/* The list alone: what it is a list of stays. */
static void log_view_clear(struct log_view *view)
{
    commits_free(view->commits, view->count);
    for (size_t i = 0; i < view->count; i++)
        free(view->notes[i].path);
    free(view->notes);
    free(view->problem);
    log_graph_finish(&view->graph);
    view->commits = NULL;
    view->notes = NULL;
    view->problem = NULL;
    view->count = view->cap = view->note_cap = view->visited = 0;
    view->complete = view->stopped = view->counting = false;
}

void log_view_finish(struct log_view *view)
{
    unsigned generation = view->generation;
    bool dates = view->dates;
    log_view_clear(view);
    log_search_finish(&view->search);
    str_finish(&view->words);
    free(view->path);
    *view = (struct log_view){.generation = generation, .dates = dates};
}

void log_view_begin(struct log_view *view, const char *path)
{
    char *copy = path ? mem_string(path) : NULL;
    log_view_finish(view);
    view->path = copy;
    view->generation++;
}

void log_view_search(struct log_view *view, struct log_search *search)
{
    log_view_clear(view);
    log_search_finish(&view->search);
    view->search = *search;
    *search = (struct log_search){0};
    view->list = (struct list){0};
    view->loading = false;
    view->generation++;
}

/* The walk to read from: the lane's own, or a new one for the strip. */
static enum status log_job_walk(struct log_job *job, struct log_walk **walk)
{
    struct history_lane *lane = job->lane;
    struct history_walk *own = job->kind == LOG_VIEW ? &lane->log : &lane->versions;
    if (job->kind == LOG_STRIP)
        return log_open(lane->repo, NULL, walk, &job->error);
    if (own->walk && own->of != job->generation) {
        log_close(own->walk);
        own->walk = NULL;
    }
    if (!own->walk) {
        struct log_options options = {.path = job->path, .index = lane->index};
        log_search_options(&job->search, &options);
        enum status status = log_open(lane->repo, &options, &own->walk, &job->error);
        if (status != STATUS_OK)
            return status;
        own->of = job->generation;
        log_set_pace(own->walk, JOB_PACE);
    }
    *walk = own->walk;
    return STATUS_OK;
}

/* Ends early when little is found, so that what was found is shown and the person can stop it. */
static void log_job_read(struct log_job *job, struct log_walk *walk)
{
    int64_t end = clock_ticks() + JOB_MS;
    while (job->status == STATUS_OK && job->count < job->want) {
        struct log_commit commit;
        job->status = log_next(walk, &job->job.cancel, &commit, &job->error);
        if (job->status == STATUS_OK) {
            const char *path = log_path(walk);
            *ARRAY_PUSH(job->paths, job->path_count, job->path_cap) =
                path ? mem_string(path) : NULL;
            *ARRAY_PUSH(job->commits, job->count, job->cap) = commit;
        } else if (job->status == STATUS_BUSY)
            job->status = STATUS_OK;
        if (job->kind != LOG_STRIP && clock_ticks() > end)
            break;
    }
    job->visited = log_visited(walk);
    if (job->status == STATUS_CANCELLED) /* the walk can go on */
        job->status = STATUS_OK;
    if (job->status == STATUS_ABSENT) {
        job->complete = true;
        job->status = STATUS_OK;
    }
}

static void log_job_run(struct job *base)
{
    struct log_job *job = (struct log_job *)base;
    struct log_walk *walk = NULL;
    job->status = history_lane_open(job->lane, &job->error);
    if (job->status == STATUS_OK)
        job->status = log_job_walk(job, &walk);
    if (job->status == STATUS_OK)
        log_job_read(job, walk);
    if (job->kind == LOG_STRIP)
        log_close(walk);
    else if (job->lane->index)
        path_index_keep(job->lane->index);
}

struct log_job *log_job_new(struct history_lane *lane, const struct log_view *view,
                            enum log_kind kind, bool fresh, size_t want)
{
    struct log_job *job = mem_zalloc(1, sizeof(*job));
    job->job.run = log_job_run;
    job->job.optional = kind != LOG_STRIP;
    job->lane = lane;
    job->kind = kind;
    job->fresh = fresh;
    job->path = view->path ? mem_string(view->path) : NULL;
    log_search_copy(&view->search, &job->search);
    job->generation = view->generation;
    job->want = want;
    return job;
}

void log_job_free(struct log_job *job)
{
    commits_free(job->commits, job->count);
    for (size_t i = 0; i < job->path_count; i++)
        free(job->paths[i]);
    free(job->paths);
    log_search_finish(&job->search);
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
    bool inside = job->fresh && list->selected > 0 && list->selected < view->count;
    bool whole = !view->path && log_search_is_empty(&view->search); /* else no line leads on */
    if (inside)
        memcpy(id, view->commits[list->selected].id, sizeof(id));
    if (job->fresh)
        log_view_clear(view);
    view->loading = false;
    view->visited = job->visited;
    for (size_t i = 0; i < job->count; i++) {
        size_t at = view->count;
        struct log_note note = {.path = job->paths[i]};
        if (whole)
            note.cell = log_graph_add(&view->graph, &job->commits[i]);
        *ARRAY_PUSH(view->notes, at, view->note_cap) = note;
        *ARRAY_PUSH(view->commits, view->count, view->cap) = job->commits[i];
    }
    free(job->commits);
    job->commits = NULL;
    job->count = job->path_count = 0;
    if (inside)
        list->selected = log_view_find(view, id);
    view->complete = job->complete || job->status != STATUS_OK;
    free(view->problem);
    view->problem = job->status != STATUS_OK ? mem_string(job->error.text) : NULL;
}

static void stat_job_run(struct job *base)
{
    struct stat_job *job = (struct stat_job *)base;
    enum status status = history_lane_open(job->lane, NULL);
    for (; status == STATUS_OK && job->done < job->count; job->done++)
        status = log_stat_read(job->lane->repo, job->ids[job->done], &base->cancel,
                               &job->stats[job->done], NULL);
}

struct stat_job *stat_job_new(struct history_lane *lane, const struct log_view *view, size_t first,
                              size_t last)
{
    last = last < view->count ? last : view->count;
    while (first < last && view->notes[first].counted)
        first++;
    while (last > first && view->notes[last - 1].counted)
        last--;
    if (first >= last)
        return NULL;
    struct stat_job *job = mem_zalloc(1, sizeof(*job));
    job->job.run = stat_job_run;
    job->job.optional = true;
    job->lane = lane;
    job->generation = view->generation;
    job->first = first;
    job->count = last - first;
    job->ids = mem_zalloc(job->count, sizeof(*job->ids));
    job->stats = mem_zalloc(job->count, sizeof(*job->stats));
    for (size_t i = 0; i < job->count; i++)
        memcpy(job->ids[i], view->commits[first + i].id, sizeof(*job->ids));
    return job;
}

void stat_job_free(struct stat_job *job)
{
    free(job->ids);
    free(job->stats);
    free(job);
}

void log_view_take_stats(struct log_view *view, const struct stat_job *job)
{
    view->counting = false;
    for (size_t i = 0; i < job->count && job->first + i < view->count; i++) {
        struct log_note *note = &view->notes[job->first + i];
        if (strcmp(view->commits[job->first + i].id, job->ids[i]) != 0)
            continue; /* the list began anew meanwhile */
        note->stat = job->stats[i];
        note->counted = true;
    }
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
    job->status = history_lane_open(job->lane, &job->error);
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
