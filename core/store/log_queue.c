#include "core/store/log_queue.h"

#include "core/base/memory.h"

#include <stdlib.h>

static bool item_is_before(const struct log_item *a, const struct log_item *b)
{
    return a->time != b->time ? a->time > b->time : a->order < b->order;
}

static void item_swap(struct log_item *a, struct log_item *b)
{
    struct log_item kept = *a;
    *a = *b;
    *b = kept;
}

void log_queue_add(struct log_queue *queue, struct log_item item)
{
    if (item.order == 0)
        item.order = ++queue->arrivals;
    *ARRAY_PUSH(queue->heap, queue->count, queue->cap) = item;
    for (size_t at = queue->count - 1; at > 0; at = (at - 1) / 2) {
        if (!item_is_before(&queue->heap[at], &queue->heap[(at - 1) / 2]))
            break;
        item_swap(&queue->heap[at], &queue->heap[(at - 1) / 2]);
    }
}

struct log_item log_queue_take(struct log_queue *queue)
{
    struct log_item first = queue->heap[0];
    queue->heap[0] = queue->heap[--queue->count];
    for (size_t at = 0;;) {
        size_t best = at;
        for (size_t child = 2 * at + 1; child <= 2 * at + 2 && child < queue->count; child++)
            if (item_is_before(&queue->heap[child], &queue->heap[best]))
                best = child;
        if (best == at)
            return first;
        item_swap(&queue->heap[at], &queue->heap[best]);
        at = best;
    }
}

void log_queue_finish(struct log_queue *queue)
{
    for (size_t i = 0; i < queue->count; i++)
        git_commit_free(queue->heap[i].commit);
    free(queue->heap);
    *queue = (struct log_queue){0};
}
