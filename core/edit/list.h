#ifndef CORE_EDIT_LIST_H
#define CORE_EDIT_LIST_H

#include "core/edit/editor.h"

/* Lists, quotes and tasks under the hand. All are to be called inside a group of undo. */

/* What Enter does: goes on with the list, quote or task of the line, or ends it when its item is
 * empty; else a new line with the indentation of this one. */
void list_newline(struct editor *editor);
/* One level deeper or out, the item of line `line` with all below it, to line `*last`. False when
 * it is no item, or there is no further out. */
bool list_indent(struct editor *editor, size_t line, size_t *last);
bool list_outdent(struct editor *editor, size_t line, size_t *last);
/* Numbers the items after line `line` on from its own, if it is one of a numbered list. */
void list_renumber(struct editor *editor, size_t line);

#endif
