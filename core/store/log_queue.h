#ifndef CORE_STORE_LOG_QUEUE_H
#define CORE_STORE_LOG_QUEUE_H

#include <git2.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Private to core/store: the commits that a walk is to look at, the newest first by the time of the
 * committer and of equal times the one that came first, as git orders them; and which ever came. */

struct log_item {
    git_commit *commit;
    int64_t time;
    uint64_t order; /* of arrival */
};

struct log_queue {
    struct log_item *heap;
    size_t count, cap;
    uint64_t arrivals;
    git_oid *ids; /* that came, in that order */
    size_t id_count, id_cap;
    uint32_t *places; /* open addressing: 1-based into `ids`, 0 is empty */
    size_t place_cap;
};

/* Notes that `id` came; false when it did before. */
bool log_queue_see(struct log_queue *queue, const git_oid *id);
/* Takes `commit` over. */
void log_queue_add(struct log_queue *queue, git_commit *commit);
/* The first; the caller frees it. The queue must not be empty. */
git_commit *log_queue_take(struct log_queue *queue);
void log_queue_finish(struct log_queue *queue);

#endif
