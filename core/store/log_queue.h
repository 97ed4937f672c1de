#ifndef CORE_STORE_LOG_QUEUE_H
#define CORE_STORE_LOG_QUEUE_H

#include "core/store/id_table.h"

#include <git2.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Private to core/store: the commits that a walk is to look at, the newest first by the time of the
 * committer and of equal times the one that came first, as git orders them. Zero it to begin. */

struct log_item {
    git_commit *commit; /* owned; NULL in a walk over numbers */
    uint32_t number;    /* of a path index */
    int64_t time;
    uint64_t order; /* of arrival; 0 for one that arrives */
};

struct log_queue {
    struct log_item *heap;
    size_t count, cap;
    uint64_t arrivals;
};

void log_queue_add(struct log_queue *queue, struct log_item item);
/* The first; its commit is then the caller's. The queue must not be empty. */
struct log_item log_queue_take(struct log_queue *queue);
void log_queue_finish(struct log_queue *queue);

#endif
