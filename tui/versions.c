#include "tui/versions.h"

#include "core/base/memory.h"

#include <stdlib.h>
#include <string.h>

void version_lane_finish(struct version_lane *lane)
{
    repository_free(lane->repo);
    *lane = (struct version_lane){0};
}

void version_desk_clear(struct version_desk *desk)
{
    for (size_t i = 0; i < VERSION_TEXTS; i++)
        str_finish(&desk->texts[i].text);
    log_view_finish(&desk->log);
    desk->log.generation++;
    *desk = (struct version_desk){.plain = desk->plain, .log = desk->log, .reading = desk->reading};
}

struct version_text *version_find(struct version_desk *desk, const char *id)
{
    for (size_t i = 0; i < VERSION_TEXTS; i++)
        if (strcmp(desk->texts[i].id, id) == 0) {
            desk->texts[i].used = ++desk->uses;
            return &desk->texts[i];
        }
    return NULL;
}

static void drop_text(struct version_text *place)
{
    str_finish(&place->text);
    *place = (struct version_text){0};
}

/* The two that were used last stay, whatever their size. */
static void keep_bounded(struct version_desk *desk)
{
    size_t total = 0;
    for (size_t i = 0; i < VERSION_TEXTS; i++)
        total += desk->texts[i].text.len;
    while (total > VERSION_BYTES) {
        struct version_text *oldest = NULL;
        for (size_t i = 0; i < VERSION_TEXTS; i++)
            if (desk->texts[i].used && (!oldest || desk->texts[i].used < oldest->used))
                oldest = &desk->texts[i];
        if (!oldest || oldest->used + 1 >= desk->uses)
            break;
        total -= oldest->text.len;
        drop_text(oldest);
    }
}

void version_keep(struct version_desk *desk, const char *id, struct str *text, bool there)
{
    struct version_text *place = &desk->texts[0];
    for (size_t i = 1; i < VERSION_TEXTS; i++)
        if (desk->texts[i].used < place->used)
            place = &desk->texts[i];
    drop_text(place);
    *place = (struct version_text){.text = *text, .there = there, .used = ++desk->uses};
    memcpy(place->id, id, sizeof(place->id));
    *text = (struct str){0};
    keep_bounded(desk);
}

const char *version_path(const struct version_desk *desk, size_t at)
{
    return desk->log.notes[at].path ? desk->log.notes[at].path : desk->log.path;
}

static void version_job_run(struct job *base)
{
    struct version_job *job = (struct version_job *)base;
    struct version_lane *lane = job->lane;
    job->status = lane->repo ? STATUS_OK : repository_open(lane->path, &lane->repo, &job->error);
    if (job->status == STATUS_OK)
        job->status = log_read_file(lane->repo, job->id, job->path, &job->text, &job->error);
}

struct version_job *version_job_new(struct version_lane *lane, const struct version_desk *desk,
                                    size_t at)
{
    struct version_job *job = mem_zalloc(1, sizeof(*job));
    job->job.run = version_job_run;
    job->job.optional = true;
    job->lane = lane;
    job->generation = desk->log.generation;
    memcpy(job->id, desk->log.commits[at].id, sizeof(job->id));
    job->path = mem_string(version_path(desk, at));
    return job;
}

void version_job_free(struct version_job *job)
{
    free(job->path);
    str_finish(&job->text);
    free(job);
}
