#ifndef CORE_EDIT_SPAN_H
#define CORE_EDIT_SPAN_H

#include "core/text/rope.h"

/* Reading a rope where contiguous bytes are wanted, and stepping through it by what a person takes
 * for a character: a grapheme cluster, or a line end (LF or CR LF). */

/* The bytes [from, to), borrowed from the rope when they stand together, else copied to `scratch`,
 * which is cleared first. */
struct view span_read(const struct rope *rope, size_t from, size_t to, struct str *scratch);

/* The border after `pos`; `pos` must be one. The length at the end. */
size_t span_next(const struct rope *rope, size_t pos);
/* The border before `pos`; 0 at the beginning. */
size_t span_previous(const struct rope *rope, size_t pos);
/* The border at or before `pos`. */
size_t span_floor(const struct rope *rope, size_t pos);
/* How many steps of span_next lead from the border `from` to `to` or past it. */
size_t span_count(const struct rope *rope, size_t from, size_t to);

/* The code point at `pos` (UTF8_INVALID for none or a bad byte). */
uint32_t span_code(const struct rope *rope, size_t pos);
/* The end of line `line`, before its LF or CR LF. */
size_t span_line_end(const struct rope *rope, size_t line);
/* Whether [from, to) is blanks and tabs (and CR) only. */
bool span_is_blank(const struct rope *rope, size_t from, size_t to);
/* The first byte in [from, to) that is no blank or tab; `to` if there is none. */
size_t span_skip_blanks(const struct rope *rope, size_t from, size_t to);

#endif
