#ifndef CORE_WORKSPACE_TALLY_H
#define CORE_WORKSPACE_TALLY_H

#include "core/base/str.h"
#include "core/workspace/note_offers.h"

/* Names, and how often each was met. The names are borrowed. */

struct tally {
    struct view name;
    size_t count;
};

struct tallies {
    struct tally *items;
    size_t count, cap;
};

void tally_add(struct tallies *all, struct view name, size_t count);
/* Each name once, in order of bytes. */
void tally_merge(struct tallies *all);
/* What tally_merge left; NULL when it is not there. */
const struct tally *tally_find(const struct tallies *all, struct view name);
/* Merges, adds copies of the `most` most frequent to `out`, those first, and frees all. What is not
 * shown as it is written is left out: nobody could tell what it puts into a text. */
void tally_offer(struct tallies *all, size_t most, struct note_offers *out);
void tally_finish(struct tallies *all);

#endif
