/* Myers' O(ND) comparison in linear space ("An O(ND) Difference Algorithm and Its Variations",
 * 1986), kept in bounds.
 *
 * What is equal at both ends and what stands on one side alone is set aside first. The rest is a
 * box; a point on a shortest path splits it into two, until a box has one side. The boxes wait in
 * a list, so depth costs no stack. The work is counted: past the budget the boxes are split at
 * symbols that occur once on each side (as "patience" does), and between those at the best of a
 * few paths. Then the answer is right but may not be the shortest.
 *
 * Only marks are kept (changed or not): the unchanged of both sides are the same sequence, always.
 */
#include "core/text/compare.h"

#include "core/base/memory.h"
#include "core/text/compare_part.h"

#include <stdlib.h>

/* 4 million steps take some 10 ms; a text of a megabyte with a thousand changed lines takes less
 * than one million. */
#define BUDGET_LEAST ((size_t)4 << 20)
#define BUDGET_EACH 8

size_t compare_budget(size_t count)
{
    return BUDGET_LEAST + BUDGET_EACH * count;
}

void compare_edits_finish(struct compare_edits *edits)
{
    free(edits->items);
    *edits = (struct compare_edits){0};
}

static struct compare_box compare_trim(const uint32_t *old, const uint32_t *new,
                                       struct compare_box box)
{
    while (box.x < box.x_end && box.y < box.y_end && old[box.x] == new[box.y])
        box.x++, box.y++;
    while (box.x < box.x_end && box.y < box.y_end && old[box.x_end - 1] == new[box.y_end - 1])
        box.x_end--, box.y_end--;
    return box;
}

/* The symbols of [from, to) that `seen` has, with their places; the others are changed. */
struct compare_kept {
    uint32_t *symbols, *places;
    size_t count;
};

static struct compare_kept compare_keep(struct compare_marks *side, uint32_t from, uint32_t to,
                                        const bool *seen)
{
    struct compare_kept kept = {mem_zalloc(to - from + 1, sizeof(uint32_t)),
                                mem_zalloc(to - from + 1, sizeof(uint32_t)), 0};
    for (uint32_t i = from; i < to; i++) {
        if (!seen[side->symbols[i]]) {
            side->changed[i] = true;
            continue;
        }
        kept.symbols[kept.count] = side->symbols[i];
        kept.places[kept.count++] = i;
    }
    return kept;
}

static void compare_kept_finish(struct compare_kept *kept)
{
    free(kept->symbols);
    free(kept->places);
}

static void compare_mark(struct compare_marks *side, const struct compare_kept *kept, uint32_t from,
                         uint32_t to)
{
    for (uint32_t i = from; i < to; i++)
        side->changed[kept->places[i]] = true;
}

static void compare_push(struct compare_boxes *boxes, struct compare_box box)
{
    *ARRAY_PUSH(boxes->items, boxes->count, boxes->cap) = box;
}

static void compare_divide(struct compare_solver *solver, struct compare_box box,
                           struct compare_boxes *boxes)
{
    uint32_t x, y;
    if (solver->coarse && !box.anchored) {
        compare_anchor(solver, box, boxes);
    } else if (compare_split(solver, box, &x, &y)) {
        compare_push(boxes, (struct compare_box){x, box.x_end, y, box.y_end, box.anchored});
        compare_push(boxes, (struct compare_box){box.x, x, box.y, y, box.anchored});
    } else {
        solver->coarse = true;
        compare_push(boxes, box);
    }
}

static void compare_solve(struct compare_solver *solver, struct compare_marks *old,
                          const struct compare_kept *old_kept, struct compare_marks *new,
                          const struct compare_kept *new_kept)
{
    struct compare_boxes boxes = {0};
    compare_push(&boxes, (struct compare_box){0, (uint32_t)old_kept->count, 0,
                                              (uint32_t)new_kept->count, false});
    while (boxes.count > 0) {
        struct compare_box box = compare_trim(solver->old, solver->new, boxes.items[--boxes.count]);
        if (box.x == box.x_end || box.y == box.y_end) {
            compare_mark(old, old_kept, box.x, box.x_end);
            compare_mark(new, new_kept, box.y, box.y_end);
        } else {
            compare_divide(solver, box, &boxes);
        }
    }
    free(boxes.items);
}

static void compare_middle(struct compare_marks *old, struct compare_marks *new,
                           struct compare_box box, size_t symbol_count, size_t *budget)
{
    bool *in_old = mem_zalloc(symbol_count, 1), *in_new = mem_zalloc(symbol_count, 1);
    for (uint32_t i = box.x; i < box.x_end; i++)
        in_old[old->symbols[i]] = true;
    for (uint32_t i = box.y; i < box.y_end; i++)
        in_new[new->symbols[i]] = true;
    struct compare_kept old_kept = compare_keep(old, box.x, box.x_end, in_new);
    struct compare_kept new_kept = compare_keep(new, box.y, box.y_end, in_old);
    free(in_old);
    free(in_new);
    size_t both = old_kept.count + new_kept.count;
    int32_t *diagonals = mem_zalloc(2 * (both + 4), sizeof(*diagonals));
    struct compare_solver solver = {.old = old_kept.symbols,
                                    .new = new_kept.symbols,
                                    .symbol_count = symbol_count,
                                    .forward = diagonals + new_kept.count + 2,
                                    .backward = diagonals + both + 4 + new_kept.count + 2,
                                    .budget = BUDGET_LEAST + BUDGET_EACH *both};
    compare_solve(&solver, old, &old_kept, new, &new_kept);
    *budget -= solver.work < *budget ? solver.work : *budget;
    free(diagonals);
    compare_kept_finish(&old_kept);
    compare_kept_finish(&new_kept);
}

static void compare_list(const struct compare_marks *old, const struct compare_marks *new,
                         struct compare_edits *out)
{
    size_t x = 0, y = 0;
    while (x < old->count || y < new->count) {
        struct compare_edit edit = {.old_start = x, .new_start = y};
        while (x < old->count && old->changed[x])
            x++;
        while (y < new->count &&new->changed[y])
            y++;
        edit.old_count = x - edit.old_start;
        edit.new_count = y - edit.new_start;
        if (edit.old_count || edit.new_count)
            *ARRAY_PUSH(out->items, out->count, out->cap) = edit;
        else
            x++, y++;
    }
}

void compare_symbols(struct compare_side old, struct compare_side new, size_t symbol_count,
                     size_t *budget, struct compare_edits *out)
{
    struct compare_marks marks[2] = {
        {old.symbols, old.count, mem_zalloc(old.count + 1, sizeof(bool))},
        {new.symbols, new.count, mem_zalloc(new.count + 1, sizeof(bool))},
    };
    struct compare_box all = {0, (uint32_t)old.count, 0, (uint32_t) new.count, false};
    struct compare_box box = compare_trim(old.symbols, new.symbols, all);
    if (box.x < box.x_end || box.y < box.y_end) {
        compare_middle(&marks[0], &marks[1], box, symbol_count, budget);
        compare_slide(&marks[0], &marks[1]);
        compare_slide(&marks[1], &marks[0]);
        compare_list(&marks[0], &marks[1], out);
    }
    free(marks[0].changed);
    free(marks[1].changed);
}
