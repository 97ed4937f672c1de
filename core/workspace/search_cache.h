#ifndef CORE_WORKSPACE_SEARCH_CACHE_H
#define CORE_WORKSPACE_SEARCH_CACHE_H

#include "core/workspace/search_index.h"

/* The index between two runs: a file for each workspace below `index/` in the cache folder. It is
 * only ever a saving of time: what it says of a file is looked at again by search_index_sync, and a
 * file that is not as it was written counts as none. */

/* Fills an empty index. STATUS_ABSENT when there is none, STATUS_INVALID when it is damaged: the
 * index is as it was. */
enum status search_cache_load(struct search_index *index, const char *workspace, struct error *err);
/* Writes it beside and moves it into place. STATUS_ABSENT without a home. */
enum status search_cache_save(struct search_index *index, const char *workspace, struct error *err);

#endif
