#include "tests/pty/desk.h"

#include <stdlib.h>

/* Earlier versions of a file, stepped through in the reader, and what can be done with one. */

#define AT                                                                                         \
    "at() { GIT_AUTHOR_DATE=\"$1T12:00:00+0000\" GIT_COMMITTER_DATE=\"$1T12:00:00+0000\" "         \
    "git commit -qam \"$2\"; }; "

/* Four versions on three days, under two names, the third by the companion. */
static void write_versions(struct desk *desk)
{
    desk_put(desk, "drafts/quay.md",
             "# Quay\n\nThe lamps draw long lines on the water.\n\n"
             "A boat that nobody owns rocks beside the steps all night long.\n\n"
             "Crates of ice slide over the stones before the market opens at six.\n");
    desk_shell(desk, AT "git add . && at 2026-03-01 'begin the quay'");
    desk_shell(desk, AT "sed -i 's/lamps draw/lanterns draw/' drafts/quay.md;"
                        "at 2026-03-02 'lanterns'");
    desk_shell(desk, AT "git mv drafts/quay.md drafts/harbour.md;"
                        "sed -i 's/nobody owns/somebody left/' drafts/harbour.md;"
                        "export GIT_AUTHOR_NAME='The Companion'; at 2026-03-02 'call it harbour'");
    desk_shell(desk, AT "sed -i 's/before the market.*/before dawn./' drafts/harbour.md;"
                        "at 2026-03-05 'end at dawn'");
}

static void open_harbour(struct desk *desk, int rows, int cols)
{
    write_versions(desk);
    desk_open(desk, rows, cols);
    desk_do(desk, ":open drafts/harbour.md\r", "before dawn.");
}

static void versions_are_stepped_through_in_place(void **state)
{
    struct desk *desk = *state;
    open_harbour(desk, 40, 120);
    desk_do(desk, "[", "version 4 of 4, ");
    desk_wait(desk, "by the reader · end at dawn");
    desk_wait(desk, "before the market opens at six dawn.");
    desk_do(desk, "[", "version 3 of 4, ");
    desk_wait(desk, "by The Companion · call it harbour");
    desk_wait(desk, "A boat that nobody owns somebody left rocks");
    desk_do(desk, "[", "version 2 of 4, ");
    desk_wait(desk, "as drafts/quay.md · lanterns");
    desk_do(desk, "[", "version 1 of 4, ");
    desk_wait(desk, "The lamps draw long lines");
    desk_wait(desk, "▴ 2026-03-01");
    desk_do(desk, "[", "this is the first version");
    desk_do(desk, "]", "version 2 of 4, ");
    desk_wait(desk, "The lamps lanterns draw");
    desk_do(desk, "]]]", "somebody left rocks beside");
    desk_wait_gone(desk, "version ");
    desk_do(desk, "]", "this is the text as it is now");
    desk_leave(desk);
}

static void days_are_stepped_over_their_versions(void **state)
{
    struct desk *desk = *state;
    open_harbour(desk, 24, 80);
    desk_do(desk, "{", "version 4 of 4, ");
    desk_do(desk, "{", "version 3 of 4, ");
    desk_do(desk, "{", "version 1 of 4, ");
    desk_do(desk, "{", "this is the first day");
    desk_do(desk, "}", "version 3 of 4, ");
    desk_do(desk, "}", "version 4 of 4, ");
    desk_do(desk, "}", "read with AGENTS.md");
    desk_wait_gone(desk, "version ");
    desk_leave(desk);
}

static void a_version_is_read_without_marks(void **state)
{
    struct desk *desk = *state;
    open_harbour(desk, 40, 120);
    desk_do(desk, "[[", "nobody owns somebody left");
    desk_do(desk, "v", "A boat that somebody left");
    desk_do(desk, "v", "nobody owns somebody left");
    desk_do(desk, "\r", "+ A boat that somebody left");
    desk_do(desk, "q", "version 3 of 4");
    desk_do(desk, "=", "Since the version of 2026-03-02 12:00");
    desk_wait(desk, "- Crates of ice slide over the stones before the market");
    desk_do(desk, "q", "version 3 of 4");
    desk_do(desk, "y", "copied the text of this version");
    desk_do(desk, "q", "before dawn.");
    desk_wait_gone(desk, "version 3");
    desk_leave(desk);
}

static void a_version_is_restored_under_the_name_of_now(void **state)
{
    struct desk *desk = *state;
    open_harbour(desk, 40, 120);
    desk_do(desk, "[[[[", "version 1 of 4");
    desk_do(desk, "r", "restore: harbour.md as of 2026-03-01 12:00");
    desk_wait(desk, "✓ committed");
    desk_says(desk, "git show HEAD:drafts/harbour.md | grep -c 'lamps draw\\|nobody owns\\|at six'",
              "3");
    desk_says(desk, "git show --format= --name-status HEAD", "M\tdrafts/harbour.md");
    desk_says(desk, "git status --porcelain", "");
    desk_do(desk, "[", "version 5 of 5, ");
    desk_leave(desk);
}

static void one_paragraph_is_restored(void **state)
{
    struct desk *desk = *state;
    open_harbour(desk, 40, 120);
    desk_do(desk, "[[[[", "version 1 of 4");
    desk_do(desk, "R", "Bring back the paragraph");
    desk_wait(desk, "line 5");
    desk_do(desk, "boat\r", "restore: part of harbour.md");
    desk_wait(desk, "✓ committed");
    desk_says(desk, "git show --format= --unified=0 HEAD | grep '^[-+][A-Z]'",
              "-A boat that somebody left rocks beside the steps all night long.\n"
              "+A boat that nobody owns rocks beside the steps all night long.");
    desk_leave(desk);
}

static void a_version_becomes_a_draft(void **state)
{
    struct desk *desk = *state;
    open_harbour(desk, 40, 120);
    desk_do(desk, "[[[[", "version 1 of 4");
    desk_do(desk, "a", "✓ committed");
    desk_wait(desk, "harbour as of 2026-03-01");
    desk_wait_gone(desk, "version ");
    desk_says(desk, "git show 'HEAD:drafts/harbour as of 2026-03-01 12-00.md' | head -1", "# Quay");
    desk_leave(desk);
}

static void the_text_stays_where_it_is(void **state)
{
    struct desk *desk = *state;
    desk_put(desk, "drafts/long.md", "");
    desk_shell(desk, AT "seq -f 'Paragraph %%g of a long text.\n' 1 60 >drafts/long.md;"
                        "git add .; at 2026-03-01 long;"
                        "sed -i '1s/.*/A beginning.\\n\\n&/' drafts/long.md; at 2026-03-02 begin;"
                        "sed -i '/graph 9 /d' drafts/long.md; at 2026-03-03 less");
    desk_open(desk, 24, 80);
    desk_do(desk, ":open drafts/long.md\r", "A beginning.");
    desk_do(desk, " ", "Paragraph 12 of");
    desk_wait_gone(desk, "A beginning.");
    desk_do(desk, "[", "version 3 of 3");
    desk_wait(desk, "Paragraph 12 of");
    desk_do(desk, "[[", "version 1 of 3");
    desk_wait(desk, "Paragraph 12 of");
    desk_wait_gone(desk, "A beginning.");
    desk_do(desk, "]]]", "2 of 2");
    desk_wait_gone(desk, "version ");
    desk_wait(desk, "Paragraph 12 of");
    desk_leave(desk);
}

static void a_deletion_is_a_version_that_shows_what_went(void **state)
{
    struct desk *desk = *state;
    write_versions(desk);
    desk_shell(desk, AT "git rm -q drafts/harbour.md; at 2026-03-06 'away with it';"
                        "git checkout -q HEAD~1 -- drafts/harbour.md; at 2026-03-07 'back again'");
    desk_open(desk, 40, 120);
    desk_do(desk, ":open drafts/harbour.md\r", "before dawn.");
    desk_do(desk, "[[", "version 5 of 6, deleted ");
    desk_wait(desk, "· away with it");
    desk_wait(desk, "0 words");
    desk_wait(desk, "somebody left");
    desk_do(desk, "r", "this is where the file was deleted");
    desk_do(desk, "]", "version 6 of 6");
    desk_do(desk, "R", "every paragraph of this version is there now");
    desk_leave(desk);
}

static void a_file_without_a_commit_has_no_versions(void **state)
{
    struct desk *desk = *state;
    desk_open(desk, 24, 80);
    desk_shell(desk, "touch .git/index.lock");
    desk_put(desk, "fresh.md", "Fresh words.\n");
    desk_do(desk, ":open fresh.md\r", "Fresh words.");
    desk_do(desk, "[", "no commit has this file yet");
    desk_shell(desk, "rm .git/index.lock");
    desk_leave(desk);
}

static void the_log_of_a_file_follows_its_renames(void **state)
{
    struct desk *desk = *state;
    open_harbour(desk, 40, 140);
    desk_do(desk, "H", "4 commits");
    desk_wait(desk, "begin the quay");
    desk_wait(desk, "call it harbour ← drafts/quay.md");
    desk_do(desk, "jj\r", "+ The lanterns draw long lines"); /* under the name it had then */
    desk_wait(desk, "drafts/quay.md");
    desk_leave(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(versions_are_stepped_through_in_place),
    desk_test(days_are_stepped_over_their_versions),
    desk_test(a_version_is_read_without_marks),
    desk_test(a_version_is_restored_under_the_name_of_now),
    desk_test(one_paragraph_is_restored),
    desk_test(a_version_becomes_a_draft),
    desk_test(the_text_stays_where_it_is),
    desk_test(the_log_of_a_file_follows_its_renames),
    desk_test(a_deletion_is_a_version_that_shows_what_went),
    desk_test(a_file_without_a_commit_has_no_versions),
};
DESK_MAIN(tests)
