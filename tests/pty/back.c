#include "tests/pty/desk.h"

#include <stdio.h>

/* Bringing back with keys: undo, redo, revert, a deleted file. git looks at every step. */

#define PAGE "drafts/page.md"

/* A draft with a first text, and a second. */
static void open_drafts(struct desk *desk, const char *first, const char *second)
{
    desk_put(desk, PAGE, first);
    desk_shell(desk, "git add -A && git commit -q -m 'draft: first'");
    desk_put(desk, PAGE, second);
    desk_shell(desk, "git commit -q -a -m 'draft: second'");
    desk_open(desk, 40, 120);
}

static void three_are_undone_and_one_redone(void **state)
{
    struct desk *desk = *state;
    desk_open(desk, 40, 120);
    desk_do(desk, "2", "a add");
    for (int i = 1; i <= 3; i++) {
        char keys[32], subject[48];
        snprintf(keys, sizeof(keys), "atask number %d\r", i);
        snprintf(subject, sizeof(subject), "todo: add \"task number %d\"", i);
        desk_send(desk, keys);
        desk_committed(desk, subject, "todo.md");
    }
    struct str before = {0};
    char *tasks = desk_text(desk, "cat todo.md");
    str_addf(&before, "%s\n", tasks);
    desk_do(desk, "u", "Undo ·");
    desk_wait(desk, "do it"); /* nothing is done before it is seen */
    desk_says(desk, "git log -1 --format=%s", "todo: add \"task number 3\"");
    desk_send(desk, "u");
    desk_committed(desk, "undo: todo: add \"task number 3\"", "todo.md");
    desk_wait(desk, "Undo · just now · todo: add \"task number 2\"");
    desk_send(desk, "u");
    desk_committed(desk, "undo: todo: add \"task number 2\"", "todo.md");
    desk_wait(desk, "Undo · just now · todo: add \"task number 1\"");
    desk_send(desk, "\r");
    desk_wait_gone(desk, "Undo ·");
    desk_committed(desk, "undo: todo: add \"task number 1\"", "todo.md");
    desk_says(desk, "grep -c 'task number' todo.md || true", "0");
    desk_do(desk, "U", "Redo ·");
    desk_send(desk, "\r");
    desk_committed(desk, "redo: todo: add \"task number 1\"", "todo.md");
    desk_says(desk, "grep -c 'task number 1' todo.md", "1");
    for (int i = 2; i <= 3; i++) {
        desk_do(desk, "U", "Redo ·");
        desk_send(desk, "\r");
        desk_wait_gone(desk, "Redo ·");
        char subject[48];
        snprintf(subject, sizeof(subject), "redo: todo: add \"task number %d\"", i);
        desk_committed(desk, subject, "todo.md");
    }
    desk_has(desk, "todo.md", str_text(&before));
    str_finish(&before);
    free(tasks);
    desk_leave(desk);
}

static void a_look_changes_nothing(void **state)
{
    struct desk *desk = *state;
    open_drafts(desk, "one\n", "two\n");
    desk_do(desk, "u", "Undo ·");
    desk_wait(desk, "+ one");
    desk_send(desk, "q");
    desk_wait_gone(desk, "Undo ·");
    desk_do(desk, "U", "there is nothing to redo");
    desk_has(desk, PAGE, "two\n");
    desk_says(desk, "git log -1 --format=%s", "draft: second");
    desk_leave(desk);
}

static void a_deleted_file_comes_back(void **state)
{
    struct desk *desk = *state;
    open_drafts(desk, "one\n", "two\n");
    desk_do(desk, ":file-delete " PAGE "\r", "✓ committed");
    desk_committed(desk, "draft: delete " PAGE, PAGE);
    desk_do(desk, ":undelete " PAGE "\r", "now  restore: page.md as of"); /* in the strip */
    desk_has(desk, PAGE, "two\n");
    desk_leave(desk);
    desk_says(desk, "git status --porcelain; git log -1 --format=%s | cut -c1-22",
              "restore: page.md as of");
}

static void a_revert_that_conflicts_is_merged_in_the_editor(void **state)
{
    struct desk *desk = *state;
    open_drafts(desk, "first words\n\nend\n", "second words\n\nend\n");
    desk_shell(desk,
               "printf 'third words\\n\\nend\\n' >" PAGE " && git commit -q -a -m 'draft: third'");
    desk_do(desk, "6", "draft: third");
    desk_do(desk, "jR", "Changed since in the same words");
    desk_wait(desk, "as it was");
    desk_do(desk, "as it was\r", "merged; save keeps it");
    desk_has(desk, PAGE, "third words\n\nend\n");
    desk_send(desk, "\x13");
    desk_committed(desk, "revert: draft: second", PAGE);
    desk_has(desk, PAGE, "first words\n\nend\n");
    char *named =
        desk_text(desk, "git log -1 --format='%%(trailers:key=Reverts,valueonly)' | head -1");
    desk_says(desk, "git rev-parse HEAD~2", named);
    free(named);
    desk_do(desk, "\x1b", "o outline");
    desk_leave(desk);
}

static void text_that_is_in_no_commit_is_never_replaced(void **state)
{
    struct desk *desk = *state;
    open_drafts(desk, "one\n", "two\n");
    desk_do(desk, ":open " PAGE "\r", "two");
    desk_do(desk, "e", "tokens");
    desk_do(desk, "mine ", "●");
    desk_do(desk, "\x1bOQ", ":");
    desk_do(desk, "undo-change\r", "has unsaved text: save it first");
    desk_has(desk, PAGE, "two\n");
    desk_do(desk, "\x13", "✓ committed");
    desk_do(desk, "\x1b", "o outline");
    desk_leave(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(three_are_undone_and_one_redone),
    desk_test(a_look_changes_nothing),
    desk_test(a_deleted_file_comes_back),
    desk_test(a_revert_that_conflicts_is_merged_in_the_editor),
    desk_test(text_that_is_in_no_commit_is_never_replaced),
};

DESK_MAIN(tests)
