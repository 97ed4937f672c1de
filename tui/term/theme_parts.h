#ifndef TUI_TERM_THEME_PARTS_H
#define TUI_TERM_THEME_PARTS_H

#include "tui/term/theme.h"

/* Between the files of the theme. */

/* Fills theme->colors from its palette. */
void theme_fill_colors(struct theme *theme);

#endif
