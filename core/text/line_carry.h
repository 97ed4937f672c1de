#ifndef CORE_TEXT_LINE_CARRY_H
#define CORE_TEXT_LINE_CARRY_H

#include "core/base/str.h"

/* Lines of an older text carried into a newer one: one paragraph brought back, all else as it is.
 * The lines take the place of what they became. Where they were rewritten together with lines
 * around them, so that nobody can say what became of them, they are put in before that, and nothing
 * is removed. */

/* Appends `now` with lines [first, last] (from 1) of `then` carried in. False, and nothing
 * appended, when `then` has no such lines. */
bool line_carry(struct str *out, struct view then, struct view now, size_t first, size_t last);

#endif
