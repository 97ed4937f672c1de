#include "tests/pty/desk.h"

#include <stdlib.h>

/* Who wrote each part of a file, in the margin of its page, and what lies behind it. */

#define AT                                                                                         \
    "at() { GIT_AUTHOR_DATE=\"$1T12:00:00+0000\" GIT_COMMITTER_DATE=\"$1T12:00:00+0000\" "         \
    "git commit -qam \"$2\"; }; "

/* Three commits under two names of the file; the second by the companion. */
static void write_harbour(struct desk *desk)
{
    desk_put(desk, "drafts/quay.md",
             "# Quay\n\nThe lamps draw long lines on the water.\n\n"
             "A boat that nobody owns rocks beside the steps all night long,\n"
             "and nobody asks whose it is.\n\n"
             "- Crates of ice slide over the stones.\n- The market opens at six.\n");
    desk_shell(desk, AT "git add . && at 2026-03-01 'begin the quay'");
    desk_shell(desk, AT "git mv drafts/quay.md drafts/harbour.md;"
                        "sed -i 's/nobody asks/somebody asks/' drafts/harbour.md;"
                        "export GIT_AUTHOR_NAME='The Companion' GIT_AUTHOR_EMAIL=c@example.org;"
                        "at 2026-03-02 'call it harbour'");
    desk_shell(desk, AT "sed -i 's/at six/at dawn/' drafts/harbour.md; at 2026-03-05 'at dawn'");
}

static void open_blame(struct desk *desk, int rows, int cols)
{
    write_harbour(desk);
    desk_open(desk, rows, cols);
    desk_do(desk, ":open drafts/harbour.md\r", "at dawn.");
    desk_do(desk, "b", "Who wrote drafts/harbour.md");
    desk_wait(desk, "1 of 5 · paragraphs · by who");
}

static void the_margin_says_who_wrote_each_paragraph(void **state)
{
    struct desk *desk = *state;
    open_blame(desk, 40, 120);
    desk_wait(desk, "2026-03-01 12:00  the reader  begin the quay");
    desk_wait(desk, "▌ Quay");
    desk_wait(desk, "▏ The lamps draw");
    desk_do(desk, "jj", "2026-03-02 12:00  The Companion  call it harbour");
    desk_wait(desk, "▌ A boat that nobody owns");
    desk_wait(desk, "The Companion"); /* in the margin, too */
    desk_do(desk, "jj", "2026-03-05 12:00  the reader  at dawn");
    desk_do(desk, "j", "5 of 5");
    desk_do(desk, "gg", "1 of 5");
    desk_do(desk, "b", "words");
    desk_wait_gone(desk, "Who wrote");
    desk_leave(desk);
}

static void enter_opens_the_commit_and_comes_back(void **state)
{
    struct desk *desk = *state;
    open_blame(desk, 40, 120);
    desk_do(desk, "jj\r", "+ and somebody asks whose it is.");
    desk_wait(desk, "call it harbour");
    desk_do(desk, "q", "3 of 5 · paragraphs");
    desk_leave(desk);
}

static void one_steps_behind_a_commit_and_back(void **state)
{
    struct desk *desk = *state;
    open_blame(desk, 40, 120);
    desk_do(desk, "jj[", "Who wrote drafts/quay.md as of");
    desk_wait(desk, "3 of 5 · paragraphs");
    desk_wait(desk, "nobody asks whose");
    desk_wait(desk, "2026-03-01 12:00  the reader");
    desk_do(desk, "[", "the file begins with this commit");
    desk_do(desk, "]", "Who wrote drafts/harbour.md  ");
    desk_wait(desk, "3 of 5 · paragraphs");
    desk_do(desk, "]", "this is where it began");
    desk_leave(desk);
}

static void it_is_told_by_line_and_by_age(void **state)
{
    struct desk *desk = *state;
    open_blame(desk, 24, 80);
    desk_do(desk, "w", "1 of 9 · lines · by who");
    desk_wait(desk, "▌ # Quay");
    desk_do(desk, "jjjj", "5 of 9");
    desk_wait(desk, "▌ A boat that");
    desk_do(desk, "j", "6 of 9");
    desk_do(desk, "t", "lines · by age");
    desk_do(desk, "w", "3 of 5 · paragraphs · by age");
    desk_do(desk, "z", "day week month year older");
    desk_leave(desk);
}

static void what_is_found_is_stepped_through(void **state)
{
    struct desk *desk = *state;
    open_blame(desk, 40, 120);
    desk_do(desk, "/", "Find");
    desk_do(desk, "market\r", "The market opens");
    desk_do(desk, "n", "Who wrote");
    desk_leave(desk);
}

static void words_that_are_in_no_commit_say_so(void **state)
{
    struct desk *desk = *state;
    write_harbour(desk);
    desk_open(desk, 40, 120);
    desk_shell(desk, "touch .git/index.lock");
    desk_put(desk, "drafts/harbour.md", "# Quay\n\nAll of this is new.\n");
    desk_do(desk, ":open drafts/harbour.md\r", "All of this is new.");
    desk_do(desk, "b", "not committed");
    desk_do(desk, "j", "in no commit yet");
    desk_do(desk, "\r", "this is in no commit yet");
    desk_do(desk, "[", "nothing lies behind it");
    desk_shell(desk, "rm .git/index.lock");
    desk_leave(desk);
}

static void an_earlier_version_is_asked_about_as_it_was(void **state)
{
    struct desk *desk = *state;
    write_harbour(desk);
    desk_open(desk, 40, 120);
    desk_do(desk, ":open drafts/harbour.md\r", "at dawn.");
    desk_do(desk, "[[", "version 2 of 3");
    desk_do(desk, "b", "Who wrote drafts/harbour.md as of");
    desk_wait(desk, "opens at six");
    desk_do(desk, "q", "version 2 of 3");
    desk_leave(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(the_margin_says_who_wrote_each_paragraph),
    desk_test(enter_opens_the_commit_and_comes_back),
    desk_test(one_steps_behind_a_commit_and_back),
    desk_test(it_is_told_by_line_and_by_age),
    desk_test(what_is_found_is_stepped_through),
    desk_test(words_that_are_in_no_commit_say_so),
    desk_test(an_earlier_version_is_asked_about_as_it_was),
};
DESK_MAIN(tests)
