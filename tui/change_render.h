#ifndef TUI_CHANGE_RENDER_H
#define TUI_CHANGE_RENDER_H

#include "core/markdown/render.h"

/* A Markdown text as the reader shows it, with what an older one had showing through: removed words
 * struck in their place before the added ones, paragraphs that moved known as moved. A row's source
 * is the line of the new text, for removed text that of the line it would stand at. Front matter is
 * that of the new text. */

/* Where next to nothing is the same, the new text is shown alone unless `both` are wanted.
 * `*changed`, if it is wanted, has for each row whether anything on it changed; the caller frees.
 * STATUS_CANCELLED is the only failure. */
MUST_CHECK enum status change_render(struct view old, struct view new, bool both,
                                     const struct render_options *options, struct rendered *out,
                                     bool **changed);

#endif
