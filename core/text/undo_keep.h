#ifndef CORE_TEXT_UNDO_KEEP_H
#define CORE_TEXT_UNDO_KEEP_H

#include "core/text/undo.h"

/* Histories of texts kept between runs: a file of core/text/undo.h's form for each path, mode 0600,
 * in a state folder (a descriptor, borrowed). A history is kept for the text that the file had;
 * when that is another now, it is of no use and is replaced by the next one. Nothing depends on it,
 * so it is not synced: what a crash leaves of it is found out by its checksums. */

#define UNDO_KEEP_MAX (8 << 20)

/* STATUS_LIMIT when it is longer than UNDO_KEEP_MAX; then none is kept. */
MUST_CHECK enum status undo_keep(int folder, const char *path, const struct undo *undo,
                                 struct error *err);
/* Takes `buffer` when it succeeds, whose text is that of the file. STATUS_ABSENT: there is none;
 * STATUS_CONFLICT: it is of another text; STATUS_INVALID: it is damaged. */
MUST_CHECK enum status undo_recall(int folder, const char *path, struct buffer *buffer,
                                   struct undo **out, struct error *err);
/* Removes those that were not kept anew for `seconds`. */
void undo_forget_old(int folder, int64_t now, int64_t seconds);

#endif
