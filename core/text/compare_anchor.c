/* Anchors, as in the "patience" comparison: symbols that occur once on each side. Those of a
 * longest sequence that is in the same order on both sides are taken for the same. */
#include "core/base/memory.h"
#include "core/text/compare_part.h"

#include <stdlib.h>

void compare_longest_rise(const uint32_t *values, size_t count, bool *kept)
{
    /* `ends[n]` is the index of the least value that ends a rise of n + 1 members. */
    uint32_t *ends = mem_zalloc(count + 1, sizeof(*ends));
    uint32_t *before = mem_zalloc(count + 1, sizeof(*before));
    size_t longest = 0;
    for (size_t i = 0; i < count; i++) {
        size_t low = 0, high = longest;
        while (low < high) {
            size_t middle = (low + high) / 2;
            if (values[ends[middle]] < values[i])
                low = middle + 1;
            else
                high = middle;
        }
        before[i] = low ? ends[low - 1] : 0;
        ends[low] = (uint32_t)i;
        if (low == longest)
            longest++;
        kept[i] = false;
    }
    size_t at = longest ? ends[longest - 1] : 0;
    for (; longest > 0; longest--, at = before[at])
        kept[at] = true;
    free(ends);
    free(before);
}

/* By symbol: how often it stands on each side of the box (2 is "often"), and where in the new. */
struct compare_count {
    uint32_t place;
    uint8_t old, new;
};

static struct compare_count *compare_count(const struct compare_solver *solver,
                                           struct compare_box box)
{
    struct compare_count *counts = mem_zalloc(solver->symbol_count, sizeof(*counts));
    for (uint32_t x = box.x; x < box.x_end; x++) {
        struct compare_count *count = &counts[solver->old[x]];
        count->old = count->old ? 2 : 1;
    }
    for (uint32_t y = box.y; y < box.y_end; y++) {
        struct compare_count *count = &counts[solver->new[y]];
        count->new = count->new ? 2 : 1;
        count->place = y;
    }
    return counts;
}

void compare_anchor(const struct compare_solver *solver, struct compare_box box,
                    struct compare_boxes *out)
{
    struct compare_count *counts = compare_count(solver, box);
    size_t size = box.x_end - box.x, count = 0;
    uint32_t *xs = mem_zalloc(size, sizeof(*xs)), *ys = mem_zalloc(size, sizeof(*ys));
    bool *kept = mem_zalloc(size, sizeof(*kept));
    for (uint32_t x = box.x; x < box.x_end; x++) {
        const struct compare_count *of = &counts[solver->old[x]];
        if (of->old != 1 || of->new != 1)
            continue;
        xs[count] = x;
        ys[count++] = of->place;
    }
    compare_longest_rise(ys, count, kept);
    struct compare_box rest = box;
    rest.anchored = true;
    for (size_t i = 0; i < count; i++) {
        if (!kept[i])
            continue;
        rest.x_end = xs[i];
        rest.y_end = ys[i];
        *ARRAY_PUSH(out->items, out->count, out->cap) = rest;
        rest = (struct compare_box){xs[i] + 1, box.x_end, ys[i] + 1, box.y_end, true};
    }
    *ARRAY_PUSH(out->items, out->count, out->cap) = rest;
    free(counts);
    free(xs);
    free(ys);
    free(kept);
}
