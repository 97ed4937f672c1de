#ifndef CORE_MARKDOWN_BLOCKS_H
#define CORE_MARKDOWN_BLOCKS_H

#include "core/markdown/canvas.h"
#include "core/markdown/inline.h"
#include "core/markdown/table.h"

/* Lays the blocks of a parsed document out on a canvas. */

struct blocks {
    struct canvas *canvas;
    struct inliner *in;
    struct tables *tables; /* NULL for none */
    const struct footnotes *notes;
    struct rendered *out;
    uint32_t first_line; /* line of the file where the parsed text begins, from 0 */
    struct blocks_list *lists;
    size_t list_count, list_cap;
    uint32_t note; /* the link to the footnote that is being drawn */
};

/* STATUS_CANCELLED is the only failure. */
MUST_CHECK enum status blocks_draw(struct blocks *blocks, cmark_node *root);

#endif
