#ifndef CORE_WORKSPACE_SEARCH_GATHER_H
#define CORE_WORKSPACE_SEARCH_GATHER_H

#include "core/workspace/search_index.h"
#include "core/workspace/search_query.h"

/* Which files may have what is asked for, by the index alone. For search.c. */

struct search_candidate {
    uint32_t number;
    unsigned char segment;
    unsigned char fails; /* 1 << enum query_filter: the filters that leave it out */
    bool large;          /* its words are not known */
    unsigned rank;
    int64_t mtime;
};

struct search_candidates {
    struct search_candidate *items; /* the best first, large ones last, */
    size_t sorted;                  /* so far: behind them no better ones */
    size_t count, cap;
    size_t unreadable; /* files of which only the name is known */
};

/* Files that may have all terms and pass all filters go to `wanted`, those that but one filter
 * leaves out to `left_out`. Both are emptied before. None is in order yet. */
void search_gather(struct search_index *index, const struct query *query,
                   struct search_candidates *wanted, struct search_candidates *left_out);
/* Puts at least the first `count` in order. */
void search_candidates_sort(struct search_candidates *list, size_t count);

/* Whether a path has what `in:` or `path:` wants of it, panes apart. */
bool search_path_fits(const struct query_condition *condition, const char *path);

#endif
