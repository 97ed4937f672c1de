#ifndef CORE_MARKDOWN_FLOW_H
#define CORE_MARKDOWN_FLOW_H

#include "core/base/str.h"
#include "core/text/style.h"

#include <stdint.h>

/* The text of one block as runs of a style, and its cutting into rows. Nothing is filtered here
 * (the page does that), but everything is measured as the filter will show it. */

struct flow_run {
    uint32_t start, len; /* bytes of flow.text */
    uint32_t link;       /* as in struct page_span */
    uint32_t line;       /* of the source */
    uint8_t role, attrs;
    bool hidden; /* a mark such as `~~` that has done its work */
};

struct flow {
    struct str text;
    struct flow_run *runs;
    size_t run_count, run_cap;
};

/* A place in a flow: byte `at` of flow.text, in run `run`. */
struct flow_point {
    size_t run;
    uint32_t at;
};

struct flow_row {
    struct flow_point start;
    uint32_t end; /* byte of flow.text */
    unsigned cols;
};

/* Appends `text` to the last run if it has the same style and line. A LF ends the row. */
void flow_add(struct flow *flow, struct view text, const struct flow_run *style);
struct view flow_run_text(const struct flow *flow, const struct flow_run *run);
/* Cuts the next row of at most `cols` cells (but at least one cluster) off at `*from`, which begins
 * zeroed. Breaks between words, or when `hard` anywhere; then blanks stay too. False at the end. */
bool flow_next_row(const struct flow *flow, struct flow_point *from, unsigned cols, bool hard,
                   struct flow_row *row);
/* Cells of the widest line when nothing is broken, and of the widest word. */
void flow_measure(const struct flow *flow, unsigned *line, unsigned *word);
void flow_clear(struct flow *flow);
void flow_finish(struct flow *flow);

#endif
