#include "core/text/merge_chunk.h"

#include "core/base/memory.h"

/* A side's edits as far as they are in a chunk. Outside of its edits a side runs along with the
 * base, `base` and `other` being one such pair of places. */
struct merge_cursor {
    const struct merge_edits *edits;
    size_t next;
    size_t base, other;
    bool in_chunk;
    size_t end, raw_end; /* of the last edit in the chunk */
};

static size_t merge_place(const struct merge_cursor *cursor, size_t base)
{
    return cursor->other + (base - cursor->base);
}

static const struct merge_edit *merge_next(const struct merge_cursor *cursor)
{
    return cursor->next < cursor->edits->count ? &cursor->edits->items[cursor->next] : NULL;
}

/* The side whose next edit comes first; one that only inserts comes before what it stands before.
 */
static struct merge_cursor *merge_first(struct merge_cursor *mine, struct merge_cursor *theirs)
{
    const struct merge_edit *a = merge_next(mine), *b = merge_next(theirs);
    if (!a || !b)
        return a ? mine : b ? theirs : NULL;
    if (a->start != b->start)
        return a->start < b->start ? mine : theirs;
    return a->end <= b->end ? mine : theirs;
}

/* Whether the next edit of `cursor` belongs to the chunk because of the other side's edits. */
static bool merge_meets(const struct merge_cursor *cursor, const struct merge_cursor *other)
{
    const struct merge_edit *edit = merge_next(cursor);
    return edit && other->in_chunk &&
           (edit->start < other->end || edit->raw_start <= other->raw_end);
}

static void merge_take(struct merge_cursor *cursor, struct merge_chunk *chunk)
{
    const struct merge_edit *edit = &cursor->edits->items[cursor->next++];
    cursor->in_chunk = true;
    cursor->end = cursor->base = edit->end;
    cursor->raw_end = edit->raw_end;
    cursor->other = edit->other_end;
    if (edit->end > chunk->base.end)
        chunk->base.end = edit->end;
}

void merge_chunks_make(const struct merge_edits *mine, const struct merge_edits *theirs,
                       struct merge_chunks *out)
{
    struct merge_cursor a = {.edits = mine}, b = {.edits = theirs};
    for (struct merge_cursor *first; (first = merge_first(&a, &b));) {
        size_t start = merge_next(first)->start;
        struct merge_chunk chunk = {.base = {start, start}};
        chunk.mine.start = merge_place(&a, start);
        chunk.theirs.start = merge_place(&b, start);
        a.in_chunk = b.in_chunk = false;
        for (; first; first = merge_meets(&a, &b) ? &a : merge_meets(&b, &a) ? &b : NULL)
            merge_take(first, &chunk);
        chunk.by_mine = a.in_chunk;
        chunk.by_theirs = b.in_chunk;
        chunk.mine.end = merge_place(&a, chunk.base.end);
        chunk.theirs.end = merge_place(&b, chunk.base.end);
        *ARRAY_PUSH(out->items, out->count, out->cap) = chunk;
    }
}
