#ifndef CORE_MARKDOWN_RENDER_H
#define CORE_MARKDOWN_RENDER_H

#include "core/base/error.h"
#include "core/base/str.h"
#include "core/text/page.h"

#include <stdatomic.h>

/* Markdown to a page of styled rows: CommonMark by libcmark, and over it the GFM blocks that
 * libcmark does not know (tables, task lists, strikethrough, bare links), footnotes, callouts, wiki
 * links and front matter. Input that would make libcmark slow or deep is not given to it: it comes
 * out as plain text with a notice. No recursion on the depth of the input. */

enum link_kind { LINK_WEB, LINK_FILE, LINK_WIKI, LINK_FOOTNOTE, LINK_IMAGE };

struct render_link {
    enum link_kind kind;
    bool dangling; /* a wiki link that `exists` did not know */
    char *target;  /* address, path or wiki target, as written and unescaped; not filtered */
    uint32_t row;  /* where its words first begin */
    uint32_t to;   /* LINK_FOOTNOTE: the row of the note; from there it leads back to `row` */
};

struct render_heading {
    char *text;     /* shown text, filtered */
    unsigned level; /* 1 to 6 */
    uint32_t row;
};

struct rendered {
    struct page page;
    struct render_heading *headings;
    size_t heading_count, heading_cap;
    struct render_link *links; /* page_span.link - 1 is the index */
    size_t link_count, link_cap;
    size_t words;    /* of the body */
    size_t body_row; /* the first row after the front matter's header */
    char *notice;    /* one line when it was not rendered as Markdown; else NULL */
};

struct render_options {
    unsigned cols; /* cells available; body text wraps there */
    bool source;   /* show the source, coloured lightly, wrapped */
    bool hide_front_matter;
    /* Whether a wiki link's target is there; NULL takes every one as found. */
    bool (*exists)(void *data, struct view target);
    void *data;
    const atomic_bool *cancel; /* NULL, or looked at often */
};

/* Renders `source` (any bytes). STATUS_CANCELLED is the only failure. Free with render_finish. */
MUST_CHECK enum status render_markdown(struct view source, const struct render_options *options,
                                       struct rendered *out, struct error *err);
/* Renders a code or plain text file: `language` ("c", "yaml", …, or "" for plain). */
MUST_CHECK enum status render_code(struct view source, struct view language,
                                   const struct render_options *options, struct rendered *out,
                                   struct error *err);
void render_finish(struct rendered *rendered);
/* A length <= about `want` bytes (but >= 1 line) at which `source` can be cut so that what stands
 * before renders as it does in the whole (but for later link definitions): the end of a
 * top-level block. source.len if there is no such place. For showing a first screen of a big file.
 */
size_t render_first_part(struct view source, size_t want);
size_t render_count_words(struct view source);

#endif
