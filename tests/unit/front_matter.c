#include "tests/unit/test.h"

#include "core/markdown/front_matter.h"

static void check_none(struct view source)
{
    struct front_matter front;
    front_matter_read(source, &front);
    if (front.fields)
        fail_msg("\"%.*s\" has front matter", (int)(source.len < 40 ? source.len : 40),
                 source.data);
    assert_int_equal(front.body, 0);
    assert_int_equal(front.body_line, 1);
    front_matter_finish(&front);
}

static void fields_and_body(void **state)
{
    (void)state;
    struct view source = VIEW("---\ntitle: a\ntags:\n- x\n---\n\nbody\n");
    struct front_matter front;
    front_matter_read(source, &front);
    assert_non_null(front.fields);
    assert_string_equal(yaml_text(yaml_get(front.fields, "title"), ""), "a");
    assert_view_equal(view_slice(source, front.body, source.len), VIEW("\nbody\n"));
    assert_int_equal(front.body_line, 6);
    assert_int_equal(front_matter_extent(source), front.body);
    front_matter_finish(&front);
    assert_null(front.fields);
}

static void byte_order_mark_and_line_ends_of_windows(void **state)
{
    (void)state;
    struct view source = VIEW("\xEF\xBB\xBF---\t \r\ntitle: a\r\n--- \r\nbody");
    struct front_matter front;
    front_matter_read(source, &front);
    assert_non_null(front.fields);
    assert_string_equal(yaml_text(yaml_get(front.fields, "title"), ""), "a");
    assert_view_equal(view_slice(source, front.body, source.len), VIEW("body"));
    front_matter_finish(&front);
}

static void nothing_after_the_fence(void **state)
{
    (void)state;
    struct front_matter front;
    front_matter_read(VIEW("---\na: 1\n---"), &front);
    assert_non_null(front.fields);
    assert_int_equal(front.body, 12);
    front_matter_finish(&front);
    front_matter_read(VIEW("---\n---\n"), &front);
    assert_non_null(front.fields);
    assert_int_equal(front.fields->count, 0);
    front_matter_finish(&front);
}

static void what_is_none(void **state)
{
    (void)state;
    static const char *const none[] = {
        "",
        "---",
        "---\n",
        "---\na: 1\n",        /* no closing fence */
        "----\na: 1\n----\n", /* a rule */
        " ---\na: 1\n---\n",  /* not at the head of the line */
        "\n---\na: 1\n---\n", /* not in the first line */
        "---\na: 1\n ---\n",
        "---\njust words\n---\n", /* no mapping */
        "---\n- a\n---\n",
        "---\na: [\n---\n", /* malformed */
        "---\na: &x 1\nb: *x\n---\n",
    };
    for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
        check_none(view_of(none[i]));
    check_none(VIEW("---\na: \"\0\n---\n"));
}

static void over_a_mebibyte_is_none(void **state)
{
    (void)state;
    struct str source = {0};
    str_add_text(&source, "---\na: ");
    str_add_many(&source, 'x', ((size_t)1 << 20) - 4);
    str_add_text(&source, "\n---\n");
    struct front_matter front;
    front_matter_read(str_view(&source), &front);
    assert_non_null(front.fields);
    front_matter_finish(&front);
    str_replace(&source, 7, 7, VIEW("x"));
    assert_int_equal(front_matter_extent(str_view(&source)), 0);
    check_none(str_view(&source));
    str_finish(&source);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_and_body),
        cmocka_unit_test(byte_order_mark_and_line_ends_of_windows),
        cmocka_unit_test(nothing_after_the_fence),
        cmocka_unit_test(what_is_none),
        cmocka_unit_test(over_a_mebibyte_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
