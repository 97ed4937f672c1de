#ifndef TUI_EDIT_MARGIN_H
#define TUI_EDIT_MARGIN_H

#include "core/base/str.h"

#include <stdint.h>

/* How the text being edited differs from that of the last commit, by lines: what the margin beside
 * it shows. Lines count from 0. */

enum edit_change { EDIT_SAME, EDIT_ADDED, EDIT_CHANGED, EDIT_REMOVED };

/* Lines [line, line + lines) took the place of `removed` others; `lines` 0: those were before
 * `line`. */
struct edit_hunk {
    size_t line, lines, removed;
};

struct edit_margin {
    struct edit_hunk *hunks; /* by their lines */
    size_t count, cap;
    size_t added, removed; /* lines, as git counts them */
};

void edit_margin_finish(struct edit_margin *margin);
/* Compares anew. */
void edit_margin_compare(struct edit_margin *margin, struct view committed, struct view text);
/* Lines were exchanged since, `removed` for `inserted` from `line` on: hunks move along, until all
 * is compared anew. */
void edit_margin_shift(struct edit_margin *margin, size_t line, size_t removed, size_t inserted);
/* What became of the line. EDIT_REMOVED: lines behind it are gone, or before it if it is the first.
 */
enum edit_change edit_margin_at(const struct edit_margin *margin, size_t line);
/* The first hunk behind `line`, or the last one before it, round the end of the text; SIZE_MAX when
 * there is none. */
size_t edit_margin_next(const struct edit_margin *margin, size_t line);
size_t edit_margin_previous(const struct edit_margin *margin, size_t line);

#endif
