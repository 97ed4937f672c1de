#ifndef CORE_WORKSPACE_NOTE_BODY_H
#define CORE_WORKSPACE_NOTE_BODY_H

#include "core/base/error.h"
#include "core/base/str.h"

/* Changes of a note's text as basic-memory's edit_note names them. The front matter is never part
 * of it. On failure nothing has changed. */

/* At the end, on a line of its own. */
void note_append(struct str *text, struct view words);
/* At the head of the body, a blank line before what was there. */
void note_prepend(struct str *text, struct view words);
/* Every `old` of the body becomes `with`. STATUS_ABSENT when there is none, STATUS_CONFLICT when
 * there are more or fewer than `times`. */
MUST_CHECK enum status note_replace(struct str *text, struct view old, struct view with,
                                    size_t times, struct error *err);
/* What stands below the heading (with or without its `#`), up to the next heading of any level.
 * STATUS_ABSENT when there is no such heading, STATUS_CONFLICT when there are several. */
MUST_CHECK enum status note_replace_section(struct str *text, struct view heading, struct view with,
                                            struct error *err);

#endif
