#include "tests/pty/desk.h"

/* Rules for prose in the editor: offered, marked, listed, stepped through; the file is the
 * person's. */

#define PAGE "drafts/page.md"
#define RULES ".palimpsest/rules.yaml"

#define ONE_RULE "- name: lamp\n  pattern: lamp\n  message: Say which lamp.\n  severity: warning\n"

static void open_page(struct desk *desk, const char *text)
{
    desk_put(desk, PAGE, text);
    desk_shell(desk, "git add -A && git commit -q -m page");
    desk_open(desk, 40, 120);
    desk_do(desk, ":open " PAGE "\r", "o outline");
    desk_do(desk, "e", "tokens");
}

static void a_set_to_begin_with_is_offered_once(void **state)
{
    struct desk *desk = *state;
    open_page(desk, "# Page\n\nI saw the the lamp.\n");
    desk_wait(desk, "rules-start makes a few");
    desk_do(desk, "\x1bOQrules-start\r", "is there now, for you to change");
    desk_committed(desk, "rules: a set to begin with", RULES);
    desk_wait(desk, "1 mark ·");
    desk_do(desk, "\x1br", "1 of 1 · error · doubled-word: The same word twice.");
    desk_do(desk, "\x1b", "o outline");
    desk_leave(desk);
    desk_says(desk, "grep -c 'rules-offered: true' \"$XDG_STATE_HOME/palimpsest/session.yaml\"",
              "1");
    desk_shell(desk, "git rm -qr .palimpsest && git commit -q -m none");
    desk_open_with(desk, 40, 120, NULL);
    desk_wait(desk, "now  none");
    desk_do(desk, ":open " PAGE "\r", "o outline");
    desk_do(desk, "e", "tokens");
    desk_do(desk, "More words ", "●");
    desk_do(desk, "\x13", "draft: page (+1 -1)");
    assert_false(desk_shows(desk, "rules-start"));
    desk_do(desk, "\x1b", "o outline");
    desk_leave(desk);
}

static void marks_are_listed_and_stepped_through(void **state)
{
    struct desk *desk = *state;
    desk_put(desk, RULES, ONE_RULE);
    open_page(desk, "# Page\n\nA lamp and a lamp.\n\nNo light.\n");
    desk_wait(desk, "2 marks ·");
    desk_do(desk, "\x1br", "1 of 2 · warning · lamp: Say which lamp.");
    desk_wait(desk, "3:3");
    desk_do(desk, "\x1br", "2 of 2 · warning");
    desk_do(desk, "\x1br", "1 of 2, round the end");
    desk_do(desk, "\x1bR", "2 of 2, round the end");
    desk_do(desk, "\x1b[18~", "Rules for prose");
    desk_wait(desk, "3: lamp");
    desk_do(desk, "\x1b[B\r", "3:14");
    desk_do(desk, "\x1b[1;5F", "6:1");
    desk_do(desk, "My lamp.", "3 marks ·"); /* what is typed is checked */
    desk_do(desk, "\x7f\x7f\x7f", "2 marks ·");
    desk_do(desk, "\x13", "✓ committed");
    desk_do(desk, "\x1b", "o outline");
    desk_leave(desk);
}

static void the_file_is_read_again_and_a_bad_rule_is_named(void **state)
{
    struct desk *desk = *state;
    desk_put(desk, RULES, ONE_RULE "- name: bad\n  pattern: '('\n  message: m\n");
    open_page(desk, "# Page\n\nA lamp and a boat.\n");
    desk_wait(desk, "rule \"bad\", line 6: The pattern is wrong at position 2");
    desk_wait(desk, "1 mark ·");
    desk_put(desk, RULES, ONE_RULE "- name: boat\n  pattern: boat\n  message: Whose?\n");
    desk_wait(desk, "2 marks ·");
    desk_shell(desk, "rm " RULES);
    desk_wait_gone(desk, "marks ·");
    desk_do(desk, "\x1b", "o outline");
    desk_leave(desk);
}

static void a_slow_rule_is_named_and_off(void **state)
{
    struct desk *desk = *state;
    desk_put(desk, RULES, "- name: slow\n  pattern: '^(a|aa)+$'\n  message: m\n" ONE_RULE);
    open_page(desk, "A lamp.\n\naaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\n");
    desk_wait(desk, "the rule \"slow\" takes too long on this text");
    desk_wait(desk, "1 mark ·");
    desk_do(desk, "\x1b", "o outline");
    desk_leave(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(a_set_to_begin_with_is_offered_once),
    desk_test(marks_are_listed_and_stepped_through),
    desk_test(the_file_is_read_again_and_a_bad_rule_is_named),
    desk_test(a_slow_rule_is_named_and_off),
};

DESK_MAIN(tests)
