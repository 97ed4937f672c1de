#ifndef CORE_WORKSPACE_RELOCATE_LINK_H
#define CORE_WORKSPACE_RELOCATE_LINK_H

#include "core/workspace/catalog.h"

/* For relocate.c: the links of one file, as they are after a file has moved. */

struct relocate_move {
    const struct folder *folder;
    const struct catalog *catalog; /* as it is before */
    const char *from, *to;         /* paths of the file that moves */
    const char *title, *title_new; /* "" where it has none */
    const char *permalink;         /* that stands in it, or "" */
};

/* Appends the text of the file at `path` (before the move) with its links changed; returns how many
 * were. */
size_t relocate_links(const struct relocate_move *move, const char *path, struct view text,
                      struct str *out);

#endif
