#ifndef TUI_JOBS_H
#define TUI_JOBS_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <uv.h>

/* Work that the screen does not wait for. A lane runs its jobs one after another on libuv's
 * threads, so that what a lane's jobs share (a repository, say) needs no lock; lanes run side by
 * side. `run` is called on a worker and touches only the job and its lane's things; `done` is
 * called on the main thread and frees the job. */

enum job_lane {
    LANE_STORE,    /* saving and committing */
    LANE_HISTORY,  /* reading history */
    LANE_SCAN,     /* walking the folder */
    LANE_RENDER,   /* laying out large files */
    LANE_RULES,    /* checking prose */
    LANE_JOURNAL,  /* syncing the edit journal */
    LANE_SEARCH,   /* the index of all files, and searches */
    LANE_VERSIONS, /* the texts of a file's versions */
    LANE_COUNT
};

#define JOBS_THREADS "8" /* at least LANE_COUNT */

struct job {
    void (*run)(struct job *job);
    void (*done)(struct job *job, void *data);
    atomic_bool cancel; /* looked at by `run` */
    bool optional;      /* given up when the program ends */
    enum job_lane lane;
    struct jobs *jobs;
    struct job *next;
    uv_work_t work;
};

struct jobs {
    uv_loop_t *loop;
    void *data;                                       /* for `done` */
    struct job *first[LANE_COUNT], *last[LANE_COUNT]; /* the first of a lane is running */
};

void jobs_init(struct jobs *jobs, uv_loop_t *loop, void *data);
void jobs_start(struct jobs *jobs, struct job *job, enum job_lane lane);
/* Asks every job of a lane to end; each `done` is still called. */
void jobs_cancel(struct jobs *jobs, enum job_lane lane);
/* The same for the optional jobs of a lane. */
void jobs_cancel_optional(struct jobs *jobs, enum job_lane lane);
bool jobs_busy(const struct jobs *jobs, enum job_lane lane);

#endif
