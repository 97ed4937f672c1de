#ifndef TUI_LEDGER_H
#define TUI_LEDGER_H

#include "core/text/style.h"
#include "tui/history_lane.h"

/* Lists that history gives: what was deleted, branches and tags, where HEAD was, what a search in
 * earlier versions finds. One view shows one of them; jobs of LANE_HISTORY fill it. */

enum ledger_kind { LEDGER_DELETED, LEDGER_BRANCHES, LEDGER_REFLOG, LEDGER_PAST };

struct ledger_row {
    char *name;             /* the file; the branch or tag, NULL for none; what moved HEAD */
    char id[41];            /* the commit that took it away; that it leads to; where HEAD went */
    char last[41];          /* deleted, past: the commit that still has it */
    char *author, *subject; /* may be NULL */
    char *snippet, *found;  /* past: what stood there; the texts that were hit, as search_result */
    uint32_t line;          /* past: where */
    int64_t time;
    bool is_tag, is_here;
    bool stays; /* past: the file is still there */
};

struct ledger_view {
    enum ledger_kind kind;
    char *query; /* past: what was asked for */
    struct ledger_row *rows;
    size_t count, cap;
    size_t visited, left_out; /* commits looked at; what could not be listed */
    bool complete, stopped, loading;
    char *problem;
    unsigned generation; /* a new one each time it begins anew */
    struct str words;    /* looked for in it */
    struct list list;
};
void ledger_begin(struct ledger_view *view, enum ledger_kind kind);
void ledger_finish(struct ledger_view *view);
/* NULL when the list is empty. */
const struct ledger_row *ledger_selected(const struct ledger_view *view);
/* The nearest row with what is looked for, `skip` rows on, or back. False when there is none. */
bool ledger_step(struct ledger_view *view, size_t skip, bool back);

struct ledger_job {
    struct job job;
    struct history_lane *lane;
    enum ledger_kind kind;
    char *query;
    unsigned generation;
    size_t want;
    bool fresh; /* its rows take the place of those that the view has */
    struct ledger_row *rows;
    size_t count, cap, visited, left_out;
    bool complete;
    enum status status;
    struct error error;
};
struct ledger_job *ledger_job_new(struct history_lane *lane, const struct ledger_view *view,
                                  bool fresh, size_t want);
void ledger_job_free(struct ledger_job *job);
/* Moves the job's rows to the view. The selection stays on its row, or at the top. */
void ledger_take(struct ledger_view *view, struct ledger_job *job);

/* Reads the text that a deleted file last had. */
struct gone_job {
    struct job job;
    struct history_lane *lane;
    char *path;
    char id[41];
    struct str text;
    enum status status;
    struct error error;
};
struct gone_job *gone_job_new(struct history_lane *lane, const struct ledger_row *row);
void gone_job_free(struct gone_job *job);

#endif
