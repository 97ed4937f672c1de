#ifndef CORE_STORE_ENTRY_H
#define CORE_STORE_ENTRY_H

#include "core/base/str.h"

#include <sys/stat.h>

/* One name in an open folder: the system calls that reading and saving share, with what they lack
 * on older kernels and other file systems made up for. Each returns 0 or an error number. */

/* "a folder", "a pipe", … */
const char *entry_kind_name(mode_t mode);

/* Opens a regular file for reading, or with O_RDWR in `flags` for both; never waits, follows no
 * link. For anything else 0 with `*fd` -1 and its kind in `st`. */
int entry_open(int dir, const char *name, int flags, int *fd, struct stat *st);
/* Appends what is read to the end of the file, or until `out` holds `most` bytes. `hint` is the
 * size expected; files grow and shrink while they are read. */
int entry_read(int fd, size_t hint, size_t most, struct str *out);
/* Writes all of `text` from the beginning. */
int entry_write(int fd, struct view text);
/* Whether the file at `fd` has exactly this text. */
int entry_has_text(int fd, struct view text, bool *same);
/* Whether the name is a regular file with exactly this text; no when it is not there. */
int entry_holds(int dir, const char *name, struct view text, bool *same);

/* Moves a name. EEXIST, and nothing is moved, when the new one is taken. */
int entry_move(int from_dir, const char *from, int to_dir, const char *to);
/* As entry_move, but what the new name meant before is gone. */
int entry_replace(int dir, const char *from, const char *to);
/* Makes each of two names mean what the other did. EOPNOTSUPP where that cannot be done. */
int entry_swap(int dir, const char *a, const char *b);
/* Makes the names in the folder last. */
int entry_sync_folder(int dir);

#endif
