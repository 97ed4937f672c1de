/* The middle of a shortest path: paths of 1, 2, 3… edits grow from both corners of the box, the
 * furthest on each diagonal (x - y) alone is kept, and where two meet a shortest path runs through.
 * Coarse, the search ends after a few edits at the point furthest from its corner; what that costs
 * is in proportion to how far it came, so the whole is linear. */
#include "core/base/memory.h"
#include "core/text/compare_part.h"

/* Edits that a coarse search goes to. */
#define COARSE_EDITS 10

struct compare_front {
    int32_t *furthest;
    int32_t low, high; /* diagonals reached */
};

struct compare_search {
    struct compare_solver *solver;
    int32_t x, x_end, y, y_end;
    struct compare_front forward, backward;
};

/* One edit more: the next diagonal on each side, or, at the edge of the box, one less. */
static void compare_widen(struct compare_front *front, const struct compare_search *search,
                          int32_t nothing)
{
    if (front->low > search->x - search->y_end)
        front->furthest[--front->low - 1] = nothing;
    else
        front->low++;
    if (front->high < search->x_end - search->y)
        front->furthest[++front->high + 1] = nothing;
    else
        front->high--;
}

static bool compare_in(const struct compare_front *front, int32_t diagonal)
{
    return front->low <= diagonal && diagonal <= front->high;
}

/* True when a forward path meets a backward one, on `*diagonal`. */
static bool compare_forward(struct compare_search *search, bool odd, int32_t *diagonal)
{
    const uint32_t *old = search->solver->old, *new = search->solver->new;
    int32_t *furthest = search->forward.furthest;
    for (int32_t d = search->forward.high; d >= search->forward.low; d -= 2) {
        int32_t from = furthest[d - 1] < furthest[d + 1] ? furthest[d + 1] : furthest[d - 1] + 1;
        int32_t x = from;
        while (x < search->x_end && x - d < search->y_end && old[x] == new[x - d])
            x++;
        furthest[d] = x;
        search->solver->work += (size_t)(x - from) + 1;
        *diagonal = d;
        if (odd && compare_in(&search->backward, d) && search->backward.furthest[d] <= x)
            return true;
    }
    return false;
}

static bool compare_backward(struct compare_search *search, bool odd, int32_t *diagonal)
{
    const uint32_t *old = search->solver->old, *new = search->solver->new;
    int32_t *furthest = search->backward.furthest;
    for (int32_t d = search->backward.high; d >= search->backward.low; d -= 2) {
        int32_t from = furthest[d - 1] < furthest[d + 1] ? furthest[d - 1] : furthest[d + 1] - 1;
        int32_t x = from;
        while (x > search->x && x - d > search->y && old[x - 1] == new[x - d - 1])
            x--;
        furthest[d] = x;
        search->solver->work += (size_t)(from - x) + 1;
        *diagonal = d;
        if (!odd && compare_in(&search->forward, d) && x <= search->forward.furthest[d])
            return true;
    }
    return false;
}

/* Paths may have run one step out of the box. */
static int32_t compare_clamp(const struct compare_search *search, int32_t x, int32_t d)
{
    x = x > search->x_end ? search->x_end : x < search->x ? search->x : x;
    x = x - d > search->y_end ? search->y_end + d : x;
    return x - d < search->y ? search->y + d : x;
}

/* The point of either front that is furthest from its corner. */
static void compare_furthest(const struct compare_search *search, int32_t *x, int32_t *diagonal)
{
    int32_t best = -1;
    for (int32_t d = search->forward.low; d <= search->forward.high; d += 2) {
        int32_t at = compare_clamp(search, search->forward.furthest[d], d);
        if (at - search->x + (at - d) - search->y > best)
            best = at - search->x + (at - d) - search->y, *x = at, *diagonal = d;
    }
    for (int32_t d = search->backward.low; d <= search->backward.high; d += 2) {
        int32_t at = compare_clamp(search, search->backward.furthest[d], d);
        if (search->x_end - at + search->y_end - (at - d) > best)
            best = search->x_end - at + search->y_end - (at - d), *x = at, *diagonal = d;
    }
}

bool compare_split(struct compare_solver *solver, struct compare_box box, uint32_t *x, uint32_t *y)
{
    struct compare_search search = {solver,
                                    (int32_t)box.x,
                                    (int32_t)box.x_end,
                                    (int32_t)box.y,
                                    (int32_t)box.y_end,
                                    {solver->forward, 0, 0},
                                    {solver->backward, 0, 0}};
    int32_t first = search.x - search.y, last = search.x_end - search.y_end, diagonal = first;
    int32_t at = search.x;
    bool odd = (first - last) & 1;
    search.forward.low = search.forward.high = first;
    search.backward.low = search.backward.high = last;
    solver->forward[first] = search.x;
    solver->backward[last] = search.x_end;
    for (size_t edits = 1;; edits++) {
        compare_widen(&search.forward, &search, -1);
        if (compare_forward(&search, odd, &diagonal)) {
            at = solver->forward[diagonal];
            break;
        }
        compare_widen(&search.backward, &search, INT32_MAX);
        if (compare_backward(&search, odd, &diagonal)) {
            at = solver->backward[diagonal];
            break;
        }
        if (solver->coarse && edits >= COARSE_EDITS) {
            compare_furthest(&search, &at, &diagonal);
            break;
        }
        if (!solver->coarse && solver->work > solver->budget)
            return false;
    }
    *x = (uint32_t)at;
    *y = (uint32_t)(at - diagonal);
    return true;
}
