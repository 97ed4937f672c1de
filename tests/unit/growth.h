#ifndef TESTS_UNIT_GROWTH_H
#define TESTS_UNIT_GROWTH_H

#include "tests/unit/test.h"

#include <time.h>

/* How long something takes is no matter of a test, for machines differ; how that grows is. Fails
 * when `run` needs more than ten times the processor's time for four times the size: 4 is linear,
 * 16 the square. A machine is now fast, now slow, so it has to be so three times. */
static inline void growth_is_linear(void (*run)(size_t size), size_t size)
{
    double grown = 0;
    for (int attempt = 0; attempt < 3; attempt++) {
        clock_t begin = clock();
        run(size);
        clock_t small = clock() - begin;
        begin = clock();
        run(4 * size);
        grown = (double)(clock() - begin) / (double)(small + 1);
        if (grown <= 10)
            return;
    }
    fail_msg("four times the size takes %.1f times as long", grown);
}

#endif
