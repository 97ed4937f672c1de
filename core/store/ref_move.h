#ifndef CORE_STORE_REF_MOVE_H
#define CORE_STORE_REF_MOVE_H

#include "core/store/repository_git.h"

/* Private to core/store. */

/* Moves the ref of `head` from where it was to `id`, with `note` in its reflog, and syncs it.
 * STATUS_BUSY, and nothing moved, when somebody else was first or holds it. */
MUST_CHECK enum status ref_move(struct repository *repo, const struct head_position *head,
                                const git_oid *id, const struct identity *who, const char *note,
                                struct error *err);

#endif
