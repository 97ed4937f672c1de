#ifndef CORE_MARKDOWN_SOURCE_LINE_H
#define CORE_MARKDOWN_SOURCE_LINE_H

#include "core/markdown/highlight.h"

/* Colours the source of Markdown a line at a time, by the looks of it alone: marks dim, what they
 * mark in the role that the rendered page gives it. Fences, comments and the front matter are
 * carried from line to line. As in highlight.h, the runs put together are the line. */

struct source_line {
    struct highlight code; /* of the open fence or the front matter */
    char fence;            /* '`' or '~' while inside a fence, '-' inside the front matter */
    size_t fence_len;
    unsigned fence_quotes; /* `>` before the open fence's line */
    bool comment;          /* inside `<!-- -->` */
    bool list;             /* an indented line may belong to a list */
    bool blank;            /* the last line was blank */
    unsigned level;        /* out: 1 to 6 when the line is a heading */
    struct view heading;   /* out: its text */
};

/* With `front_matter`, the first line is the fence of one. */
void source_line_init(struct source_line *state, bool front_matter);
/* Emits the runs of `line` (without LF and the CR before it). `next` is the line below, for
 * underlined headings. Time is linear in both. */
void source_line_next(struct source_line *state, struct view line, struct view next,
                      void (*emit)(void *data, struct view text, enum role role), void *data);

#endif
