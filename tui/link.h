#ifndef TUI_LINK_H
#define TUI_LINK_H

#include "core/markdown/render.h"

/* Where links between files lead in a page: to a heading. */

/* Appends the anchor of a heading as GitHub makes it: letters in lower case, blanks as `-`,
 * punctuation left out; what is not ASCII stays, but for its common punctuation. */
void link_add_anchor(struct str *out, struct view heading);
/* The row of the heading that `anchor` (percent-encoded or not) names: the second of one name is
 * `name-1`. False if there is none. */
bool link_find_heading(const struct rendered *page, struct view anchor, size_t *row);
/* What follows the `#`; empty if nothing does. Borrowed. */
struct view link_fragment(struct view target);

#endif
