#ifndef CORE_STORE_PATH_INDEX_H
#define CORE_STORE_PATH_INDEX_H

#include "core/store/repository.h"

/* Which commit changed which files, so that a file's history costs what it shows: given to
 * log_open, a walk of a file asks it in place of the trees. What it does not know yet it reads, and
 * learns; so there is no wait for it to be built, and a new commit costs only itself.
 *
 * It is kept in a file of a cache folder, to which it appends. What such a file says of a commit
 * can never be out of date, for a commit's id names all that it is; that of another repository, of
 * other grafts or a damaged one is thrown away. Even so nothing is shown from it that was not
 * looked up in the commits themselves. */

struct path_index;

/* `folder`: the cache folder, made when there is something to keep; NULL to keep nothing. Never
 * fails: without a readable file it is empty. The repository must outlive it and is used by the
 * same thread only. */
struct path_index *path_index_open(struct repository *repo, const char *folder);
/* Keeps what was learnt, in so far as that can be done. */
void path_index_close(struct path_index *index);
/* Learns all commits that lead to HEAD. When it is cancelled, what was learnt stays. */
MUST_CHECK enum status path_index_build(struct path_index *index, const atomic_bool *cancel,
                                        struct error *err);
/* How many commits it knows; may be asked for by another thread meanwhile. */
size_t path_index_count(const struct path_index *index);
/* Appends what was learnt to the file; what cannot be written is learnt anew next time. */
void path_index_keep(struct path_index *index);

#endif
