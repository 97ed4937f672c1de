#include "tests/unit/test.h"

#include "core/store/change.h"
#include "core/text/cluster.h"

#include <stdlib.h>

static void everything_is_copied(void **state)
{
    (void)state;
    struct change_set set = {0};
    char path[] = "a.md", text[] = "new", old_text[] = "old";
    struct view old = view_of(old_text);
    change_set_write(&set, path, &old, view_of(text));
    change_set_write(&set, path, NULL, VIEW("z\0z"));
    change_set_delete(&set, path, old);
    change_set_rename(&set, path, "b.md", old);
    memset(path, 'X', 4);
    memset(text, 'X', 3);
    memset(old_text, 'X', 3);
    assert_int_equal(set.count, 4);
    assert_string_equal(set.items[0].path, "a.md");
    assert_true(set.items[0].was_there);
    assert_view_equal(str_view(&set.items[0].old), VIEW("old"));
    assert_view_equal(str_view(&set.items[0].text), VIEW("new"));
    assert_false(set.items[1].was_there);
    assert_view_equal(str_view(&set.items[1].text), VIEW("z\0z"));
    assert_int_equal(set.items[2].kind, CHANGE_DELETE);
    assert_true(set.items[2].was_there);
    assert_string_equal(set.items[3].from, "a.md");
    assert_string_equal(set.items[3].path, "b.md");
    change_set_finish(&set);
    assert_null(set.items);
    change_set_finish(&set);
}

static void must_become(const char *from, const char *want)
{
    struct change_set set = {0};
    change_set_subject(&set, "%s", from);
    assert_view_equal(view_of(set.subject), view_of(want));
    assert_true(cluster_width(view_of(set.subject)) <= 72);
    change_set_finish(&set);
}

#define TEN "1234567890"
#define SIXTY TEN TEN TEN TEN TEN TEN

static void a_subject_is_one_line_of_72_columns(void **state)
{
    (void)state;
    must_become("", "");
    must_become("todo: add \"x\"", "todo: add \"x\"");
    must_become("a\nb\tc\x1B[m\x7F\xC2\x9B\xE2\x80\xA8"
                "d\xFF",
                "a b c [m   d\xEF\xBF\xBD");
    must_become(SIXTY TEN "12", SIXTY TEN "12");
    must_become(SIXTY TEN "123", SIXTY TEN "1…");
    must_become(SIXTY TEN "日", SIXTY TEN "日");
    must_become(SIXTY TEN "1日", SIXTY TEN "1…");
    must_become(SIXTY "1234567日日", SIXTY "1234567日日");
    must_become(SIXTY "12345678日日日", SIXTY "12345678日…");
    must_become(SIXTY "123456789  and more", SIXTY "123456789…");
}

static void a_quote_that_is_cut_is_closed(void **state)
{
    (void)state;
    must_become("\"" SIXTY TEN "\"", "\"" SIXTY TEN "\"");
    must_become("\"" SIXTY TEN "1\"", "\"" SIXTY "123456789…\"");
    must_become("\"" SIXTY "\" and more words here", "\"" SIXTY "\" and more…");
    must_become(SIXTY TEN "\"12\"", SIXTY TEN "…");
}

static void a_second_subject_replaces_the_first(void **state)
{
    (void)state;
    struct change_set set = {0};
    change_set_subject(&set, "one");
    change_set_subject(&set, "todo: %d of %d", 2, 4);
    assert_string_equal(set.subject, "todo: 2 of 4");
    change_set_finish(&set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_is_copied),
        cmocka_unit_test(a_subject_is_one_line_of_72_columns),
        cmocka_unit_test(a_quote_that_is_cut_is_closed),
        cmocka_unit_test(a_second_subject_replaces_the_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
