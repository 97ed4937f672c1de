#ifndef CORE_MARKDOWN_PROSE_LINK_H
#define CORE_MARKDOWN_PROSE_LINK_H

#include "core/base/str.h"

/* The links of a file's source that lead to other files, by their bytes: in prose, not in code, not
 * in comments, not in the front matter. What is prose is judged line by line, as for the colours of
 * the source view (core/markdown/source_line.h). */

enum prose_link_kind {
    PROSE_WIKI,    /* [[target]], [[target#heading]], [[target|words]] */
    PROSE_ADDRESS, /* [words](target), [words](<target>), [name]: target; never one with a scheme */
};

struct prose_link {
    enum prose_link_kind kind;
    bool angles;             /* the address stands in `<>` */
    size_t from, to;         /* the target's bytes, without blanks, heading and words */
    size_t line;             /* where its line begins */
    unsigned number;         /* of that line, from 1 */
    struct view heading;     /* with its `#` (of an address: its `?query`, too), or empty */
    struct view words;       /* WIKI: behind the bar, or empty */
    size_t outer, outer_end; /* WIKI: with the brackets */
};

/* Tells each link of `text`, in order. Time is linear in the text. */
void prose_links(struct view text, void (*tell)(void *data, const struct prose_link *link),
                 void *data);

#endif
