#ifndef CORE_EDIT_EDITOR_H
#define CORE_EDIT_EDITOR_H

#include "core/base/error.h"
#include "core/base/str.h"
#include "core/text/undo.h"

#include <stdint.h>

/* One text being edited: its bytes and their history, a cursor, a selection, and where its lines
 * wrap. No screen, no disk. Everything a person does is a command of core/edit/command.h; what is
 * here is what a view, a journal and a save need. Bytes outside an edit never change.
 *
 * Positions are bytes. The cursor and the selection's ends lie between grapheme clusters, and never
 * between the CR and LF of one line end. Lines count from 0. */

struct editor;

/* Takes the text with its history; what it holds now is taken as saved, unless it has a mark. */
struct editor *editor_new(struct undo *undo);
void editor_free(struct editor *editor);

/* Calls `changed` after each change of the text, also by undo and redo, in the order in which they
 * happen. What is called may read the editor, not change it. One at a time. */
void editor_listen(struct editor *editor,
                   void (*changed)(const struct undo_change *change, void *data), void *data);
/* The time from now on, to be told before each key: a pause ends a step of undo. */
void editor_set_time(struct editor *editor, struct undo_when when);

/* Borrowed; to be changed through this header and commands alone. The rope is that of now: hold a
 * rope_share() of it to read on while it changes. */
const struct rope *editor_text(const struct editor *editor);
const struct undo *editor_undo(const struct editor *editor);
size_t editor_size(const struct editor *editor);
size_t editor_line_count(const struct editor *editor);
size_t editor_line_of(const struct editor *editor, size_t pos);
size_t editor_line_start(const struct editor *editor, size_t line);
/* Where the text of the line ends, before its LF or CR LF. */
size_t editor_line_end(const struct editor *editor, size_t line);
/* Appends the bytes [from, to). */
void editor_add_text(const struct editor *editor, size_t from, size_t to, struct str *out);

/* The cursor and the selection. */

size_t editor_cursor(const struct editor *editor);
/* False when nothing is selected; then both are the cursor. */
bool editor_selection(const struct editor *editor, size_t *start, size_t *end);
/* Puts the cursor at the border at or before `pos`; without a selection, or when `selecting`,
 * with one that keeps its other end, or begins at the old cursor. */
void editor_set_cursor(struct editor *editor, size_t pos, bool selecting);
void editor_set_selection(struct editor *editor, size_t anchor, size_t cursor);

/* Changes. Each is one step of undo unless inside editor_begin … editor_end, which may be nested
 * and make one step of all that happens between them. */

/* Types `text` (any bytes) in place of the selection; typing runs together to words in undo. */
void editor_insert(struct editor *editor, struct view text);
/* As editor_insert, but always a step of its own; CR LF and LF become the file's line end. One
 * address pasted on a selection of other text makes a link of it. */
void editor_paste(struct editor *editor, struct view text);
/* Replaces [from, to); the cursor moves with the text around it. For merges and completion. */
void editor_replace(struct editor *editor, size_t from, size_t to, struct view with);
void editor_begin(struct editor *editor);
void editor_end(struct editor *editor);
/* Goes to a state of the undo tree, as from a list of states. */
MUST_CHECK enum status editor_go_to_state(struct editor *editor, size_t state, struct error *err);

/* What a save and a status line ask. */

/* Whether the text differs from when it was read or last marked as saved, by the undo tree. */
bool editor_is_dirty(const struct editor *editor);
/* The text as it stands now is what is on the disk. */
void editor_mark_saved(struct editor *editor);
/* Grows with each change of the text: what was computed for one number holds while it stays. */
uint64_t editor_version(const struct editor *editor);
/* A line for the person about the last command ("12 replaced"), or empty. Borrowed until the next
 * command. */
struct view editor_message(const struct editor *editor);
/* What cut and copy put there. Borrowed. */
struct view editor_clipboard(const struct editor *editor);
/* Another number each time something is put there. */
uint64_t editor_clipboard_version(const struct editor *editor);
void editor_set_clipboard(struct editor *editor, struct view text);
/* The words of the body so far counted; true when all are. Kept up to date by each change of usual
 * size; else editor_count_words is to be called when idle until it returns true. */
bool editor_words(const struct editor *editor, size_t *words);
/* Counts on through at most `bytes` bytes. True when done. */
bool editor_count_words(struct editor *editor, size_t bytes);
/* Clusters selected, line ends being one each; at most as far as `limit` bytes. */
size_t editor_selected_clusters(const struct editor *editor, size_t limit);
/* The column for the person: clusters before the cursor in its line, from 1. */
size_t editor_column(const struct editor *editor);

#endif
