#ifndef TUI_TERM_COLOR_H
#define TUI_TERM_COLOR_H

#include "tui/term/theme.h"

/* Colours as numbers, behind what theme.h promises. */

/* CIELAB with the white point D65. */
struct lab {
    double l, a, b;
};

struct lab color_to_lab(struct rgb color);
double color_difference(struct lab p, struct lab q); /* CIEDE2000 */
/* `percent` of the way from `a` to `b`. */
struct rgb color_mix(struct rgb a, struct rgb b, unsigned percent);
/* `color`, moved in steps toward `toward` until its contrast with `on` is `contrast`; at last
 * `toward` itself. */
struct rgb color_readable(struct rgb color, struct rgb on, struct rgb toward, double contrast);

#endif
