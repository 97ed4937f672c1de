#ifndef TUI_CLI_CLI_SEARCH_H
#define TUI_CLI_CLI_SEARCH_H

#include "core/workspace/search_match.h"

/* `palimpsest search`. Returns an exit status. */
int cli_search(const char *dir, int argc, char **argv);

/* `palimpsest search --history`: as far as the newest `most`, told as they are found. Takes the
 * query over. */
int cli_search_history(const char *dir, struct query *query, size_t most, bool json);

/* What both say of a file that was found. */

/* What stands around the match, the hits in bold. */
void cli_search_add_snippet(struct str *out, struct view snippet, const struct search_range *ranges,
                            size_t count, bool color);
/* `,"found":[…]` */
void cli_search_add_found(struct str *out, const char *found);
/* `"2026-01-31T12:00:00Z"` */
void cli_search_add_time(struct str *out, int64_t seconds);

#endif
