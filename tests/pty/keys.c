#include "tests/pty/desk.h"

#include <stdio.h>
#include <stdlib.h>

/* The keyboard: panes, lists, the reader as a book, finding, outline, help, palette. */

/* The selected row is the one behind the bar. */
static void selected(struct desk *desk, const char *text)
{
    char *bar = NULL;
    if (asprintf(&bar, "▌%s", text) < 0)
        abort();
    desk_wait(desk, bar);
    free(bar);
}

static void digits_and_tab_move_between_panes(void **state)
{
    struct desk *desk = *state;
    desk_open(desk, 40, 120);
    selected(desk, "1 who i am");
    desk_send(desk, "2");
    selected(desk, "☒ Make this folder");
    desk_send(desk, "3");
    selected(desk, "First Steps");
    desk_send(desk, "4");
    selected(desk, "a letter");
    desk_send(desk, "5");
    selected(desk, "AGENTS");
    desk_send(desk, "6");
    selected(desk, "now  workspace: first");
    desk_send(desk, "1\t");
    selected(desk, "☒ Make this folder");
    desk_send(desk, "\x1b[Z");
    selected(desk, "1 who i am");
    desk_leave(desk);
}

static void letters_and_arrows_move_the_selection(void **state)
{
    struct desk *desk = *state;
    desk_open(desk, 40, 120);
    desk_send(desk, "2j");
    selected(desk, "◐ Read Self");
    desk_send(desk, "\x1b[B");
    selected(desk, "☐ Write the letter");
    desk_send(desk, "k");
    selected(desk, "◐ Read Self");
    desk_send(desk, "G");
    selected(desk, "☐ Water the");
    desk_send(desk, "gg");
    selected(desk, "☒ Make this");
    desk_send(desk, "\x1b[A"); /* stays */
    selected(desk, "☒ Make this");
    desk_leave(desk);
}

static void self_reads_as_a_book(void **state)
{
    struct desk *desk = *state;
    desk_open(desk, 24, 80);
    desk_do(desk, "\r", "1 of 2");
    desk_wait(desk, "words");
    desk_wait(desk, "read with AGENTS.md");
    desk_do(desk, "n", "2 of 2");
    desk_wait(desk, "Honesty before comfort");
    desk_do(desk, "n", "this is the last");
    desk_do(desk, "p", "1 of 2");
    desk_do(desk, "p", "this is the first");
    desk_do(desk, "q", "2 what i value");
    desk_leave(desk);
}

static void the_place_in_a_file_is_kept(void **state)
{
    struct desk *desk = *state;
    desk_open(desk, 12, 80);
    desk_do(desk, "\r", "I am the companion");
    desk_send(desk, "G");
    desk_wait_gone(desk, "I am the companion");
    desk_wait(desk, "I am glad when you");
    desk_do(desk, "n", "Honesty before");
    desk_send(desk, "p");
    desk_wait(desk, "I am glad when you");
    desk_send(desk, "gg");
    desk_wait(desk, "I am the companion");
    desk_leave(desk);
}

static void find_marks_steps_and_ends(void **state)
{
    struct desk *desk = *state;
    desk_open(desk, 40, 120);
    desk_do(desk, "\r/", "Find");
    desk_do(desk, "promises", "1 of 1 found");
    desk_send(desk, "\r");
    desk_do(desk, "/lamp\r", "1 of 4 found");
    desk_do(desk, "n", "2 of 4 found");
    desk_do(desk, "N", "1 of 4 found");
    desk_do(desk, "N", "4 of 4 found");
    desk_send(desk, "\x1b");
    desk_wait_gone(desk, "found");
    desk_do(desk, "/not in here", "not found: not in here");
    desk_send(desk, "\x1b");
    desk_wait_gone(desk, "not in here");
    desk_do(desk, "//l.mp/\r", "1 of 4 found");
    desk_leave(desk);
}

static void the_outline_jumps_to_a_heading(void **state)
{
    struct desk *desk = *state;
    desk_open(desk, 12, 80);
    desk_do(desk, "j\r", "What I value");
    desk_do(desk, "o", "Outline");
    desk_wait(desk, "4 of 4");
    desk_do(desk, "room", "1 of 4");
    desk_send(desk, "\r");
    desk_wait(desk, "belongs to nobody's plan");
    desk_wait_gone(desk, "Outline");
    desk_leave(desk);
}

static void the_source_is_one_key_away(void **state)
{
    struct desk *desk = *state;
    desk_open(desk, 40, 120);
    desk_do(desk, "\rw", "# Who I am");
    desk_wait(desk, "> [!NOTE]");
    desk_send(desk, "w");
    desk_wait_gone(desk, "# Who I am");
    desk_leave(desk);
}

static void zoom_gives_one_pane_the_screen(void **state)
{
    struct desk *desk = *state;
    desk_open(desk, 40, 120);
    desk_send(desk, "2z");
    desk_wait_gone(desk, "History  1");
    desk_wait(desk, "▌☒ Make this folder");
    desk_wait(desk, "☐ Water the garden #leisure");
    desk_do(desk, "z", "History  1");
    desk_leave(desk);
}

static void help_shows_the_keys_of_this_place_and_can_be_searched(void **state)
{
    struct desk *desk = *state;
    desk_open(desk, 60, 120);
    desk_do(desk, "2?", "mark a task done");
    desk_wait(desk, "go to a pane: todo");
    desk_do(desk, "/outdent\r", "out one level");
    desk_do(desk, "q", "◐ Read Self");
    desk_wait_gone(desk, "mark a task done");
    desk_do(desk, "1\r?", "jump to a heading");
    assert_false(desk_shows(desk, "mark a task done"));
    desk_leave(desk);
}

static void the_palette_completes_runs_and_explains(void **state)
{
    struct desk *desk = *state;
    desk_open(desk, 40, 120);
    desk_do(desk, ":", "todo-add TEXT...");
    desk_do(desk, "todo-fi", "show tasks by state and tag");
    desk_send(desk, "\t"); /* completes the name */
    desk_do(desk, "done\r", "1 of 5 · done");
    desk_wait_gone(desk, "Water the garden");
    desk_do(desk, ":todo-filter all\r", "Water the garden");
    desk_do(desk, ":dance\r", "there is no command \"dance\"");
    desk_do(desk, ":find-tex\r", "find-text TEXT: find in the page");
    desk_send(desk, "\x1b");
    desk_wait_gone(desk, "find in the page");
    desk_do(desk, ":", "todo-add TEXT");
    desk_do(desk, "\x1b", "? keys");
    desk_leave(desk);
}

static void the_footer_has_the_keys_of_the_place(void **state)
{
    struct desk *desk = *state;
    desk_open(desk, 40, 120);
    desk_wait(desk, "⏎ read   a add   e edit   q quit   : command   ? keys");
    desk_do(desk, "2", "⏎ done   a add   e edit   f filter");
    desk_do(desk, "1\r", "n next   / find   ⏎ link   o outline   q back");
    desk_do(desk, "L", "⏎ diff");
    desk_leave(desk);
}

static void a_key_without_meaning_says_so(void **state)
{
    struct desk *desk = *state;
    desk_open(desk, 40, 120);
    desk_do(desk, "Y", "Y does nothing here; ? shows the keys");
    desk_do(desk, "g", "? keys"); /* half a sequence */
    desk_do(desk, "Y", "Y does nothing here");
    desk_leave(desk);
}

static void leaving_by_q_asks_with_another_key(void **state)
{
    struct desk *desk = *state;
    desk_open(desk, 40, 120);
    desk_do(desk, "q", "Leave palimpsest?");
    desk_send(desk, "n");
    desk_wait_gone(desk, "Leave palimpsest?");
    desk_do(desk, "q", "Leave palimpsest?");
    desk_send(desk, "q");
    assert_int_equal(screen_wait_exit(desk->screen), 0);
}

static const struct CMUnitTest tests[] = {
    desk_test(digits_and_tab_move_between_panes),
    desk_test(letters_and_arrows_move_the_selection),
    desk_test(self_reads_as_a_book),
    desk_test(the_place_in_a_file_is_kept),
    desk_test(find_marks_steps_and_ends),
    desk_test(the_outline_jumps_to_a_heading),
    desk_test(the_source_is_one_key_away),
    desk_test(zoom_gives_one_pane_the_screen),
    desk_test(help_shows_the_keys_of_this_place_and_can_be_searched),
    desk_test(the_palette_completes_runs_and_explains),
    desk_test(the_footer_has_the_keys_of_the_place),
    desk_test(a_key_without_meaning_says_so),
    desk_test(leaving_by_q_asks_with_another_key),
};

DESK_MAIN(tests)
