#include "tests/pty/desk.h"

/* Finding and replacing in the editor. */

#define PAGE "drafts/page.md"
#define PAGE_TEXT "# Page\n\nOne line.\n\nTwo lines.\n\nThree Lines.\n"

static void edit_page(struct desk *desk, const char *text)
{
    desk_put(desk, PAGE, text);
    desk_shell(desk, "git add -A && git commit -q -m page");
    desk_open(desk, 40, 120);
    desk_do(desk, ":open " PAGE "\r", "o outline");
    desk_do(desk, "e", "tokens");
}

static void what_is_typed_is_found_at_once(void **state)
{
    struct desk *desk = *state;
    edit_page(desk, PAGE_TEXT);
    desk_do(desk, "\x06", "Find");
    desk_do(desk, "lin", "1 of 3"); /* smart case: Lines too */
    desk_wait(desk, "3:8");
    desk_do(desk, "es", "1 of 2");
    desk_wait(desk, "5:10");
    desk_do(desk, "(", "The pattern is wrong at position 7: missing closing parenthesis");
    desk_do(desk, "\x7f\r", "1 of 2");
    desk_do(desk, "\x07", "2 of 2");
    desk_do(desk, "\x07", "1 of 2, round the end");
    desk_do(desk, "\x1bg", "2 of 2, round the start");
    desk_do(desk, "\x06", "Find  Lines"); /* what is selected */
    desk_do(desk, "Thr", "1 of 1");       /* in its place; a capital: as it is */
    desk_do(desk, "x", "No match for \"Thrx\"");
    desk_do(desk, "\x1b", "7:12");                        /* where it was */
    desk_do(desk, "\x06\x15\r", "1 of 2, round the end"); /* the one before, again */
    desk_do(desk, "\x1b", "o outline");
    desk_leave(desk);
}

static void each_match_is_asked_about(void **state)
{
    struct desk *desk = *state;
    edit_page(desk, "a1 a2 a3 a4 a5\n");
    desk_do(desk,
            "\x12"
            "a(\\d)",
            "1 of 5");
    desk_do(desk, "\r", "With");
    desk_do(desk, "$2\r", "The pattern has no group \"2\"");
    desk_do(desk, "\x12", "Replace");
    desk_do(desk, "a(\\d)\r", "With");
    desk_do(desk, "<$1\\1>\r", "Replace 1 of 5 with “<$1\\1>”?");
    desk_do(desk, "y", "<11> a2");
    desk_do(desk, "n", "Replace 3 of 5");
    desk_do(desk, "z", "Replace 3 of 5"); /* no answer */
    desk_do(desk, "a", "4 replaced");
    desk_wait(desk, "<11> a2 <33> <44> <55>");
    desk_do(desk, "\x1a", "<11> a2 a3 a4 a5"); /* all the rest was one step */
    desk_do(desk, "\x1a", "a1 a2 a3 a4 a5");
    desk_do(desk,
            "\x12\x15"
            "a\r",
            "With");
    desk_do(desk, "b\r", "Replace 1 of 5");
    desk_do(desk, "yyyyy", "5 replaced"); /* round the end, back to where it began */
    desk_wait(desk, "b1 b2 b3 b4 b5");
    desk_do(desk, "\x13", "✓ committed");
    desk_has(desk, PAGE, "b1 b2 b3 b4 b5\n");
    desk_do(desk, "\x1b", "o outline");
    desk_leave(desk);
}

static void only_the_selection_is_replaced(void **state)
{
    struct desk *desk = *state;
    edit_page(desk, "a a\na a\na a\n");
    desk_do(desk, "\x1b[B\x1b[1;2F", "3 selected"); /* the second line */
    desk_do(desk,
            "\x12\x15"
            "a\r",
            "With");
    desk_do(desk, "b\r", "s in the selection");
    desk_do(desk, "s", "2 replaced");
    desk_do(desk, "\x13", "✓ committed");
    desk_has(desk, PAGE, "a a\nb b\na a\n");
    desk_do(desk, "\x1b", "o outline");
    desk_leave(desk);
}

static void a_slow_pattern_is_stopped_and_told(void **state)
{
    struct desk *desk = *state;
    edit_page(desk, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\n");
    desk_do(desk,
            "\x06"
            "^(a|aa)+$",
            "takes too much work");
    desk_do(desk, "\x15!", "1 of 1");
    desk_do(desk, "\x1b", "ctrl-s save");
    desk_do(desk, "\x1b", "o outline");
    desk_leave(desk);
}

static void many_matches_are_counted_in_bounds(void **state)
{
    struct desk *desk = *state;
    desk_shell(desk, "yes 'word word word word' | head -200000 >drafts/page.md && "
                     "git add -A && git commit -q -m page");
    desk_open(desk, 40, 120);
    desk_do(desk, ":edit " PAGE "\r", "ctrl-s save");
    desk_do(desk,
            "\x06"
            "word",
            "000+");
    desk_do(desk, "\r", "1 of ");
    desk_do(desk, "\x1b", "o outline");
    desk_leave(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(what_is_typed_is_found_at_once),     desk_test(each_match_is_asked_about),
    desk_test(only_the_selection_is_replaced),     desk_test(a_slow_pattern_is_stopped_and_told),
    desk_test(many_matches_are_counted_in_bounds),
};

DESK_MAIN(tests)
