#ifndef CORE_TEXT_COMPARE_PART_H
#define CORE_TEXT_COMPARE_PART_H

#include "core/text/compare.h"

#include <stdbool.h>

/* What the files of `compare` share. */

/* A sequence and, for each of its symbols, whether it is changed. */
struct compare_marks {
    const uint32_t *symbols;
    size_t count;
    bool *changed;
};

/* The part [x, x_end) of the old sequence against the part [y, y_end) of the new one. */
struct compare_box {
    uint32_t x, x_end, y, y_end;
    bool anchored; /* it lies between symbols that occur once on both sides */
};

struct compare_boxes {
    struct compare_box *items;
    size_t count, cap;
};

/* The sequences without what stands on one side alone. */
struct compare_solver {
    const uint32_t *old, *new;
    size_t symbol_count;
    int32_t *forward, *backward; /* furthest x by diagonal; both point at diagonal 0 */
    size_t work, budget;
    bool coarse; /* the budget is spent */
};

/* A point that a shortest path through `box` crosses, or, when `solver` is coarse, a good one.
 * Neither side is empty, and neither the first nor the last symbols are equal. False when the
 * budget ran out. */
bool compare_split(struct compare_solver *solver, struct compare_box box, uint32_t *x, uint32_t *y);

/* Pushes the parts of `box` between the symbols that occur once on each side. */
void compare_anchor(const struct compare_solver *solver, struct compare_box box,
                    struct compare_boxes *out);

/* Sets `kept[i]` for the members of a longest rising sequence among the `count` different values.
 */
void compare_longest_rise(const uint32_t *values, size_t count, bool *kept);

/* Moves runs of changed symbols among equals, so that they meet runs of the other side or, else,
 * stand as late as they can. */
void compare_slide(struct compare_marks *moved, struct compare_marks *other);

#endif
