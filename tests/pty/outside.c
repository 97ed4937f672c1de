#include "tests/pty/desk.h"

#include <signal.h>

/* What other programs do to the folder while it is open: seen at once, committed once quiet, and
 * what they staged is left to them. */

static void quiet(struct desk *desk, const char *milliseconds)
{
    desk_shell(desk,
               "mkdir -p \"$XDG_CONFIG_HOME/palimpsest\" && "
               "echo 'outside-delay: %s' >\"$XDG_CONFIG_HOME/palimpsest/config.yaml\"",
               milliseconds);
}

static void a_new_note_is_shown_and_committed(void **state)
{
    struct desk *desk = *state;
    quiet(desk, "300ms");
    desk_open(desk, 40, 120);
    desk_put(desk, "memory/Rain.md", "---\ntitle: Rain on the roof\n---\n\nSift.\n");
    desk_wait(desk, "Rain on the roof");
    desk_wait(desk, "Memory  3");
    desk_committed(desk, "outside: memory/Rain.md", "memory/Rain.md");
    desk_leave(desk);
}

static void a_note_in_a_new_folder_is_shown_and_committed(void **state)
{
    struct desk *desk = *state;
    quiet(desk, "300ms");
    desk_open(desk, 40, 120);
    desk_put(desk, "memory/weather/Snow.md", "---\ntitle: Snow at noon\n---\n");
    desk_wait(desk, "Snow at noon");
    desk_committed(desk, "outside: memory/weather/Snow.md", "memory/weather/Snow.md");
    desk_leave(desk);
}

/* `.gitignore` itself is hidden: it is the person's to commit. */
static void what_is_ignored_comes_and_goes(void **state)
{
    struct desk *desk = *state;
    quiet(desk, "300ms");
    desk_put(desk, ".gitignore", "Rain.md\n");
    desk_put(desk, "memory/Rain.md", "---\ntitle: Rain on the roof\n---\n");
    desk_open(desk, 40, 120);
    desk_wait(desk, "Memory  2");
    desk_put(desk, ".gitignore", "\n");
    desk_wait(desk, "Memory  3");
    desk_wait(desk, "outside: 1 file committed");
    desk_says(desk, "git log -1 --format= --name-only", "memory/Rain.md");
    desk_put(desk, ".gitignore", "Shadow*\n*Shadow.md\n");
    desk_wait(desk, "Memory  2");
    desk_wait_gone(desk, "The Pear's Shadow");
    desk_put(desk, ".palimpsest.yaml", "self: [Self]\n");
    desk_wait(desk, "holds from the next start");
    desk_leave(desk);
}

static void the_page_being_read_changes_in_place(void **state)
{
    struct desk *desk = *state;
    quiet(desk, "300ms");
    desk_open(desk, 40, 120);
    desk_do(desk, "\r", "I am the companion");
    desk_shell(desk, "sed 's/I am the companion/Someone else by now/' Self/1_who_i_am.md "
                     ">../new && cat ../new >Self/1_who_i_am.md");
    desk_wait(desk, "Someone else by now.");
    desk_committed(desk, "outside: Self/1_who_i_am.md", "Self/1_who_i_am.md");
    desk_shell(desk, "sed 's/Someone else by now/By a rename/' Self/1_who_i_am.md >Self/new && "
                     "mv Self/new Self/1_who_i_am.md");
    desk_wait(desk, "By a rename.");
    desk_send(desk, "q");
    desk_shell(desk, "rm Self/1_who_i_am.md");
    desk_wait(desk, "Say it kindly."); /* on to the next file */
    desk_wait_gone(desk, "1 who i am");
    desk_leave(desk);
}

static void a_changed_list_is_shown_and_many_files_are_one_commit(void **state)
{
    struct desk *desk = *state;
    quiet(desk, "300ms");
    desk_open(desk, 40, 120);
    desk_shell(desk, "echo '- [ ] Knock' >>todo.md; echo x >>AGENTS.md; rm drafts/a_letter.md");
    desk_wait(desk, "☐ Knock");
    desk_wait_gone(desk, "a letter");
    desk_committed(desk, "outside: 3 files", "AGENTS.md\ndrafts/a_letter.md\ntodo.md");
    desk_leave(desk);
}

static void what_is_staged_is_left_to_them(void **state)
{
    struct desk *desk = *state;
    quiet(desk, "300ms");
    desk_open(desk, 40, 120);
    desk_shell(desk, "echo staged >>AGENTS.md && git add AGENTS.md && echo free >>todo.md");
    screen_wait_match(desk->screen, "✓ committed");
    desk_says(desk, "git log -1 --format=%s --name-only", "outside: todo.md\n\ntodo.md");
    desk_says(desk, "git status --porcelain", "M  AGENTS.md");
    desk_send(desk, "2jjx"); /* nor does an own commit take it */
    desk_wait(desk, "now  todo: done");
    desk_says(desk, "git log -1 --format= --name-only", "todo.md");
    desk_says(desk, "git status --porcelain", "M  AGENTS.md");
    desk_leave(desk);
}

static void what_was_deleted_is_told_and_u_brings_it_back(void **state)
{
    struct desk *desk = *state;
    quiet(desk, "300ms");
    desk_open(desk, 40, 120);
    desk_shell(desk, "mv drafts/a_letter.md drafts/another.md");
    desk_wait(desk, "outside: 2 files committed"); /* it was moved: nothing is gone */
    desk_shell(desk, "rm drafts/another.md");
    desk_wait(desk, "u brings back what another program deleted: drafts/another.md");
    desk_committed(desk, "outside: drafts/another.md", "drafts/another.md");
    desk_do(desk, "u", "Undo ·");
    desk_wait(desk, "do it");
    desk_send(desk, "u");
    desk_wait_gone(desk, "u brings back");
    desk_committed(desk, "undo: outside: drafts/another.md", "drafts/another.md");
    desk_says(desk, "git show HEAD:drafts/another.md | cmp - drafts/another.md && echo back",
              "back");
    desk_leave(desk);
}

static void a_touch_is_no_alarm(void **state)
{
    struct desk *desk = *state;
    quiet(desk, "100ms");
    desk_open(desk, 40, 120);
    desk_shell(desk, "touch todo.md Self/*.md memory/*.md");
    desk_put(desk, "Self/4_after.md", "after the touch\n");
    desk_committed(desk, "outside: Self/4_after.md", "Self/4_after.md");
    desk_says(desk, "git rev-list --count HEAD", "2");
    desk_leave(desk);
}

static void a_line_that_is_edited_goes_with_its_task(void **state)
{
    struct desk *desk = *state;
    quiet(desk, "2s"); /* what is said meanwhile is to be seen */
    desk_open(desk, 40, 120);
    desk_send(desk, "2jje now");
    desk_wait(desk, "☐ Write the letter now");
    desk_shell(desk, "sed -i '3i - [ ] Knock first' todo.md");
    desk_wait(desk, "☐ Knock first");
    desk_wait(desk, "the list was changed by another program");
    desk_wait(desk, "☐ Write the letter now");
    desk_committed(desk, "outside: todo.md", "todo.md");
    desk_send(desk, "\r");
    desk_committed(desk, "todo: edit \"Write the letter now\"", "todo.md");
    desk_has(desk, "todo.md",
             "# Todo\n\n- [ ] Knock first\n- [x] Make this folder\n- [/] Read Self\n"
             "- [ ] Write the letter now\n  - [ ] Find paper\n- [ ] Water the garden #leisure\n\n"
             "Not a task.\n");
    desk_leave(desk);
}

static void words_for_a_task_that_went_are_not_lost(void **state)
{
    struct desk *desk = *state;
    quiet(desk, "300ms");
    desk_open(desk, 40, 120);
    desk_send(desk, "2Ge twice");
    desk_wait(desk, "☐ Water the garden #leisure twice");
    desk_shell(desk, "sed -i '/Water/d' todo.md");
    desk_wait(desk, "This task is gone. Add it anew?  Water the garden #leisure twice");
    desk_committed(desk, "outside: todo.md", "todo.md");
    desk_send(desk, "\r");
    desk_committed(desk, "todo: add \"Water the garden #leisure twice\"", "todo.md");
    desk_leave(desk);
}

static void a_question_about_a_task_goes_when_the_list_changes(void **state)
{
    struct desk *desk = *state;
    quiet(desk, "300ms");
    desk_open(desk, 40, 120);
    desk_do(desk, "2jjD", "Delete this task");
    desk_shell(desk, "sed -i '3i - [ ] Knock first' todo.md");
    desk_wait_gone(desk, "Delete this task");
    desk_committed(desk, "outside: todo.md", "todo.md");
    desk_wait(desk, "▌☐ Write the letter");
    desk_leave(desk);
}

static void an_act_on_a_list_that_changed_unseen_hits_its_own_task(void **state)
{
    struct desk *desk = *state;
    quiet(desk, "off");
    desk_open(desk, 40, 120);
    desk_do(desk, "2jj", "▌☐ Write the letter");
    kill(screen_pid(desk->screen), SIGSTOP);
    desk_shell(desk, "sed -i '3i - [ ] Knock first' todo.md");
    desk_send(desk, "x");
    kill(screen_pid(desk->screen), SIGCONT);
    desk_wait(desk, "☒ Write the letter");
    desk_wait(desk, "now  todo: done");
    desk_has(desk, "todo.md",
             "# Todo\n\n- [ ] Knock first\n- [x] Make this folder\n- [/] Read Self\n"
             "- [x] Write the letter\n  - [ ] Find paper\n- [ ] Water the garden #leisure\n\n"
             "Not a task.\n");
    desk_leave(desk);
}

static void a_commit_by_the_git_program_is_seen(void **state)
{
    struct desk *desk = *state;
    quiet(desk, "300ms");
    desk_open(desk, 40, 120);
    desk_shell(desk, "echo more >>AGENTS.md && git commit -q -a -m 'by another hand'");
    desk_wait(desk, "now  by another hand");
    desk_leave(desk);
    desk_says(desk, "git status --porcelain", "");
}

static void what_changed_while_closed_is_offered(void **state)
{
    struct desk *desk = *state;
    desk_shell(desk, "echo more >>AGENTS.md; echo new >drafts/b.md");
    desk_open(desk, 40, 120);
    desk_wait(desk, "2 files changed since the last commit: c commits them");
    desk_send(desk, "c");
    desk_committed(desk, "outside: 2 files", "AGENTS.md\ndrafts/b.md");
    desk_leave(desk);
}

static void a_merge_in_progress_is_left_alone(void **state)
{
    struct desk *desk = *state;
    desk_shell(desk, "git checkout -q -b other && sed -i 's/Read Self/Read theirs/' todo.md && "
                     "git commit -q -a -m theirs && git checkout -q main && "
                     "sed -i 's/Read Self/Read ours/' todo.md && git commit -q -a -m ours && "
                     "git merge other >/dev/null; test -e .git/MERGE_HEAD");
    desk_open_with(desk, 40, 120, NULL);
    desk_wait(desk, "merge");
    desk_send(desk, "2x");
    desk_wait(desk, "☐ Make this folder");
    desk_wait(desk, "saved");
    desk_says(desk, "git log -1 --format=%s", "ours");
    desk_says(desk, "test -e .git/MERGE_HEAD && git status --porcelain", "UU todo.md");
    desk_says(desk, "grep -c '^- \\[ \\] Make this folder' todo.md", "1");
    desk_leave(desk);
}

static void what_changes_before_its_folder_is_watched_reaches_the_editor(void **state)
{
    struct desk *desk = *state;
    desk_open_held(desk);
    desk_do(desk, ":edit drafts/a_letter.md\r", "tokens");
    desk_put(desk, "drafts/a_letter.md", "# A letter\n\nWe have seen your light.\n");
    desk_let_go(desk);
    desk_wait(desk, "We have seen your light.");
    desk_do(desk, "\x1b", "o outline");
    desk_leave(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(a_new_note_is_shown_and_committed),
    desk_test(a_note_in_a_new_folder_is_shown_and_committed),
    desk_test(what_is_ignored_comes_and_goes),
    desk_test(the_page_being_read_changes_in_place),
    desk_test(a_changed_list_is_shown_and_many_files_are_one_commit),
    desk_test(what_is_staged_is_left_to_them),
    desk_test(what_was_deleted_is_told_and_u_brings_it_back),
    desk_test(a_touch_is_no_alarm),
    desk_test(a_line_that_is_edited_goes_with_its_task),
    desk_test(words_for_a_task_that_went_are_not_lost),
    desk_test(a_question_about_a_task_goes_when_the_list_changes),
    desk_test(an_act_on_a_list_that_changed_unseen_hits_its_own_task),
    desk_test(a_commit_by_the_git_program_is_seen),
    desk_test(what_changed_while_closed_is_offered),
    desk_test(what_changes_before_its_folder_is_watched_reaches_the_editor),
    desk_test(a_merge_in_progress_is_left_alone),
};

DESK_MAIN(tests)
