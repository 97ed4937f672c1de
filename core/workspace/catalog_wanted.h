#ifndef CORE_WORKSPACE_CATALOG_WANTED_H
#define CORE_WORKSPACE_CATALOG_WANTED_H

#include "core/base/str.h"

#include <stdint.h>

/* Names that a catalog will be asked for. A scan with them lists only the files that may be the
 * answer, and some more: of 100,000 it keeps a few, and asks, sorts and copies no others. */

struct catalog_wanted {
    uint64_t *keys;
    size_t count, cap;
    bool begins[256]; /* the bytes that they begin with */
    struct str scratch;
};

/* catalog_resolve and catalog_resolve_from will be asked for this. */
void catalog_want_link(struct catalog_wanted *wanted, struct view target);
/* The same for each `[[target]]` in the text, be it in code or not. */
void catalog_want_links(struct catalog_wanted *wanted, struct view text);
/* catalog_find_twin will be asked for a file of this name (without extension), and
 * catalog_find_permalink for the permalink that it makes, and for those with a number behind it. */
void catalog_want_note(struct catalog_wanted *wanted, struct view name);
/* To be called once, before it is asked. */
void catalog_wanted_seal(struct catalog_wanted *wanted);
/* Whether the file of this name (without its folder) may be an answer. */
bool catalog_wanted_has(struct catalog_wanted *wanted, struct view name);
void catalog_wanted_finish(struct catalog_wanted *wanted);

#endif
