#ifndef TESTS_SCREEN_SCREEN_H
#define TESTS_SCREEN_SCREEN_H

#include "tests/unit/test.h"

#include <termios.h>

/* A terminal for tests: runs a program in a pseudo-terminal and keeps what it draws, by libvterm.
 * Tests are cmocka tests. They say what must appear and wait for it; nothing sleeps, and what does
 * not appear within SCREEN_SECONDS fails the test with a picture of the screen.
 *
 *     static const char *const argv[] = {"build/tui/palimpsest", folder, NULL};
 *     static const char *const env[] = {"COLORTERM=truecolor", NULL};
 *     struct screen *screen = screen_start(&(struct screen_options){
 *         .argv = argv, .env = env, .rows = 24, .cols = 80});
 *     screen_wait_text(screen, "1 who i am");
 *     screen_send(screen, "j\r");                   // keys as a terminal sends them
 *     screen_wait_match(screen, "2 of [0-9]+");     // POSIX extended, a row at a time
 *     int row, col;
 *     assert_true(screen_find(screen, "what i carry", &row, &col));
 *     assert_true(screen_cell(screen, row, col).reverse);
 *     screen_resize(screen, 10, 40);
 *     screen_send(screen, "q");
 *     assert_int_equal(screen_wait_exit(screen), 0);
 *     screen_finish(screen);
 *
 * The program inherits the environment of the test (meson's test_env), then `env`; TERM is
 * xterm-256color unless said otherwise. libvterm is a terminal that does not know ZWJ sequences nor
 * VS16: what looks right in it, although it disagrees on widths, was placed right. It answers
 * questions (cursor, device) but not OSC 11; send that answer with screen_send. */

enum { SCREEN_SECONDS = 20 };

struct screen;

struct screen_options {
    const char *const *argv; /* argv[0] is found on PATH if it has no slash; ends with NULL */
    const char *const *env;  /* "NAME=VALUE", or "NAME" to unset; ends with NULL; may be NULL */
    const char *folder;      /* working folder; NULL for the test's own */
    int rows, cols;
};

struct screen_color {
    bool is_default;
    int red, green, blue;
};

struct screen_cell {
    char text[32]; /* "" for a cell never written and for the right half of a wide one */
    int width;
    struct screen_color fg, bg;
    bool bold, italic, underline, strike, reverse;
};

struct screen *screen_start(const struct screen_options *options);
/* Kills the program if it still runs. NULL is fine. */
void screen_finish(struct screen *screen);

void screen_send(struct screen *screen, const char *bytes);
void screen_send_view(struct screen *screen, struct view bytes);
void screen_resize(struct screen *screen, int rows, int cols);
/* Closes the terminal under the program. */
void screen_hang_up(struct screen *screen);
/* The program's process, for kill(). */
int screen_pid(const struct screen *screen);

/* All of these fail the test when time runs out. */
void screen_wait_text(struct screen *screen, const char *text);
void screen_wait_gone(struct screen *screen, const char *text);
void screen_wait_match(struct screen *screen, const char *pattern);
/* Waits until these bytes have come from the program, since the start or the last screen_mark. */
void screen_wait_output(struct screen *screen, const char *bytes);
void screen_wait_until(struct screen *screen, bool (*holds)(struct screen *, void *),
                       const char *what, void *data);
/* Waits for the end: the exit status, or minus the signal. */
int screen_wait_exit(struct screen *screen);
/* Waits until the program is stopped (SIGTSTP and its like). */
void screen_wait_stop(struct screen *screen);

/* What stands there now. Texts are freed by the caller; rows end without blanks. */
char *screen_text(const struct screen *screen);
char *screen_row(const struct screen *screen, int row);
bool screen_find(const struct screen *screen, const char *text, int *row, int *col);
struct screen_cell screen_cell(const struct screen *screen, int row, int col);
/* False when the cursor is hidden. */
bool screen_cursor(const struct screen *screen, int *row, int *col);
bool screen_is_alternate(const struct screen *screen);
/* The window's title as the program set it; borrowed. */
const char *screen_title(const struct screen *screen);
/* The settings of the terminal's line. */
struct termios screen_termios(const struct screen *screen);
/* False while the program has made the line non-blocking, for itself and all who share it. */
bool screen_is_blocking(const struct screen *screen);
/* All bytes the program wrote since the start or the last screen_mark; borrowed. */
struct view screen_output(const struct screen *screen);
void screen_mark(struct screen *screen);

#endif
