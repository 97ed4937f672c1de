#ifndef CORE_WORKSPACE_SEARCH_READ_H
#define CORE_WORKSPACE_SEARCH_READ_H

#include "core/workspace/search.h"
#include "core/workspace/search_gather.h"

/* Candidates read from the disk and held against the query, by one thread or by several side by
 * side. For search.c. */

struct search_read {
    enum status status; /* STATUS_ABSENT: the file does not have it; STATUS_CANCELLED */
    bool limited, unread;
    bool kept; /* `result` is to be taken over */
    struct search_result result;
};

/* What all threads share; nothing of it changes while they read. */
struct search_reading {
    struct search_index *index; /* each segment has been asked for: it stands still */
    const struct folder *folder;
    const struct query *query;
    const atomic_bool *cancel;
};

struct search_reader; /* what a thread needs of its own */

struct search_reader *search_reader_new(const struct search_reading *reading);
void search_reader_free(struct search_reader *reader);
/* `keep`: the result is wanted, not only whether the file has it. */
void search_reader_read(struct search_reader *reader, const struct search_candidate *candidate,
                        bool keep, struct search_read *out);

enum { SEARCH_READERS_MAX = 8 };

struct search_readers {
    struct search_reader *items[SEARCH_READERS_MAX];
    size_t count; /* made so far */
};

void search_readers_finish(struct search_readers *readers);
/* Reads candidates one after the other, in the threads of `crew` (may be NULL), into `out`, until
 * `ticks` (clock.h) or all of `count` are read; at least one. Returns how many. */
size_t search_readers_read(struct search_readers *readers, const struct search_reading *reading,
                           const struct search_crew *crew, const struct search_candidate *items,
                           size_t count, bool keep, int64_t ticks, struct search_read *out);

#endif
