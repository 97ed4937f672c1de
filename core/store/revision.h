#ifndef CORE_STORE_REVISION_H
#define CORE_STORE_REVISION_H

#include "core/store/repository.h"

/* A commit as a person names it: 4 to 40 digits of its id, HEAD, a branch or a tag, each with any
 * number of `^` and `~N` behind it, which step to first parents. No other part of git's syntax. */

/* The commit's id. STATUS_ABSENT when there is no such commit, STATUS_INVALID when the name is none
 * or means several. */
MUST_CHECK enum status revision_find(struct repository *repo, const char *name, char id[41],
                                     struct error *err);

#endif
