#ifndef TUI_HISTORY_LANE_H
#define TUI_HISTORY_LANE_H

#include "core/store/log.h"
#include "core/text/page.h"
#include "core/workspace/search_past.h"
#include "tui/diff_page.h"
#include "tui/find.h"
#include "tui/jobs.h"
#include "tui/list.h"
#include "tui/log_graph.h"
#include "tui/log_search.h"

/* Reading history behind the screen: the jobs of LANE_HISTORY, the repository and the walk that
 * only they touch, and the views that they fill. */

struct history_walk {
    struct log_walk *walk; /* kept between the jobs of a view */
    unsigned of;           /* the generation of the view it belongs to */
};

struct history_lane {
    const char *path; /* of the workspace */
    struct repository *repo;
    struct path_index *index; /* of `repo`, for the histories of files */
    struct history_walk log, versions;
    struct deleted_walk *deleted; /* of the list of what was deleted */
    unsigned deleted_of;          /* the generation of that list */
    struct search_past *past;     /* of a search in earlier versions; */
    unsigned past_of;             /* the same */
};
/* On a worker: opens the repository unless it is open. */
MUST_CHECK enum status history_lane_open(struct history_lane *lane, struct error *err);
void history_lane_finish(struct history_lane *lane);

/* What a row of the log shows beside its commit. */
struct log_note {
    struct log_stat stat;
    bool counted;
    struct log_graph_cell cell;
    char *path; /* of the file that the log is of, in its commit; or NULL */
};

/* A list of commits, filled in pieces. */
struct log_view {
    char *path; /* NULL: the whole workspace */
    struct log_search search;
    struct log_commit *commits;
    struct log_note *notes; /* of each commit */
    size_t count, cap, note_cap;
    struct log_graph graph;
    size_t visited;   /* commits looked at */
    bool stopped;     /* by the person, before the end */
    bool counting;    /* a stat_job is under way */
    bool days;        /* under their days */
    bool dates;       /* whole dates instead of ages */
    char marked[41];  /* the commit to compare with, or "" */
    struct str words; /* looked for in the list; empty: nothing */
    bool complete, loading;
    char *problem;
    unsigned generation; /* a new one each time it begins anew */
    struct list list;
};
void log_view_begin(struct log_view *view, const char *path);
/* The same list anew, with these filters, which it takes over. */
void log_view_search(struct log_view *view, struct log_search *search);
void log_view_finish(struct log_view *view);

/* Whose commits are read: the newest ones for the strip, the next ones for the log or for the
 * versions of the file that is read. */
enum log_kind { LOG_STRIP, LOG_VIEW, LOG_VERSIONS };
/* Reads `want` commits. */
struct log_job {
    struct job job;
    struct history_lane *lane;
    enum log_kind kind;
    struct log_search search;
    size_t visited;
    bool fresh; /* its commits take the place of those that the view has */
    char *path;
    unsigned generation;
    size_t want;
    struct log_commit *commits;
    char **paths; /* of each commit, as in log_note */
    size_t count, cap, path_count, path_cap;
    bool complete;
    enum status status;
    struct error error;
};
struct log_job *log_job_new(struct history_lane *lane, const struct log_view *view,
                            enum log_kind kind, bool fresh, size_t want);
void log_job_free(struct log_job *job);
/* Moves the job's commits to the view. The selection of `list` stays on its commit, or at the top.
 */
void log_view_take(struct log_view *view, struct log_job *job, struct list *list);

/* Counts what some commits of the log changed. */
struct stat_job {
    struct job job;
    struct history_lane *lane;
    unsigned generation;
    size_t first; /* row of the first of them */
    char (*ids)[41];
    struct log_stat *stats;
    size_t count, done; /* done: how many of them, from the first */
};
/* Of rows [first, last) that are not counted yet; NULL when all are. */
struct stat_job *stat_job_new(struct history_lane *lane, const struct log_view *view, size_t first,
                              size_t last);
void stat_job_free(struct stat_job *job);
void log_view_take_stats(struct log_view *view, const struct stat_job *job);

/* What a page of differences is about: a commit, a change that is held up to be looked at, what
 * would be brought back, what a rename or a move would change, or an earlier version and now. */
enum diff_about {
    DIFF_COMMIT,
    DIFF_OF_SAVE,
    DIFF_OF_OUTSIDE,
    DIFF_OF_REVIVE,
    DIFF_OF_MOVE,
    DIFF_OF_VERSION
};

/* How differences are shown; it stays from one to the next. */
struct diff_taste {
    enum diff_look look;
    unsigned context; /* as in diff_options */
    bool ignore_blanks;
};

struct diff_view {
    enum diff_about about;
    char *title; /* of what is held up; else NULL */
    char id[41];
    char from[41]; /* the commit that `id` is compared with; "" for its parent */
    char *path;    /* NULL: all files */
    struct diff diff;
    bool loaded;
    char *problem;
    struct diff_taste taste;
    unsigned generation; /* of what was asked for last */
    struct page page;
    unsigned cols; /* the width of `page` */
    size_t top, skip;
    size_t change; /* the one that was stepped to, from 1; 0: none */
    struct find find;
};
void diff_view_begin(struct diff_view *view, const char *from, const char *id, const char *path);
void diff_view_finish(struct diff_view *view);

struct diff_job {
    struct job job;
    struct history_lane *lane;
    char id[41], from[41];
    char *path;
    struct diff_taste taste;
    unsigned generation;
    struct diff diff;
    enum status status;
    struct error error;
};
struct diff_job *diff_job_new(struct history_lane *lane, const struct diff_view *view);
void diff_job_free(struct diff_job *job);

#endif
