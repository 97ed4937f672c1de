#ifndef CORE_WORKSPACE_NOTE_OFFERS_H
#define CORE_WORKSPACE_NOTE_OFFERS_H

#include "core/workspace/catalog.h"

/* What a new note may be completed with: the tags that notes have, and the folders they lie in. */

struct note_offers {
    char **names;
    size_t count, cap;
};
void note_offers_finish(struct note_offers *offers);

/* The tags of the memory notes, the most used first, at most 2,000. Reads the beginning of each
 * note; false when cancelled, and then what was found so far. */
bool note_offer_tags(const struct folder *folder, const struct catalog *catalog,
                     const atomic_bool *cancel, struct note_offers *out);
/* The folders below the memory folder, in their order. */
void note_offer_folders(const struct catalog *catalog, struct note_offers *out);

#endif
