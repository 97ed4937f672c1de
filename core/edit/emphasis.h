#ifndef CORE_EDIT_EMPHASIS_H
#define CORE_EDIT_EMPHASIS_H

#include "core/edit/editor.h"

/* Puts `mark` ("**", "*", "`") around the selection or the word at the cursor, or takes it away if
 * it is there; without a word, puts both marks and the cursor between. */
MUST_CHECK enum status emphasis_toggle(struct editor *editor, const char *mark, struct error *err);
/* Makes the selection the words of a link to `address`; without one, a link whose words are still
 * to be written. An empty `address` is to be written too. */
MUST_CHECK enum status emphasis_link(struct editor *editor, struct view address, struct error *err);
/* Whether `text` is one address of the web or of mail and nothing else. */
bool emphasis_is_address(struct view text);

#endif
