#ifndef CORE_WORKSPACE_NOTE_OFFERS_H
#define CORE_WORKSPACE_NOTE_OFFERS_H

#include "core/workspace/catalog.h"

/* Names that complete what is typed, the best first. */

struct note_offers {
    char **names;
    size_t count, cap;
};
void note_offers_finish(struct note_offers *offers);
/* Adds copies of `from`. */
void note_offers_copy(const struct note_offers *from, struct note_offers *out);

/* The folders below the memory folder, in their order, at most 2,000. */
void note_offer_folders(const struct catalog *catalog, struct note_offers *out);

#endif
