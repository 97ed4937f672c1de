#ifndef CORE_EDIT_FIND_H
#define CORE_EDIT_FIND_H

#include "core/edit/editor.h"

/* What is being looked for, beyond the commands `find`, `find-next`, `replace`, …: what a view
 * needs to show hits while they are typed. Patterns are PCRE2 with smart case
 * (core/text/pattern.h); they are never empty matches here. */

struct find_hit {
    size_t start, end;
};

/* Looks for `text` from now on; empty for nothing. STATUS_INVALID when it is no pattern; then what
 * was looked for before stays. Moves nothing. */
MUST_CHECK enum status find_set(struct editor *editor, struct view text, struct error *err);
/* What is looked for; empty for nothing. Borrowed. */
struct view find_text(const struct editor *editor);
/* Hits that touch [from, to), at most `max`, for highlights; returns how many. Looks at whole lines
 * around, and a little beyond. None when looking takes too long: a frame does not wait. */
size_t find_hits(struct editor *editor, size_t from, size_t to, struct find_hit *hits, size_t max);
/* STATUS_INVALID when `with` names a group that what is looked for does not have. */
MUST_CHECK enum status find_check_replacement(const struct editor *editor, struct view with,
                                              struct error *err);
/* The next hit at or after `from`, or the last one before it, round the end of the text. */
MUST_CHECK enum status find_next(struct editor *editor, size_t from, struct find_hit *hit,
                                 struct error *err);
MUST_CHECK enum status find_previous(struct editor *editor, size_t from, struct find_hit *hit,
                                     struct error *err);
/* Hits in all of the text so far counted, and how many of them begin before the cursor; true when
 * all are counted. Counts on for at most about 10 ms at each call; begins anew after a change. */
bool find_count(struct editor *editor, size_t *hits, size_t *before);

#endif
