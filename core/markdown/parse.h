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

/* A walk over `root` and what is below it in reading order. Each node is entered, and all but
 * leaves are left again; who sets `entering` to false passes over the children. */
struct parse_walk {
    cmark_node *root, *node; /* `node` is NULL at the end */
    cmark_node_type type;    /* of `node` */
    bool entering;
};

struct parse_walk parse_walk(cmark_node *root);
void parse_walk_next(struct parse_walk *walk);

#endif
