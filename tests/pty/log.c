#include "tests/pty/desk.h"

#include <stdlib.h>

/* History read by keyboard: the log with its filters, and the differences of a commit in each of
 * their looks. */

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

/* Four commits of two people, the third by a program. */
static void write_letters(struct desk *desk)
{
    desk_shell(desk, "export GIT_AUTHOR_NAME='The Companion' GIT_AUTHOR_EMAIL=c@example.org;"
                     "echo quay >quay.md; git add .; git commit -q -m 'Begin the quay';"
                     "echo harbour >>quay.md; echo a >a.md; git add .;"
                     "git commit -q -m 'Add the harbour' -m 'Agent: writer'");
    desk_shell(desk, "echo letter >letter.md; git add .; git commit -q -m 'Write a letter';"
                     "sed -i s/harbour/lantern/ quay.md; git commit -qam 'Mend the quay'");
}

static void open_log(struct desk *desk, int rows, int cols)
{
    write_letters(desk);
    desk_open(desk, rows, cols);
    desk_do(desk, "L", "5 commits");
}

static void what_changed_lately_stands_under_its_days(void **state)
{
    struct desk *desk = *state;
    desk_shell(desk,
               "export GIT_AUTHOR_NAME='The Companion' GIT_AUTHOR_EMAIL=c@example.org;"
               "echo a >a.md; git add .; git commit -q --date=2026-02-20T10:00:00Z -m 'Begin';"
               "echo b >b.md; git add .; git commit -q --date=2026-02-21T09:05:00Z"
               " -m 'memory: add \"Tide\"' -m 'Agent: writer';"
               "echo c >c.md; git add .; git commit -q --date=2026-02-21T11:30:00Z -m 'Go on'");
    desk_open(desk, 30, 120);
    desk_do(desk, "gr", "since:\"7 days\"");
    desk_wait(desk, "Saturday 21 February 2026 ───");
    desk_wait(desk, "11:30");
    desk_wait(desk, "09:05  memory    • The Companion   add \"Tide\"");
    desk_wait(desk, "Friday 20 February 2026 ───");
    desk_wait(desk, "+1    -0");
    desk_do(desk, "j\r", "+ b");
    desk_do(desk, "q", "Recent");
    desk_send(desk, ":recent soonish\r");
    desk_wait(desk, "soonish");
    desk_do(desk, ":recent 2 minutes\r", "since:\"2 minutes\"");
    desk_leave(desk);
}

static void the_log_has_columns_and_figures(void **state)
{
    struct desk *desk = *state;
    open_log(desk, 40, 140);
    desk_wait(desk, "• The Companion   Add the harbour");
    desk_wait(desk, "2    +2    -0");
    desk_wait(desk, "+1    -1");
    desk_wait(desk, "The Companion   Begin the quay");
    assert_false(desk_shows(desk, "• The Companion   Begin the quay"));
    desk_do(desk, "t", "  20"); /* a year */
    desk_leave(desk);
}

static void filters_combine_and_are_chips_that_go(void **state)
{
    struct desk *desk = *state;
    open_log(desk, 40, 140);
    desk_do(desk, "f", "words of the subject");
    desk_do(desk, "author:companion text:harb.ur\r", " author:companion   text:harb.ur");
    desk_wait(desk, " 1 commit");
    desk_wait(desk, "Companion   Add the harbour");
    desk_do(desk, "F", "all of them");
    desk_do(desk, "author\r", " 2 commits");
    desk_wait(desk, "Mend the quay  ");
    desk_do(desk, "F", "all of them");
    desk_do(desk, "all\r", "5 commits");
    desk_do(desk, "f", "words of the subject");
    desk_do(desk, "quay$ path:*.md since:\"7 days\"\r",
            " since:\"7 days\"   path:*.md   subject:quay$");
    desk_wait(desk, " 2 commits");
    desk_leave(desk);
}

static void a_filter_that_is_none_is_said(void **state)
{
    struct desk *desk = *state;
    open_log(desk, 40, 120);
    desk_do(desk, "f", "words of the subject");
    desk_do(desk, "since:soon\r", "is no time");
    desk_do(desk, "f", "words of the subject");
    desk_do(desk, "nothing like it\r", "No commit fits: F takes a filter off.");
    desk_leave(desk);
}

static void words_are_found_in_the_list(void **state)
{
    struct desk *desk = *state;
    open_log(desk, 40, 120);
    desk_do(desk, "/quay\r", "Begin the quay");
    desk_do(desk, "nv", "marked");
    char *id = desk_text(desk, "git rev-parse --short=7 HEAD~3");
    desk_wait(desk, id);
    free(id);
    desk_do(desk, "/moon\r", "not in the 5 commits read so far: moon");
    desk_leave(desk);
}

static void two_commits_are_compared(void **state)
{
    struct desk *desk = *state;
    open_log(desk, 40, 120);
    desk_do(desk, "=", "mark a commit with v first");
    desk_do(desk, "v", "◆");
    desk_do(desk, "jjj=", "From ");
    desk_wait(desk, "3 files");
    desk_wait(desk, "+ lantern");
    desk_wait(desk, "letter.md");
    desk_leave(desk);
}

static void lines_of_history_stand_side_by_side(void **state)
{
    struct desk *desk = *state;
    write_letters(desk);
    desk_shell(desk, "git checkout -q -b side HEAD~1; echo s >s.md; git add .;"
                     "GIT_COMMITTER_DATE='@2000000000 +0000' git commit -q -m side;"
                     "git checkout -q main; GIT_COMMITTER_DATE='@2000000001 +0000' "
                     "git merge -q --no-ff -m merged side");
    desk_open(desk, 40, 120);
    desk_do(desk, "L", "7 commits");
    desk_wait(desk, "│ ●");
    desk_wait(desk, "● │");
    desk_leave(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(what_changed_lately_stands_under_its_days),
    desk_test(the_log_has_columns_and_figures),
    desk_test(filters_combine_and_are_chips_that_go),
    desk_test(a_filter_that_is_none_is_said),
    desk_test(words_are_found_in_the_list),
    desk_test(two_commits_are_compared),
    desk_test(lines_of_history_stand_side_by_side),
    desk_test(a_difference_is_rendered_and_by_lines_again),
    desk_test(side_by_side_needs_a_wide_screen),
    desk_test(a_wide_screen_has_both_sides_in_a_row),
    desk_test(changes_are_stepped_and_their_context_grows),
    desk_test(changes_of_blanks_can_be_left_out),
};
DESK_MAIN(tests)
