#ifndef TESTS_PTY_DESK_H
#define TESTS_PTY_DESK_H

#include "tests/screen/screen.h"

/* A desk is a temporary folder for one test of the whole program: `dir` is the workspace in it,
 * named meadow, and HOME, the XDG folders and TMPDIR lie beside it. The program is what the test
 * program's first argument says (DESK_MAIN). A test begins with desk_start or desk_start_template
 * as its set-up and ends with desk_end; the screen is made by desk_open and thrown away by
 * desk_end.
 *
 * The git program looks at what was done, with the desk's own configuration. */

struct desk {
    char top[200], dir[256];
    struct screen *screen;
    char last[8]; /* the id of the last commit that the header showed */
};

extern const char *desk_program;

#define DESK_MAIN(tests)                                                                           \
    int main(int argc, char **argv)                                                                \
    {                                                                                              \
        if (argc > 1)                                                                              \
            desk_program = argv[1];                                                                \
        return cmocka_run_group_tests(tests, NULL, NULL);                                          \
    }

/* With a few files and one commit (desk_files in desk.c); the reader signs. */
#define desk_test(test) cmocka_unit_test_setup_teardown(test, desk_start_meadow, desk_end)
/* With the template that the program brings, and one commit. */
#define desk_test_template(test)                                                                   \
    cmocka_unit_test_setup_teardown(test, desk_start_template, desk_end)
/* With an empty folder and no repository. */
#define desk_test_empty(test) cmocka_unit_test_setup_teardown(test, desk_start, desk_end)

int desk_start(void **state);
int desk_start_meadow(void **state);
int desk_start_template(void **state);
int desk_end(void **state);

/* Writes a file of the workspace by another hand; its folders are made. */
void desk_put(struct desk *desk, const char *path, const char *text);
/* Fails unless the file holds exactly this. */
void desk_has(struct desk *desk, const char *path, const char *want);
/* Runs a shell command line in the workspace; fails unless it ends with 0. */
PRINTF_LIKE(2, 3) void desk_shell(struct desk *desk, const char *format, ...);
/* What a command line prints, without the last line end; the caller frees. */
PRINTF_LIKE(2, 3) char *desk_text(struct desk *desk, const char *format, ...);
/* Fails unless the command line prints this. */
void desk_says(struct desk *desk, const char *command, const char *want);
/* A repository of git's with all that is there in one commit; the reader signs. */
void desk_history(struct desk *desk);

/* Opens the workspace; `env` as in screen_options. Does not wait. */
void desk_open_with(struct desk *desk, int rows, int cols, const char *const *env);
/* Opens it and waits until the newest commit stands in the strip. */
void desk_open(struct desk *desk, int rows, int cols);
/* Opens it so that its first scan waits before `memory`, in the middle, until desk_let_go. */
void desk_open_held(struct desk *desk);
void desk_let_go(struct desk *desk);
/* Leaves by the keyboard and fails unless the exit status is 0. */
void desk_leave(struct desk *desk);

void desk_send(struct desk *desk, const char *keys);
void desk_wait(struct desk *desk, const char *text);
void desk_wait_gone(struct desk *desk, const char *text);
/* Waits until the last frame has come whole. */
void desk_wait_frame(struct desk *desk);
/* Sends keys and waits for what they must show. */
void desk_do(struct desk *desk, const char *keys, const char *text);
bool desk_shows(struct desk *desk, const char *text);

/* Waits until the header shows another commit than the last time. It must be HEAD, have this
 * subject and exactly these paths (one a line), and nothing may be left to commit. */
void desk_committed(struct desk *desk, const char *subject, const char *paths);

#endif
