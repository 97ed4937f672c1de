#ifndef CORE_BASE_WHEN_H
#define CORE_BASE_WHEN_H

#include "core/base/error.h"
#include "core/base/str.h"

#include <stdint.h>

/* A point in time as a person names it, in local time:
 *
 *   now  today  yesterday  (midnight, where the day began)
 *   7 days  7d  a week  2 weeks ago  3h  last month  (before now; m is minutes, mo months)
 *   monday  last monday  (where the latest such day before today began)
 *   2026  2026-03  2026-03-01  2026-03-01 14:02  14:02  (where it began)
 *
 * Months and years are those of the calendar: "last month" on the 31st is the last day of a shorter
 * month. */

/* `*out` in seconds since 1970; `now` alike. STATUS_INVALID with what could be written instead. */
MUST_CHECK enum status when_parse(struct view text, int64_t now, int64_t *out, struct error *err);

#endif
