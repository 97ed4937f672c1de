#ifndef CORE_EDIT_VI_H
#define CORE_EDIT_VI_H

#include "core/edit/editor.h"

/* The keys of vi over an editor: normal, insert, replace and the two visual modes, operators with
 * motions and text objects, registers, marks, macros, and the `:` line. What they do is what vim
 * does (its user manual and `:help index` are the source); where it differs is listed in
 * tests/vi/differences.tsv with the reason.
 *
 * A key goes in; the editor changes, or a command line for the program comes out (":w" is "save").
 * No screen: who shows the text says which lines are on it. */

struct vi;

/* A key is a code point; a control key its C0 control; a named key one of these. */
enum {
    VI_KEY_ENTER = '\r',
    VI_KEY_TAB = '\t',
    VI_KEY_ESC = 0x1B,
    VI_KEY_BACKSPACE = 0x08,
    VI_KEY_UP = 0x110000,
    VI_KEY_DOWN,
    VI_KEY_LEFT,
    VI_KEY_RIGHT,
    VI_KEY_HOME,
    VI_KEY_END,
    VI_KEY_PGUP,
    VI_KEY_PGDN,
    VI_KEY_DELETE,
    VI_KEY_BACKTAB,
    VI_KEY_END_OF_KEYS,
};
#define VI_CTRL(letter) ((letter)&0x1F)

enum vi_mode { VI_NORMAL, VI_INSERT, VI_REPLACE, VI_VISUAL, VI_VISUAL_LINES };

/* Borrows the editor, whose cursor it puts on a character, as normal mode has it. */
struct vi *vi_new(struct editor *editor);
void vi_free(struct vi *vi);
/* The lines shown, the first and the last: what H, M, L and the page keys go by. */
void vi_set_window(struct vi *vi, size_t first_line, size_t last_line, size_t rows);

/* Takes a key. False when it could not be done: a bell. */
bool vi_key(struct vi *vi, uint32_t key);
/* Takes a paste: text, never keys. */
void vi_paste(struct vi *vi, struct view text);
/* The text was saved, merged or changed from elsewhere: an insertion so far is a step of undo, and
 * the cursor stands where the mode allows it. */
void vi_sync(struct vi *vi);

enum vi_mode vi_mode(const struct vi *vi);
/* "-- INSERT --" and the like; empty in normal mode. */
const char *vi_mode_name(const struct vi *vi);
/* The keys of a command that is not whole yet, for showing; borrowed until the next key. */
struct view vi_pending(struct vi *vi);
/* Which register a macro is recorded to; '\0' for none. */
char vi_recording(const struct vi *vi);
/* The mark of the line being typed, `:`, `/` or `?`, with the line and the cursor in it; '\0' when
 * there is none. Borrowed until the next key. */
char vi_line(const struct vi *vi, struct view *text, size_t *cursor);
/* What is selected in a visual mode: bytes [from, to). */
bool vi_selection(const struct vi *vi, size_t *from, size_t *to);
/* A line about the last key ("3 lines yanked", "E: no such mark"), or empty; borrowed. */
struct view vi_message(const struct vi *vi);
bool vi_message_is_error(const struct vi *vi);
/* The command line that the program is asked to run, or NULL; it is given once. The caller frees.
 */
char *vi_take_command(struct vi *vi);

/* The keys and what they do, for help: rows until one has no keys. */
struct vi_help {
    const char *keys, *help, *group;
};
size_t vi_help_count(void);
struct vi_help vi_help_at(size_t row);

#endif
