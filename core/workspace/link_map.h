#ifndef CORE_WORKSPACE_LINK_MAP_H
#define CORE_WORKSPACE_LINK_MAP_H

#include "core/workspace/search_index.h"

/* Which file links to which, over the whole workspace: made from the index, whose files it calls by
 * number (a node), and of use until the index changes. A pair of files is linked once, however
 * often one names the other; a file is not linked to itself. Eight bytes a link, and the names of
 * all files. */

struct link_map;

/* Names lead where catalog_resolve_from says, in a catalog that is scanned for it.
 * STATUS_CANCELLED, or that of the scan. The index must outlive the map. */
MUST_CHECK enum status link_map_make(struct search_index *index, const struct folder *folder,
                                     const struct rules *rules, const atomic_bool *cancel,
                                     struct link_map **out, struct error *err);
void link_map_free(struct link_map *map);
/* False when the index has changed since: then nothing below may be asked. */
bool link_map_is_fresh(const struct link_map *map);

/* Nodes are less than this; some may be of files that are gone. */
uint32_t link_map_nodes(const struct link_map *map);
bool link_map_find(const struct link_map *map, const char *path, uint32_t *node);
bool link_map_is_live(const struct link_map *map, uint32_t node);
struct search_doc link_map_doc(const struct link_map *map, uint32_t node);
/* The nodes that `node` links to, or (`back`) that link to it, in rising order; borrowed. */
const uint32_t *link_map_links(const struct link_map *map, uint32_t node, bool back, size_t *count);
/* Where a link in `from` leads; NULL for nowhere. Borrowed from the map. */
const char *link_map_resolve(const struct link_map *map, struct view target, struct view from);
/* The nodes that have the word (as it stands in the index, with its mark) and are live, in rising
 * order, as long as they are at most `most`; else nothing. `*nodes` is the caller's array, of which
 * `*count` are used and `*cap` there. */
void link_map_with_word(const struct link_map *map, struct view word, size_t most, uint32_t **nodes,
                        size_t *count, size_t *cap);
/* Sets marks[node] for each live one that has this word, or one that begins so; room for all
 * nodes. The first is false when none has. */
bool link_map_mark_word(const struct link_map *map, struct view word, bool *marks);
void link_map_mark_prefix(const struct link_map *map, struct view prefix, bool *marks);
/* Tells each word that begins with `mark` once for each live node of `wanted` that has it. */
void link_map_tell_words(const struct link_map *map, char mark, const bool *wanted,
                         void (*tell)(void *data, struct view word), void *data);

#endif
