/* What roles look like. One accent (0D) says where you are; the rest is text, dim text and the few
 * colours that mean something. A scheme's colour that can hardly be read on its ground is moved
 * toward the text's colour: once for each theme, when it is read. */
#include "tui/term/color.h"
#include "tui/term/theme_parts.h"

/* Contrast that every word has, however dim; lines and borders may be fainter. */
static const double least_contrast = 3.0;

struct role_look {
    uint8_t color; /* index into the palette */
    int8_t basic;  /* of the terminal's own sixteen; -1 for its default */
    uint8_t attrs;
};

enum { RED = 1, GREEN, YELLOW, BLUE, MAGENTA, CYAN, GREY = 8 };

static const struct role_look looks[ROLE_COUNT] = {
    [ROLE_TEXT] = {0x05, -1, 0},
    [ROLE_DIM] = {0x03, GREY, 0},
    [ROLE_ACCENT] = {0x0D, BLUE, STYLE_BOLD},
    [ROLE_RULE] = {0x03, GREY, 0},
    [ROLE_TITLE] = {0x04, -1, 0},
    [ROLE_HEADING] = {0x0D, BLUE, STYLE_BOLD},
    [ROLE_EMPHASIS] = {0x0E, MAGENTA, STYLE_ITALIC},
    [ROLE_STRONG] = {0x0A, YELLOW, STYLE_BOLD},
    [ROLE_CODE] = {0x0B, GREEN, 0},
    [ROLE_QUOTE] = {0x0C, CYAN, 0},
    [ROLE_LIST] = {0x08, RED, 0},
    [ROLE_LINK] = {0x0D, BLUE, STYLE_UNDERLINE},
    [ROLE_ADDRESS] = {0x09, CYAN, 0},
    [ROLE_DANGLING] = {0x0F, RED, STYLE_UNDERLINE},
    [ROLE_DONE] = {0x03, GREY, STYLE_STRIKE},
    [ROLE_KEY] = {0x05, -1, STYLE_BOLD},
    [ROLE_KEYWORD] = {0x0E, MAGENTA, 0},
    [ROLE_STRING] = {0x0B, GREEN, 0},
    [ROLE_COMMENT] = {0x03, GREY, STYLE_ITALIC},
    [ROLE_NUMBER] = {0x09, CYAN, 0},
    [ROLE_ADDED] = {0x0B, GREEN, 0},
    [ROLE_REMOVED] = {0x08, RED, 0},
    [ROLE_HUNK] = {0x0C, CYAN, 0},
    [ROLE_AUTHOR] = {0x0C, CYAN, 0},
    [ROLE_COMMIT] = {0x0A, YELLOW, 0},
    [ROLE_DATE] = {0x03, GREY, 0},
    [ROLE_GOOD] = {0x0B, GREEN, 0},
    [ROLE_WARNING] = {0x0A, YELLOW, 0},
    [ROLE_ERROR] = {0x08, RED, STYLE_BOLD},
    [ROLE_MARK] = {0x08, RED, 0},
};

enum { SHOWN = STYLE_BOLD | STYLE_ITALIC | STYLE_UNDERLINE | STYLE_STRIKE | STYLE_REVERSE };

static const uint8_t grounds[GROUND_COUNT] = {
    [GROUND_PAGE] = 0x00, [GROUND_BAR] = 0x01, [GROUND_SELECTED] = 0x02};

void theme_fill_colors(struct theme *theme)
{
    const struct rgb *palette = theme->palette;
    for (size_t ground = 0; ground < GROUND_COUNT; ground++)
        for (size_t role = 0; role < ROLE_COUNT; role++) {
            struct rgb color = palette[looks[role].color];
            theme->colors[ground][role] = role == ROLE_RULE
                                              ? color
                                              : color_readable(color, palette[grounds[ground]],
                                                               palette[0x05], least_contrast);
        }
}

struct theme_style theme_style(const struct theme *theme, enum role role, unsigned attrs)
{
    enum theme_ground ground = GROUND_PAGE;
    if (attrs & STYLE_SELECTED)
        ground = GROUND_SELECTED;
    else if (attrs & STYLE_BAR)
        ground = GROUND_BAR;
    struct theme_style style = {.fg = theme->colors[ground][role],
                                .bg = theme->palette[grounds[ground]],
                                .attrs = (attrs | looks[role].attrs) & SHOWN};
    if (attrs & STYLE_MATCH) {
        style.fg = theme->palette[0x00];
        style.bg = theme->palette[0x0A];
        style.attrs &= ~(unsigned)STYLE_REVERSE;
    }
    return style;
}

struct theme_basic theme_basic_style(enum role role, unsigned attrs, bool colors)
{
    struct theme_basic style = {-1, -1, (attrs | looks[role].attrs) & SHOWN};
    if (colors)
        style.fg = looks[role].basic;
    if (attrs & (STYLE_SELECTED | STYLE_BAR | STYLE_MATCH))
        style.attrs |= STYLE_REVERSE;
    if (attrs & STYLE_MATCH)
        style.attrs |= STYLE_BOLD | STYLE_UNDERLINE;
    /* Reversed, a colour would be the ground: only the selection's default pair is sure to read. */
    if (style.attrs & STYLE_REVERSE)
        style.fg = -1;
    return style;
}
