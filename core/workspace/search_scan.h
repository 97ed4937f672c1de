#ifndef CORE_WORKSPACE_SEARCH_SCAN_H
#define CORE_WORKSPACE_SEARCH_SCAN_H

#include "core/workspace/search_query.h"

#include <stdatomic.h>

/* Finds each hit of each term, line by line. For search_match.c. */

struct search_scan {
    const struct query *query;
    /* Called for each hit: [start, end) of the line given. */
    void (*hit)(struct search_scan *scan, size_t term, size_t start, size_t end);
    const atomic_bool *cancel;       /* may be NULL */
    uint32_t token;                  /* words so far */
    unsigned limited;                /* lines on which a pattern took too much */
    uint32_t begun[QUERY_TERMS_MAX]; /* bit i: the first i + 1 words of a phrase have come */
    size_t starts[QUERY_WORDS_MAX];  /* of the last words, by number */
    struct fold_reader reader;
};

/* `base` is added to each position. A phrase may go on from one line to the next. */
void search_scan_line(struct search_scan *scan, struct view line, size_t base);
/* What comes next continues nothing. */
void search_scan_break(struct search_scan *scan);

#endif
