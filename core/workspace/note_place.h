#ifndef CORE_WORKSPACE_NOTE_PLACE_H
#define CORE_WORKSPACE_NOTE_PLACE_H

#include "core/workspace/workspace.h"

/* Where a note goes by the rules of basic-memory, and how one is found. */

struct note_place {
    char *path;           /* memory/insights/Title.md */
    struct str permalink; /* not taken by another note; empty when the path cannot be spelled */
    char *twin;           /* another note whose name folds to the same, or NULL; only in the same
                             folder when the catalog was cut short */
    bool there;           /* a file has this path already: then it is no twin */
    bool cut;             /* the title is longer than a file name may be */
};

/* Where `title` would go in `folder`, which lies below the memory folder and may be written with it
 * in front. A folder that is not there yet has characters left out that are no letter, digit,
 * blank,
 * `.`, `-` or `_`. STATUS_INVALID for a title that makes no name, STATUS_REFUSED for a folder that
 * leads out. */
MUST_CHECK enum status note_place_find(const struct workspace *ws, struct view title,
                                       struct view folder, struct note_place *out,
                                       struct error *err);
void note_place_finish(struct note_place *place);
/* `path` without the memory folder in front: what basic-memory calls a note's path. Borrowed. */
const char *note_below_memory(const struct workspace *ws, const char *path);
/* The file that `name` means: a permalink, a path with or without `.md` and memory folder, a title.
 * When no name fits, the notes themselves are asked for a permalink or title of theirs. With `any`
 * it may be a file of another pane. The caller frees. STATUS_ABSENT. */
MUST_CHECK enum status note_find(const struct workspace *ws, const char *name, bool any, char **out,
                                 struct error *err);

#endif
