#ifndef TUI_DIFF_PAGE_H
#define TUI_DIFF_PAGE_H

#include "core/store/log.h"
#include "core/text/page.h"

/* A diff as a page, for the view and for the command line. A row with which a change begins has
 * source line 1, others 0: that is what stepping from change to change looks for. */

enum diff_look {
    DIFF_UNIFIED,  /* lines of both sides below each other */
    DIFF_SIDE,     /* the old at the left, the new at the right */
    DIFF_RENDERED, /* Markdown as the reader shows it; needs diff_options.whole */
};

struct diff_page_options {
    unsigned cols;
    enum diff_look look;
    bool words; /* the changed words within lines are marked */
    bool marks; /* by [-…-] and {+…+}, for output without colours */
};

/* Who, when and the message with its trailers. */
void diff_page_add_head(struct page *page, const struct diff *diff, unsigned cols);
/* The files, each with its name and counts. */
void diff_page_add_files(struct page *page, const struct diff *diff,
                         const struct diff_page_options *options);

#endif
