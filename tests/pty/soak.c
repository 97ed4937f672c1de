#include "tests/pty/desk.h"

#include "core/base/clock.h"
#include "core/base/memory.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One long day: keys at random, windows of every size, and another program that writes at the same
 * time, for as many minutes as PALIMPSEST_SOAK_MINUTES says. The program goes on, every file of the
 * other one gets into history, memory does not grow without end, and git finds all of it whole. No
 * test by itself: sh tests/pty/soak. */

enum { KEYS_A_ROUND = 150, WARM_ROUNDS = 5, GROWTH_KB = 64 * 1024 };

/* Neither what leaves the program nor what starts another one. */
static const char *const keys[] = {
    "j",
    "k",
    "l",
    "h",
    "\r",
    "\x1b",
    "\t",
    "e",
    " ",
    "a",
    "x",
    "u",
    "g",
    "G",
    "n",
    "N",
    "/",
    "?",
    "w",
    "b",
    "The lamp",
    "in the ",
    "- a",
    "\x1b[A",
    "\x1b[B",
    "\x1b[C",
    "\x1b[D",
    "\x1b[5~",
    "\x1b[6~",
    "\x1b[1;5F",
    "\x1a",
    "\x19",
    "\x13",
    "\x13",
    "\x1b[1~",
    "\x1b[4~",
    "\x7f",
    "\x1b[3~",
    "1",
    "2",
    "3",
    "4",
    "5",
    "[",
    "]",
    "{",
    "}",
    "m",
    "\x06",
    "\x07",
    "\x10",
    "o",
    "i",
    "c",
    "y",
    "é漢👩‍👩‍👧",
    ":log\r",
    ":undo\r",
    ":todo-add Read on\r",
    ":open drafts/a-letter.md\r",
    "\x1b\x1b",
    ":note-add A day\r",
    ":search lamp\r",
    "\x1b[200~pasted\r\nlines\x1b[201~",
    "\x1b\x1b",
};

static uint32_t draw(uint32_t *seed)
{
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 8;
}

static long memory_kb(struct desk *desk)
{
    char *text =
        desk_text(desk, "awk '/^VmRSS/ {print $2}' /proc/%d/status", screen_pid(desk->screen));
    long kb = strtol(text, NULL, 10);
    free(text);
    if (kb == 0)
        fail_msg("the program is gone: it ended with %d", screen_wait_exit(desk->screen));
    return kb;
}

struct round {
    struct desk *desk;
    int number;
};

static bool is_in_history(struct screen *screen, void *data)
{
    const struct round *round = data;
    kill(screen_pid(screen), SIGCONT); /* ctrl-z may have suspended it */
    char *text = desk_text(round->desk, "git log --format=%%h -- soak/%d.md", round->number);
    bool found = *text != '\0';
    free(text);
    return found;
}

static void one_round(struct desk *desk, int number, uint32_t *seed)
{
    struct round round = {desk, number};
    char path[32], text[32];
    for (int i = 0; i < KEYS_A_ROUND; i++) {
        desk_send(desk, keys[draw(seed) % ARRAY_LEN(keys)]);
        if (draw(seed) % 40 == 0)
            screen_resize(desk->screen, 1 + (int)(draw(seed) % 70), 1 + (int)(draw(seed) % 200));
    }
    snprintf(path, sizeof(path), "soak/%d.md", number);
    snprintf(text, sizeof(text), "# Round %d\n", number);
    desk_put(desk, path, text);
    screen_wait_until(desk->screen, is_in_history, "the other program's file in history", &round);
}

static void a_long_day(void **state)
{
    struct desk *desk = *state;
    const char *minutes = getenv("PALIMPSEST_SOAK_MINUTES"),
               *wanted = getenv("PALIMPSEST_SOAK_SEED");
    int64_t end = clock_now() + 60 * (minutes ? strtol(minutes, NULL, 10) : 1);
    uint32_t seed = wanted ? (uint32_t)strtoul(wanted, NULL, 10) : (uint32_t)clock_now();
    long warm = 0, most = 0;
    int number = 0;
    printf("seed %u\n", (unsigned)seed);
    desk_open(desk, 40, 120);
    for (; clock_now() < end || number <= WARM_ROUNDS; number++) {
        one_round(desk, number, &seed);
        most = memory_kb(desk);
        if (number == WARM_ROUNDS)
            warm = most;
        if (warm && most > 2 * warm + GROWTH_KB)
            fail_msg("from %ld kB the program has grown to %ld kB", warm, most);
    }
    printf("%d rounds of %d keys, %ld kB, then %ld kB\n", number, (int)KEYS_A_ROUND, warm, most);
    desk_says(desk, "git fsck --strict --no-dangling 2>&1", "");
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {desk_test(a_long_day)};
    if (argc > 1)
        desk_program = argv[1];
    return cmocka_run_group_tests(tests, NULL, NULL);
}
