#ifndef CORE_WORKSPACE_BROWSE_HEAD_H
#define CORE_WORKSPACE_BROWSE_HEAD_H

#include "core/store/folder.h"
#include "core/workspace/browse.h"

#include <stdint.h>

/* For browse*.c: what the head of a memory note says of how it felt. */

struct browse_head {
    char *emotion;     /* as it stands there, its first 200 bytes; or "" */
    int64_t intensity; /* browse_intensity */
};

/* Of the file at `path`; `doc` is what the index knows of it, or NULL. Read once for each text:
 * borrowed until the next is asked for. Of a file that cannot be read: nothing. */
const struct browse_head *browse_heads_get(struct browse_heads *heads, const struct folder *folder,
                                           const char *path, const struct search_doc *doc);
/* "7.5/10" in hundredths (750), "∞" as INT64_MAX, what is none as -1. */
int64_t browse_intensity(struct view text);
/* Cuts "Joy" off "Joy, relief and tears", up to a comma or a word between; borrowed, may be empty.
 */
struct view browse_emotion_next(struct view *rest);

#endif
