#ifndef TUI_LINKS_VIEW_H
#define TUI_LINKS_VIEW_H

#include "core/workspace/link_report.h"
#include "tui/list.h"
#include "tui/trail.h"

/* What a file has to do with others, as a list under the names of its groups or as a small graph:
 * the report that a job made, and the row one stands on. */

struct links_view {
    char *path; /* of the file it is about; NULL: none */
    struct link_report report;
    bool loaded, loading;
    char *problem;
    bool graph;
    struct list list; /* of the report's rows */
    unsigned generation;
    struct trail trail;   /* the files it was about before */
    struct link_map *map; /* LANE_SEARCH's alone, until the index changes */
};

void links_view_finish(struct links_view *view);
/* Another file: nothing is known of it. */
void links_view_begin(struct links_view *view, const char *path);
/* Takes the report over. The selection stays on the file or the missing target it was on. */
void links_view_take(struct links_view *view, struct link_report *report);
/* The selected row; NULL when there is none. */
const struct link_row *links_view_selected(const struct links_view *view);

/* In the list: the line of row `at` on a screen that begins with row `top` (<= at), below the name
 * of its group; a blank line and the name part two groups. */
size_t links_view_line(const struct links_view *view, size_t top, size_t at);
bool links_view_begins_group(const struct links_view *view, size_t at);
void links_view_fit(struct links_view *view, size_t lines);
/* The first row and the end of a group. */
void links_view_group(const struct links_view *view, enum link_group group, size_t *first,
                      size_t *end);
/* In the graph: to the left (-1, who links here) or to the right (1, where links lead); the row at
 * the same height, or the last one. */
void links_view_side(struct links_view *view, int by);

#endif
