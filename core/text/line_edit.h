#ifndef CORE_TEXT_LINE_EDIT_H
#define CORE_TEXT_LINE_EDIT_H

#include "core/base/str.h"

/* One line of text being edited: prompts, the palette, a task in its place. Moves and deletes by
 * grapheme cluster. `cursor` is a byte position between clusters. */

struct line_edit {
    struct str text;
    size_t cursor;
    bool selected; /* all of it, until the next key: what is inserted takes its place */
};

void line_edit_set(struct line_edit *line, struct view text); /* cursor at the end */
void line_edit_select(struct line_edit *line);                /* nothing, when it is empty */
void line_edit_finish(struct line_edit *line);
/* Inserts at the cursor; CR, LF and TAB in it become blanks, other controls are dropped. */
void line_edit_insert(struct line_edit *line, struct view text);
void line_edit_left(struct line_edit *line);
void line_edit_right(struct line_edit *line);
void line_edit_word_left(struct line_edit *line);
void line_edit_word_right(struct line_edit *line);
void line_edit_home(struct line_edit *line);
void line_edit_end(struct line_edit *line);
void line_edit_backspace(struct line_edit *line);
void line_edit_delete(struct line_edit *line);
void line_edit_delete_word(struct line_edit *line); /* the word before the cursor */
void line_edit_delete_to_start(struct line_edit *line);
void line_edit_delete_to_end(struct line_edit *line);

#endif
