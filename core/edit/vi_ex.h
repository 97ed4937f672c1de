#ifndef CORE_EDIT_VI_EX_H
#define CORE_EDIT_VI_EX_H

#include "core/edit/vi_parts.h"

/* The `:` line. */

struct vi_range {
    size_t first, last; /* lines, from 0 */
    int given;          /* how many addresses there were */
};
/* Reads the range at `*pos`, which moves behind it. False, and said, for one that is none. */
bool vi_range_read(struct vi *vi, struct view line, size_t *pos, struct vi_range *out);

/* s/pattern/with/flags, from behind the `s`. */
bool vi_ex_substitute(struct vi *vi, const struct vi_range *range, struct view rest);
/* Runs a command line of ex on one line of text, as `g` does. */
bool vi_ex_line(struct vi *vi, struct view line);

#endif
