#ifndef TUI_INDEX_PARTS_H
#define TUI_INDEX_PARTS_H

#include "core/workspace/search_index.h"

/* The first index of many files, made by as many threads as there are cores. */

/* Fills an empty index with the files as they are read now: true, and search_index_sync would find
 * nothing new. Does nothing for an index that has files, for few files, or on one core. Returns when
 * all is done or `options->cancel` was set. */
bool index_parts_make(struct search_index *index, const struct folder *folder,
                      const struct search_files *files, const struct search_sync_options *options);

#endif
