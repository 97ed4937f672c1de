#ifndef CORE_STORE_SAVE_STEP_H
#define CORE_STORE_SAVE_STEP_H

#include "core/store/change.h"
#include "core/store/place.h"
#include "core/store/spare.h"

#include <sys/stat.h>

/* The steps of core/store/save.h that lie in files of their own. */

/* One file being written. */
struct save_step {
    const struct change *change;
    struct place place;
    int fd;         /* the file there, open for reading; -1 when there is none */
    struct stat st; /* of `fd` */
};

/* Writes the new text into a file with several names, all of which keep it. */
MUST_CHECK enum status save_in_place(struct save_step *step, struct error *err);

/* Gives the spare, which has the new text, a visible name and says so: STATUS_CONFLICT. */
MUST_CHECK enum status save_keep_both(const struct save_step *step, struct spare *spare,
                                      struct error *err);

/* Carries out a CHANGE_DELETE. */
MUST_CHECK enum status save_delete(const struct folder *folder, const struct change *change,
                                   struct error *err);
/* Carries out a CHANGE_RENAME. */
MUST_CHECK enum status save_rename(const struct folder *folder, const struct change *change,
                                   struct error *err);

/* Makes the folders above `path` that are not there, each synced into the one above it. */
MUST_CHECK enum status save_make_parents(const struct folder *folder, const char *path,
                                         struct error *err);

#endif
