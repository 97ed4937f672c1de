#ifndef TUI_LOG_DAY_H
#define TUI_LOG_DAY_H

#include "tui/history_lane.h"

/* The log under its days: a day's name stands above its first commit and above the first one on the
 * screen; a blank line parts two days. A day is that of the clock where the commit was made. */

/* The area before the colon of our own subjects ("memory" of "memory: add …"), or nothing;
 * borrowed. */
struct view log_day_area(struct view subject);
/* Whether commit `at` is on another day than the one before it. */
bool log_day_begins(const struct log_view *view, size_t at);
/* "Today", "Yesterday", "Saturday 21 November 2026". */
void log_day_add_name(const struct log_commit *commit, int64_t now, struct str *out);
/* The line of commit `at` on a screen that begins with commit `top` (<= at): 1 for `top` itself,
 * whose day has line 0. */
size_t log_day_line(const struct log_view *view, size_t top, size_t at);
/* The commit on `line` of that screen; SIZE_MAX when it has none. */
size_t log_day_commit(const struct log_view *view, size_t line);
/* Brings the selection into a screen of `lines`. */
void log_day_fit(struct log_view *view, size_t lines);

#endif
