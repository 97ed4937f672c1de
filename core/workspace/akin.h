#ifndef CORE_WORKSPACE_AKIN_H
#define CORE_WORKSPACE_AKIN_H

#include "core/workspace/link_map.h"

/* Files that share rare tags and words with one: what few files have tells most (the inverse
 * document frequency of Spärck Jones, 1972). A tag weighs three words; the function words of
 * English weigh nothing. */

struct akin {
    uint32_t node;
    char *shared; /* "#harbour · lantern, quayside": what they share, the rarest first */
};

/* The files most akin to the file `path`, whose text this is: at most `most`, best first. One that
 * shares no tag and fewer than two words is none. Empty when the file is not known.
 * STATUS_CANCELLED. The caller frees each `shared` and `*out`. */
MUST_CHECK enum status akin_find(const struct link_map *map, const char *path, struct view text,
                                 size_t most, const atomic_bool *cancel, struct akin **out,
                                 size_t *count, struct error *err);

#endif
