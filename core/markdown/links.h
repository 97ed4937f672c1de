#ifndef CORE_MARKDOWN_LINKS_H
#define CORE_MARKDOWN_LINKS_H

#include "core/markdown/render.h"

struct canvas;

/* The numbered links of a page while it is made. Links of one kind with one target share a number,
 * so that the table never outgrows the source. */

#define LINK_NO_ROW UINT32_MAX

struct links {
    struct rendered *out;
    uint32_t *slots; /* numbers by hash, 0 for free */
    size_t slot_count;
    bool *shown; /* by index: the target stands in the text as it is */
    size_t shown_cap;
};

/* The number of the link, new or known. `shown` if its target stands in the text. */
uint32_t links_add(struct links *links, enum link_kind kind, struct view target, bool shown);
/* LINK_WEB for an address with a scheme, else LINK_FILE. */
enum link_kind links_kind_of(struct view target);
/* Notes that the words of link `number` (0 for none) stand on `row`. */
void links_note_row(struct links *links, uint32_t number, size_t row);
/* Writes the addresses that stand nowhere in the text, under a rule. */
void links_write(struct links *links, struct canvas *canvas);
void links_finish(struct links *links);

#endif
