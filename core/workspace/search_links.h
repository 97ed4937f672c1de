#ifndef CORE_WORKSPACE_SEARCH_LINKS_H
#define CORE_WORKSPACE_SEARCH_LINKS_H

#include "core/workspace/search_index.h"
#include "core/workspace/search_query.h"

/* Which link targets lead to the files that `to:` names: fills `keys` of these conditions, and adds
 * a pattern that finds such links, so that they are shown. For search.c, before search_gather. */
void search_links_prepare(struct search_index *index, struct query *query);

#endif
