#include "tests/pty/desk.h"

#include "core/base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Beginnings: a folder without a repository, no name to sign with, a lock that somebody holds. */

static void sign_at_home(struct desk *desk)
{
    desk_shell(desk, "git config --file \"$HOME/.gitconfig\" user.name 'the reader' && "
                     "git config --file \"$HOME/.gitconfig\" user.email r@example.org");
}

static void a_folder_without_history_is_offered_one(void **state)
{
    struct desk *desk = *state;
    sign_at_home(desk);
    desk_put(desk, "todo.md", "- [ ] one\n");
    desk_put(desk, "notes/b.md", "b\n");
    desk_open_with(desk, 40, 120, NULL);
    desk_wait(desk, "This folder has no history yet. Make one and commit its 2 files?");
    desk_send(desk, "n");
    desk_wait_gone(desk, "Make one and commit");
    desk_says(desk, "ls -A", "notes\ntodo.md");
    desk_wait(desk, "no history");
    desk_do(desk, "2x", "☒ one"); /* saved, and told that nothing keeps it */
    desk_wait(desk, "saved; there is no history here yet");
    desk_has(desk, "todo.md", "- [x] one\n");
    desk_leave(desk);

    desk_open_with(desk, 40, 120, NULL);
    desk_do(desk, "", "Make one and commit");
    desk_send(desk, "y");
    desk_wait(desk, "✓ committed");
    desk_wait(desk, "2 files committed");
    desk_says(desk, "git log --format='%an %s' --name-only",
              "the reader workspace: first commit\n\nnotes/b.md\ntodo.md");
    desk_says(desk, "git status --porcelain", "");
    desk_leave(desk);
}

static void what_was_saved_before_the_history_is_in_its_first_commit(void **state)
{
    struct desk *desk = *state;
    sign_at_home(desk);
    desk_put(desk, "todo.md", "- [ ] one\n");
    desk_open_with(desk, 40, 120, NULL);
    desk_wait(desk, "Make one and commit");
    desk_send(desk, "n");
    desk_do(desk, "2x", "saved; there is no history");
    desk_do(desk, ":init-history\r", "✓ committed");
    desk_leave(desk);
    desk_says(desk, "git status --porcelain", "");
    desk_says(desk, "git show HEAD:todo.md", "- [x] one");
}

static void a_folder_inside_another_repository_is_told_so(void **state)
{
    struct desk *desk = *state;
    desk_history(desk);
    desk_put(desk, "inner/todo.md", "- [ ] one\n");
    char *outer = mem_string(desk->dir);
    snprintf(desk->dir, sizeof(desk->dir), "%s/inner", outer);
    desk_open_with(desk, 40, 120, NULL);
    desk_wait(desk, "This folder lies inside another repository.");
    desk_send(desk, "q");
    desk_wait_gone(desk, "inside another repository");
    desk_says(desk, "ls -A", "todo.md");
    desk_leave(desk);
    free(outer);
}

static void the_folder_one_stands_in_is_asked_for(void **state)
{
    struct desk *desk = *state;
    const char *argv[] = {desk_program, NULL};
    sign_at_home(desk);
    desk->screen = screen_start(
        &(struct screen_options){.argv = argv, .folder = desk->dir, .rows = 24, .cols = 100});
    desk_do(desk, "", "holds no workspace yet. Make one here? [y/N]");
    desk_send(desk, "\r");
    assert_int_equal(screen_wait_exit(desk->screen), 1);
    desk_says(desk, "ls -A", "");
    screen_finish(desk->screen);
    desk->screen = screen_start(
        &(struct screen_options){.argv = argv, .folder = desk->dir, .rows = 24, .cols = 100});
    desk_do(desk, "", "Make one here? [y/N]");
    desk_do(desk, "y\r", "who i am");
    desk_leave(desk);
    desk_says(desk, "git log --format=%s", "workspace: first commit");
}

/* The machine's own configuration may name somebody; then nobody is asked. */
static void skip_if_the_machine_signs(struct desk *desk)
{
    char *text = desk_text(desk, "grep -c 'name *=' /etc/gitconfig 2>/dev/null");
    bool signs = *text && *text != '0';
    free(text);
    if (signs)
        skip();
}

static void who_signs_is_asked_once_and_kept(void **state)
{
    struct desk *desk = *state;
    skip_if_the_machine_signs(desk);
    desk_shell(desk, "git config --unset user.name; git config --unset user.email");
    desk_open_with(desk, 40, 120, NULL);
    desk_wait(desk, "Who signs the commits here?");
    desk_do(desk, "\x15nobody\r", "write it as: Name <mail@example.org>");
    desk_do(desk, ":identity \"the companion <c@example.org>\"\r", "? keys");
    desk_send(desk, "2jjx");
    desk_committed(desk, "todo: done \"Write the letter\"", "todo.md");
    desk_says(desk, "git log -1 --format='%an <%ae>'", "the companion <c@example.org>");
    desk_says(desk, "git config --local user.name", "the companion");
    desk_leave(desk);
    desk_open(desk, 40, 120);
    desk_wait(desk, "now  todo: done");
    assert_false(desk_shows(desk, "Who signs"));
    desk_leave(desk);
}

static void the_answer_to_who_signs_is_kept(void **state)
{
    struct desk *desk = *state;
    skip_if_the_machine_signs(desk);
    desk_shell(desk, "git config --unset user.name; git config --unset user.email");
    desk_open_with(desk, 40, 120, NULL);
    desk_wait(desk, "Who signs the commits here?");
    desk_send(desk, "\x15the companion <c@example.org>\r");
    desk_wait_gone(desk, "Who signs");
    desk_send(desk, "2jjx");
    desk_committed(desk, "todo: done \"Write the letter\"", "todo.md");
    desk_says(desk, "git config --local user.email", "c@example.org");
    desk_leave(desk);
}

static void without_an_answer_it_is_saved_and_committed_later(void **state)
{
    struct desk *desk = *state;
    skip_if_the_machine_signs(desk);
    desk_shell(desk, "git config --unset user.name; git config --unset user.email");
    desk_open_with(desk, 40, 120, NULL);
    desk_wait(desk, "Who signs the commits here?");
    desk_send(desk, "\x1b");
    desk_wait_gone(desk, "Who signs");
    desk_do(desk, "2jjx", "not committed");
    desk_says(desk, "grep -c '\\[x\\] Write' todo.md", "1");
    desk_says(desk, "git rev-list --count HEAD", "1");
    desk_send(desk, ":identity \"the companion <c@example.org>\"\r");
    desk_committed(desk, "todo: done \"Write the letter\"", "todo.md");
    desk_leave(desk);
}

static void a_lock_is_waited_for_and_never_broken(void **state)
{
    struct desk *desk = *state;
    desk_open(desk, 40, 120);
    desk_shell(desk, "touch .git/index.lock");
    desk_send(desk, "2jjx");
    desk_wait(desk, "saved, waiting");
    desk_says(desk, "grep -c '\\[x\\] Write' todo.md", "1"); /* editing goes on */
    desk_do(desk, "jx", "☒ Find paper");
    desk_says(desk, "git rev-list --count HEAD; ls .git/index.lock", "1\n.git/index.lock");
    desk_shell(desk, "rm .git/index.lock");
    screen_wait_match(desk->screen, "now +todo: done \"Find");
    desk_says(desk, "git log --format=%s --name-only",
              "todo: done \"Find paper\"\n\ntodo.md\ntodo: done \"Write the letter\"\n\ntodo.md\n"
              "workspace: first commit\n\nAGENTS.md\nGarden/a_bench.md\nSelf/1_who_i_am.md\n"
              "Self/2_what_i_value.md\ndrafts/a_letter.md\nmemory/First Steps.md\n"
              "memory/The Pear's Shadow.md\ntodo.md");
    desk_says(desk, "git status --porcelain", "");
    desk_wait_gone(desk, "saved, waiting");
    desk_leave(desk);
}

static void leaving_while_a_lock_is_held_loses_no_file(void **state)
{
    struct desk *desk = *state;
    desk_open(desk, 40, 120);
    desk_shell(desk, "touch .git/index.lock");
    desk_send(desk, "2jjx");
    desk_wait(desk, "☒ Write the letter");
    desk_leave(desk);
    desk_says(desk, "grep -c '\\[x\\] Write' todo.md; ls .git/index.lock", "1\n.git/index.lock");
    desk_shell(desk, "rm .git/index.lock");
    desk_open(desk, 40, 120);
    desk_wait(desk, "1 file changed since the last commit");
    desk_send(desk, "c");
    desk_committed(desk, "outside: todo.md", "todo.md");
    desk_leave(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test_empty(a_folder_without_history_is_offered_one),
    desk_test_empty(what_was_saved_before_the_history_is_in_its_first_commit),
    desk_test_empty(a_folder_inside_another_repository_is_told_so),
    desk_test_empty(the_folder_one_stands_in_is_asked_for),
    desk_test(who_signs_is_asked_once_and_kept),
    desk_test(the_answer_to_who_signs_is_kept),
    desk_test(without_an_answer_it_is_saved_and_committed_later),
    desk_test(a_lock_is_waited_for_and_never_broken),
    desk_test(leaving_while_a_lock_is_held_loses_no_file),
};

DESK_MAIN(tests)
