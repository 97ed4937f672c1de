#include "tests/pty/desk.h"

#include <stdio.h>
#include <stdlib.h>

/* Themes, colours, settings and the mouse. */

static void config(struct desk *desk, const char *text)
{
    desk_shell(desk, "mkdir -p \"$XDG_CONFIG_HOME/palimpsest/themes\"");
    desk_shell(desk, "cat >\"$XDG_CONFIG_HOME/palimpsest/config.yaml\" <<'END'\n%s\nEND", text);
}

static void open_in(struct desk *desk, const char *const *env)
{
    desk_open_with(desk, 40, 120, env);
    desk_wait(desk, "workspace: first");
    desk_wait_frame(desk);
}

static bool put_out(struct desk *desk, const char *bytes)
{
    struct view output = screen_output(desk->screen);
    return output.len && memmem(output.data, output.len, bytes, strlen(bytes));
}

static const char *const truecolor[] = {"COLORTERM=truecolor", NULL};

static void a_theme_is_previewed_chosen_and_remembered(void **state)
{
    struct desk *desk = *state;
    open_in(desk, truecolor);
    assert_false(put_out(desk, "48;2;46;52;64"));
    desk_do(desk, "T", "Theme");
    desk_do(desk, "nord", "1 of 20");
    screen_wait_output(desk->screen, "48;2;46;52;64"); /* as one looks */
    desk_send(desk, "\r");
    desk_wait_gone(desk, "Theme");
    desk_leave(desk);
    desk_says(desk, "git status --porcelain", "");
    open_in(desk, truecolor);
    assert_true(put_out(desk, "48;2;46;52;64"));
    desk_leave(desk);
}

static void a_preview_that_is_left_leaves_no_trace(void **state)
{
    struct desk *desk = *state;
    open_in(desk, truecolor);
    desk_do(desk, "T", "Theme");
    desk_send(desk, "nord");
    screen_wait_output(desk->screen, "48;2;46;52;64");
    struct screen_cell nord = screen_cell(desk->screen, 5, 50);
    desk_send(desk, "\x1b");
    desk_wait_gone(desk, "Theme");
    desk_wait_frame(desk);
    struct screen_cell back = screen_cell(desk->screen, 5, 50);
    assert_true(nord.bg.red != back.bg.red || back.bg.is_default);
    desk_leave(desk);
    open_in(desk, truecolor);
    assert_false(put_out(desk, "48;2;46;52;64"));
    desk_leave(desk);
}

static void a_theme_of_ones_own_is_found(void **state)
{
    struct desk *desk = *state;
    config(desk, "theme: my-night");
    desk_shell(desk, "cat >\"$XDG_CONFIG_HOME/palimpsest/themes/my-night.yaml\" <<'END'\n"
                     "scheme: \"My night\"\nauthor: \"the reader\"\nbase00: \"010203\"\n"
                     "base01: \"111111\"\nbase02: \"222222\"\nbase03: \"777777\"\n"
                     "base04: \"bbbbbb\"\nbase05: \"f0f1f2\"\nbase06: \"eeeeee\"\n"
                     "base07: \"ffffff\"\nbase08: \"ff8888\"\nbase09: \"ffbb88\"\n"
                     "base0A: \"ffff88\"\nbase0B: \"88ff88\"\nbase0C: \"88ffff\"\n"
                     "base0D: \"8888ff\"\nbase0E: \"ff88ff\"\nbase0F: \"bb8888\"\nEND");
    open_in(desk, truecolor);
    assert_true(put_out(desk, "48;2;1;2;3"));
    assert_true(put_out(desk, "38;2;240;241;242"));
    desk_do(desk, "T", "▌my-night");
    desk_send(desk, "\x1b");
    desk_wait_gone(desk, "▌my-night");
    desk_leave(desk);
}

/* True if a colour was chosen: an SGR parameter from 30 to 49 or from 90 to 107. */
static bool has_color(struct view bytes)
{
    for (size_t i = 0; i + 1 < bytes.len; i++) {
        if (bytes.data[i] != '\x1b' || bytes.data[i + 1] != '[')
            continue;
        size_t end = i + 2;
        while (end < bytes.len && (strchr("0123456789;:?", bytes.data[end])))
            end++;
        if (end == bytes.len || bytes.data[end] != 'm')
            continue;
        for (size_t at = i + 2; at < end;) {
            long number = strtol(bytes.data + at, NULL, 10);
            if ((number >= 30 && number <= 49) || (number >= 90 && number <= 107))
                return true;
            while (at < end && bytes.data[at] != ';' && bytes.data[at] != ':')
                at++;
            at++;
        }
    }
    return false;
}

static void no_color_means_none(void **state)
{
    static const char *const env[] = {"NO_COLOR=1", "COLORTERM=truecolor", NULL};
    static const char *const blank[] = {"NO_COLOR=", NULL};
    struct desk *desk = *state;
    open_in(desk, env);
    desk_do(desk, "2jx", "now  todo: done");
    desk_do(desk, "L", "2 commits");
    desk_do(desk, "\r", "Commit ");
    desk_do(desk, "T", "Theme");
    assert_false(has_color(screen_output(desk->screen)));
    screen_send(desk->screen, "\x1b");
    desk_wait_gone(desk, "Theme");
    desk_leave(desk);
    open_in(desk, blank); /* set but empty: as if not set */
    assert_true(has_color(screen_output(desk->screen)));
    desk_leave(desk);
}

static void colors_are_those_that_the_terminal_has(void **state)
{
    static const char *const few[] = {"TERM=xterm-16color", NULL};
    static const char *const none[] = {"TERM=vt100", NULL};
    struct desk *desk = *state;
    config(desk, "theme: nord");
    open_in(desk, truecolor);
    assert_true(put_out(desk, "38;2;229;233;240"));
    desk_leave(desk);
    open_in(desk, NULL);
    assert_true(put_out(desk, "38;5;"));
    assert_false(put_out(desk, "38;2;"));
    desk_leave(desk);
    if (system("infocmp xterm-16color >/dev/null 2>&1") == 0) {
        open_in(desk, few);
        assert_false(put_out(desk, "38;5;"));
        assert_false(put_out(desk, "38;2;"));
        assert_true(has_color(screen_output(desk->screen)));
        desk_leave(desk);
    }
    desk_open_with(desk, 40, 120, none);
    desk_wait(desk, "workspace: first");
    assert_false(has_color(screen_output(desk->screen)));
    desk_leave(desk);
}

static void the_background_chooses_dark_or_light(void **state)
{
    struct desk *desk = *state;
    open_in(desk, truecolor);
    screen_wait_output(desk->screen, "\x1b]11;?");
    config(desk, "theme-dark: nord\ntheme-light: solarized-light");
    desk_leave(desk);
    open_in(desk, truecolor);
    screen_wait_output(desk->screen, "\x1b]11;?");
    assert_true(put_out(desk, "48;2;46;52;64"));
    screen_mark(desk->screen);
    desk_send(desk, "\x1b]11;rgb:ffff/fefe/f0f0\x1b\\");
    screen_wait_output(desk->screen, "48;2;253;246;227");
    screen_mark(desk->screen);
    desk_send(desk, "\x1b]11;rgb:0000/1010/1010\x07");
    screen_wait_output(desk->screen, "48;2;46;52;64");
    desk_leave(desk);
}

static void keys_are_rebound(void **state)
{
    struct desk *desk = *state;
    config(desk, "keys:\n  ctrl-g: focus memory\n  g m: focus drafts\n  todo:\n    t: todo-toggle\n"
                 "    x: ''");
    open_in(desk, NULL);
    desk_do(desk, "\x07", "▌First Steps");
    desk_do(desk, "gm", "▌a letter");
    desk_do(desk, "2jjt", "☒ Write the letter");
    desk_do(desk, "x", "x does nothing here");
    desk_do(desk, "?", "enter or space or t mark a task done"); /* no x */
    desk_leave(desk);
}

static void what_the_settings_cannot_mean_is_said_once(void **state)
{
    struct desk *desk = *state;
    config(desk, "keys:\n  hyper-q: quit\n  garden:\n    j: down\nwidht: 100");
    open_in(desk, NULL);
    desk_wait(desk, "config.yaml");
    desk_wait(desk, "and 2 more");
    desk_send(desk, "j");
    desk_wait_gone(desk, "config.yaml");
    desk_leave(desk);
}

static void a_workspace_sets_no_keys(void **state)
{
    struct desk *desk = *state;
    desk_put(desk, ".palimpsest.yaml", "keys:\n  j: quit\n");
    open_in(desk, NULL);
    desk_wait(desk, ".palimpsest.yaml");
    desk_do(desk, "j", "▌2 what i value");
    desk_leave(desk);
}

static void the_mouse_focuses_selects_and_scrolls(void **state)
{
    struct desk *desk = *state;
    int row, col;
    open_in(desk, NULL);
    assert_true(screen_find(desk->screen, "☐ Write the letter", &row, &col));
    char click[64];
    snprintf(click, sizeof(click), "\x1b[<0;%d;%dM\x1b[<0;%d;%dm", col + 3, row + 1, col + 3,
             row + 1);
    desk_do(desk, click, "▌☐ Write the letter");
    desk_do(desk, "\x1b[<64;5;8M", "▌☒ Make this folder");
    desk_do(desk, "\x1b[<65;5;8M", "▌  ☐ Find paper");
    screen_resize(desk->screen, 14, 120);
    desk_wait_gone(desk, "The Pear's Shadow");
    desk_do(desk, "5", "▌AGENTS");
    desk_do(desk, "1", "I am the companion");
    desk_send(desk, "\x1b[<65;80;8M\x1b[<65;80;8M\x1b[<65;80;8M");
    desk_wait_gone(desk, "I am the companion");
    desk_leave(desk);
}

static void a_key_gives_the_mouse_back_to_the_terminal(void **state)
{
    struct desk *desk = *state;
    open_in(desk, NULL);
    assert_true(put_out(desk, "\x1b[?1000h"));
    screen_mark(desk->screen);
    desk_do(desk, "m", "mouse off");
    screen_wait_output(desk->screen, "\x1b[?1000l");
    desk_do(desk, "m", "mouse on");
    screen_wait_output(desk->screen, "\x1b[?1000h");
    desk_leave(desk);
    config(desk, "mouse: off");
    open_in(desk, NULL);
    assert_false(put_out(desk, "\x1b[?1000h"));
    desk_leave(desk);
}

static void a_paste_is_text_and_no_keys(void **state)
{
    struct desk *desk = *state;
    open_in(desk, NULL);
    desk_do(desk, "\x1b[200~2jjxq\rq\x1b[201~", "nothing to paste into here");
    desk_do(desk, "2a", "New task");
    desk_do(desk, "\x1b[200~one\rtwo\x1b[201~", "New task  one two");
    desk_send(desk, "\r");
    desk_committed(desk, "todo: add \"one two\"", "todo.md");
    desk_leave(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(a_theme_is_previewed_chosen_and_remembered),
    desk_test(a_preview_that_is_left_leaves_no_trace),
    desk_test(a_theme_of_ones_own_is_found),
    desk_test(no_color_means_none),
    desk_test(colors_are_those_that_the_terminal_has),
    desk_test(the_background_chooses_dark_or_light),
    desk_test(keys_are_rebound),
    desk_test(what_the_settings_cannot_mean_is_said_once),
    desk_test(a_workspace_sets_no_keys),
    desk_test(the_mouse_focuses_selects_and_scrolls),
    desk_test(a_key_gives_the_mouse_back_to_the_terminal),
    desk_test(a_paste_is_text_and_no_keys),
};

DESK_MAIN(tests)
