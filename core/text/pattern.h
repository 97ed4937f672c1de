#ifndef CORE_TEXT_PATTERN_H
#define CORE_TEXT_PATTERN_H

#include "core/base/error.h"
#include "core/base/str.h"

#include <stdint.h>

/* PCRE2 patterns with JIT and with limits on match steps, depth and heap, so that no pattern and no
 * text can take the program. The only file that includes <pcre2.h> is pattern.c. */

struct pattern;

enum {
    PATTERN_LITERAL = 1 << 0,    /* the text is not a pattern */
    PATTERN_SMART_CASE = 1 << 1, /* without regard to case unless it holds a capital letter */
};

/* STATUS_INVALID with PCRE2's words and the position of the error (in characters, from 1). The
 * caller frees `*out`. */
MUST_CHECK enum status pattern_new(struct view text, unsigned flags, struct pattern **out,
                                   struct error *err);
void pattern_free(struct pattern *pattern);
/* The same pattern for another thread; it must go before `pattern` does. */
struct pattern *pattern_twin(const struct pattern *pattern);
/* From now on a search ends with STATUS_LIMIT after about so many milliseconds; 2000 to begin with.
 */
void pattern_limit_time(struct pattern *pattern, unsigned milliseconds);
/* Tells that the texts to come hold nothing but ASCII; that is not looked at again. Matching is
 * several times faster then. */
void pattern_expect_ascii(struct pattern *pattern, bool ascii);
/* Finds the first match at or after byte `from`. STATUS_ABSENT when there is none, STATUS_LIMIT
 * when it took too much. `text` may hold any bytes. */
MUST_CHECK enum status pattern_find(struct pattern *pattern, struct view text, size_t from,
                                    size_t *start, size_t *end, struct error *err);

/* Appends `with`, the replacement for what pattern_find found last, in the same `text`: `$1`,
 * `\1`, `${1}` and `${name}` give what a group took (`$0`: all), `\n` and `\t` a line end and a
 * tab, a backslash before anything else that itself. STATUS_INVALID, also before any match, for a
 * group that the pattern does not have; nothing is added then. `out` may be NULL: to check. */
MUST_CHECK enum status pattern_expand(const struct pattern *pattern, struct view text,
                                      struct view with, struct str *out, struct error *err);

#endif
