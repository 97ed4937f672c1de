#ifndef CORE_EDIT_TABLE_EDIT_H
#define CORE_EDIT_TABLE_EDIT_H

#include "core/edit/editor.h"

/* Tables of Markdown under the hand. To be called inside a group of undo. */

/* Sets the columns of the table that line `line` is in to one width each, the cursor staying in its
 * cell. False when there is no table. */
bool table_edit_align(struct editor *editor, size_t line);
/* Aligns, and moves the cursor to the text of the next cell (`step` 1) or the one before (-1); a
 * row is added behind the last cell. False when the cursor is in no table. */
bool table_edit_move(struct editor *editor, int step);
/* The number of the cell that byte `offset` of `line` is in, from 0. */
size_t table_edit_cell(struct view line, size_t offset);
/* A command has changed the text at the cursor; a command has moved the cursor. When it is out of
 * the cell of a table that was changed, the table is aligned. */
void table_edit_note(struct editor *editor);
void table_edit_leave(struct editor *editor);

#endif
