/* The one file that asks terminfo. It needs no screen of curses for that: setupterm describes the
 * terminal, prints nothing, installs no handlers and never exits when asked for its error. The
 * <term.h> is the system's, whose `struct term` is another than ours. */
#include "tui/term/term_caps.h"

#include "core/base/memory.h"

#include <stdlib.h>
#include <string.h>

#include <curses.h>

#include <term.h>

/* Without the delays that the terminals of wire and paper needed: "$<" up to ">". */
static char *without_padding(const char *text)
{
    struct str out = {0};
    while (*text) {
        const char *end = text[0] == '$' && text[1] == '<' ? strchr(text, '>') : NULL;
        if (end)
            text = end + 1;
        else
            str_add_char(&out, *text++);
    }
    return str_take(&out);
}

static char *cap_string(const char *name)
{
    const char *text = tigetstr(name);
    return !text || text == (char *)-1 || !*text ? NULL : without_padding(text);
}

static bool cap_has(const char *name)
{
    const char *text = tigetstr(name);
    return tigetflag(name) > 0 || tigetnum(name) > 0 || (text && text != (char *)-1);
}

static bool term_is(const char *const *prefixes, size_t count)
{
    const char *name = getenv("TERM");
    for (size_t i = 0; name && i < count; i++)
        if (view_starts(view_of(name), prefixes[i]))
            return true;
    return false;
}

static bool color_is_true(void)
{
    const char *color = getenv("COLORTERM");
    if (color && (strcmp(color, "truecolor") == 0 || strcmp(color, "24bit") == 0))
        return true;
    return cap_has("RGB") || cap_has("Tc");
}

static void caps_read_strings(struct term_caps *caps)
{
    caps->erase_line = cap_string("el");
    caps->erase_cells = cap_string("ech");
    caps->go_right = cap_string("cuf");
    caps->enter = cap_string("smcup");
    caps->leave = cap_string("rmcup");
    caps->hide_cursor = cap_string("civis");
    caps->show_cursor = cap_string("cnorm");
    caps->wrap_off = cap_string("rmam");
    caps->wrap_on = cap_string("smam");
    caps->plain = cap_string("sgr0");
    caps->bold = cap_string("bold");
    caps->reverse = cap_string("rev");
    caps->underline = cap_string("smul");
}

enum status term_caps_init(struct term_caps *caps, int fd, struct error *err)
{
    /* Those that draw strikes and titles though their entries may be too old to say so. */
    static const char *const modern[] = {"xterm", "tmux",  "alacritty", "foot",
                                         "rxvt",  "kitty", "wezterm",   "screen"};
    static const char *const console[] = {"linux", "vt1", "vt2"};
    const char *name = getenv("TERM");
    int reason = 0;
    memset(caps, 0, sizeof(*caps));
    if (!name || !*name || setupterm(NULL, fd, &reason) != OK)
        return error_set(err, STATUS_INVALID,
                         "TERM is \"%s\", which terminfo does not know; nothing was changed",
                         name ? name : "");
    caps->place = cap_string("cup");
    if (!caps->place || tigetflag("hc") > 0) {
        del_curterm(cur_term);
        free(caps->place);
        return error_set(err, STATUS_INVALID,
                         "A terminal of the kind \"%s\" cannot place its cursor; try palimpsest "
                         "status or show",
                         name);
    }
    caps_read_strings(caps);
    caps->ansi = strcmp(caps->place, "\x1b[%i%p1%d;%p2%dH") == 0;
    caps->erase_colored = tigetflag("bce") > 0;
    caps->colors = tigetnum("colors");
    caps->rows = tigetnum("lines");
    caps->cols = tigetnum("cols");
    caps->italic = cap_has("sitm");
    caps->strike = cap_has("smxx") || term_is(modern, ARRAY_LEN(modern));
    caps->true_color = caps->ansi && color_is_true();
    caps->title = cap_has("XT") || term_is(modern, ARRAY_LEN(modern));
    caps->strict = term_is(console, ARRAY_LEN(console));
    return STATUS_OK;
}

void term_caps_finish(struct term_caps *caps)
{
    char *strings[] = {caps->place,    caps->erase_line, caps->erase_cells, caps->go_right,
                       caps->enter,    caps->leave,      caps->hide_cursor, caps->show_cursor,
                       caps->wrap_off, caps->wrap_on,    caps->plain,       caps->bold,
                       caps->reverse,  caps->underline};
    for (size_t i = 0; i < ARRAY_LEN(strings); i++)
        free(strings[i]);
    del_curterm(cur_term);
    memset(caps, 0, sizeof(*caps));
}

void term_caps_add(struct str *out, const char *format, int a, int b)
{
    const char *text = tiparm(format, a, b);
    if (text)
        str_add_text(out, text);
}
