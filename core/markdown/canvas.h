#ifndef CORE_MARKDOWN_CANVAS_H
#define CORE_MARKDOWN_CANVAS_H

#include "core/markdown/flow.h"
#include "core/markdown/links.h"
#include "core/text/page.h"

/* Where blocks are laid out: a page, and the boxes (quotes, list items, code) that what comes next
 * stands in, each with its bar, bullet or indentation at the left of every row. */

#define CANVAS_MARKER_MAX 48
#define CANVAS_FOOT_RULE 8 /* cells of the rule above what is gathered at the foot */

struct canvas_box {
    char marker[CANVAS_MARKER_MAX]; /* at the left of its first row, unless it has a bar */
    const char *bar;                /* at the left of every row, or NULL */
    unsigned cols;                  /* of both */
    uint8_t role;
    bool drawn; /* the marker stands already */
};

struct canvas {
    struct page *page;
    struct links *links;
    const atomic_bool *cancel; /* NULL, or ends what draws many rows */
    unsigned cols;
    struct canvas_box *boxes;
    size_t box_count, box_cap;
    unsigned left;    /* cells of all boxes */
    bool wants_blank; /* before the next row, in the first `blank_depth` boxes */
    size_t blank_depth;
};

/* A `marker` of CANVAS_MARKER_MAX bytes or more is left out; deep boxes that would leave too little
 * room take none. */
void canvas_push(struct canvas *canvas, const char *marker, const char *bar, unsigned cols,
                 enum role role);
/* Draws the marker in a row of its own if nothing has come after it. */
void canvas_pop(struct canvas *canvas, uint32_t line);
bool canvas_is_cancelled(const struct canvas *canvas);
/* Cells for text in the boxes. */
unsigned canvas_room(const struct canvas *canvas);
/* Asks for an empty row before what comes next. */
void canvas_space(struct canvas *canvas);
/* Writes that row now, so that page->row_count is the row of what comes next. */
void canvas_flush_blank(struct canvas *canvas);

void canvas_begin_row(struct canvas *canvas);
void canvas_end_row(struct canvas *canvas, uint32_t line);
/* Adds the pieces of a row of `flow` to the row being built. */
void canvas_add(struct canvas *canvas, const struct flow *flow, const struct flow_row *row);
/* Lays a whole flow out in rows; returns the cells of the widest. */
unsigned canvas_flow(struct canvas *canvas, const struct flow *flow, bool hard);
/* Adds `text`, one of our own marks of `cols` cells, past the filter and so at less cost. */
void canvas_put_mark(struct canvas *canvas, struct view text, unsigned cols, enum role role);
/* A row of `cols` times `mark`, or as many as there is room for. */
void canvas_rule(struct canvas *canvas, const char *mark, unsigned cols, enum role role,
                 uint32_t line);
void canvas_finish(struct canvas *canvas);

#endif
