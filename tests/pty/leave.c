#include "tests/pty/desk.h"

/* Out of the editor and the program: with another editor, with unsaved text, by a signal. */

#define PAGE "drafts/page.md"
#define PAGE_TEXT "# Page\n\nOne line.\n\nTwo lines.\n"

/* Opens the page for reading; VISUAL runs `script`, which gets an option and the file. */
static void open_page(struct desk *desk, const char *script)
{
    struct str visual = {0};
    desk_put(desk, PAGE, PAGE_TEXT);
    desk_shell(desk, "git add -A && git commit -q -m page && cat >%s/own.sh <<'END'\n%s\nEND",
               desk->top, script);
    str_addf(&visual, "VISUAL=sh  %s/own.sh --wait", desk->top);
    const char *env[] = {str_text(&visual), NULL};
    desk_open_with(desk, 40, 120, env);
    desk_wait(desk, "now  page");
    desk_do(desk, ":open " PAGE "\r", "Two lines.");
    str_finish(&visual);
}

static void another_editor_s_text_is_one_commit(void **state)
{
    struct desk *desk = *state;
    open_page(desk, "test \"$1\" = --wait && sed -i s/One/An/ \"$2\"");
    desk_do(desk, "E", "✓ committed");
    desk_committed(desk, "draft: page (+1 -1)", PAGE);
    desk_wait(desk, "An line.");
    desk_leave(desk);
}

static void an_editor_that_is_not_there_is_named(void **state)
{
    struct desk *desk = *state;
    const char *env[] = {"VISUAL=/nowhere/editor", NULL};
    desk_open_with(desk, 40, 120, env);
    desk_wait(desk, "workspace: first");
    desk_do(desk, "1E", "cannot run \"/nowhere/editor\"");
    desk_leave(desk);
}

static void another_editor_s_loss_is_held_up(void **state)
{
    struct desk *desk = *state;
    struct str text = {0};
    for (int i = 0; i < 30; i++)
        str_addf(&text, "Line %d says something of its own.\n\n", i);
    open_page(desk, "head -3 \"$2\" >\"$2.n\" && mv \"$2.n\" \"$2\"");
    desk_put(desk, PAGE, str_text(&text));
    desk_wait(desk, "outside: draft");
    desk_do(desk, "E", "held");
    desk_says(desk, "git log -1 --format=%s", "outside: " PAGE);
    desk_leave(desk);
    str_finish(&text);
}

static void leaving_with_unsaved_text_asks(void **state)
{
    struct desk *desk = *state;
    open_page(desk, "true");
    desk_do(desk, "eUnsaved ", "●");
    desk_do(desk, "\x11", "Unsaved changes in");
    desk_send(desk, "stay\r");
    desk_wait_gone(desk, "Unsaved changes in");
    desk_do(desk, "\x11", "Unsaved changes in");
    desk_send(desk, "save\r");
    assert_int_equal(screen_wait_exit(desk->screen), 0);
    desk_has(desk, PAGE, "Unsaved " PAGE_TEXT);
    desk_says(desk, "git log -1 --format=%s", "draft: page (+1 -1)");
}

static void leaving_without_the_text_keeps_it_in_a_commit(void **state)
{
    struct desk *desk = *state;
    open_page(desk, "true");
    desk_do(desk, "eUnsaved ", "●");
    desk_do(desk, "\x11", "Unsaved changes in");
    desk_send(desk, "discard\r");
    assert_int_equal(screen_wait_exit(desk->screen), 0);
    desk_has(desk, PAGE, PAGE_TEXT);
    desk_says(desk, "git show refs/palimpsest/recovery:" PAGE " | head -1", "Unsaved # Page");
}

static void a_save_takes_a_message_of_one_s_own(void **state)
{
    struct desk *desk = *state;
    open_page(desk, "true");
    desk_do(desk, "eUnsaved ", "●");
    desk_do(desk, "\x1bs", "Message");
    desk_wait(desk, "draft: page (+1 -1)");
    desk_wait(desk, "What saving would do");
    desk_send(desk, "\x1b");
    desk_wait_gone(desk, "What saving would do"); /* back, and nothing is saved */
    desk_has(desk, PAGE, PAGE_TEXT);
    desk_do(desk, "\x1bs", "Message");
    desk_do(desk,
            "\x15"
            "draft: a word of mine\r",
            "✓ committed");
    desk_committed(desk, "draft: a word of mine", PAGE);
    desk_has(desk, PAGE, "Unsaved " PAGE_TEXT);
    desk_do(desk, "\x1b", "o outline");
    desk_leave(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(a_save_takes_a_message_of_one_s_own),
    desk_test(another_editor_s_text_is_one_commit),
    desk_test(an_editor_that_is_not_there_is_named),
    desk_test(another_editor_s_loss_is_held_up),
    desk_test(leaving_with_unsaved_text_asks),
    desk_test(leaving_without_the_text_keeps_it_in_a_commit),
};

DESK_MAIN(tests)
