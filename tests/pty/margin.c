#include "tests/pty/desk.h"

/* What stands beside the text being edited: its changes since the last commit, the page that it
 * makes. */

#define PAGE "drafts/page.md"
#define PAGE_TEXT "# Page\n\nOne *line*.\n\nTwo lines.\n\nThree lines.\n"

static void open_page(struct desk *desk, int cols)
{
    desk_put(desk, PAGE, PAGE_TEXT);
    desk_shell(desk, "git add -A && git commit -q -m page");
    desk_open(desk, 40, cols);
    desk_do(desk, ":open " PAGE "\r", "Three lines.");
    desk_do(desk, "e", "tokens");
}

static void changes_since_the_commit_are_marked_and_stepped_through(void **state)
{
    struct desk *desk = *state;
    open_page(desk, 120);
    desk_do(desk, "\x1b[B\x1b[BX", "~ XOne");
    desk_do(desk,
            "\x1b[1;5F"
            "End.",
            "+ End.");
    desk_wait(desk, "+2 -1");
    desk_do(desk, "\x1b.", "change 1 of 2");
    desk_wait(desk, "3:1");
    desk_do(desk, "\x1b.", "change 2 of 2");
    desk_do(desk, "\x1b,", "change 1 of 2");
    desk_do(desk, "\x13", "draft: page (+2 -1)");
    desk_wait_gone(desk, "~ XOne");
    desk_do(desk, "\x1b.", "nothing differs");
    desk_do(desk, "\x1b", "o outline");
    desk_leave(desk);
}

static void the_page_stands_beside_the_source(void **state)
{
    struct desk *desk = *state;
    open_page(desk, 160);
    desk_do(desk, "\x10", "One line.");
    desk_wait(desk, "One *line*.");
    desk_do(desk, "\x1b[B\x1b[BNew ", "New One line.");
    desk_do(desk, "\x10", "New One line.");
    desk_wait_gone(desk, "*line*");
    desk_do(desk, "x", "New xOne *line*."); /* who types sees the source */
    desk_do(desk, "\x10", "New xOne line.");
    desk_wait_gone(desk, "*line*");
    desk_do(desk, "\x10", "*line*");
    desk_do(desk, "\x1b", "Unsaved changes");
    desk_do(desk, "discard\r", "let go of");
    desk_leave(desk);
}

static void where_there_is_no_room_beside_the_page_is_alone(void **state)
{
    struct desk *desk = *state;
    open_page(desk, 72);
    desk_do(desk, "\x10", "One line.");
    desk_wait_gone(desk, "*line*");
    desk_do(desk, "\x10", "*line*");
    desk_do(desk, "\x1b", "o outline");
    desk_leave(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(changes_since_the_commit_are_marked_and_stepped_through),
    desk_test(the_page_stands_beside_the_source),
    desk_test(where_there_is_no_room_beside_the_page_is_alone),
};

DESK_MAIN(tests)
