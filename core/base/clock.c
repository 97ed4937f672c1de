#include "core/base/clock.h"

#include <time.h>

int64_t clock_now(void)
{
    return (int64_t)time(NULL);
}

int64_t clock_ticks(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

int64_t clock_stamp(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_REALTIME_COARSE, &ts);
    return (int64_t)ts.tv_sec * 1000000000 + ts.tv_nsec;
}

static const struct {
    int64_t below, unit; /* seconds */
    const char *letter, *one, *many;
} clock_units[] = {
    {3600, 60, "m", "a minute", "minutes"},
    {86400, 3600, "h", "an hour", "hours"},
    {14 * 86400, 86400, "d", "yesterday", "days"},
    {60 * 86400, 7 * 86400, "w", "a week", "weeks"},
    {730 * 86400, 30 * 86400, "mo", "a month", "months"},
    {INT64_MAX, 365 * 86400, "y", "a year", "years"},
};

static size_t clock_unit(int64_t age)
{
    size_t at = 0;
    while (age >= clock_units[at].below)
        at++;
    return at;
}

static int64_t clock_age(int64_t time, int64_t now)
{
    int64_t age;
    if (__builtin_sub_overflow(now, time, &age))
        return 0;
    return age < 0 ? 0 : age;
}

void clock_add_short(struct str *out, int64_t time, int64_t now)
{
    int64_t age = clock_age(time, now);
    if (age < 60) {
        str_add_text(out, "now");
        return;
    }
    size_t unit = clock_unit(age);
    int64_t count = age / clock_units[unit].unit;
    if (count > 99)
        str_add_text(out, ">99y");
    else
        str_addf(out, "%d%s", (int)count, clock_units[unit].letter);
}

void clock_add_long(struct str *out, int64_t time, int64_t now)
{
    int64_t age = clock_age(time, now);
    if (age < 60) {
        str_add_text(out, "just now");
        return;
    }
    size_t unit = clock_unit(age);
    int64_t count = age / clock_units[unit].unit;
    if (count == 1)
        str_addf(out, "%s%s", clock_units[unit].one, clock_units[unit].unit == 86400 ? "" : " ago");
    else
        str_addf(out, "%lld %s ago", (long long)count, clock_units[unit].many);
}

void clock_add_time(struct str *out, int64_t time)
{
    time_t when = (time_t)time;
    struct tm tm;
    if (localtime_r(&when, &tm))
        str_addf(out, "%02d:%02d", tm.tm_hour, tm.tm_min);
}

void clock_add_date(struct str *out, int64_t time, int offset)
{
    int64_t local;
    struct tm tm;
    if (__builtin_add_overflow(time, (int64_t)offset * 60, &local))
        local = 0;
    time_t when = (time_t)local;
    if (gmtime_r(&when, &tm))
        str_addf(out, "%04d-%02d-%02d %02d:%02d", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday,
                 tm.tm_hour, tm.tm_min);
    else
        str_add_text(out, "(no date)");
}
