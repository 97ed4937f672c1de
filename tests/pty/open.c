#include "tests/pty/desk.h"

#include "core/base/memory.h"

#include <stdio.h>
#include <stdlib.h>

/* Opening a workspace at every size, and sizes that change. */

static void opens_at_80_by_24_in_one_column_with_tabs(void **state)
{
    struct desk *desk = *state;
    desk_open(desk, 24, 80);
    desk_wait(desk, "1 Self");
    desk_wait(desk, "1 who i am");
    desk_wait(desk, "2 what i value");
    assert_false(desk_shows(desk, "I am the companion"));
    desk_do(desk, "\r", "I am the companion");
    desk_do(desk, "2", "☒ Make this folder");
    desk_wait(desk, "Todo 2 of");
    desk_leave(desk);
}

static void opens_at_120_by_40_with_a_stack_and_a_reader(void **state)
{
    struct desk *desk = *state;
    static const char *const shown[] = {
        "Self  2", "Todo  2 of", "Memory  1", "Drafts  1",          "Files  2", "History",
        "1 of 2",  "words",      "┐",         "I am the companion", "? keys"};
    desk_open(desk, 40, 120);
    for (size_t i = 0; i < sizeof(shown) / sizeof(*shown); i++)
        desk_wait(desk, shown[i]);
    desk_leave(desk);
}

static void opens_at_200_by_60(void **state)
{
    struct desk *desk = *state;
    desk_open(desk, 60, 200);
    desk_wait(desk, "History");
    desk_wait(desk, "I am glad when you come back.");
    desk_leave(desk);
}

static void opens_at_500_by_200(void **state)
{
    struct desk *desk = *state;
    desk_open(desk, 200, 500);
    desk_wait(desk, "I am glad when you come back.");
    desk_leave(desk);
}

static void opens_at_20_by_5(void **state)
{
    struct desk *desk = *state;
    desk_open(desk, 5, 20);
    desk_wait(desk, "1 who i am");
    desk_do(desk, "2", "Make");
    desk_leave(desk);
}

static void says_politely_what_it_needs_when_smaller(void **state)
{
    static const int sizes[][2] = {{4, 19}, {4, 200}, {40, 19}, {2, 19}};
    struct desk *desk = *state;
    for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
        desk_open_with(desk, sizes[i][0], sizes[i][1], NULL);
        desk_wait(desk, "palimpsest needs");
        desk_leave(desk);
    }
}

static void one_cell_and_none_are_lived_through(void **state)
{
    static const int sizes[][2] = {{1, 1}, {1, 500}, {500, 1}};
    struct desk *desk = *state;
    for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
        desk_open_with(desk, sizes[i][0], sizes[i][1], NULL);
        screen_wait_output(desk->screen, "\033[?1049h");
        desk_send(desk, "j2k\t?q");
        screen_resize(desk->screen, 24, 80);
        desk_do(desk, "1", "what i value");
        desk_leave(desk);
    }
}

/* The text below the header, which holds the clock. */
static char *picture(struct desk *desk)
{
    desk_wait_frame(desk);
    char *text = screen_text(desk->screen), *copy = mem_string(strchr(text, '\n'));
    free(text);
    return copy;
}

static void after_a_storm_of_sizes_the_frame_is_whole(void **state)
{
    struct desk *desk = *state;
    unsigned seed = 7;
    desk_shell(desk, "touch -d 2020-01-01 Self/* && GIT_COMMITTER_DATE='2020-01-01 00:00' "
                     "git commit -q --amend --no-edit");
    desk_open(desk, 24, 80);
    for (int i = 0; i < 200; i++) {
        seed = seed * 1103515245u + 12345u;
        screen_resize(desk->screen, 1 + (int)(seed >> 16 & 63), 1 + (int)(seed >> 8 & 255));
    }
    screen_resize(desk->screen, 40, 120);
    desk_wait(desk, "I am glad when you come back.");
    desk_wait(desk, "workspace: first");
    desk_do(desk, "j", "2 of 2");
    char *storm = picture(desk);
    desk_leave(desk);
    desk_open(desk, 40, 120);
    desk_do(desk, "j", "2 of 2");
    char *calm = picture(desk);
    if (strcmp(storm, calm) != 0) {
        fprintf(stderr, "-- after the storm:%s\n-- without one:%s\n", storm, calm);
        fail_msg("the frames differ");
    }
    free(storm);
    free(calm);
    desk_leave(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test_template(opens_at_80_by_24_in_one_column_with_tabs),
    desk_test_template(opens_at_120_by_40_with_a_stack_and_a_reader),
    desk_test_template(opens_at_200_by_60),
    desk_test_template(opens_at_500_by_200),
    desk_test_template(opens_at_20_by_5),
    desk_test_template(says_politely_what_it_needs_when_smaller),
    desk_test_template(one_cell_and_none_are_lived_through),
    desk_test_template(after_a_storm_of_sizes_the_frame_is_whole),
};

DESK_MAIN(tests)
