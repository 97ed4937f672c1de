#ifndef CORE_TEXT_PAGE_H
#define CORE_TEXT_PAGE_H

#include "core/base/str.h"
#include "core/text/style.h"

#include <stdint.h>

/* Rows of styled text, ready to be shown: what the reader, the diff, the help and the plain output
 * have in common. Text enters through the filter (core/text/cluster.h), so a page holds nothing
 * that may not reach a terminal. Built from top to bottom; afterwards read only. */

struct page_span {
    uint32_t start, len; /* bytes in page.text */
    uint32_t link;       /* 1-based number in the owner's table of links; 0 for none */
    uint16_t cols;       /* cells */
    uint8_t role;        /* enum role */
    uint8_t attrs;       /* STYLE_* */
};

struct page_row {
    uint32_t span;   /* its first span; the next row's first is its end */
    uint32_t source; /* 1-based line of the source it comes from; 0 for none */
};

struct page {
    struct str text;
    struct page_span *spans;
    size_t span_count, span_cap;
    struct page_row *rows;
    size_t row_count, row_cap;
    uint32_t open_span; /* the first span of the row being built */
    uint32_t widest;    /* cells of the widest row */
    uint32_t open_cols; /* cells of the row being built */
};

void page_finish(struct page *page);
/* Adds filtered `text` to the row being built; returns the cells it took. Marks of the filter come
 * out with ROLE_MARK, reversed. A span with the style and link of the one before is joined to it.
 */
size_t page_add(struct page *page, struct view text, enum role role, unsigned attrs, uint32_t link);
size_t page_add_text(struct page *page, const char *text, enum role role, unsigned attrs);
void page_add_blank(struct page *page, size_t cols);
/* Ends the row being built. */
void page_end_row(struct page *page, uint32_t source_line);

/* The spans of row `row` and how many; borrowed. NULL past the end. */
const struct page_span *page_row_spans(const struct page *page, size_t row, size_t *count);
struct view page_span_text(const struct page *page, const struct page_span *span);
/* Appends the row's text without styles. */
void page_add_row_text(const struct page *page, size_t row, struct str *out);

#endif
