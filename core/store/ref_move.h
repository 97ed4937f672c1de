#ifndef CORE_STORE_REF_MOVE_H
#define CORE_STORE_REF_MOVE_H

#include "core/store/repository_git.h"

/* Private to core/store. */

/* Moves the ref of `head`, a branch or any other, from where it was (nowhere, when it is unborn) to
 * `id`, with `note` in its reflog, and syncs it. STATUS_BUSY, and nothing moved, when somebody else
 * was first or holds it. */
MUST_CHECK enum status ref_move(struct repository *repo, const struct head_position *head,
                                const git_oid *id, const struct identity *who, const char *note,
                                struct error *err);

/* Puts HEAD, which leads to `from`, on the branch `ref` ("refs/heads/…"), or on the commit `to`
 * itself when that is NULL, with a line in its reflog; passes over what is so already. STATUS_BUSY
 * when HEAD leads elsewhere by now. */
MUST_CHECK enum status head_move(struct repository *repo, const git_oid *from, const char *ref,
                                 const git_oid *to, struct error *err);

#endif
