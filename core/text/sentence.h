#ifndef CORE_TEXT_SENTENCE_H
#define CORE_TEXT_SENTENCE_H

#include "core/text/token.h"

/* Sets `edges[i]` where a sentence, or what stands between two, begins at token `i`: at the ends,
 * around a blank line, around a line break before an item of a list, a heading, a quote or a row
 * of a table, and around the blank after a full stop. It has tokens->count + 1 members. The blank
 * between two sentences is neither's. A stop too many (after "Mr.") only makes them shorter. */
void sentence_edges(const struct token_list *tokens, bool *edges);

#endif
