#ifndef TUI_DETAILS_H
#define TUI_DETAILS_H

#include "core/workspace/detail.h"

/* Titles and numbers of the files whose rows are on the screen, read when first shown. */

struct details {
    struct details_slot {
        char *path; /* NULL: free */
        struct detail detail;
    } * slots;
    size_t count, cap; /* cap is a power of two */
};

void details_finish(struct details *details);
/* Borrowed until the next details_want or details_drop; NULL when it was not wanted yet. */
const struct detail *details_get(const struct details *details, const char *path);
/* Reads it if it is not there. */
void details_want(struct details *details, const struct folder *folder, const char *path,
                  enum section_kind section);
/* Forgets one path, or (NULL) all. */
void details_drop(struct details *details, const char *path);

#endif
