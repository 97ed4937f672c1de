#ifndef TESTS_UNIT_TEST_H
#define TESTS_UNIT_TEST_H

/* cmocka wants these before it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/base/str.h"

#include <string.h>

/* Fails with both texts when they differ. */
#define assert_view_equal(got, want)                                                               \
    do {                                                                                           \
        struct view got_ = (got), want_ = (want);                                                  \
        if (!view_equal(got_, want_))                                                              \
            fail_msg("got \"%.*s\", want \"%.*s\"", (int)got_.len, got_.data, (int)want_.len,      \
                     want_.data);                                                                  \
    } while (0)

#endif
