#ifndef TUI_BLAME_VIEW_H
#define TUI_BLAME_VIEW_H

#include "core/store/blame.h"
#include "tui/authors.h"
#include "tui/history_lane.h"
#include "tui/reader.h"

/* A file with who wrote each part of it. The page is the reader's, or the source; a part is a
 * paragraph, an item, a heading of the one, a line of the other. From a part one can step behind
 * the commit that wrote it, and back. */

struct blame_unit {
    size_t row, end;      /* rows of the page */
    uint32_t first, last; /* lines of the text, from 1 */
    uint32_t commit;      /* the newest of its lines, in blame.commits; or BLAME_NONE */
};

/* A version that was stepped behind, and the line that was stood on. */
struct blame_step {
    char *path;
    char from[41];
    uint32_t line;
};

struct blame_view {
    char *path;    /* of the file in that version; NULL: nothing was asked for */
    char from[41]; /* the commit that it is as of, or "": as on the disk */
    struct blame blame;
    bool loaded, ages; /* ages: tinted by age, else by who */
    char *problem;
    struct reader page;
    struct blame_unit *units;
    size_t count, cap, selected;
    uint32_t want_line; /* to stand on when the page is laid out; 0: as it is */
    struct blame_step *steps;
    size_t step_count, step_cap;
    unsigned generation;
    struct blame_job *job; /* that is under way, or NULL; borrowed */
};
void blame_view_finish(struct blame_view *view);
/* `path` as commit `from` has it ("": as on the disk), to stand on `line`; nothing known yet. */
void blame_view_begin(struct blame_view *view, const char *path, const char *from, uint32_t line);

struct blame_job {
    struct job job;
    struct history_lane *lane;
    char *path, from[41];
    uint32_t line;   /* to stand on; of the text behind which it was stepped, if it was: */
    char behind[41]; /* its commit, or "", and the file's name there */
    char *behind_path;
    atomic_size_t visited;
    struct blame blame;
    unsigned generation;
    enum status status;
    struct error error;
};
/* Asks for what the view is about; `behind` (may be NULL) is what was stepped behind. */
struct blame_job *blame_job_new(struct history_lane *lane, struct blame_view *view,
                                const struct blame_commit *behind);
void blame_job_free(struct blame_job *job);
void blame_view_take(struct blame_view *view, struct blame_job *job);

/* Behind the commit of the selected part, and back: gives the job that is to be started. */
MUST_CHECK enum status blame_view_older(struct blame_view *view, struct history_lane *lane,
                                        struct blame_job **out, struct error *err);
MUST_CHECK enum status blame_view_newer(struct blame_view *view, struct history_lane *lane,
                                        struct blame_job **out, struct error *err);

/* Finds the parts of the page, which was just laid out, and tints it by them. */
void blame_view_lay_out(struct blame_view *view, const struct authors *authors, int64_t now);
/* The selected part, or NULL; and the commit that wrote it, or NULL. */
const struct blame_unit *blame_view_unit(const struct blame_view *view);
const struct blame_commit *blame_view_commit(const struct blame_view *view,
                                             const struct blame_unit *unit);
/* By one part, or, more than one, by so many rows of the page. */
void blame_view_move(struct blame_view *view, long by, size_t rows);
/* Keeps page and selection on a screen of so many rows. */
void blame_view_fit(struct blame_view *view, size_t rows);

/* What a part is tinted with. */
enum role blame_view_role(const struct blame_view *view, const struct blame_unit *unit,
                          const struct authors *authors, int64_t now);

struct blame_age {
    const char *name;
    int64_t most; /* seconds */
    enum role role;
};
#define BLAME_AGES 5
extern const struct blame_age blame_ages[BLAME_AGES]; /* the last has no bound */

#endif
