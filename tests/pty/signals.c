#include "tests/pty/desk.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

/* However the program ends or pauses, the terminal is as it was and the status tells why. */

/* The line as a program finds it. */
static struct termios line_before(void)
{
    static const char *const argv[] = {"true", NULL};
    struct screen *screen =
        screen_start(&(struct screen_options){.argv = argv, .rows = 24, .cols = 80});
    assert_int_equal(screen_wait_exit(screen), 0);
    struct termios mode = screen_termios(screen);
    screen_finish(screen);
    return mode;
}

static void is_as_before(struct desk *desk)
{
    struct termios before = line_before(), after = screen_termios(desk->screen);
    int row, col;
    assert_int_equal(after.c_iflag, before.c_iflag);
    assert_int_equal(after.c_oflag, before.c_oflag);
    assert_int_equal(after.c_lflag, before.c_lflag);
    assert_int_equal(after.c_cflag, before.c_cflag);
    assert_memory_equal(after.c_cc, before.c_cc, sizeof(after.c_cc));
    assert_false(screen_is_alternate(desk->screen));
    assert_true(screen_is_blocking(desk->screen));
    assert_true(screen_cursor(desk->screen, &row, &col));
    struct view output = screen_output(desk->screen);
    static const char *const undone[] = {"\x1b[?1000l", "\x1b[?1006l", "\x1b[?2004l", "\x1b[?1004l",
                                         "\x1b[?7h"};
    for (size_t i = 0; i < sizeof(undone) / sizeof(*undone); i++)
        if (!memmem(output.data, output.len, undone[i], strlen(undone[i])))
            fail_msg("ESC%s was not sent", undone[i] + 1);
}

static bool is_alternate(struct screen *screen, void *data)
{
    (void)data;
    return screen_is_alternate(screen);
}

static void ends_by(struct desk *desk, int number)
{
    desk_open(desk, 24, 80);
    assert_true(screen_is_alternate(desk->screen));
    assert_int_equal(screen_termios(desk->screen).c_lflag & ECHO, 0);
    kill(screen_pid(desk->screen), number);
    assert_int_equal(screen_wait_exit(desk->screen), -number);
    is_as_before(desk);
}

static void an_asked_end_leaves_the_terminal_as_it_was(void **state)
{
    struct desk *desk = *state;
    ends_by(desk, SIGTERM);
    ends_by(desk, SIGHUP);
    ends_by(desk, SIGINT);
}

static void a_fault_leaves_the_terminal_as_it_was(void **state)
{
    struct desk *desk = *state;
    ends_by(desk, SIGSEGV);
    ends_by(desk, SIGBUS);
    ends_by(desk, SIGABRT);
}

static void leaving_leaves_the_terminal_as_it_was(void **state)
{
    struct desk *desk = *state;
    desk_open(desk, 24, 80);
    desk_leave(desk);
    is_as_before(desk);
}

static void an_error_at_the_start_is_one_line_on_the_terminal_as_it_is(void **state)
{
    struct desk *desk = *state;
    static const char *const dumb[] = {"TERM=dumb", NULL}, *const unknown[] = {"TERM=none", NULL};
    desk_open_with(desk, 24, 80, dumb);
    assert_int_equal(screen_wait_exit(desk->screen), 1);
    desk_wait(desk, "palimpsest: ");
    desk_open_with(desk, 24, 80, unknown);
    assert_int_equal(screen_wait_exit(desk->screen), 1);
    desk_wait(desk, "terminfo does not know");
    assert_int_equal(screen_termios(desk->screen).c_lflag, line_before().c_lflag);
}

static void a_signal_at_any_time_of_the_start_leaves_the_terminal_as_it_was(void **state)
{
    struct desk *desk = *state;
    struct termios before = line_before();
    for (int i = 0; i < 20; i++) {
        desk_open_with(desk, 24, 80, NULL);
        if (i % 2)
            screen_wait_output(desk->screen, "\x1b[?1049h");
        kill(screen_pid(desk->screen), SIGTERM);
        assert_int_equal(screen_wait_exit(desk->screen), -SIGTERM);
        assert_int_equal(screen_termios(desk->screen).c_lflag, before.c_lflag);
        assert_false(screen_is_alternate(desk->screen));
    }
}

static void a_closed_terminal_ends_the_program(void **state)
{
    struct desk *desk = *state;
    desk_open(desk, 24, 80);
    screen_hang_up(desk->screen);
    int status = screen_wait_exit(desk->screen);
    if (status != 0 && status != -SIGHUP)
        fail_msg("it ends with %d", status);
}

static void it_stops_and_goes_on(void **state)
{
    struct desk *desk = *state;
    desk_open(desk, 24, 80);
    for (int by_key = 0; by_key < 2; by_key++) {
        if (by_key)
            desk_send(desk, "\x1a");
        else
            kill(screen_pid(desk->screen), SIGTSTP);
        screen_wait_stop(desk->screen);
        is_as_before(desk);
        screen_resize(desk->screen, 40, 120);
        kill(screen_pid(desk->screen), SIGCONT);
        screen_wait_until(desk->screen, is_alternate, "the screen of the program", NULL);
        desk_wait(desk, "1 who i am");
        desk_wait(desk, "History  1");
        desk_do(desk, "j", "▌2 what i value");
        desk_do(desk, "k", "▌1 who i am");
        screen_mark(desk->screen);
        screen_resize(desk->screen, 24, 80);
        desk_wait_gone(desk, "History  1");
    }
    desk_leave(desk);
}

static void a_stop_that_nobody_announced_is_survived(void **state)
{
    struct desk *desk = *state;
    desk_open(desk, 24, 80);
    kill(screen_pid(desk->screen), SIGSTOP);
    screen_wait_stop(desk->screen);
    screen_resize(desk->screen, 40, 120);
    screen_mark(desk->screen);
    kill(screen_pid(desk->screen), SIGCONT);
    desk_wait(desk, "History  1");
    desk_leave(desk);
}

static void what_was_done_is_committed_before_the_end(void **state)
{
    struct desk *desk = *state;
    desk_open(desk, 40, 120);
    desk_do(desk, "2jjx", "☒ Write the letter");
    kill(screen_pid(desk->screen), SIGTERM);
    assert_int_equal(screen_wait_exit(desk->screen), -SIGTERM);
    desk_says(desk, "git log -1 --format=%s", "todo: done \"Write the letter\"");
    desk_says(desk, "git status --porcelain; ls .git/index.lock 2>/dev/null", "");
}

static const struct CMUnitTest tests[] = {
    desk_test(an_asked_end_leaves_the_terminal_as_it_was),
    desk_test(a_fault_leaves_the_terminal_as_it_was),
    desk_test(leaving_leaves_the_terminal_as_it_was),
    desk_test(an_error_at_the_start_is_one_line_on_the_terminal_as_it_is),
    desk_test(a_signal_at_any_time_of_the_start_leaves_the_terminal_as_it_was),
    desk_test(a_closed_terminal_ends_the_program),
    desk_test(it_stops_and_goes_on),
    desk_test(a_stop_that_nobody_announced_is_survived),
    desk_test(what_was_done_is_committed_before_the_end),
};

DESK_MAIN(tests)
