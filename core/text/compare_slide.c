/* Which of several equal answers reads best. A run of changed symbols that follows a symbol like
 * its last one may as well begin one earlier, and so on: `a [b a] b` or `a b [a b]`. Runs that
 * meet become one. A run that can stand beside a run of the other side does (then the two are one
 * edit); any other stands as late as it can, so that an added paragraph is followed by its own
 * blank line, an added sentence by its own blank. */
#include "core/text/compare_part.h"

/* Steps for each symbol, after which the runs stay where they are: texts of few different lines
 * could take quadratic time. */
#define SLIDE_EACH 16

/* A longest run of changed symbols, maybe an empty one: between each two unchanged there is one. */
struct compare_run {
    struct compare_marks *side;
    size_t start, end;
};

static void run_stretch(struct compare_run *run)
{
    while (run->start > 0 && run->side->changed[run->start - 1])
        run->start--;
    while (run->end < run->side->count && run->side->changed[run->end])
        run->end++;
}

static bool run_next(struct compare_run *run)
{
    if (run->end == run->side->count)
        return false;
    run->start = ++run->end;
    run_stretch(run);
    return true;
}

static bool run_previous(struct compare_run *run)
{
    if (run->start == 0)
        return false;
    run->end = --run->start;
    run_stretch(run);
    return true;
}

static bool run_down(struct compare_run *run)
{
    const uint32_t *symbols = run->side->symbols;
    if (run->end == run->side->count || symbols[run->start] != symbols[run->end])
        return false;
    run->side->changed[run->start++] = false;
    run->side->changed[run->end++] = true;
    run_stretch(run);
    return true;
}

static bool run_up(struct compare_run *run)
{
    const uint32_t *symbols = run->side->symbols;
    if (run->start == 0 || symbols[run->start - 1] != symbols[run->end - 1])
        return false;
    run->side->changed[--run->start] = true;
    run->side->changed[--run->end] = false;
    run_stretch(run);
    return true;
}

/* As early as it goes, then as late, until it meets no more runs. Returns the latest end at which
 * it stood beside a run of the other side, or SIZE_MAX; counts `*left` down. */
static size_t run_range(struct compare_run *run, struct compare_run *other, size_t *left)
{
    size_t size, beside;
    do {
        size = run->end - run->start;
        for (; *left > 0 && run_up(run); --*left)
            run_previous(other);
        beside = other->end > other->start ? run->end : SIZE_MAX;
        for (; *left > 0 && run_down(run); --*left) {
            run_next(other);
            if (other->end > other->start)
                beside = run->end;
        }
    } while (size != run->end - run->start);
    return beside;
}

void compare_slide(struct compare_marks *moved, struct compare_marks *other)
{
    struct compare_run run = {moved, 0, 0}, beyond = {other, 0, 0};
    size_t left = SLIDE_EACH * (moved->count + other->count);
    run_stretch(&run);
    run_stretch(&beyond);
    do {
        if (run.start == run.end)
            continue;
        size_t beside = run_range(&run, &beyond, &left);
        while (beside != SIZE_MAX && run.end > beside && run_up(&run))
            run_previous(&beyond);
    } while (left > 0 && run_next(&run) && run_next(&beyond));
}
