#ifndef CORE_STORE_RECOVERY_H
#define CORE_STORE_RECOVERY_H

#include "core/store/repository.h"

/* Text that a person let go of without saving it: kept by a commit on a ref of its own, so that it
 * can be read again. No branch, index or file is touched. */

#define RECOVERY_REF "refs/palimpsest/recovery"

/* Keeps `text` as what `path` was going to be. `who` NULL: git's configuration, else a guess. `id`
 * (41 bytes) gets the commit. */
MUST_CHECK enum status recovery_keep(struct repository *repo, const char *path, struct view text,
                                     const struct identity *who, char id[41], struct error *err);

#endif
