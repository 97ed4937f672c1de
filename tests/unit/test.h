#ifndef TESTS_UNIT_TEST_H
#define TESTS_UNIT_TEST_H

/* cmocka wants these before it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/base/str.h"

#include <stdlib.h>
#include <string.h>

/* The sanitizers make a sweep ten times as slow: where PALIMPSEST_TEST_EVERY says N, one case of N
 * is tried. Without it, and so in the ordinary build, every one is. */
static inline unsigned test_every(void)
{
    const char *every = getenv("PALIMPSEST_TEST_EVERY");
    unsigned long number = every ? strtoul(every, NULL, 10) : 1;
    return number > 0 && number < 1000 ? (unsigned)number : 1;
}

/* Fails with both texts when they differ. */
#define assert_view_equal(got, want)                                                               \
    do {                                                                                           \
        struct view got_ = (got), want_ = (want);                                                  \
        if (!view_equal(got_, want_))                                                              \
            fail_msg("got \"%.*s\", want \"%.*s\"", (int)got_.len, got_.data, (int)want_.len,      \
                     want_.data);                                                                  \
    } while (0)

#endif
