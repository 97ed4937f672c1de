#ifndef CORE_BASE_CLOCK_H
#define CORE_BASE_CLOCK_H

#include "core/base/str.h"

#include <stdint.h>

/* Times are seconds since 1970 in UTC (int64_t); how they are shown depends on a `now` that the
 * caller gives, so that tests can hold the clock still. */

int64_t clock_now(void);
/* Milliseconds that only go forward, for timeouts. */
int64_t clock_ticks(void);
/* What a local file system would stamp a change with now: nanoseconds since 1970. */
int64_t clock_stamp(void);
/* "now", "2m", "3h", "4d", "5w", "7mo", "2y": at most four cells. */
void clock_add_short(struct str *out, int64_t time, int64_t now);
/* "just now", "2 minutes ago", "yesterday", "3 days ago", "5 weeks ago", … */
void clock_add_long(struct str *out, int64_t time, int64_t now);
/* "14:02", local time. */
void clock_add_time(struct str *out, int64_t time);
/* "2026-03-01 14:02", at `offset` minutes from UTC. */
void clock_add_date(struct str *out, int64_t time, int offset);

#endif
