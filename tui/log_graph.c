#include "tui/log_graph.h"

#include "core/base/memory.h"

#include <stdlib.h>
#include <string.h>

static size_t lane_of(const struct log_graph *graph, const char *id)
{
    size_t lane = 0;
    while (lane < graph->count && strcmp(graph->lanes[lane], id) != 0)
        lane++;
    return lane;
}

static size_t lane_add(struct log_graph *graph, const char *id)
{
    memcpy(*ARRAY_PUSH(graph->lanes, graph->count, graph->cap), id, sizeof(*graph->lanes));
    return graph->count - 1;
}

static void lane_remove(struct log_graph *graph, size_t lane)
{
    graph->count--;
    memmove(graph->lanes + lane, graph->lanes + lane + 1,
            (graph->count - lane) * sizeof(*graph->lanes));
}

static unsigned char bounded(size_t lanes)
{
    return (unsigned char)(lanes < LOG_GRAPH_LANES ? lanes : LOG_GRAPH_LANES);
}

struct log_graph_cell log_graph_add(struct log_graph *graph, const struct log_commit *commit)
{
    size_t lane = lane_of(graph, commit->id);
    if (lane == graph->count)
        lane_add(graph, commit->id);
    struct log_graph_cell cell = {.lane = bounded(lane), .lanes = bounded(graph->count)};
    if (commit->parent_count == 0 || lane_of(graph, commit->parents[0]) < graph->count)
        lane_remove(graph, lane);
    else
        memcpy(graph->lanes[lane], commit->parents[0], sizeof(*graph->lanes));
    for (size_t i = 1; i < commit->parent_count; i++)
        if (lane_of(graph, commit->parents[i]) == graph->count)
            lane_add(graph, commit->parents[i]);
    if (graph->count > graph->widest)
        graph->widest = graph->count;
    return cell;
}

void log_graph_finish(struct log_graph *graph)
{
    free(graph->lanes);
    *graph = (struct log_graph){0};
}
