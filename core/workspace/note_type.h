#ifndef CORE_WORKSPACE_NOTE_TYPE_H
#define CORE_WORKSPACE_NOTE_TYPE_H

#include "core/base/str.h"

/* Whether YAML 1.1 reads the plain text as null, a truth value, a number, a date or a merge key. */
bool note_reads_as_type(struct view text);

#endif
