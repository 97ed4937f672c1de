#ifndef CORE_MARKDOWN_INLINE_H
#define CORE_MARKDOWN_INLINE_H

#include "core/markdown/extend.h"
#include "core/markdown/flow.h"
#include "core/markdown/footnote.h"
#include "core/markdown/links.h"

#include <cmark.h>

/* Turns the inline nodes of one block into a flow. One is used for block after block. */

struct inline_strike {
    bool open;
    size_t run, depth;
};

struct inline_line {
    size_t start; /* byte of `plain` */
    uint32_t line;
};

struct inliner {
    struct flow flow; /* the result */
    struct links *links;
    const struct footnotes *notes;
    const struct render_options *options;
    struct flow_run *styles; /* of the open nodes; the last one counts */
    size_t style_count, style_cap;
    struct str plain; /* text of one style that is not in the flow yet */
    struct inline_line *lines;
    size_t line_count, line_cap;
    uint32_t *numbers; /* links whose number waits for the end of the word */
    size_t number_count, number_cap;
    struct inline_strike strikes[2]; /* of one and of two tildes */
    uint32_t line;
    bool keep_lines; /* lines of the source end rows; inline_begin clears it */
};

/* Empties the flow; `line` is that of the source where the block begins. */
void inline_begin(struct inliner *in, enum role role, unsigned attrs, uint32_t line);
/* Adds the sibling nodes from `first` to before `end` (NULL for all), without the first `skip`
 * bytes of the first one, which then is a text. */
void inline_add(struct inliner *in, cmark_node *first, cmark_node *end, size_t skip);
void inline_add_text(struct inliner *in, struct view text);
/* Completes in->flow. */
void inline_end(struct inliner *in);
void inline_finish(struct inliner *in);

#endif
