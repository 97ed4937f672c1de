#ifndef CORE_WORKSPACE_SEARCH_H
#define CORE_WORKSPACE_SEARCH_H

#include "core/workspace/search_authors.h"
#include "core/workspace/search_index.h"
#include "core/workspace/search_match.h"
#include "core/workspace/search_query.h"

/* A search over the workspace, in steps, so that what is found first is shown at once. The index
 * says which files may have what is asked for, the best first; each that is to be shown is read and
 * held against the query, so nothing is shown that is not on the disk now. When nothing is found
 * the disk is asked: every file is read again before the answer is "not there".
 *
 * Ranked by the fields of the hits (name and title, heading, tag, text), then by how near they
 * stand to each other, then by the time of change, newest first. */

struct search_result {
    char *path;
    char *title; /* for people; not filtered */
    unsigned section;
    int64_t mtime; /* nanoseconds */
    unsigned rank;
    uint32_t span, line; /* of search_match */
    char *snippet;
    struct search_range *ranges; /* the hits in it */
    size_t range_count;
    char *found; /* some of the texts that were hit, each ended by a NUL, then one more */
};

#define SEARCH_RESULTS_MAX 1000

struct search_results {
    struct search_result *items; /* in order */
    size_t count, cap;
    size_t total;  /* files that have it, as far as is known; more than `count`: not all are kept */
    size_t files;  /* searched: all that the index knows */
    bool done;     /* nothing more will come */
    bool asking;   /* nothing so far: the disk is being asked */
    bool limited;  /* the pattern took too much work on some file: there may be more */
    size_t unread; /* files that could not be read */
    size_t without[QUERY_FILTERS]; /* nothing was found, but so many without this filter */
};

struct search;

/* Threads for the reading of many files; without them the searching thread reads alone. `run` has
 * `threads` of them call `work(data)`, its own among them, and returns when each is back. */
struct search_crew {
    size_t threads;
    void (*run)(size_t threads, void (*work)(void *data), void *data);
};

struct search_options {
    bool ask;                       /* the disk, when the index knows of nothing */
    const struct rules *rules;      /* for that; NULL for the conventions */
    struct search_authors *authors; /* for `by:`; NULL: nobody has changed anything */
    const struct search_crew *crew; /* may be NULL */
};

/* Takes `query` over; the others must outlive it. */
struct search *search_new(struct search_index *index, const struct folder *folder,
                          const struct search_options *options, struct query *query);
void search_free(struct search *search);
/* Goes on for about so many milliseconds; `results->done` when there is nothing left to do.
 * STATUS_CANCELLED within some milliseconds of `cancel` (may be NULL). */
MUST_CHECK enum status search_step(struct search *search, unsigned milliseconds,
                                   const atomic_bool *cancel, struct error *err);
/* Gives what was found since the last time, and how far it is, away. */
void search_take(struct search *search, struct search_results *out);
/* Puts what `from` has at its place in `into` and takes its figures over; `from` is empty then. */
void search_results_merge(struct search_results *into, struct search_results *from);
void search_results_finish(struct search_results *results);
void search_result_finish(struct search_result *result);
/* "3 files", "1000 of 5210 files", or why there is nothing: no match, or what a filter leaves out.
 */
void search_add_summary(const struct search_results *results, struct str *out);

#endif
