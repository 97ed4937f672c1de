#ifndef CORE_MARKDOWN_GATE_H
#define CORE_MARKDOWN_GATE_H

#include "core/base/str.h"

/* Whether `source` may be given to libcmark: NULL, or in a few words what is wrong with it ("quotes
 * or lists more than 100 deep"). One pass over the text. */
const char *gate_refuse(struct view source);

#endif
