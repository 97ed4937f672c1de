#include "tests/pty/desk.h"

#include <signal.h>
#include <stdio.h>

/* The lists that history gives: deleted files, branches, where HEAD was. git looks at every step.
 */

#define PAGE "drafts/page.md"

static void make_drafts(struct desk *desk)
{
    desk_put(desk, PAGE, "# Quay\n\nthe boat left\n");
    desk_put(desk, "drafts/song.md", "a song\n");
    desk_shell(desk, "git add -A && git commit -q -m 'draft: two'");
}

static void a_deleted_file_is_read_and_brought_back(void **state)
{
    struct desk *desk = *state;
    make_drafts(desk);
    desk_shell(desk, "git rm -q " PAGE " && git commit -q -m 'draft: away' && git rm -q "
                     "drafts/song.md && git commit -q -m 'draft: silent'");
    desk_open(desk, 40, 120);
    desk_do(desk, "gd", "2 files");
    desk_wait(desk, "song.md");
    desk_wait(desk, "page.md");
    desk_do(desk, "j\r", "the boat left");
    desk_wait(desk, "by the reader · draft: away");
    desk_wait(desk, "2 of 2");
    desk_do(desk, "p", "a song");
    desk_do(desk, "n", "the boat left");
    desk_send(desk, "r");
    desk_wait(desk, "1 file");
    char *subject = desk_text(desk, "git log -1 --format=%%s");
    assert_non_null(strstr(subject, "restore: page.md as of "));
    free(subject);
    desk_has(desk, PAGE, "# Quay\n\nthe boat left\n");
    desk_says(desk, "git status --porcelain", "");
    desk_wait_gone(desk, "page.md  ");
    desk_send(desk, "r");
    desk_wait(desk, "Nothing that is in a commit was ever deleted here.");
    desk_has(desk, "drafts/song.md", "a song\n");
    desk_leave(desk);
}

static void what_is_deleted_here_stands_in_the_list(void **state)
{
    struct desk *desk = *state;
    make_drafts(desk);
    desk_open(desk, 24, 80);
    desk_do(desk, "gd", "Nothing that is in a commit");
    desk_shell(desk, "git rm -q " PAGE " && git commit -q -m 'draft: away'");
    desk_wait(desk, "1 file");
    desk_wait(desk, "page.md");
    desk_do(desk, "/page\r", "1 file");
    desk_do(desk, "/nowhere\r", "not in the 1 rows read so far: nowhere");
    desk_leave(desk);
}

static void a_switch_shows_the_other_branch(void **state)
{
    struct desk *desk = *state;
    make_drafts(desk);
    desk_shell(desk, "git checkout -q -b spring && echo 'in spring' >" PAGE
                     " && git commit -q -a -m 'draft: spring' && git checkout -q -");
    desk_open(desk, 40, 120);
    desk_do(desk, "gb", "2 branches, 0 tags");
    desk_do(desk, "/spring\r", "s switch");
    desk_do(desk, "=", "in spring");
    desk_do(desk, "q", "2 branches");
    desk_do(desk, "s", "on spring: 1 file changed");
    desk_says(desk, "git branch --show-current; git status --porcelain; cat " PAGE,
              "spring\nin spring");
    desk_wait(desk, "meadow  spring");
    desk_do(desk, "gw", "moving from");
    desk_do(desk, "gb", "2 branches");
    desk_do(desk, "G", "s switch");
    desk_do(desk, "s", ": 1 file changed");
    desk_says(desk, "cat " PAGE, "# Quay\n\nthe boat left");
    desk_says(desk, "git status --porcelain", "");
    desk_leave(desk);
}

static void a_switch_that_would_touch_other_text_is_refused(void **state)
{
    struct desk *desk = *state;
    make_drafts(desk);
    desk_shell(desk, "git branch spring HEAD~1 && mkdir -p \"$XDG_CONFIG_HOME/palimpsest\" && "
                     "echo 'outside-delay: off' >\"$XDG_CONFIG_HOME/palimpsest/config.yaml\"");
    desk_open(desk, 40, 120);
    desk_shell(desk, "echo more >>" PAGE);
    desk_do(desk, "gb", "2 branches");
    desk_do(desk, "/spring\r", "s switch");
    desk_do(desk, "s", "not switched: " PAGE " has changes that are in no commit yet");
    desk_says(desk, "git branch --show-current | grep -c spring || true; tail -1 " PAGE, "0\nmore");
    desk_do(desk, "c", "1 file committed as");
    desk_do(desk, "s", "on spring: ");
    desk_says(desk, "git status --porcelain; test -e " PAGE " || echo gone", "gone");
    desk_leave(desk);
}

static void unsaved_text_keeps_the_branch(void **state)
{
    struct desk *desk = *state;
    make_drafts(desk);
    desk_shell(desk, "git branch spring HEAD~1");
    desk_open(desk, 40, 120);
    desk_do(desk, "4", "page");
    desk_do(desk, "e", "ctrl-s save");
    desk_do(desk, "unsaved words", "unsaved words");
    desk_send(desk, "\033OQ");
    desk_do(desk, "switch spring\r", "has unsaved text: save or discard it first");
    desk_says(desk, "git branch --show-current | grep -c spring || true", "0");
    desk_send(desk, "\023");
    desk_wait(desk, "✓ committed");
    desk_do(desk, "\033", "e edit");
    desk_leave(desk);
}

static bool journal_has_words(struct screen *screen, void *data)
{
    char *text = desk_text(data, "cat \"$XDG_STATE_HOME\"/palimpsest/* 2>/dev/null | "
                                 "grep -ac 'Kept words' || true");
    bool has = strcmp(text, "0") != 0;
    (void)screen;
    free(text);
    return has;
}

static void text_that_a_crash_left_keeps_the_branch(void **state)
{
    struct desk *desk = *state;
    make_drafts(desk);
    desk_shell(desk, "git checkout -q -b other && echo x >AGENTS.md && git commit -q -am other && "
                     "git checkout -q - && git branch spring HEAD~1");
    desk_open(desk, 40, 120);
    desk_do(desk, "4j", "the boat left");
    desk_do(desk, "e", "ctrl-s save");
    desk_send(desk, "\x1b[200~Kept words \x1b[201~");
    screen_wait_until(desk->screen, journal_has_words, "the words in the journal", desk);
    kill(screen_pid(desk->screen), SIGKILL);
    screen_wait_exit(desk->screen);
    desk_open_with(desk, 40, 120, NULL);
    desk_wait(desk, "Unsaved text was found");
    desk_do(desk, "\x1b", "q quit");
    desk_do(desk, ":switch spring\r", PAGE " has unsaved text that a crash left");
    desk_has(desk, PAGE, "# Quay\n\nthe boat left\n");
    desk_do(desk, ":switch other\r", "on other: 1 file changed"); /* which does not touch it */
    desk_leave(desk);
}

static void to_stand_on_a_tag_is_asked_about(void **state)
{
    struct desk *desk = *state;
    make_drafts(desk);
    desk_shell(desk, "git tag first HEAD~1");
    desk_open(desk, 40, 120);
    desk_do(desk, "gb", "1 branch, 1 tag");
    desk_do(desk, "Gs", "without a branch?");
    desk_do(desk, "y", "on no branch, at ");
    desk_says(desk,
              "git branch --show-current; git status --porcelain; git rev-parse HEAD first | "
              "uniq | wc -l; test -e " PAGE " || echo gone",
              "1\ngone");
    desk_wait(desk, "no branch");
    desk_leave(desk);
}

static void a_switch_that_was_killed_is_finished_at_the_start(void **state)
{
    struct desk *desk = *state;
    make_drafts(desk);
    desk_shell(desk, "git branch spring HEAD~1 && echo $(git rev-parse HEAD spring) "
                     "refs/heads/spring >.git/palimpsest.switch && rm " PAGE);
    desk_open_with(desk, 40, 120, NULL);
    desk_wait(desk, "meadow  spring");
    desk_says(desk,
              "git branch --show-current; git status --porcelain; ls drafts/song.md .git/*.switch "
              "2>/dev/null",
              "spring");
    desk_leave(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(a_deleted_file_is_read_and_brought_back),
    desk_test(what_is_deleted_here_stands_in_the_list),
    desk_test(a_switch_shows_the_other_branch),
    desk_test(a_switch_that_would_touch_other_text_is_refused),
    desk_test(unsaved_text_keeps_the_branch),
    desk_test(text_that_a_crash_left_keeps_the_branch),
    desk_test(to_stand_on_a_tag_is_asked_about),
    desk_test(a_switch_that_was_killed_is_finished_at_the_start),
};

DESK_MAIN(tests)
