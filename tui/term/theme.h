#ifndef TUI_TERM_THEME_H
#define TUI_TERM_THEME_H

#include "core/base/error.h"
#include "core/base/str.h"
#include "core/text/style.h"

#include <stdint.h>

/* base16 and base24 colour schemes (tinted-theming: system, name, author, variant, palette; the
 * older flat form too), and what each role looks like in one. */

struct rgb {
    uint8_t red, green, blue;
};

/* What text can stand on. */
enum theme_ground { GROUND_PAGE, GROUND_BAR, GROUND_SELECTED, GROUND_COUNT };

struct theme {
    char *name;  /* file name without extension: what is typed and remembered */
    char *title; /* the scheme's own name */
    char *author;
    bool dark;
    struct rgb palette[24]; /* base00 … base17; 10 to 17 follow 00 to 0F when not given */
    /* The roles' colours, each moved toward base05 as far as it takes to be read on its ground. */
    struct rgb colors[GROUND_COUNT][ROLE_COUNT];
};

/* STATUS_INVALID names the key that is missing or wrong. Free with theme_finish. */
MUST_CHECK enum status theme_parse(struct view text, const char *name, struct theme *out,
                                   struct error *err);
void theme_finish(struct theme *theme);
/* Themes in a list of folders, by name; the first of a name wins. Bad files are left out. */
struct theme_list {
    struct theme *themes;
    size_t count, cap;
};
/* Folders: the user's ($XDG_CONFIG_HOME/palimpsest/themes), then $PALIMPSEST_THEMES, then the
 * installed one and the build tree's. */
void theme_list_load(struct theme_list *list);
void theme_list_finish(struct theme_list *list);
const struct theme *theme_list_find(const struct theme_list *list, const char *name);
/* Reads one theme by name without listing the others: for a fast start. STATUS_ABSENT. */
MUST_CHECK enum status theme_load(const char *name, struct theme *out, struct error *err);
/* A theme that is compiled in, for when no file is found. Borrowed. */
const struct theme *theme_builtin(bool dark);

struct theme_style {
    struct rgb fg, bg;
    unsigned attrs; /* STYLE_BOLD, _ITALIC, _UNDERLINE, _STRIKE, _REVERSE to be shown */
};
/* How `role` looks on a terminal that has only its own colours: an index 0 to 15, or -1 for the
 * default. Without `colors` (NO_COLOR) only attributes. */
struct theme_basic {
    int fg, bg;
    unsigned attrs;
};
struct theme_basic theme_basic_style(enum role role, unsigned attrs, bool colors);
/* How `role` with `attrs` looks. The default background is palette[0]. */
struct theme_style theme_style(const struct theme *theme, enum role role, unsigned attrs);

double theme_contrast(struct rgb a, struct rgb b); /* WCAG 2 ratio, 1 to 21 */
/* The nearest of xterm's colours 16 to 255, by CIEDE2000. */
unsigned theme_nearest_256(struct rgb color);
double theme_distance(struct rgb a, struct rgb b); /* CIEDE2000 */

#endif
