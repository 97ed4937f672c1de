#ifndef CORE_WORKSPACE_PERMALINK_H
#define CORE_WORKSPACE_PERMALINK_H

#include "core/base/str.h"

/* basic-memory's permalink of a path below the memory folder: the rules are in formats.md of the
 * project and in core/README.md. Appends to `out`; appends nothing when a part of the path has no
 * letter or digit that can be spelled (other scripts than Latin and ideographs): the note then has
 * no permalink until basic-memory gives it one. */
void permalink_from_path(struct str *out, struct view path);

#endif
