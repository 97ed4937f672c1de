#ifndef CORE_STORE_REPOSITORY_CHECK_H
#define CORE_STORE_REPOSITORY_CHECK_H

#include "core/base/error.h"

/* Private to core/store: what libgit2 would open of a repository without asking what it is. Each is
 * STATUS_REFUSED, with the name, when a part is a pipe, a device or the like, on which it would
 * hang. */

/* The files that the configuration includes, and those that they include. */
MUST_CHECK enum status repository_check_includes(const char *git_path, struct error *err);
/* The packs and their indexes. */
MUST_CHECK enum status repository_check_packs(const char *git_path, struct error *err);
/* All refs that are files of their own. Also refused: links, and files of over 64 KiB. STATUS_LIMIT
 * when there are more than 20,000. */
MUST_CHECK enum status repository_check_refs(const char *git_path, struct error *err);

#endif
