#ifndef CORE_MARKDOWN_PARSE_H
#define CORE_MARKDOWN_PARSE_H

#include "core/base/error.h"
#include "core/base/str.h"

#include <cmark.h>
#include <stdatomic.h>

/* A tree of libcmark in memory of its own, made within bounds and gone at once. */

struct parse_chunk;

struct parse {
    cmark_node *root; /* read only: nothing may be added to the tree or freed in it */
    struct parse_chunk *chunks;
};

/* STATUS_LIMIT when it takes too much time or memory, STATUS_CANCELLED; `*out` is empty then.
 * `source` is borrowed for the call. Free with parse_finish. */
MUST_CHECK enum status parse_markdown(struct view source, const atomic_bool *cancel,
                                      struct parse *out);
void parse_finish(struct parse *parse);

/* The node after `node` in reading order below `root`, NULL at the end. `*entering` says whether
 * `node` was entered or left, and then the same of the next one. Leaves are only entered. */
cmark_node *parse_next(cmark_node *root, cmark_node *node, bool *entering);

#endif
