#ifndef CORE_TEXT_JSON_H
#define CORE_TEXT_JSON_H

#include "core/base/str.h"

/* Writing JSON (RFC 8259): the one part of it that takes care. */

/* Appends `text` as a string with its quotes. Controls are escaped, and so are DEL, C1 and what is
 * no UTF-8 (as U+FFFD): the output is UTF-8 and harmless on a terminal but for its letters. */
void json_add_string(struct str *out, struct view text);

#endif
