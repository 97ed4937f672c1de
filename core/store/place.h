#ifndef CORE_STORE_PLACE_H
#define CORE_STORE_PLACE_H

#include "core/store/folder.h"

#include <stdbool.h>
#include <sys/stat.h>

/* Where a path below the workspace really is: the folder that holds it, open, and its name there.
 * What is done with `dir` and `name` and O_NOFOLLOW cannot leave the workspace, whatever is moved
 * or replaced by a link meanwhile. */

struct place {
    int dir;    /* O_RDONLY, so that it can be synced */
    char *name; /* "." when the path is the workspace itself */
    char *path; /* without links; "" for the workspace itself */
};

enum place_last {
    PLACE_FOLLOW, /* a link at the end of the path is followed, so `name` is none */
    PLACE_LINK,   /* it is not: `name` may be a link */
};

/* The last part need not be there: STATUS_ABSENT only when a folder on the way is not. A path that
 * path_check refuses, or a link that leads out of the workspace, in a circle or into `.git`, is
 * STATUS_REFUSED. `path` "" is the workspace itself. */
MUST_CHECK enum status place_find(const struct folder *folder, const char *path,
                                  enum place_last last, struct place *out, struct error *err);
/* As place_find, part by part with no help of the kernel's; for kernels without openat2. */
MUST_CHECK enum status place_walk(const struct folder *folder, const char *path,
                                  enum place_last last, struct place *out, struct error *err);
void place_finish(struct place *place);

/* The same of a path without a link in it, in half the calls of the kernel: opens a regular file
 * for reading, looks at what is there. False when place_find is to be asked. */
bool place_open_plain(const struct folder *folder, const char *path, int *fd, struct stat *st);
bool place_stat_plain(const struct folder *folder, const char *path, struct stat *st);
/* The same for the folder that holds `path`, only to look at what is in it; -1. */
int place_parent_plain(const struct folder *folder, const char *path);

#endif
