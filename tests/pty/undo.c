#include "tests/pty/desk.h"

/* All that a text has been: over a restart, back to the last commit, picked from a list. */

#define PAGE "drafts/page.md"
#define PAGE_TEXT "# Page\n\nOne line.\n"

static void edit_page(struct desk *desk)
{
    desk_do(desk, ":open " PAGE "\r", "Page");
    desk_do(desk, "e", "tokens");
}

static void open_page(struct desk *desk)
{
    desk_open(desk, 40, 120);
    edit_page(desk);
}

static void undo_outlives_the_program(void **state)
{
    struct desk *desk = *state;
    desk_put(desk, PAGE, PAGE_TEXT);
    desk_shell(desk, "git add -A && git commit -q -m page");
    open_page(desk);
    desk_do(desk, "Before ", "Before # Page");
    desk_do(desk, "\x13", "✓ committed");
    desk_do(desk, "\x1b", "o outline");
    desk_leave(desk);
    open_page(desk);
    desk_do(desk, "\x1a", "●");
    desk_wait_gone(desk, "Before");
    desk_do(desk, "\x19", "Before # Page");
    desk_wait_gone(desk, "●");
    desk_do(desk, "\x1b", "o outline");
    desk_leave(desk);
}

static void the_beginning_offers_the_last_commit(void **state)
{
    struct desk *desk = *state;
    desk_put(desk, PAGE, PAGE_TEXT);
    desk_shell(desk, "mkdir -p \"$XDG_CONFIG_HOME/palimpsest\" && "
                     "echo 'outside-delay: off' >\"$XDG_CONFIG_HOME/palimpsest/config.yaml\"");
    desk_shell(desk, "git add -A && git commit -q -m page");
    desk_put(desk, PAGE, "# Page\n\nAnother line.\n");
    desk_open(desk, 40, 120);
    desk_wait(desk, "1 file changed since the last commit");
    edit_page(desk);
    desk_wait(desk, "+1 -1");
    desk_do(desk, "\x1a", "undo once more");
    desk_do(desk, "\x1a", "what the last commit has");
    desk_wait(desk, "One line.");
    desk_do(desk, "\x1a", "Another line.");
    desk_do(desk, "\x1b", "o outline");
    desk_leave(desk);
}

static void states_are_picked_from_a_list(void **state)
{
    struct desk *desk = *state;
    desk_put(desk, PAGE, PAGE_TEXT);
    desk_shell(desk, "git add -A && git commit -q -m page");
    open_page(desk);
    desk_do(desk, "Alpha ", "Alpha # Page");
    desk_do(desk, "\x1a", "# Page");
    desk_wait_gone(desk, "Alpha");
    desk_do(desk, "Beta ", "Beta # Page");
    desk_do(desk, "\x1bu", "the beginning");
    desk_wait(desk, "Alpha");
    desk_do(desk, "\x1b[B", "Alpha # Page"); /* shown while it is moved through */
    desk_do(desk, "\x1b", "Beta # Page");
    desk_do(desk, "\x1bu", "the beginning");
    desk_do(desk, "\x1b[B", "Alpha # Page");
    desk_do(desk, "\r", "ctrl-s save");
    desk_do(desk, "\x13", "✓ committed");
    desk_has(desk, PAGE, "Alpha " PAGE_TEXT);
    desk_do(desk, "\x1b", "o outline");
    desk_leave(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(undo_outlives_the_program),
    desk_test(the_beginning_offers_the_last_commit),
    desk_test(states_are_picked_from_a_list),
};

DESK_MAIN(tests)
