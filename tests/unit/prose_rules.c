#include "core/workspace/prose_rules.h"

#include "tests/unit/test.h"

#include <stdlib.h>

#define RULE(name, pattern) "- name: " name "\n  pattern: '" pattern "'\n  message: m\n"

/* "RULE:START-END …" of a text checked as drafts/a.md, or what [from, to) of it gives. */
static char *marks_in(const char *rules_text, const char *text, size_t from, size_t to)
{
    struct prose_rules rules;
    struct prose_check check = {
        .path = "drafts/a.md", .text = view_of(text), .from = from, .to = to};
    struct str out = {0};
    prose_rules_parse(view_of(rules_text), &rules);
    assert_int_equal(rules.problem_count, 0);
    prose_rules_check(&rules, &check, NULL);
    for (size_t i = 0; i < check.count; i++)
        str_addf(&out, "%s%s:%zu-%zu", i ? " " : "", rules.items[check.marks[i].rule].name,
                 check.marks[i].start, check.marks[i].end);
    free(check.marks);
    prose_rules_finish(&rules);
    str_add_text(&out, "");
    return str_take(&out);
}

static void check_marks(const char *rules, const char *text, const char *want)
{
    char *marks = marks_in(rules, text, 0, SIZE_MAX);
    if (strcmp(marks, want) != 0)
        fail_msg("\"%s\": \"%s\", not \"%s\"", text, marks, want);
    free(marks);
}

static void rules_are_read(void **state)
{
    (void)state;
    struct prose_rules rules;
    prose_rules_parse(VIEW("- name: one\n  pattern: a+\n  message: An a.\n  severity: error\n"
                           "  paths: [drafts/**, '*.txt']\n"
                           "- {name: two, pattern: b, message: A b., paths: notes, more: x}\n"),
                      &rules);
    assert_int_equal(rules.problem_count, 0);
    assert_int_equal(rules.count, 2);
    assert_string_equal(rules.items[0].name, "one");
    assert_string_equal(rules.items[0].message, "An a.");
    assert_int_equal(rules.items[0].severity, PROSE_ERROR);
    assert_int_equal(rules.items[0].paths.count, 2);
    assert_int_equal(rules.items[1].severity, PROSE_HINT);
    assert_string_equal(rules.items[1].paths.globs[0], "notes");
    prose_rules_finish(&rules);
    prose_rules_parse(VIEW(""), &rules);
    assert_int_equal(rules.count + rules.problem_count, 0);
    prose_rules_parse(VIEW("# nothing yet\n"), &rules);
    assert_int_equal(rules.count + rules.problem_count, 0);
}

/* One rule that is wrong, between two that are right. */
static void check_problem(const char *rule, const char *want)
{
    struct str text = {0};
    struct prose_rules rules;
    str_addf(&text, "%s%s%s", RULE("first", "a"), rule, RULE("last", "b"));
    prose_rules_parse(str_view(&text), &rules);
    assert_int_equal(rules.problem_count, 1);
    assert_string_equal(rules.problems[0], want);
    assert_int_equal(rules.count, 2);
    assert_string_equal(rules.items[1].name, "last");
    prose_rules_finish(&rules);
    str_finish(&text);
}

static void a_bad_rule_is_named_and_the_others_work(void **state)
{
    (void)state;
    check_problem(RULE("bad", "a(b"),
                  "rule \"bad\", line 5: The pattern is wrong at position 4: missing closing "
                  "parenthesis");
    check_problem("- name: bad\n  message: m\n", "rule \"bad\", line 4: it has no pattern");
    check_problem("- name: bad\n  pattern: x\n", "rule \"bad\", line 4: it has no message");
    check_problem("- pattern: x\n  message: m\n", "line 4: a rule without a name");
    check_problem("- x\n", "line 4: a rule without a name");
    check_problem(RULE("bad", "x") "  severity: loud\n",
                  "rule \"bad\", line 7: severity is hint, warning or error");
    check_problem(RULE("bad", "x") "  paths: [a, {b: c}]\n",
                  "rule \"bad\", line 7: a path is empty or endless");
}

static void a_file_that_is_no_list_is_one_problem(void **state)
{
    (void)state;
    static const char *const texts[] = {"a: b\n", "a", "- [\n", "- name: &x y\n- *x\n", "\x80"};
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
        struct prose_rules rules;
        prose_rules_parse(view_of(texts[i]), &rules);
        assert_int_equal(rules.count, 0);
        assert_int_equal(rules.problem_count, 1);
        prose_rules_finish(&rules);
    }
    struct str many = {0};
    struct prose_rules rules;
    for (int i = 0; i < PROSE_RULES_MAX + 50; i++)
        str_add_text(&many, RULE("r", "x"));
    prose_rules_parse(str_view(&many), &rules);
    assert_int_equal(rules.count, PROSE_RULES_MAX);
    assert_int_equal(rules.problem_count, 1);
    prose_rules_finish(&rules);
    str_finish(&many);
}

static void matches_are_found_in_prose(void **state)
{
    (void)state;
    const char *rules = RULE("a", "aa") RULE("cap", "The");
    check_marks(rules, "aa AA the The", "a:0-2 a:3-5 cap:10-13");
    check_marks(rules, "---\ntitle: aa\n---\n\naa\n", "a:19-21");
    check_marks(rules, "aa\n```\naa\n```\naa\n", "a:0-2 a:14-16");
    check_marks(rules, "~~~~ aa\naa\n~~~\naa\n~~~~\naa", "a:23-25");
    check_marks(rules, "```\naa\n", "");
    check_marks(rules, "> aa\r\n> aa\r\n", "a:2-4 a:8-10");
    check_marks(rules, "```aa``` aa", "a:3-5 a:9-11");
    check_marks(RULE("over", "a\\s+b"), "a\nb\n\na\n\nb\n", "over:0-3");
    check_marks(RULE("empty", "x*"), "axxb", "empty:1-3");
    check_marks(RULE("x", "a") "  paths: notes\n", "a", "");
    check_marks(RULE("x", "a") "  paths: drafts\n", "a", "x:0-1");
}

static void only_the_paragraphs_that_changed_are_looked_at(void **state)
{
    (void)state;
    static const char text[] = "a one\na\n\na two\n\na three\n";
    struct prose_rules rules;
    struct prose_check check = {.path = "x", .text = view_of(text), .from = 10, .to = 11};
    prose_rules_parse(VIEW(RULE("a", "a")), &rules);
    prose_rules_check(&rules, &check, NULL);
    assert_int_equal(check.count, 1);
    assert_int_equal(check.marks[0].start, 9);
    assert_int_equal(check.from, 9);
    assert_int_equal(check.to, 15);
    free(check.marks);
    prose_rules_finish(&rules);
}

static void a_slow_rule_is_stopped_and_the_others_go_on(void **state)
{
    (void)state;
    struct str text = {0};
    struct prose_rules rules;
    str_add_many(&text, 'a', 3000);
    str_add_text(&text, "!\n\nb a\n");
    struct prose_check check = {.path = "x", .text = str_view(&text), .to = SIZE_MAX};
    prose_rules_parse(VIEW(RULE("slow", "^(a|aa)+$") RULE("quick", "b")), &rules);
    prose_rules_check(&rules, &check, NULL);
    assert_true(rules.items[0].stopped);
    assert_string_equal(check.stopped, "slow");
    assert_false(rules.items[1].stopped);
    assert_int_equal(check.count, 1);
    assert_int_equal(check.marks[0].rule, 1);
    free(check.marks);
    prose_rules_finish(&rules);
    str_finish(&text);
}

static void long_paragraphs_are_cut_and_marks_bounded(void **state)
{
    (void)state;
    struct str text = {0};
    struct prose_rules rules;
    for (int i = 0; i < 20000; i++)
        str_add_text(&text, "word ");
    struct prose_check check = {.path = "x", .text = str_view(&text), .to = SIZE_MAX};
    prose_rules_parse(VIEW(RULE("word", "\\bword\\b")), &rules);
    prose_rules_check(&rules, &check, NULL);
    assert_int_equal(check.count, PROSE_MARKS_MAX);
    for (size_t i = 0; i < check.count; i++)
        assert_int_equal(check.marks[i].start, i * 5);
    free(check.marks);
    prose_rules_finish(&rules);
    str_finish(&text);
}

static void check_starter(const char *text, const char *rule)
{
    struct prose_rules rules;
    struct prose_check check = {.path = "drafts/a.md", .text = view_of(text), .to = SIZE_MAX};
    prose_rules_parse(prose_rules_starter(), &rules);
    assert_int_equal(rules.problem_count, 0);
    prose_rules_check(&rules, &check, NULL);
    const char *found = check.count ? rules.items[check.marks[0].rule].name : "";
    if (strcmp(found, rule) != 0)
        fail_msg("\"%s\": \"%s\", not \"%s\"", text, found, rule);
    free(check.marks);
    prose_rules_finish(&rules);
}

static void the_starter_set_marks_what_it_says(void **state)
{
    (void)state;
    check_starter("It's not a bug, it's a feature.", "not-x-but-y");
    check_starter("This isn't just a tool — it's a promise.", "not-x-but-y");
    check_starter("They are not words; they are doors.", "not-x-but-y");
    check_starter("It’s not the lamp. It’s the oil.", "not-x-but-y");
    check_starter("It is not raining.", "");
    check_starter("She went to the\nthe lighthouse.", "doubled-word");
    check_starter("The theory held.", "");
    check_starter("We basically waited.", "filler");
    check_starter("The lamp was lit, and seen by all.", "");
    check_starter("The letter was carried by the keeper.", "passive");
    check_starter("It might perhaps rain.", "hedge-on-hedge");
    check_starter("A testament to patience.", "worn-phrase");
    check_starter("Wind , rain and sea.", "blank-before-comma");
    check_starter("A plain sentence about a lamp in a window, and one about the sea.", "");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(rules_are_read),
    cmocka_unit_test(a_bad_rule_is_named_and_the_others_work),
    cmocka_unit_test(a_file_that_is_no_list_is_one_problem),
    cmocka_unit_test(matches_are_found_in_prose),
    cmocka_unit_test(only_the_paragraphs_that_changed_are_looked_at),
    cmocka_unit_test(a_slow_rule_is_stopped_and_the_others_go_on),
    cmocka_unit_test(long_paragraphs_are_cut_and_marks_bounded),
    cmocka_unit_test(the_starter_set_marks_what_it_says),
};

int main(void)
{
    return cmocka_run_group_tests(tests, NULL, NULL);
}
