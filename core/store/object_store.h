#ifndef CORE_STORE_OBJECT_STORE_H
#define CORE_STORE_OBJECT_STORE_H

#include "core/base/error.h"

#include <git2.h>
#include <stdbool.h>

/* Private to core/store: our own reader and writer of loose objects, placed before libgit2's. */

/* No object larger than this is read or written. */
#define OBJECT_SIZE_LIMIT ((size_t)64 << 20)
/* And no commit or tag: 1 MiB is 21,000 parents, or a long book for a message. */
#define COMMIT_SIZE_LIMIT ((size_t)1 << 20)

struct object_store;

/* Puts one before the object database of `git`, which owns it from then on: borrowed until that
 * repository is freed. `git_path` is its .git folder. */
MUST_CHECK enum status object_store_add(git_repository *git, const char *git_path,
                                        struct object_store **out, struct error *err);
/* A loose object as it lies there, its hash not looked at; GIT_ENOTFOUND when there is none. Free
 * with git_odb_backend_data_free. */
int object_store_read(struct object_store *store, const git_oid *id, void **data, size_t *len,
                      git_object_t *type);
/* 0 when reading `id` out of a pack is harmless, or no pack has it (core/store/pack_guard.h). */
int object_store_judge(struct object_store *store, const git_oid *id);
/* While `bulk`, objects are not synced one by one; object_store_settle does them all at once. */
void object_store_bulk(struct object_store *store, bool bulk);
/* Everything written so far is on the disk when this gives STATUS_OK. */
MUST_CHECK enum status object_store_settle(struct object_store *store, struct error *err);

#endif
