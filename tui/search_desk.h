#ifndef TUI_SEARCH_DESK_H
#define TUI_SEARCH_DESK_H

#include "core/workspace/search.h"
#include "tui/list.h"

#include <uv.h>

/* Searching all files: the index, which only the jobs of LANE_SEARCH touch, what was typed, what is
 * found of it so far, and where one was before. */

/* What is looked for: words in files, or files by their names. */
enum search_mode { SEARCH_WORDS, SEARCH_NAMES };

struct search_desk {
    struct search_index *index;     /* the lane's, */
    struct search_authors *authors; /* as is this */
    struct search_crew crew;        /* who reads for it */
    bool usable;                    /* the index of the run before is there to be asked */
    bool ready;                     /* the index has been made true once: it is usable too */
    atomic_size_t seen;             /* files looked at by the sync that runs */
    unsigned syncs, updates;        /* that run or wait */
    struct search_files changed;    /* to be read again */

    enum search_mode mode;
    struct str text; /* as typed, of words */
    struct search_results results;
    char *problem; /* what is wrong with what was typed */
    struct list list;
    bool searching;
    bool fresh;          /* the results are those of what was typed before */
    bool moved;          /* the selection was chosen, and stays on its file */
    bool opened;         /* a result is being read: n and N go on */
    bool reveal;         /* the selected one's line is to be brought into sight */
    unsigned generation; /* of what was typed */
    char *back_path;     /* what the reader had, and where */
    uint32_t back_line;
    uv_timer_t timer; /* of progress */
};

void search_desk_finish(struct search_desk *desk);
/* The selected result; NULL when there is none. */
const struct search_result *search_desk_selected(const struct search_desk *desk);
/* Appends a pattern for find_run that takes the texts of `found` (as search_result); nothing when
 * there are none. */
void search_desk_add_pattern(const char *found, struct str *out);
/* Takes what a step found; the selection stays where it is, or at the top. */
void search_desk_take(struct search_desk *desk, struct search_results *some);

#endif
