#ifndef CORE_STORE_OBJECT_READER_H
#define CORE_STORE_OBJECT_READER_H

#include "core/store/repository_git.h"

#include <git2.h>

/* Private to core/store: the bytes of commits and trees for core/store/path_index.h, and those of
 * the versions that a blame walks over (core/store/blame_index.c), and for nothing else: their
 * hashes are not looked at, which is three quarters of what reading them costs. The bounds on what
 * is read hold all the same. */

struct object_reader;

/* Bytes that belong to whoever has them, until object_reader_drop or object_reader_keep. */
struct object_bytes {
    git_oid id;
    void *data;
    size_t len;
};

/* The repository must outlive it. */
MUST_CHECK enum status object_reader_open(struct repository *repo, struct object_reader **out,
                                          struct error *err);
void object_reader_close(struct object_reader *reader);
/* STATUS_IO when it is not there, damaged or of another type. */
MUST_CHECK enum status object_reader_take(struct object_reader *reader, const git_oid *id,
                                          git_object_t type, struct object_bytes *out,
                                          struct error *err);
/* Gives them back: they will be asked for again soon, or not. Both take zeroed ones. */
void object_reader_keep(struct object_reader *reader, struct object_bytes *bytes);
void object_reader_drop(struct object_reader *reader, struct object_bytes *bytes);

#endif
