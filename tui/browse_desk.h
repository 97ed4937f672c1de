#ifndef TUI_BROWSE_DESK_H
#define TUI_BROWSE_DESK_H

#include "core/workspace/browse.h"
#include "tui/jobs.h"

/* How the Memory pane is sorted and filtered: what is asked for, what a job found, and which entry
 * of the catalog each row of it is now. */

struct browse_row_at {
    size_t entry; /* of the catalog's memory section */
    size_t note;  /* of the list */
};

struct browse_desk {
    struct browse browse;
    struct browse_heads *heads; /* LANE_SEARCH's alone; the first job makes it */
    struct browse_list list;
    enum browse_order order; /* of the list */
    struct browse_row_at *rows;
    size_t count, cap;
    bool on;           /* the rows are shown: they have come */
    struct job *job;   /* one at a time; NULL: none is on its way */
    struct job *asked; /* for what could be asked for; NULL: none is on its way */
    bool again;        /* it is to be done again after that: there was news */
    bool fresh;        /* what was asked for has not come yet */
    bool to_top;       /* when it comes, the first row is selected */
};

void browse_desk_finish(struct browse_desk *desk);
/* The rows anew, for this catalog; what it has no more is left out. Cheap while the entries stand
 * where they stood or all after one of them have moved by as many: a frame must not wait. */
void browse_desk_place(struct browse_desk *desk, const struct catalog *catalog);
/* The entry that a row shows, and the row that shows an entry; SIZE_MAX for none. Without rows each
 * is the other. */
size_t browse_desk_entry(const struct browse_desk *desk, size_t row);
size_t browse_desk_row(const struct browse_desk *desk, size_t entry);
/* What the row was sorted by, "" for nothing to tell; NULL when that is no matter of the list. */
const char *browse_desk_value(const struct browse_desk *desk, size_t row);

#endif
