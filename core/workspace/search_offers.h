#ifndef CORE_WORKSPACE_SEARCH_OFFERS_H
#define CORE_WORKSPACE_SEARCH_OFFERS_H

#include "core/workspace/note_offers.h"
#include "core/workspace/search_index.h"

/* What the files of the index have that a word may be completed with; of each the most used first,
 * at most 2,000. Each tag is spelt as most files spell it; types are folded. */

struct search_offers {
    struct note_offers tags, types;
    struct note_offers folders; /* whole paths, without a slash at their end; those above too */
};

/* No file is read. False when it was stopped, and then nothing is offered. `cancel` may be NULL. */
MUST_CHECK bool search_offers_make(struct search_index *index, const atomic_bool *cancel,
                                   struct search_offers *out);
void search_offers_finish(struct search_offers *offers);

#endif
