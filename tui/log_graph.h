#ifndef TUI_LOG_GRAPH_H
#define TUI_LOG_GRAPH_H

#include "core/store/log.h"

/* Where the commits of a list stand among the lines of history that lie side by side. */

#define LOG_GRAPH_LANES 6 /* shown at most */

struct log_graph {
    char (*lanes)[41]; /* the commit that each line waits for */
    size_t count, cap;
    size_t widest;
};

struct log_graph_cell {
    unsigned char lane, lanes; /* at most LOG_GRAPH_LANES */
};

/* The commits come in the order of the list. */
struct log_graph_cell log_graph_add(struct log_graph *graph, const struct log_commit *commit);
void log_graph_finish(struct log_graph *graph);

#endif
