#include "tui/jobs.h"

static void jobs_run(uv_work_t *work)
{
    struct job *job = work->data;
    job->run(job);
}

static void jobs_begin(struct jobs *jobs, struct job *job);

static void jobs_done(uv_work_t *work, int status)
{
    (void)status;
    struct job *job = work->data;
    struct jobs *jobs = job->jobs;
    enum job_lane lane = job->lane;
    jobs->first[lane] = job->next;
    if (!job->next)
        jobs->last[lane] = NULL;
    job->done(job, jobs->data);
    /* `done` may have started one on the empty lane: then it runs already. */
    if (jobs->first[lane] && !jobs->first[lane]->work.data)
        jobs_begin(jobs, jobs->first[lane]);
}

static void jobs_begin(struct jobs *jobs, struct job *job)
{
    job->work.data = job;
    uv_queue_work(jobs->loop, &job->work, jobs_run, jobs_done);
}

void jobs_init(struct jobs *jobs, uv_loop_t *loop, void *data)
{
    *jobs = (struct jobs){.loop = loop, .data = data};
}

void jobs_start(struct jobs *jobs, struct job *job, enum job_lane lane)
{
    job->jobs = jobs;
    job->lane = lane;
    job->next = NULL;
    job->work.data = NULL;
    if (jobs->last[lane]) {
        jobs->last[lane]->next = job;
        jobs->last[lane] = job;
    } else {
        jobs->first[lane] = jobs->last[lane] = job;
        jobs_begin(jobs, job);
    }
}

void jobs_cancel(struct jobs *jobs, enum job_lane lane)
{
    for (struct job *job = jobs->first[lane]; job; job = job->next)
        atomic_store(&job->cancel, true);
}

void jobs_cancel_optional(struct jobs *jobs, enum job_lane lane)
{
    for (struct job *job = jobs->first[lane]; job; job = job->next)
        if (job->optional)
            atomic_store(&job->cancel, true);
}

bool jobs_busy(const struct jobs *jobs, enum job_lane lane)
{
    return jobs->first[lane] != NULL;
}
