#ifndef CORE_MARKDOWN_SOURCE_H
#define CORE_MARKDOWN_SOURCE_H

#include "core/markdown/render.h"

/* The source view: every line as it stands in the file, lightly coloured and wrapped at
 * options->cols with a hanging indent. Nothing is hidden; what the filter changes shows as marks.
 * Time and memory are linear in the source, also when it is a single line. */

/* `language` is "markdown" for Markdown, else as for highlight_init. STATUS_CANCELLED is the only
 * failure; `*out` is empty then. Fills headings (Markdown only), page and words; no links. Free
 * with render_finish. */
MUST_CHECK enum status source_render(struct view source, struct view language,
                                     const struct render_options *options, struct rendered *out,
                                     struct error *err);

#endif
