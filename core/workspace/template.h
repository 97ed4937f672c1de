#ifndef CORE_WORKSPACE_TEMPLATE_H
#define CORE_WORKSPACE_TEMPLATE_H

#include "core/store/change.h"
#include "core/store/folder.h"

/* The small workspace that `palimpsest init` makes in an empty folder: a Self file, a todo list, a
 * memory note and a draft that show what the program can do. */

/* Fills `set` with the files of the template. Nothing is written. */
void template_fill(struct change_set *set);
/* Whether the folder has no visible file at all. */
bool template_wanted(const struct folder *folder);

#endif
