#include "core/store/blame_parts.h"

#include "core/base/memory.h"

#include <stdlib.h>

void blame_parts_add(struct blame_parts *parts, struct blame_part part)
{
    if (part.count > 0)
        *ARRAY_PUSH(parts->items, parts->count, parts->cap) = part;
}

uint32_t blame_parts_end(const struct blame_parts *parts)
{
    uint32_t end = 0;
    for (size_t i = 0; i < parts->count; i++)
        if (parts->items[i].at + parts->items[i].count > end)
            end = parts->items[i].at + parts->items[i].count;
    return end;
}

static int order_parts(const void *a, const void *b)
{
    const struct blame_part *left = a, *right = b;
    return (left->at > right->at) - (left->at < right->at);
}

/* The lines of `part` between hunks are the old text's, those in one stay. */
static void pass_part(struct blame_part part, const struct blame_hunks *hunks, size_t hunk,
                      struct blame_parts *kept, struct blame_parts *old)
{
    uint32_t end = part.at + part.count;
    while (part.count > 0) {
        const struct blame_hunk *next = hunk < hunks->count ? &hunks->items[hunk] : NULL;
        const struct blame_hunk *last = hunk > 0 ? &hunks->items[hunk - 1] : NULL;
        uint32_t shift = last ? last->old_line + last->old_count - last->new_line - last->new_count
                              : 0; /* modulo 2^32 */
        uint32_t until = next && next->new_line < end ? next->new_line : end;
        struct blame_part taken = part;
        if (part.at < until) {
            taken.count = until - part.at;
            blame_parts_add(old, (struct blame_part){part.line, part.at + shift, taken.count});
        } else {
            uint32_t stop = next->new_line + next->new_count;
            taken.count = (stop < end ? stop : end) - part.at;
            blame_parts_add(kept, taken);
            hunk++;
        }
        part.line += taken.count;
        part.at += taken.count;
        part.count -= taken.count;
    }
}

void blame_pass(struct blame_parts *parts, const struct blame_hunks *hunks, struct blame_parts *old)
{
    struct blame_parts kept = {0};
    size_t hunk = 0;
    if (parts->count > 1)
        qsort(parts->items, parts->count, sizeof(*parts->items), order_parts);
    for (size_t i = 0; i < parts->count; i++) {
        while (hunk < hunks->count &&
               hunks->items[hunk].new_line + hunks->items[hunk].new_count <= parts->items[i].at)
            hunk++;
        pass_part(parts->items[i], hunks, hunk, &kept, old);
    }
    free(parts->items);
    *parts = kept;
}
