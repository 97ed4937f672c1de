#ifndef TUI_FIND_H
#define TUI_FIND_H

#include "core/base/error.h"
#include "core/text/page.h"

/* Find in a page: all hits at once, so that drawing needs no search. A hit that runs over the end
 * of a row has a part in each. What is typed is looked for as it is, with smart case, and its
 * blanks match a row's end too; between slashes, `/…/`, it is a PCRE2 pattern for each row. */

struct find_part {
    uint32_t row, col, cols; /* cells */
    bool first;              /* of its hit */
};

struct find {
    struct str text; /* what was typed; empty: no find */
    struct find_part *parts;
    size_t count, cap;
    size_t hits;    /* at most FIND_HITS_MAX */
    size_t current; /* index in parts of the hit that is stood on */
};

#define FIND_HITS_MAX 10000

/* Searches the whole page. STATUS_INVALID for a bad pattern; STATUS_LIMIT when it took too long:
 * the hits so far stand. No hit is no failure. */
MUST_CHECK enum status find_run(struct find *find, const struct page *page, struct view text,
                                struct error *err);
void find_finish(struct find *find);
/* The first hit at or after `row`, else the first of all, becomes the current one. */
void find_from_row(struct find *find, size_t row);
/* Steps to the next (+1) or previous (-1) hit, around the ends. */
void find_step(struct find *find, int by);
/* 1-based number of the current hit. */
size_t find_number(const struct find *find);

#endif
