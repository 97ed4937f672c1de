#ifndef TUI_TERM_TERM_PARTS_H
#define TUI_TERM_TERM_PARTS_H

#include "tui/term/term.h"
#include "tui/term/term_caps.h"

#include <termios.h>

/* Between the files of the terminal. */

/* How sure we are of where the terminal's cursor stands. */
enum term_sure {
    SURE,
    SURE_UNLESS_WIDE, /* after letters that terminals set to East Asian widths draw wide */
    SURE_NOT
};

struct term {
    int in, out;
    int in_flags, out_flags; /* of the descriptions, as found */
    struct termios cooked, raw;
    struct term_caps caps;
    enum term_colors colors;
    bool ascii, mouse;
    bool active; /* the screen is ours */
    int rows, cols;
    const struct theme *theme;

    struct grid shown; /* what stands on the screen, when `shown_valid` */
    bool shown_valid;
    struct str owed; /* what ends a write that was cut short, before anything else is sent */
    struct str frame;

    /* The painter's state. */
    int row, col;
    enum term_sure sure;
    int style;          /* role and attributes, or -1 */
    bool cursor_hidden; /* on the terminal */

    /* The bytes that set each style, made when first needed: 1 + offset in `styles`. */
    uint32_t style_at[ROLE_COUNT << 8];
    struct str styles;
};

/* Appends the bytes that switch to `role` with `attrs`, whatever was set before. */
void term_style_add(struct term *term, struct str *out, enum role role, unsigned attrs);
void term_style_forget(struct term *term);
/* True if erased cells look as blanks of this style do. */
bool term_style_erases(const struct term *term, enum role role, unsigned attrs);

/* How a cluster behaves on terminals: sure of its width, or not. */
enum term_sure term_cluster_sure(const char *text, int width);
/* The character that stands for `text` on a terminal without Unicode. */
char term_ascii_for(const char *text);

/* Fills term->frame with what turns the screen into `grid`. */
void term_paint(struct term *term, const struct grid *grid);

/* Writes all of `bytes`, waiting while the terminal is slow. After STATUS_CANCELLED a part of them
 * may stand there: the next write ends it first. */
MUST_CHECK enum status term_write(struct term *term, struct view bytes, struct error *err);

/* The handlers for SIGSEGV and its like; `restore` is written by them. One terminal at a time. */
void term_crash_arm(const struct term *term, struct view restore);
void term_crash_disarm(void);

#endif
