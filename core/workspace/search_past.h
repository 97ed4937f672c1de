#ifndef CORE_WORKSPACE_SEARCH_PAST_H
#define CORE_WORKSPACE_SEARCH_PAST_H

#include "core/store/lost.h"
#include "core/workspace/search_match.h"
#include "core/workspace/search_query.h"

/* A search in earlier versions: files whose text once had what is asked for and has it no more
 * (core/store/lost.h). Terms, `tag:` and `type:` are held against the text as it was, `in:` and
 * `path:` against the path, and `since:` is how far back commits are looked at. */

struct search_past;

struct search_past_found {
    struct lost_text lost; /* its text is given back already: it is empty */
    char *title;           /* for people; not filtered */
    uint32_t line;         /* where it stood, 1-based; 0: its tags alone */
    char *snippet;
    struct search_range *ranges; /* the hits in it */
    size_t range_count;
    char *found; /* as search_result */
};
void search_past_found_finish(struct search_past_found *found);

/* Takes `query` over, on failure too; the repository must outlive it. STATUS_INVALID for `to:`. */
MUST_CHECK enum status search_past_open(struct repository *repo, struct query *query,
                                        struct search_past **out, struct error *err);
void search_past_close(struct search_past *past);
/* As lost_next: STATUS_BUSY means ask again, STATUS_ABSENT the end. */
MUST_CHECK enum status search_past_next(struct search_past *past, const atomic_bool *cancel,
                                        struct search_past_found *out, struct error *err);
size_t search_past_visited(const struct search_past *past);
size_t search_past_left_out(const struct search_past *past);

#endif
