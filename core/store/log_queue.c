#include "core/store/log_queue.h"

#include "core/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* The place of `id`, or the empty one where it belongs. An id is a hash already. */
static size_t place_of(const struct log_queue *queue, const git_oid *id)
{
    uint64_t hash;
    memcpy(&hash, id->id, sizeof(hash));
    size_t at = hash & (queue->place_cap - 1);
    while (queue->places[at] && !git_oid_equal(&queue->ids[queue->places[at] - 1], id))
        at = (at + 1) & (queue->place_cap - 1);
    return at;
}

static void places_grow(struct log_queue *queue)
{
    free(queue->places);
    queue->place_cap = queue->place_cap ? queue->place_cap * 2 : 256;
    queue->places = mem_zalloc(queue->place_cap, sizeof(*queue->places));
    for (size_t i = 0; i < queue->id_count; i++)
        queue->places[place_of(queue, &queue->ids[i])] = (uint32_t)i + 1;
}

bool log_queue_see(struct log_queue *queue, const git_oid *id)
{
    if (queue->id_count * 2 >= queue->place_cap)
        places_grow(queue);
    size_t at = place_of(queue, id);
    if (queue->places[at])
        return false;
    *ARRAY_PUSH(queue->ids, queue->id_count, queue->id_cap) = *id;
    queue->places[at] = (uint32_t)queue->id_count;
    return true;
}

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

void log_queue_add(struct log_queue *queue, git_commit *commit)
{
    *ARRAY_PUSH(queue->heap, queue->count, queue->cap) = (struct log_item){
        .commit = commit, .time = git_commit_time(commit), .order = queue->arrivals++};
    for (size_t at = queue->count - 1; at > 0; at = (at - 1) / 2) {
        if (!item_is_before(&queue->heap[at], &queue->heap[(at - 1) / 2]))
            break;
        item_swap(&queue->heap[at], &queue->heap[(at - 1) / 2]);
    }
}

git_commit *log_queue_take(struct log_queue *queue)
{
    git_commit *first = queue->heap[0].commit;
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
    free(queue->ids);
    free(queue->places);
    *queue = (struct log_queue){0};
}
