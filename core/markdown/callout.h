#ifndef CORE_MARKDOWN_CALLOUT_H
#define CORE_MARKDOWN_CALLOUT_H

#include "core/markdown/canvas.h"
#include "core/markdown/inline.h"

#include <cmark.h>

/* Callouts: quotes whose first line is `[!NOTE]`, perhaps with a title after it. */

/* The role of the bar: ROLE_QUOTE for a quote that is no callout. */
enum role callout_role(cmark_node *quote);
/* Draws the title of a callout as a row. Returns the first node of the first paragraph that is
 * still to be drawn: all of them when `quote` is no callout, NULL when nothing is left. */
cmark_node *callout_draw(cmark_node *quote, struct canvas *canvas, struct inliner *in,
                         uint32_t line);

#endif
