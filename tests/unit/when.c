#include "tests/unit/test.h"

#include "core/base/when.h"

#include <stdlib.h>
#include <time.h>

/* Tuesday, 2026-03-31 10:30:00 UTC; the tests' zone is pinned to UTC. */
#define NOW INT64_C(1774953000)

static void assert_when(const char *text, const char *want)
{
    struct error err;
    int64_t at = 0;
    char got[32] = "";
    struct tm tm;
    if (when_parse(view_of(text), NOW, &at, &err) != STATUS_OK)
        fail_msg("%s: %s", text, err.text);
    time_t seconds = (time_t)at;
    strftime(got, sizeof(got), "%Y-%m-%d %H:%M:%S", gmtime_r(&seconds, &tm));
    if (strcmp(got, want) != 0)
        fail_msg("\"%s\" is %s, want %s", text, got, want);
}

static void spans_are_before_now(void **state)
{
    (void)state;
    assert_when("now", "2026-03-31 10:30:00");
    assert_when("7 days", "2026-03-24 10:30:00");
    assert_when("7d", "2026-03-24 10:30:00");
    assert_when(" 7 Days ago ", "2026-03-24 10:30:00");
    assert_when("a week", "2026-03-24 10:30:00");
    assert_when("last week", "2026-03-24 10:30:00");
    assert_when("3h", "2026-03-31 07:30:00");
    assert_when("90 minutes", "2026-03-31 09:00:00");
    assert_when("90m", "2026-03-31 09:00:00");
    assert_when("2_weeks", "2026-03-17 10:30:00");
}

static void months_and_years_are_the_calendar_s(void **state)
{
    (void)state;
    assert_when("last month", "2026-02-28 10:30:00");
    assert_when("2mo", "2026-01-31 10:30:00");
    assert_when("4 months ago", "2025-11-30 10:30:00");
    assert_when("a year", "2025-03-31 10:30:00");
    assert_when("2y", "2024-03-31 10:30:00");
}

static void days_begin_at_midnight(void **state)
{
    (void)state;
    assert_when("today", "2026-03-31 00:00:00");
    assert_when("yesterday", "2026-03-30 00:00:00");
    assert_when("monday", "2026-03-30 00:00:00");
    assert_when("last Tuesday", "2026-03-24 00:00:00");
    assert_when("wed", "2026-03-25 00:00:00");
}

static void dates_are_where_they_begin(void **state)
{
    (void)state;
    assert_when("2026", "2026-01-01 00:00:00");
    assert_when("2026-02", "2026-02-01 00:00:00");
    assert_when("2024-02-29", "2024-02-29 00:00:00");
    assert_when("2026-03-01 14:02", "2026-03-01 14:02:00");
    assert_when("2026-03-01T14:02", "2026-03-01 14:02:00");
    assert_when("09:15", "2026-03-31 09:15:00");
}

static void what_is_no_time_is_said(void **state)
{
    static const char *const wrong[] = {
        "",
        "soon",
        "7",
        "7 moons",
        "days",
        "2026-13",
        "2026-02-30",
        "2025-02-29",
        "24:00",
        "12:60",
        "last",
        "last today",
        "7 days or",
        "-3 days",
        "1234567d",
        "2026-03-01 9",
        "1 2 3 4 5 6 7 8",
        "7 days ago ago",
    };
    struct error err;
    int64_t at;
    (void)state;
    for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
        if (when_parse(view_of(wrong[i]), NOW, &at, &err) != STATUS_INVALID)
            fail_msg("\"%s\" is taken for a time", wrong[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spans_are_before_now),
        cmocka_unit_test(months_and_years_are_the_calendar_s),
        cmocka_unit_test(days_begin_at_midnight),
        cmocka_unit_test(dates_are_where_they_begin),
        cmocka_unit_test(what_is_no_time_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
