#ifndef CORE_STORE_PACK_GUARD_H
#define CORE_STORE_PACK_GUARD_H

#include "core/base/error.h"

#include <git2.h>

/* Private to core/store: looks at a packed object before libgit2 reads it. */

struct pack_guard;

/* `objects_fd`, the objects folder, is borrowed. */
struct pack_guard *pack_guard_new(int objects_fd);
void pack_guard_free(struct pack_guard *guard);
/* 0 when reading `id` out of a pack is harmless, or no pack has it; else an error of libgit2's,
 * with its reason set. */
int pack_guard_check(struct pack_guard *guard, const git_oid *id);

#endif
