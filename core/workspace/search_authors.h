#ifndef CORE_WORKSPACE_SEARCH_AUTHORS_H
#define CORE_WORKSPACE_SEARCH_AUTHORS_H

#include "core/base/error.h"
#include "core/base/str.h"
#include "core/workspace/note_offers.h"

#include <stdatomic.h>
#include <stdint.h>

/* Which files somebody's commits have changed, for `by:`. History is walked once for a name; what
 * it gave is kept until HEAD moves. For one thread at a time. */

struct search_authors;

struct search_authors *search_authors_new(void);
void search_authors_free(struct search_authors *authors);
/* The XXH64 of each path that a commit changed whose "name <email>" has `who` in it, with smart
 * case; in order. Merges count for nothing. Borrowed until the next call. STATUS_CANCELLED, or why
 * there is no history to read. */
MUST_CHECK enum status search_authors_find(struct search_authors *authors, const char *workspace,
                                           const char *who, const atomic_bool *cancel,
                                           const uint64_t **paths, size_t *count,
                                           struct error *err);

/* The names of those who made the newest 5,000 commits, at most 500, the most frequent first; none
 * where there is no history. False when it was stopped, and then nothing is offered. */
MUST_CHECK bool search_authors_offer(const char *workspace, const atomic_bool *cancel,
                                     struct note_offers *out);

#endif
