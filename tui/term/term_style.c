/* Roles to the bytes that switch the terminal's style: made once for each role, attributes and
 * theme, then copied. */
#include "tui/term/term_parts.h"

#include <string.h>

/* What is to be set: colours as the parameters of SGR, or none. */
struct sgr {
    unsigned attrs;
    char fg[24], bg[24];
};

static void sgr_set_color(const struct term *term, char *out, size_t size, struct rgb color,
                          int layer)
{
    struct str text = {0};
    if (term->colors == TERM_TRUE)
        str_addf(&text, ";%d;2;%u;%u;%u", layer, color.red, color.green, color.blue);
    else
        str_addf(&text, ";%d;5;%u", layer, theme_nearest_256(color));
    if (text.len < size)
        memcpy(out, text.data, text.len + 1);
    str_finish(&text);
}

static void sgr_set_basic(const struct term *term, char *out, size_t size, int index, int layer)
{
    struct str text = {0};
    if (index >= 8 && term->caps.colors < 16)
        return;
    if (index >= 0)
        str_addf(&text, ";%d", index < 8 ? layer + index : layer + 60 + index - 8);
    if (text.len && text.len < size)
        memcpy(out, text.data, text.len + 1);
    str_finish(&text);
}

static struct sgr sgr_of(const struct term *term, enum role role, unsigned attrs)
{
    struct sgr sgr = {0};
    if (term->colors >= TERM_256) {
        struct theme_style style = theme_style(term->theme, role, attrs);
        sgr.attrs = style.attrs;
        sgr_set_color(term, sgr.fg, sizeof(sgr.fg), style.fg, 38);
        sgr_set_color(term, sgr.bg, sizeof(sgr.bg), style.bg, 48);
    } else {
        struct theme_basic style = theme_basic_style(role, attrs, term->colors == TERM_16);
        sgr.attrs = style.attrs;
        sgr_set_basic(term, sgr.fg, sizeof(sgr.fg), style.fg, 30);
        sgr_set_basic(term, sgr.bg, sizeof(sgr.bg), style.bg, 40);
    }
    return sgr;
}

static void style_add_ansi(const struct term *term, struct str *out, const struct sgr *sgr)
{
    str_add_text(out, "\x1b[0");
    if (sgr->attrs & STYLE_BOLD && term->caps.bold)
        str_add_text(out, ";1");
    if (sgr->attrs & STYLE_ITALIC && term->caps.italic)
        str_add_text(out, ";3");
    if (sgr->attrs & STYLE_UNDERLINE && term->caps.underline)
        str_add_text(out, ";4");
    if (sgr->attrs & STYLE_REVERSE && term->caps.reverse)
        str_add_text(out, ";7");
    if (sgr->attrs & STYLE_STRIKE && term->caps.strike)
        str_add_text(out, ";9");
    str_add_text(out, sgr->fg);
    str_add_text(out, sgr->bg);
    str_add_char(out, 'm');
}

static void style_add_other(const struct term *term, struct str *out, unsigned attrs)
{
    const struct term_caps *caps = &term->caps;
    const char *const parts[] = {caps->plain, attrs & STYLE_BOLD ? caps->bold : NULL,
                                 attrs & STYLE_UNDERLINE ? caps->underline : NULL,
                                 attrs & STYLE_REVERSE ? caps->reverse : NULL};
    for (size_t i = 0; i < sizeof(parts) / sizeof(*parts) && caps->plain; i++)
        str_add_text(out, parts[i] ? parts[i] : "");
}

void term_style_add(struct term *term, struct str *out, enum role role, unsigned attrs)
{
    uint32_t *at = &term->style_at[(unsigned)role << 8 | (attrs & 0xFF)];
    if (!*at) {
        struct sgr sgr = sgr_of(term, role, attrs);
        *at = (uint32_t)term->styles.len + 1;
        if (term->caps.ansi)
            style_add_ansi(term, &term->styles, &sgr);
        else
            style_add_other(term, &term->styles, sgr.attrs);
        str_add_char(&term->styles, '\0');
    }
    str_add_text(out, term->styles.data + *at - 1);
}

void term_style_forget(struct term *term)
{
    memset(term->style_at, 0, sizeof(term->style_at));
    str_clear(&term->styles);
}

bool term_style_erases(const struct term *term, enum role role, unsigned attrs)
{
    enum { INK = STYLE_UNDERLINE | STYLE_STRIKE | STYLE_REVERSE };
    struct sgr sgr = sgr_of(term, role, attrs);
    return !(sgr.attrs & INK) && (term->caps.erase_colored || !sgr.bg[0]);
}
