#ifndef CORE_WORKSPACE_RELOCATE_H
#define CORE_WORKSPACE_RELOCATE_H

#include "core/store/change.h"
#include "core/workspace/catalog.h"

/* Renaming and moving a file together with every link that leads to it: one change set, so one
 * commit. A link keeps its form (title, file name, path, address), its heading and its words; links
 * in code stay, and so does a permalink, the note's own and those in links. */

struct relocate_request {
    char *from, *to; /* may be the same, when only the title changes; `from` NULL: nothing to do */
    char *title;     /* of a note with front matter: its new one; NULL: it stays */
    char *subject;   /* of the commit */
};
void relocate_request_finish(struct relocate_request *request);

struct relocate_plan {
    struct change_set set;
    size_t links, files; /* links that change, and how many files they stand in */
    size_t unread;       /* files that could not be read: their links stay */
};

/* Reads every Markdown file of the catalog; nothing is written. An empty set: it is so already.
 * STATUS_CANCELLED; STATUS_EXISTS when `to` is there. `seen` (may be NULL) counts files. */
MUST_CHECK enum status relocate_plan_make(const struct folder *folder,
                                          const struct catalog *catalog,
                                          const struct relocate_request *request,
                                          const atomic_bool *cancel, atomic_size_t *seen,
                                          struct relocate_plan *out, struct error *err);
void relocate_plan_finish(struct relocate_plan *plan);
/* The plan as a person is to see it: of the file itself what changes in it, not that it goes and
 * comes. */
void relocate_plan_show(const struct relocate_plan *plan, struct change_set *out);

#endif
