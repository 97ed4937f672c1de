#include "tests/unit/test.h"

#include "core/base/path.h"

#include <stdlib.h>

static void numbers_sort_by_value(void **state)
{
    (void)state;
    assert_true(path_compare(VIEW("5_b.md"), VIEW("10_a.md")) < 0);
    assert_true(path_compare(VIEW("02 x"), VIEW("2 x")) != 0);
    assert_true(path_compare(VIEW("a9999999999999999999999"), VIEW("a99999999999999999999990")) <
                0);
    assert_true(path_compare(VIEW("B"), VIEW("a")) > 0);
    assert_int_equal(path_compare(VIEW("same"), VIEW("same")), 0);
}

static void hostile_paths_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"",         "/etc/passwd", "a//b",  "a/./b",
                                      "../x",     "a/..",        "a/",    ".git",
                                      "a/.GIT/x", ".git. .",     "git~1", ".g\xE2\x80\x8Cit",
                                      "x\ny.md",  "a\x7F",       ".git:x"};
    struct error err;
    for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
        if (path_check(view_of(bad[i]), &err) != STATUS_REFUSED)
            fail_msg("\"%s\" was let through", bad[i]);
    char longest[257];
    memset(longest, 'a', 256);
    longest[256] = '\0';
    assert_int_equal(path_check(view_of(longest), &err), STATUS_REFUSED);
    assert_int_equal(path_check(view_of(longest + 1), &err), STATUS_OK);
    assert_int_equal(path_check(VIEW("memory/it's .github.md"), &err), STATUS_OK);
    assert_int_equal(path_check(VIEW(".gitignore"), &err), STATUS_OK);
}

static void parts(void **state)
{
    (void)state;
    assert_view_equal(path_name(VIEW("a/b.c.md")), VIEW("b.c.md"));
    assert_view_equal(path_stem(VIEW("a/b.c.md")), VIEW("b.c"));
    assert_view_equal(path_stem(VIEW("a/.hidden")), VIEW(".hidden"));
    assert_view_equal(path_folder(VIEW("a/b/c")), VIEW("a/b"));
    assert_view_equal(path_folder(VIEW("c")), VIEW(""));
    char *joined = path_join("", "x");
    assert_string_equal(joined, "x");
    free(joined);
    assert_true(path_is_markdown(VIEW("X.MD")));
    assert_false(path_is_markdown(VIEW(".md")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_sort_by_value),
        cmocka_unit_test(hostile_paths_are_refused),
        cmocka_unit_test(parts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
