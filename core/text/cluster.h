#ifndef CORE_TEXT_CLUSTER_H
#define CORE_TEXT_CLUSTER_H

#include "core/base/str.h"

#include <stdint.h>

/* The one filter for untrusted text, and the one rule of widths. Text is read as extended grapheme
 * clusters (Unicode UAX 29, by utf8proc); each comes out as what may be shown: no control, no
 * direction or invisible character, no invalid byte ever passes (the table is in core/README.md).
 * Every sink (grid, plain output, window title) and every layout goes through cluster_next, so
 * that what is measured is what is drawn. The output of the filter passes it unchanged.
 *
 * Widths: 0 never; 1 or 2 for an ordinary cluster; marks such as `<U+9B>` are as wide as their
 * text. Emoji presentation, ZWJ sequences, flags, keycaps and skin tones are 2. */

#define CLUSTER_TEXT_MAX 64

struct cluster {
    char text[CLUSTER_TEXT_MAX]; /* what is shown; NUL-terminated */
    uint8_t len;                 /* bytes in `text` */
    uint8_t width;               /* cells */
    bool mark;                   /* stands for something that is not shown as it is */
};

/* Reads the cluster at `pos` (< text.len) and returns the position after it. LF, CR and TAB are
 * controls here (`^J`, `^M`, `^I`): who lays out lines cuts and expands them first. */
size_t cluster_next(struct view text, size_t pos, struct cluster *out);
/* The start of the cluster that ends at or holds `pos` - 1; 0 at the beginning. For moving left. */
size_t cluster_previous(struct view text, size_t pos);

/* The end of the run of plain ASCII at `pos` (`pos` when there is none): each byte of it is a
 * cluster of width 1, shown as it is. For loops that must be fast. */
size_t cluster_plain_end(struct view text, size_t pos);

/* Cells that `text` takes when shown. */
size_t cluster_width(struct view text);
/* Appends `text` as it may be shown. */
void cluster_add_shown(struct str *out, struct view text);
/* Whether that is the same text. */
bool cluster_is_shown(struct view text);
/* As cluster_add_shown, at most `cols` cells wide, never cut inside a cluster, `…` where cut. */
void cluster_add_clipped(struct str *out, struct view text, size_t cols);

#endif
