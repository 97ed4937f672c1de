#include "tests/pty/desk.h"

#include <signal.h>
#include <unistd.h>

/* A file edited in the pane: what is typed, what becomes of it, and what somebody else writes. */

#define PAGE "drafts/page.md"
#define PAGE_TEXT "# Page\n\nOne line.\n\nTwo lines.\n\nThree lines.\n"

static void open_page(struct desk *desk)
{
    desk_put(desk, PAGE, PAGE_TEXT);
    desk_shell(desk, "git add -A && git commit -q -m page");
    desk_open(desk, 40, 120);
    desk_do(desk, ":open " PAGE "\r", "Three lines.");
    desk_do(desk, "e", "tokens");
}

static void a_save_is_a_commit_of_the_file(void **state)
{
    struct desk *desk = *state;
    open_page(desk);
    desk_do(desk, "\x1b[1;5F", "8:1"); /* the end */
    desk_do(desk, "- a\rb", "- b");    /* a list goes on */
    desk_do(desk, "\x13", "✓ committed");
    desk_committed(desk, "draft: page (+2 -0)", PAGE);
    desk_has(desk, PAGE, PAGE_TEXT "- a\n- b");
    desk_do(desk, "\x1a\x1a\x1a\x1a\x1a\x1a", "●"); /* back to the beginning */
    desk_do(desk, "\x13", "draft: page (+0 -2)");
    desk_has(desk, PAGE, PAGE_TEXT);
    desk_do(desk, "\x1b", "o outline");
    desk_leave(desk);
}

static void a_paste_runs_no_key_and_is_one_step(void **state)
{
    struct desk *desk = *state;
    open_page(desk);
    desk_do(desk, "\x1b[200~one\x13 two\rthree\x1b[201~", "three");
    desk_do(desk, "\x1a", "# Page");
    desk_wait_gone(desk, "●");
    desk_do(desk, "\x1b", "o outline");
    desk_leave(desk);
}

static void what_is_let_go_of_can_be_read_again(void **state)
{
    struct desk *desk = *state;
    open_page(desk);
    desk_do(desk, "Gone words ", "●");
    desk_do(desk, "\x1b", "Unsaved changes");
    desk_do(desk, "discard\r", "let go of");
    desk_says(desk, "git show refs/palimpsest/recovery:" PAGE " | head -1", "Gone words # Page");
    desk_has(desk, PAGE, PAGE_TEXT);
    desk_leave(desk);
}

static bool journal_has_words(struct screen *screen, void *data)
{
    (void)screen;
    char *text = desk_text(data, "cat \"$XDG_STATE_HOME\"/palimpsest/* 2>/dev/null | "
                                 "grep -ac 'Kept words' || true");
    bool has = strcmp(text, "0") != 0;
    free(text);
    return has;
}

static void a_kill_loses_nothing_that_was_in_the_journal(void **state)
{
    struct desk *desk = *state;
    open_page(desk);
    desk_send(desk, "\x1b[200~Kept words \x1b[201~");
    desk_wait(desk, "●");
    screen_wait_until(desk->screen, journal_has_words, "the words in the journal", desk);
    kill(screen_pid(desk->screen), SIGKILL);
    screen_wait_exit(desk->screen);
    desk_has(desk, PAGE, PAGE_TEXT);
    desk_open_with(desk, 40, 120, NULL);
    desk_wait(desk, "Unsaved text was found");
    desk_do(desk, "\r", "take it");
    desk_do(desk, "\r", "Kept words # Page");
    desk_do(desk, "\x13", "✓ committed");
    desk_committed(desk, "draft: page (+1 -1)", PAGE);
    desk_do(desk, "\x1b", "o outline");
    desk_leave(desk);
}

static void a_copy_of_unsaved_text_is_a_file_of_its_own(void **state)
{
    struct desk *desk = *state;
    open_page(desk);
    desk_send(desk, "\x1b[200~Kept words \x1b[201~");
    desk_wait(desk, "●");
    screen_wait_until(desk->screen, journal_has_words, "the words in the journal", desk);
    kill(screen_pid(desk->screen), SIGKILL);
    screen_wait_exit(desk->screen);
    desk_open_with(desk, 40, 120, NULL);
    desk_wait(desk, "Unsaved text was found");
    desk_do(desk, "\r", "keep a copy");
    desk_do(desk, "copy\r", "page (recovered)");
    desk_committed(desk, "recovered: drafts/page (recovered).md", "drafts/page (recovered).md");
    desk_has(desk, PAGE, PAGE_TEXT);
    desk_has(desk, "drafts/page (recovered).md", "Kept words " PAGE_TEXT);
    desk_says(desk, "ls \"$XDG_STATE_HOME\"/palimpsest | grep -c journal || true", "0");
    desk_leave(desk);
}

/* Both line ends, a byte order mark, bytes that are no UTF-8, no final newline. */
static void bytes_outside_an_edit_stay_as_they_are(void **state)
{
    struct desk *desk = *state;
    desk_put(desk, PAGE, "\xEF\xBB\xBF# Page\r\n\r\nbad \xFF\xC3 bytes\nlast");
    desk_shell(desk, "git add -A && git commit -q -m page");
    desk_open(desk, 40, 120);
    desk_do(desk, ":open " PAGE "\r", "last");
    desk_do(desk, "e", "tokens");
    desk_do(desk, "\x1b[1;5F", "4:5"); /* the end */
    desk_do(desk, "z", "●");
    desk_do(desk, "\x13", "✓ committed");
    desk_has(desk, PAGE, "\xEF\xBB\xBF# Page\r\n\r\nbad \xFF\xC3 bytes\nlastz");
    desk_says(desk, "git show HEAD:" PAGE " | cmp - " PAGE " && echo same", "same");
    desk_do(desk, "\x1b", "o outline");
    desk_leave(desk);
}

static void without_a_state_folder_it_is_told(void **state)
{
    static const char *const env[] = {"XDG_STATE_HOME=/dev/null", NULL};
    struct desk *desk = *state;
    desk_put(desk, PAGE, PAGE_TEXT);
    desk_shell(desk, "git add -A && git commit -q -m page");
    desk_open_with(desk, 24, 80, env);
    desk_wait(desk, "meadow");
    desk_do(desk, ":open " PAGE "\r", "Three lines.");
    desk_do(desk, "e", "tokens");
    desk_do(desk, "x", "typing is not kept safe until you save");
    desk_do(desk, "\x13", "✓ committed");
    desk_do(desk, "\x1b", "o outline");
    desk_leave(desk);
}

static void changes_apart_are_merged(void **state)
{
    struct desk *desk = *state;
    open_page(desk);
    desk_do(desk, "Mine ", "●");
    desk_put(desk, PAGE, PAGE_TEXT "\nTheirs.\n");
    desk_do(desk, "", "merged with what another program wrote");
    desk_wait(desk, "Theirs.");
    desk_do(desk, "\x13", "draft: page (+1 -1)");
    desk_has(desk, PAGE, "Mine " PAGE_TEXT "\nTheirs.\n");
    desk_do(desk, "\x1b", "o outline");
    desk_leave(desk);
}

static void the_same_words_are_asked_about(void **state)
{
    struct desk *desk = *state;
    open_page(desk);
    desk_do(desk, "Mine ", "●");
    desk_put(desk, PAGE, "Theirs " PAGE_TEXT);
    desk_wait(desk, "Both changed the same words");
    desk_send(desk, "\x1b");
    desk_wait_gone(desk, "Both changed");
    desk_do(desk, "\x13", "Both changed the same words"); /* a save asks again */
    desk_has(desk, PAGE, "Theirs " PAGE_TEXT);
    desk_do(desk, "both\r", "merged; save keeps it");
    desk_do(desk, "\x13", "draft: page (+1 -1)");
    desk_has(desk, PAGE, "Mine Theirs " PAGE_TEXT);
    desk_do(desk, "\x1b", "o outline");
    desk_leave(desk);
}

#define TWO "one\n\ntwo\n\nthree\n\nfour\n\nfive\n"

/* Both changed the first and the fourth line. */
static void change_two(struct desk *desk)
{
    desk_put(desk, PAGE, TWO);
    desk_shell(desk, "git add -A && git commit -q -m page");
    desk_open(desk, 40, 120);
    desk_do(desk, ":open " PAGE "\r", "three");
    desk_do(desk, "e", "tokens");
    desk_do(desk, "My \x1b[B\x1b[B\x1b[B\x1b[B\x1b[B\x1b[B\x1b[HMy ", "My four");
    desk_put(desk, PAGE, "Their one\n\ntwo\n\nthree\n\nTheir four\n\nfive\n");
    desk_wait(desk, "Both changed the same words (1 of 2)");
}

static void each_place_has_an_answer_of_its_own(void **state)
{
    struct desk *desk = *state;
    change_two(desk);
    desk_wait(desk, "your words");
    screen_wait_match(desk->screen, "on disk since [0-9][0-9]:[0-9][0-9]");
    desk_do(desk, "\x1b[B\r", "(2 of 2)");        /* theirs */
    desk_do(desk, "\r", "merged; save keeps it"); /* mine */
    desk_do(desk, "\x13", "✓ committed");
    desk_has(desk, PAGE, "Their one\n\ntwo\n\nthree\n\nMy four\n\nfive\n");
    desk_do(desk, "\x1b", "o outline");
    desk_leave(desk);
}

static void a_place_can_be_written_anew(void **state)
{
    struct desk *desk = *state;
    change_two(desk);
    desk_do(desk, "both\r", "(2 of 2)");
    desk_do(desk, "edit\r", "merged; edit what is selected");
    desk_do(desk, "Our ", "Our four");
    desk_do(desk, "\x13", "✓ committed");
    desk_has(desk, PAGE, "My Their one\n\ntwo\n\nthree\n\nOur four\n\nfive\n");
    desk_do(desk, "\x1b", "o outline");
    desk_leave(desk);
}

static void several_places_are_written_anew_one_after_the_other(void **state)
{
    struct desk *desk = *state;
    change_two(desk);
    desk_do(desk, "edit\r", "(2 of 2)");
    desk_do(desk, "edit\r", "alt-j for the next (1 more)");
    desk_do(desk, "Our ", "Our one");
    desk_do(desk, "\x1bjAnd ", "And My Their four");
    desk_do(desk, "\x13", "✓ committed");
    desk_has(desk, PAGE, "Our one\n\ntwo\n\nthree\n\nAnd My Their four\n\nfive\n");
    desk_do(desk, "\x1b", "o outline");
    desk_leave(desk);
}

static void what_is_typed_after_the_question_is_not_lost(void **state)
{
    struct desk *desk = *state;
    change_two(desk);
    desk_do(desk, "\x1b[B\r", "(2 of 2)");
    desk_send(desk, "\x1b");
    desk_wait_gone(desk, "(2 of 2)");
    desk_do(desk, "\x1b[1;5FMore.", "More.");
    desk_do(desk, "\x13", "(1 of 2)"); /* asked anew, about the text as it is now */
    desk_do(desk, "\r", "(2 of 2)");
    desk_do(desk, "\r", "merged; save keeps it");
    desk_do(desk, "\x13", "✓ committed");
    desk_has(desk, PAGE, "My one\n\ntwo\n\nthree\n\nMy four\n\nfive\nMore.");
    desk_do(desk, "\x1b", "o outline");
    desk_leave(desk);
}

static void a_clean_text_follows_and_the_cursor_stays(void **state)
{
    struct desk *desk = *state;
    open_page(desk);
    desk_do(desk, "\x1b[B\x1b[B\x1b[B\x1b[B\x1b[C", "5:2");
    desk_put(desk, PAGE, "Above.\n\n" PAGE_TEXT);
    desk_wait(desk, "you see its text");
    desk_wait(desk, "7:2");
    desk_do(desk, "\x1b", "o outline");
    desk_leave(desk);
}

static void a_deleted_file_is_written_again(void **state)
{
    struct desk *desk = *state;
    open_page(desk);
    desk_do(desk, "Mine ", "●");
    desk_shell(desk, "rm " PAGE);
    desk_wait(desk, "deleted by another program; the text is still here");
    desk_do(desk, "\x13", "draft: page (+1 -1)");
    desk_has(desk, PAGE, "Mine " PAGE_TEXT);
    desk_do(desk, "\x1b", "o outline");
    desk_leave(desk);
}

/* What stands in the file's place is left as it is, and the text in the editor. */
static void what_is_no_file_is_not_written(void **state)
{
    static const struct {
        const char *make, *why;
    } instead[] = {
        {"mkfifo " PAGE, "is a pipe, not a file"},
        {"mkdir " PAGE, "is a folder, not a file"},
        {"ln -s /etc/hostname " PAGE, "is a link that leads out of the workspace"},
    };
    struct desk *desk = *state;
    open_page(desk);
    desk_do(desk, "Mine ", "●");
    for (size_t i = 0; i < sizeof(instead) / sizeof(*instead); i++) {
        desk_shell(desk, "rm -rf " PAGE " && %s", instead[i].make);
        desk_wait(desk, "the text is still here, but cannot be saved");
        desk_wait(desk, instead[i].why);
        desk_do(desk, "\x13", "not saved");
        desk_wait(desk, "Mine # Page");
    }
    desk_shell(desk, "rm " PAGE);
    desk_wait(desk, "deleted by another program");
    desk_do(desk, "\x13", "draft: page (+1 -1)");
    desk_has(desk, PAGE, "Mine " PAGE_TEXT);
    desk_do(desk, "\x1b", "o outline");
    desk_leave(desk);
}

static void a_read_only_file_keeps_its_text(void **state)
{
    struct desk *desk = *state;
    if (geteuid() == 0)
        skip(); /* who may write everything */
    open_page(desk);
    desk_do(desk, "Mine ", "●");
    desk_shell(desk, "chmod a-w " PAGE);
    desk_do(desk, "\x13", "not saved");
    desk_has(desk, PAGE, PAGE_TEXT);
    desk_shell(desk, "chmod u+w " PAGE);
    desk_do(desk, "\x13", "✓ committed");
    desk_has(desk, PAGE, "Mine " PAGE_TEXT);
    desk_do(desk, "\x1b", "o outline");
    desk_leave(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(a_save_is_a_commit_of_the_file),
    desk_test(a_paste_runs_no_key_and_is_one_step),
    desk_test(what_is_let_go_of_can_be_read_again),
    desk_test(a_kill_loses_nothing_that_was_in_the_journal),
    desk_test(a_copy_of_unsaved_text_is_a_file_of_its_own),
    desk_test(bytes_outside_an_edit_stay_as_they_are),
    desk_test(without_a_state_folder_it_is_told),
    desk_test(changes_apart_are_merged),
    desk_test(the_same_words_are_asked_about),
    desk_test(each_place_has_an_answer_of_its_own),
    desk_test(a_place_can_be_written_anew),
    desk_test(several_places_are_written_anew_one_after_the_other),
    desk_test(what_is_typed_after_the_question_is_not_lost),
    desk_test(a_clean_text_follows_and_the_cursor_stays),
    desk_test(a_deleted_file_is_written_again),
    desk_test(what_is_no_file_is_not_written),
    desk_test(a_read_only_file_keeps_its_text),
};

DESK_MAIN(tests)
