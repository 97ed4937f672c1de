#ifndef TUI_TERM_TERM_H
#define TUI_TERM_TERM_H

#include "core/base/error.h"
#include "tui/term/grid.h"
#include "tui/term/key.h"
#include "tui/term/theme.h"

/* The terminal, and the only files that include <curses.h> (tui/term/term*.c). terminfo, which is
 * part of ncurses, describes it; no screen of curses is made: that would take 13 ms and 8 MiB at
 * 500x200, install handlers of signals, and hold neither a ZWJ cluster in a cell nor a 24-bit
 * colour without an entry that says so. Cells are written by term itself, only those that differ
 * from what stands there. After a cluster whose width terminals disagree on, the cursor is placed
 * anew. Keys come raw: control-C and control-Z are keys, and no signal. */

struct term;

enum term_colors { TERM_MONO, TERM_16, TERM_256, TERM_TRUE };

struct term_options {
    bool mouse;
    bool ascii; /* forced; also chosen when the locale is not UTF-8 and C.UTF-8 is not there */
};

/* Takes the terminal of stdin and stdout. STATUS_INVALID: not a terminal, or one that cannot place
 * the cursor; nothing is changed then. Installs handlers for SIGSEGV, SIGBUS, SIGABRT, SIGFPE and
 * SIGILL that restore the screen and raise the signal again. */
MUST_CHECK enum status term_open(const struct term_options *options, struct term **out,
                                 struct error *err);
/* Restores it and frees. NULL is fine. */
void term_close(struct term *term);
void term_size(const struct term *term, int *rows, int *cols);
enum term_colors term_colors(const struct term *term);
void term_set_theme(struct term *term, const struct theme *theme); /* borrowed until the next */
/* Shows `grid`: writes what differs, in one write. STATUS_IO when the terminal is gone. */
MUST_CHECK enum status term_show(struct term *term, const struct grid *grid, struct error *err);
/* Forget what stands on the screen: the next term_show writes all of it. Also after a resize. */
void term_forget(struct term *term);
void term_set_mouse(struct term *term, bool on);
/* Asks for the background colour (OSC 11); the answer comes as INPUT_BACKGROUND, or never. */
void term_ask_background(struct term *term);
/* The window's title; filtered. */
void term_set_title(struct term *term, struct view title);

/* Puts the text into the terminal's clipboard (OSC 52); whether the terminal takes it is not told.
 * False when it is longer than TERM_COPY_MAX bytes; nothing is sent then. */
#define TERM_COPY_MAX (64 << 10)
bool term_copy(struct term *term, struct view text);

int term_fd(const struct term *term); /* for poll() */
/* Reads what is there without waiting. STATUS_IO when the terminal is gone. */
MUST_CHECK enum status term_read(struct term *term, struct key_decoder *decoder, struct error *err);
/* Reads the size again; true if it changed. */
bool term_update_size(struct term *term);
/* Leaves the screen (for SIGTSTP or another program) and comes back. */
void term_suspend(struct term *term);
void term_resume(struct term *term);

#endif
