#ifndef CORE_MARKDOWN_FOOTNOTE_H
#define CORE_MARKDOWN_FOOTNOTE_H

#include "core/markdown/links.h"

/* Footnotes, which libcmark does not know: it takes `[^1]: text` for the definition of a link and
 * drops the text. The definitions are moved to the end of a copy of the source, as the items of a
 * list, before libcmark sees it. */

struct footnote {
    char *label;
    size_t first; /* its first line in the list, from 0 */
};

struct footnotes {
    struct footnote *items; /* in the order of the source */
    size_t count, cap;
    struct footnote **by_label;
    struct str copy; /* what to parse in place of the source */
    struct str list; /* the items of the list, while reading */
    uint32_t *lines; /* line of the source for each line of the list */
    size_t line_count, line_cap;
    size_t body_lines; /* lines of `copy` before the list's heading, an empty one, and the list */
};

/* False when `source` has no footnotes: there is no copy then. Free with footnotes_finish. */
bool footnotes_read(struct view source, struct footnotes *out);
/* The number of the link to the footnote; 0 when there is none of that label. */
uint32_t footnotes_refer(const struct footnotes *notes, struct links *links, struct view label);
/* The line of the source for line `line` of the copy; both from 1. */
uint32_t footnotes_line(const struct footnotes *notes, uint32_t line);
/* The footnote whose item of the list stands on line `line` of the copy. There must be one at all.
 */
const struct footnote *footnotes_at(const struct footnotes *notes, uint32_t line);
void footnotes_finish(struct footnotes *notes);

#endif
