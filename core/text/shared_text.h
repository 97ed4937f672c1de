#ifndef CORE_TEXT_SHARED_TEXT_H
#define CORE_TEXT_SHARED_TEXT_H

#include "core/base/str.h"

/* A text that no longer changes and has several owners, on any threads: what a file was when it was
 * read, which the editor's pieces, the journal and the margin all refer to. NULL is an empty text.
 */

struct shared_text;

/* Takes the bytes of `text`, which is empty afterwards; nothing is copied. */
struct shared_text *shared_text_new(struct str *text);
struct shared_text *shared_text_copy(struct view text);
/* One owner more; gives `shared`. */
struct shared_text *shared_text_share(struct shared_text *shared);
/* One owner less; the last one frees it. */
void shared_text_drop(struct shared_text *shared);
struct view shared_text_view(const struct shared_text *shared);

#endif
