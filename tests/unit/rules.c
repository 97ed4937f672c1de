#include "tests/unit/test.h"

#include "core/workspace/rules.h"

#include <stdlib.h>

static void globs_match_as_git_does(void **state)
{
    static const struct {
        const char *glob, *path;
        bool want;
    } cases[] = {
        {"a", "a", true},
        {"a", "b", false},
        {"a", "a/b", false},
        {"*", "abc", true},
        {"*", "a/b", false},
        {"*.md", "x.md", true},
        {"*.md", "d/x.md", false},
        {"**/x.md", "x.md", true},
        {"**/x.md", "a/b/x.md", true},
        {"a/**", "a", false},
        {"a/**", "a/b/c", true},
        {"a/**/z", "a/z", true},
        {"a/**/z", "a/b/c/z", true},
        {"a/**/z", "a/b/c/zz", false},
        {"a/**/b/**/c", "a/x/b/y/b/c", true},
        {"a**b", "axxb", true},
        {"a**b", "ax/b", false},
        {"?", "a", true},
        {"?", "/", false},
        {"a?c", "a/c", false},
        {"[a-c]x", "bx", true},
        {"[!a-c]x", "bx", false},
        {"[^a-c]x", "dx", true},
        {"[]x]", "]", true},
        {"[a-]", "-", true},
        {"[\\]]", "]", true},
        {"[[:digit:]]", "7", true},
        {"[[:digit:]]", "x", false},
        {"[[:nonsense:]]", "n", false},
        {"[ab", "a", false},
        {"[ab", "[ab", false},
        {"[a/b]c", "ac", true},
        {"\\*", "*", true},
        {"\\*", "x", false},
        {"a\\", "a\\", false},
        {"", "a", false},
        {"a", "", false},
        {"*a*b*c*", "xxaxxbxxcxx", true},
        {"*a*b*c*", "xxaxxcxxbxx", false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        if (rule_glob(view_of(cases[i].glob), view_of(cases[i].path)) != cases[i].want)
            fail_msg("%s against %s", cases[i].glob, cases[i].path);
}

/* Would take years with a match that tries every split. */
static void a_hostile_glob_ends(void **state)
{
    (void)state;
    struct str glob = {0}, path = {0};
    for (int i = 0; i < 60; i++)
        str_add_text(&glob, i % 10 == 9 ? "**/" : "*a");
    str_add_text(&glob, "b");
    for (int i = 0; i < 16; i++) {
        str_add_many(&path, 'a', 250);
        str_add_char(&path, '/');
    }
    str_add_char(&path, 'c');
    assert_false(rule_glob(str_view(&glob), str_view(&path)));
    str_finish(&glob);
    str_finish(&path);
}

static void lists_take_a_path_or_several(void **state)
{
    struct rules rules;
    (void)state;
    assert_int_equal(rules_parse(VIEW("self: me/\n"
                                      "memory: [./notes, 'journal/**/*.md']\n"
                                      "drafts:\n"
                                      "width: 90\n"),
                                 &rules, NULL),
                     STATUS_OK);
    assert_true(rules.self.set);
    assert_string_equal(rules.self.globs[0], "me");
    assert_int_equal(rules.memory.count, 2);
    assert_string_equal(rules.memory.globs[0], "notes");
    assert_false(rules.drafts.set);
    assert_false(rules.todo.set);
    assert_true(rule_list_match(&rules.memory, VIEW("notes/deep/er/x.md")));
    assert_true(rule_list_match(&rules.memory, VIEW("journal/2026/x.md")));
    assert_false(rule_list_match(&rules.memory, VIEW("other/notes/x.md")));
    assert_false(rule_list_match(&rules.drafts, VIEW("x.md")));
    rules_finish(&rules);
}

static void nothing_means_the_conventions(void **state)
{
    struct rules rules;
    (void)state;
    assert_int_equal(rules_parse(VIEW(""), &rules, NULL), STATUS_OK);
    assert_false(rules.self.set || rules.todo.set || rules.memory.set || rules.drafts.set);
    rules_finish(&rules);
}

static void what_makes_no_sense_names_its_line(void **state)
{
    static const char *const texts[] = {
        "width: 88\nself: ../other\n", "width: 88\nself: /etc\n",   "width: 88\nself: {a: b}\n",
        "width: 88\nself: [a, [b]]\n", "width: 88\nself: a/../b\n", "width: 88\nself: ''\n",
    };
    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        struct rules rules;
        struct error err;
        assert_int_equal(rules_parse(view_of(texts[i]), &rules, &err), STATUS_INVALID);
        if (!strstr(err.text, "line 2"))
            fail_msg("%s", err.text);
        assert_false(rules.self.set);
        assert_null(rules.self.globs);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(globs_match_as_git_does),
        cmocka_unit_test(a_hostile_glob_ends),
        cmocka_unit_test(lists_take_a_path_or_several),
        cmocka_unit_test(nothing_means_the_conventions),
        cmocka_unit_test(what_makes_no_sense_names_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
