#ifndef TUI_STORE_LANE_H
#define TUI_STORE_LANE_H

#include "core/store/change.h"
#include "core/store/commit.h"
#include "core/store/folder.h"
#include "core/store/outside_hold.h"
#include "core/store/repository.h"
#include "tui/jobs.h"

#include <uv.h>

/* Saving and committing behind the screen: the jobs of LANE_STORE and the repository that only they
 * touch. While a job runs, its progress is told through `async`. */

struct store_lane {
    const struct folder *folder;
    struct repository *repo; /* opened by the first job that needs it */
    uv_async_t async;        /* something of the below changed */
    atomic_bool saved;       /* the running save is on the disk */
    uv_mutex_t lock;
    char waiting[600]; /* under `lock`: why the running commit waits, a line; "" when it does not */
};

void store_lane_init(struct store_lane *lane, const struct folder *folder);
void store_lane_finish(struct store_lane *lane);
/* On a worker: opens the repository unless it is open. */
MUST_CHECK enum status store_lane_open(struct store_lane *lane, struct error *err);
/* Appends why the running commit waits, if it does. */
void store_lane_add_waiting(struct store_lane *lane, struct str *out);

/* A change set on its way. `saved` is set when only the commit is left to do (a second try). */
struct save_job {
    struct job job;
    struct store_lane *lane;
    struct change_set set;
    char head[41]; /* nothing is saved unless HEAD is this; "" for any */
    bool saved;
    bool retry; /* it was saved by an earlier job */
    enum status save_status, commit_status;
    struct error error;
    struct commit_result result;
};
/* Takes over the contents of `set`. */
struct save_job *save_job_new(struct store_lane *lane, struct change_set *set);
void save_job_free(struct save_job *job);

/* Commits what other programs changed. */
struct outside_job {
    struct job job;
    struct store_lane *lane;
    char **paths; /* NULL: look everywhere */
    size_t path_count;
    bool look_only;                  /* count, commit nothing */
    const char *subject;             /* borrowed, or NULL for "outside: …" */
    char *own_subject;               /* freed with the job */
    struct outside_accept *accepted; /* texts that were looked at */
    size_t accepted_count, accepted_cap;
    struct outside_held *held; /* out: left to be looked at first */
    size_t held_count;
    size_t found, left_staged, left_large;
    size_t deleted;     /* of the found: files that are gone, not moved */
    char *deleted_path; /* the first of them */
    enum status status;
    struct error error;
    struct commit_result result;
};
/* Takes over `paths`. */
struct outside_job *outside_job_new(struct store_lane *lane, char **paths, size_t count,
                                    bool look_only);
void outside_job_free(struct outside_job *job);

/* Takes `path` to a text that was looked at. */
void outside_job_accept(struct outside_job *job, const char *path, uint64_t hash);

/* Reads both texts of a file that is held: HEAD's and the disk's. Or gives HEAD's text back: the
 * other one is first kept by a recovery commit. */
struct held_job {
    struct job job;
    struct store_lane *lane;
    char *path;
    struct str old, text; /* HEAD's, the disk's; to restore: both are given */
    bool restore;
    char id[41]; /* of the recovery commit */
    enum status status;
    struct error error;
};
struct held_job *held_job_new(struct store_lane *lane, const char *path);
void held_job_free(struct held_job *job);

/* Reads the repository's state; or makes one first, sets an identity first. */
struct state_job {
    struct job job;
    struct store_lane *lane;
    bool create;
    struct identity *identity; /* to set; or NULL */
    enum status status;
    struct error error;
    struct repository_state state;
    bool has_identity;
    bool switched; /* a switch of branches that was cut short is finished */
    enum status switch_status;
    struct error switch_error;
    size_t files; /* when there is no repository: how many a first commit would hold, about */
};
struct state_job *state_job_new(struct store_lane *lane);
void state_job_free(struct state_job *job);

#endif
