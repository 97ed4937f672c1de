#include "tests/screen/screen.h"

#include "core/text/utf8.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>

static const char *program;

static struct screen *start_sized(const char *mode, const char *const *env, int rows, int cols)
{
    const char *const argv[] = {program, mode, NULL};
    return screen_start(
        &(struct screen_options){.argv = argv, .env = env, .rows = rows, .cols = cols});
}

static struct screen *start(const char *mode, const char *const *env)
{
    return start_sized(mode, env, 16, 40);
}

/* `data` is on the screen and the cursor is where the end of a frame leaves it. */
static bool frame_is_whole(struct screen *screen, void *data)
{
    int row, col;
    return screen_find(screen, data, &row, &col) && screen_cursor(screen, &row, &col) &&
           row == 14 && col == 2;
}

static void wait_frame(struct screen *screen, const char *text)
{
    screen_wait_until(screen, frame_is_whole, text, (void *)(uintptr_t)text);
}

static void assert_borders(struct screen *screen)
{
    for (int row = 1; row <= 12; row++) {
        struct screen_cell left = screen_cell(screen, row, 0), right = screen_cell(screen, row, 20);
        if (strcmp(left.text, "│") != 0 || strcmp(right.text, "│") != 0)
            fail_msg("row %d: \"%s\" and \"%s\" are no border", row, left.text, right.text);
    }
}

static void borders_stand_beside_clusters_of_doubtful_width(void **state)
{
    (void)state;
    struct screen *screen = start(NULL, NULL);
    wait_frame(screen, "ready");
    assert_borders(screen);
    /* The bar after each sample stands where our widths put it. */
    static const int ends[] = {3, 3, 3, 3, 3, 3, 5, 2, 2, 6, 2, 3};
    for (int i = 0; i < 12; i++)
        assert_string_equal(screen_cell(screen, i + 1, ends[i]).text, "|");
    screen_send(screen, "c");
    wait_frame(screen, "changed");
    assert_borders(screen);
    screen_finish(screen);
}

static void colours_follow_the_terminal(void **state)
{
    (void)state;
    static const char *const deep[] = {"COLORTERM=truecolor", NULL};
    static const char *const none[] = {"COLORTERM", "NO_COLOR=1", NULL};
    static const char *const few[] = {"COLORTERM", "NO_COLOR=", "TERM=xterm", NULL};
    struct screen *screen = start(NULL, deep);
    wait_frame(screen, "ready");
    struct screen_cell cell = screen_cell(screen, 15, 30);
    assert_false(cell.bg.is_default);
    assert_int_equal(cell.bg.red, 0x1D);
    assert_int_equal(cell.bg.blue, 0x16);
    screen_finish(screen);
    screen = start(NULL, none);
    wait_frame(screen, "ready");
    assert_null(memmem(screen_output(screen).data, screen_output(screen).len, ";38;", 4));
    assert_true(screen_cell(screen, 14, 0).reverse);
    assert_true(screen_cell(screen, 14, 0).fg.is_default);
    screen_finish(screen);
    screen = start(NULL, few);
    wait_frame(screen, "ready");
    assert_true(screen_cell(screen, 14, 30).bg.is_default);
    assert_null(memmem(screen_output(screen).data, screen_output(screen).len, ";5;", 3));
    screen_finish(screen);
}

static void ascii_is_true_to_the_cell(void **state)
{
    (void)state;
    struct screen *screen = start("ascii", NULL);
    wait_frame(screen, "ready");
    for (struct view rest = screen_output(screen); rest.len; rest = view_slice(rest, 1, rest.len))
        assert_false(rest.data[0] & 0x80);
    char *row = screen_row(screen, 10);
    assert_string_equal(row, "|[ x o|   as it was |");
    free(row);
    row = screen_row(screen, 7);
    assert_string_equal(row, "|????|    as it was |");
    free(row);
    screen_finish(screen);
}

static void nothing_is_sent_when_nothing_changes(void **state)
{
    (void)state;
    struct screen *screen = start(NULL, NULL);
    wait_frame(screen, "ready");
    screen_send(screen, "c");
    wait_frame(screen, "changed");
    screen_mark(screen);
    screen_send(screen, "xyc\x1b]11;rgb:1111/1111/1111\x1b\\");
    wait_frame(screen, "dark");
    struct view output = screen_output(screen);
    assert_true(output.len < 120);
    screen_finish(screen);
}

static void assert_restored(struct screen *screen, const struct termios *before)
{
    static const char *const sent[] = {"\x1b[?1049l", "\x1b[?25h",   "\x1b[?1000l", "\x1b[?1006l",
                                       "\x1b[?2004l", "\x1b[?1004l", "\x1b[0m",     "\x1b[?7h"};
    struct view output = screen_output(screen);
    for (size_t i = 0; i < sizeof(sent) / sizeof(*sent); i++)
        if (!memmem(output.data, output.len, sent[i], strlen(sent[i])))
            fail_msg("\"ESC%s\" was not sent", sent[i] + 1);
    struct termios after = screen_termios(screen);
    int row, col;
    assert_int_equal(after.c_iflag, before->c_iflag);
    assert_int_equal(after.c_oflag, before->c_oflag);
    assert_int_equal(after.c_lflag, before->c_lflag);
    assert_memory_equal(after.c_cc, before->c_cc, sizeof(after.c_cc));
    assert_false(screen_is_alternate(screen));
    assert_true(screen_cursor(screen, &row, &col));
}

/* The line's settings as they are before any program took it: those of a fresh pseudo-terminal. */
static struct termios fresh_settings(void)
{
    static const char *const argv[] = {"true", NULL};
    struct screen *screen =
        screen_start(&(struct screen_options){.argv = argv, .rows = 16, .cols = 40});
    assert_int_equal(screen_wait_exit(screen), 0);
    struct termios mode = screen_termios(screen);
    screen_finish(screen);
    return mode;
}

static void the_terminal_is_as_before_after_every_end(void **state)
{
    (void)state;
    static const char *const no_report[] = {"ASAN_OPTIONS=handle_segv=0:handle_sigill=0", NULL};
    static const struct {
        const char *keys;
        int status;
    } ends[] = {{"q", 0}, {"s", -SIGSEGV}, {"t", -SIGILL}, {"o", -SIGSEGV}};
    struct termios before = fresh_settings();
    for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
        struct screen *screen = start(NULL, no_report);
        wait_frame(screen, "ready");
        assert_true(screen_is_alternate(screen));
        assert_false(screen_termios(screen).c_lflag & (ICANON | ECHO | ISIG));
        screen_mark(screen);
        screen_send(screen, ends[i].keys);
        assert_int_equal(screen_wait_exit(screen), ends[i].status);
        assert_restored(screen, &before);
        screen_finish(screen);
    }
}

static void suspending_gives_the_terminal_back_for_a_while(void **state)
{
    (void)state;
    struct termios before = fresh_settings();
    struct screen *screen = start(NULL, NULL);
    wait_frame(screen, "ready");
    screen_mark(screen);
    screen_send(screen, "z");
    screen_wait_stop(screen);
    assert_restored(screen, &before);
    kill(screen_pid(screen), SIGCONT);
    wait_frame(screen, "ready");
    assert_true(screen_is_alternate(screen));
    screen_send(screen, "q");
    assert_int_equal(screen_wait_exit(screen), 0);
    screen_finish(screen);
}

static void a_terminal_that_cannot_place_the_cursor_is_left_alone(void **state)
{
    (void)state;
    static const char *const kinds[] = {"TERM=dumb", "TERM=no-such-terminal", "TERM"};
    for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
        const char *const env[] = {kinds[i], NULL};
        struct screen *screen = start(NULL, env);
        assert_int_equal(screen_wait_exit(screen), 3);
        assert_int_equal(screen_output(screen).len, 0);
        screen_finish(screen);
    }
}

static void the_title_is_filtered(void **state)
{
    (void)state;
    struct screen *screen = start(NULL, NULL);
    wait_frame(screen, "ready");
    assert_string_equal(screen_title(screen), "sam^[ples");
    screen_finish(screen);
}

static void a_terminal_that_is_gone_ends_the_program(void **state)
{
    (void)state;
    struct screen *screen = start(NULL, NULL);
    wait_frame(screen, "ready");
    screen_hang_up(screen);
    assert_true(screen_wait_exit(screen) <= 0);
    screen_finish(screen);
}

static void a_slow_terminal_gets_whole_frames(void **state)
{
    (void)state;
    static const char *const deep[] = {"COLORTERM=truecolor", NULL};
    struct screen *screen = start_sized(NULL, deep, 100, 200);
    wait_frame(screen, "ready");
    assert_true(screen_is_blocking(screen));
    screen_send(screen, "n");
    wait_frame(screen, "end.");
    assert_false(screen_is_blocking(screen));
    for (int row = 0; row < 100; row++)
        assert_string_equal(screen_cell(screen, row, row).text, "x");
    int row, col;
    assert_true(screen_find(screen, "end.", &row, &col));
    assert_true(row == 99 && col == 196);
    screen_send(screen, "q");
    assert_int_equal(screen_wait_exit(screen), 0);
    assert_true(screen_is_blocking(screen));
    screen_finish(screen);
}

static void a_frame_that_is_cut_short_leaves_no_half_character(void **state)
{
    (void)state;
    for (char key = '0'; key <= '2'; key++) {
        struct screen *screen = start_sized(NULL, NULL, 200, 500);
        int status = 0;
        wait_frame(screen, "ready");
        screen_mark(screen);
        screen_send(screen, (char[]){key, '\0'});
        assert_int_equal(waitpid(screen_pid(screen), &status, WUNTRACED), screen_pid(screen));
        assert_true(WIFSTOPPED(status));
        kill(screen_pid(screen), SIGCONT);
        screen_wait_output(screen, "\x18"); /* it was cut */
        wait_frame(screen, "ready");
        assert_true(utf8_is_valid(screen_output(screen)));
        assert_borders(screen);
        screen_finish(screen);
    }
}

static bool is_clipped(struct screen *screen, void *data)
{
    (void)data;
    return strcmp(screen_cell(screen, 0, 0).text, "…") == 0;
}

static void any_size_is_drawn(void **state)
{
    (void)state;
    struct screen *screen = start(NULL, NULL);
    wait_frame(screen, "ready");
    screen_resize(screen, 1, 1);
    screen_send(screen, "x");
    screen_wait_until(screen, is_clipped, "one cell", NULL);
    screen_resize(screen, 1, 300);
    screen_send(screen, "x");
    screen_wait_text(screen, "samples");
    screen_resize(screen, 40, 30);
    screen_send(screen, "x");
    wait_frame(screen, "ready");
    assert_borders(screen);
    screen_finish(screen);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(borders_stand_beside_clusters_of_doubtful_width),
        cmocka_unit_test(colours_follow_the_terminal),
        cmocka_unit_test(ascii_is_true_to_the_cell),
        cmocka_unit_test(nothing_is_sent_when_nothing_changes),
        cmocka_unit_test(the_terminal_is_as_before_after_every_end),
        cmocka_unit_test(suspending_gives_the_terminal_back_for_a_while),
        cmocka_unit_test(a_terminal_that_cannot_place_the_cursor_is_left_alone),
        cmocka_unit_test(the_title_is_filtered),
        cmocka_unit_test(a_slow_terminal_gets_whole_frames),
        cmocka_unit_test(a_frame_that_is_cut_short_leaves_no_half_character),
        cmocka_unit_test(any_size_is_drawn),
        cmocka_unit_test(a_terminal_that_is_gone_ends_the_program),
    };
    if (argc != 2)
        return 2;
    program = argv[1];
    return cmocka_run_group_tests(tests, NULL, NULL);
}
