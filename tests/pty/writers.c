#include "tests/pty/desk.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* The screen while two loops of `palimpsest note write` and the git program commit to the same
 * folder. Each loop writes ten notes; PALIMPSEST_TEST_NOTES=250 makes it 500 in all. */

#define CTRL_F "\x06"
#define CTRL_U "\x15"

static unsigned long notes_each(void)
{
    const char *wanted = getenv("PALIMPSEST_TEST_NOTES");
    return wanted ? strtoul(wanted, NULL, 10) : 10;
}

/* In the background; `done` stands beside the workspace when all of them have ended. */
static void start_writers(struct desk *desk)
{
    desk_put(desk, "page.md", "0\n");
    desk_shell(desk, "git add page.md && git commit -q -m page");
    desk_shell(desk,
               "writer() { for i in $(seq %lu); do echo \"saltmarsh $1\" | '%s' note write "
               "--title \"$1 $i\" --folder $1 || touch ../failed; done; }\n"
               "git_writer() { i=0; while [ ! -e ../ended ]; do i=$((i + 1)); echo $i >page.md; "
               "until git commit -q -m git page.md || git diff --quiet HEAD page.md; do "
               "sleep 0.01; done; done; }\n"
               "{ git_writer & git=$!; writer one & one=$!; writer two & wait $one $!; "
               "touch ../ended; wait $git; touch ../done; } </dev/null >/dev/null 2>&1 &",
               notes_each(), desk_program);
}

static bool writers_are_done(const struct desk *desk)
{
    char path[300];
    snprintf(path, sizeof(path), "%s/done", desk->top);
    return access(path, F_OK) == 0;
}

static void two_writers_the_screen_and_git_lose_nothing(void **state)
{
    struct desk *desk = *state;
    char found[40];
    unsigned toggles = 0;
    desk_open(desk, 40, 120);
    start_writers(desk);
    desk_do(desk, "2jj", "Write the letter");
    do {
        desk_do(desk, "x", ++toggles % 2 ? "☒ Write the letter" : "☐ Write the letter");
        desk_do(desk, CTRL_F CTRL_U "saltmarsh", "file");
        desk_do(desk, "\x1b", "History");
    } while (!writers_are_done(desk));
    snprintf(found, sizeof(found), "%lu files", 2 * notes_each());
    desk_do(desk, CTRL_F CTRL_U "saltmarsh", found);
    desk_do(desk, "\x1b", "History");
    desk_leave(desk);

    desk_shell(desk, "test ! -e ../failed");
    desk_shell(desk, "test $(git ls-files memory/one memory/two | wc -l) -eq %lu",
               2 * notes_each());
    desk_says(desk, "git status --porcelain", "");
    desk_shell(desk, "git fsck --strict");
    /* The index that they left agrees with what is there. */
    desk_shell(desk, "test $('%s' search -n 1000 --json saltmarsh | wc -l) -eq %lu", desk_program,
               2 * notes_each());
    snprintf(found, sizeof(found), "%u", toggles);
    desk_says(desk, "git log --format=%s -- todo.md | grep -c '^todo: '", found);
}

static const struct CMUnitTest tests[] = {
    desk_test(two_writers_the_screen_and_git_lose_nothing),
};

DESK_MAIN(tests)
