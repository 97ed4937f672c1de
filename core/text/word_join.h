#ifndef CORE_TEXT_WORD_JOIN_H
#define CORE_TEXT_WORD_JOIN_H

#include "core/text/compare.h"
#include "core/text/token.h"

/* Makes one edit of two where what is the same between them is too little to help a reader: the
 * blank between two changed words, a lone "the" within a sentence that was written anew. */
void word_islands_join(const struct token_list *old, const struct token_list *new,
                       struct compare_edits *edits);

#endif
