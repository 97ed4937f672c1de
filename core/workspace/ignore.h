#ifndef CORE_WORKSPACE_IGNORE_H
#define CORE_WORKSPACE_IGNORE_H

#include "core/base/str.h"

/* gitignore(5): the lines of `.gitignore` files, matched without starting libgit2, as the first
 * screen does not wait for it. git's own answer (`git check-ignore`) is the oracle of its test. */

struct ignore;

struct ignore *ignore_new(void);
void ignore_free(struct ignore *ignore);
/* Adds the lines of the file that lies in `folder` ("" for the top). */
void ignore_add(struct ignore *ignore, struct view folder, struct view text);
/* Whether `path` is ignored by the rules added; the caller asks for each folder on the way down. */
bool ignore_match(const struct ignore *ignore, struct view path, bool is_folder);

#endif
