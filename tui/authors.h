#ifndef TUI_AUTHORS_H
#define TUI_AUTHORS_H

#include "core/text/style.h"

#include <stddef.h>

/* A colour for each who wrote here, in the order in which they are met: no two of the first few
 * have the same. Who writes is known by the address. */

struct authors {
    char **emails;
    size_t count, cap;
};

void authors_meet(struct authors *authors, const char *email);
enum role authors_role(const struct authors *authors, const char *email);
void authors_finish(struct authors *authors);

#endif
