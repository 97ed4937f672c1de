#ifndef CORE_STORE_SPARE_H
#define CORE_STORE_SPARE_H

#include "core/store/place.h"

#include <limits.h>

/* A hidden file beside the one it is for: a new text before it takes its place, or an old one that
 * has just left it. Its name is `.NAME.palimpsest-XXXXXX`, cut to 255 bytes. */

struct spare {
    int dir;                 /* the place's: it must outlive the spare */
    char name[NAME_MAX + 1]; /* "" when there is none */
    dev_t device;
    ino_t inode;
};

/* Writes `text` into a new spare and syncs it. Mode, owner, access list and user attributes are
 * those of the file open at `like`; -1: those of any new file. On failure there is no spare. */
MUST_CHECK enum status spare_write(struct spare *spare, const struct place *place, int like,
                                   struct view text, struct error *err);
/* Moves what the place names into a new spare. Returns 0 or an error number. */
int spare_take(struct spare *spare, const struct place *place);
/* Links what the place names under the name of a new spare. Returns 0 or an error number. */
int spare_link(struct spare *spare, const struct place *place);
/* Whether its name still means the file that spare_write made. */
bool spare_is_ours(const struct spare *spare);
/* Gives it a visible name, "NAME (conflict).md" or with a number, and adds that as a path to
 * `path`. Returns 0 or an error number; then it is still a spare. */
int spare_show(struct spare *spare, const struct place *place, struct str *path);
void spare_remove(struct spare *spare);

#endif
