#ifndef TUI_TERM_TERM_CAPS_H
#define TUI_TERM_TERM_CAPS_H

#include "core/base/str.h"

/* What terminfo says, without the padding that no terminal has needed for decades. A string that
 * the terminal has not is NULL. */
struct term_caps {
    char *place; /* cup */
    char *erase_line, *erase_cells, *go_right;
    char *enter, *leave; /* the alternate screen */
    char *hide_cursor, *show_cursor;
    char *wrap_off, *wrap_on;
    char *plain, *bold, *reverse, *underline;
    int colors, rows, cols;
    bool ansi;          /* places and styles as ECMA-48 says: almost all */
    bool erase_colored; /* bce: erasing leaves the background that is set */
    bool italic, strike, true_color;
    bool title;  /* has a window with a title, and answers as xterm does */
    bool strict; /* the console of Linux: shows what it does not know */
};

/* STATUS_INVALID when TERM is not known or the terminal cannot place its cursor. */
MUST_CHECK enum status term_caps_init(struct term_caps *caps, int fd, struct error *err);
void term_caps_finish(struct term_caps *caps);
/* Appends the string `format` of a capability with its parameters filled in. */
void term_caps_add(struct str *out, const char *format, int a, int b);

#endif
