#include "tests/pty/desk.h"

/* History read by keyboard: the differences of a commit, in each of their looks. */

static void write_harbour(struct desk *desk)
{
    desk_put(desk, "drafts/harbour.md",
             "# Harbour\n\nThe lamps along the quay draw long lines on the water.\n\n"
             "A boat that nobody owns rocks beside the steps all night.\n\n"
             "Over the stones slide crates of ice before the market opens.\n");
    desk_shell(desk, "git add . && git commit -q -m 'write harbour'");
    desk_put(desk, "drafts/harbour.md",
             "# Harbour\n\nThe lamps along the quay draw golden lines on the water.\n\n"
             "Over the stones slide crates of ice before the market opens.\n\n"
             "A boat that nobody owns rocks beside the steps all night.\n");
    desk_shell(desk, "git commit -q -a -m 'tighten harbour'");
}

static void open_newest(struct desk *desk, int rows, int cols)
{
    write_harbour(desk);
    desk_open(desk, rows, cols);
    desk_do(desk, "6", "▌");
    desk_do(desk, "\r", "- The lamps along the quay draw long lines");
    desk_wait(desk, "+ The lamps along the quay draw golden lines");
}

static void a_difference_is_rendered_and_by_lines_again(void **state)
{
    struct desk *desk = *state;
    open_newest(desk, 40, 120);
    desk_do(desk, "v", "rendered · 1 file");
    desk_wait(desk, "draw long golden lines"); /* the removed word before the added one */
    desk_wait_gone(desk, "+ The lamps");
    desk_do(desk, "v", "+ The lamps");
    desk_wait_gone(desk, "rendered · 1 file");
    desk_leave(desk);
}

static void side_by_side_needs_a_wide_screen(void **state)
{
    struct desk *desk = *state;
    open_newest(desk, 40, 120);
    desk_do(desk, "V", "side by side needs a screen of 140 columns");
    desk_leave(desk);
}

static void a_wide_screen_has_both_sides_in_a_row(void **state)
{
    struct desk *desk = *state;
    open_newest(desk, 40, 200);
    desk_do(desk, "V", "side by side · 1 file");
    desk_wait(desk, "draw long lines on the water.   ");
    desk_wait(desk, "│ + The lamps along");
    desk_leave(desk);
}

static void changes_are_stepped_and_their_context_grows(void **state)
{
    struct desk *desk = *state;
    desk_put(desk, "long.md", "");
    desk_shell(desk, "seq -f 'line %%g' 60 >long.md; git add .; git commit -q -m long;"
                     "sed -i 's/line 5$/five/;s/line 50$/fifty/' long.md; git commit -qam edit");
    desk_open(desk, 24, 100);
    desk_do(desk, "6", "▌");
    desk_do(desk, "\r", "+ five");
    desk_do(desk, "@", "▸- line 5");
    desk_do(desk, "@", "▸- line 50");
    desk_do(desk, "@", "there is no further change");
    desk_wait(desk, "+ fifty");
    desk_wait(desk, "line 53");
    desk_do(desk, "+", "6 lines around each change");
    desk_wait(desk, "@@ -44,13 +44,13 @@");
    desk_do(desk, "G", "line 56");
    desk_leave(desk);
}

static void changes_of_blanks_can_be_left_out(void **state)
{
    struct desk *desk = *state;
    desk_put(desk, "blanks.md", "one two\n\nthree four\n");
    desk_shell(desk, "git add .; git commit -q -m blanks;"
                     "printf 'one  two\\n\\nthree five\\n' >blanks.md; git commit -qam edit");
    desk_open(desk, 24, 100);
    desk_do(desk, "6", "▌");
    desk_do(desk, "\r", "- one two");
    desk_do(desk, "W", "blanks ignored");
    desk_wait_gone(desk, "- one two");
    desk_wait(desk, "+ three five");
    desk_leave(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(a_difference_is_rendered_and_by_lines_again),
    desk_test(side_by_side_needs_a_wide_screen),
    desk_test(a_wide_screen_has_both_sides_in_a_row),
    desk_test(changes_are_stepped_and_their_context_grows),
    desk_test(changes_of_blanks_can_be_left_out),
};
DESK_MAIN(tests)
