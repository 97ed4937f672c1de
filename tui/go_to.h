#ifndef TUI_GO_TO_H
#define TUI_GO_TO_H

#include "core/workspace/catalog.h"
#include "tui/search_desk.h"

/* Any file by some letters of its path, or by a glob. */

/* What of the catalog's files answers to `typed`, the best first; an empty one takes all, in
 * reading order. Some milliseconds at 100,000 files. */
void go_to_fill(struct search_desk *desk, const struct catalog *catalog, struct view typed);

#endif
