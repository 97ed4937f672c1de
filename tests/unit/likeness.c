#include "tests/unit/test.h"

#include "core/text/likeness.h"

static uint64_t shared(const char *a, const char *b)
{
    struct likeness left, right;
    likeness_make(&left, view_of(a));
    likeness_make(&right, view_of(b));
    uint64_t bytes = likeness_shared(&left, &right);
    assert_int_equal(likeness_shared(&right, &left), bytes);
    likeness_finish(&left);
    likeness_finish(&right);
    return bytes;
}

static void lines_count_wherever_they_stand(void **state)
{
    (void)state;
    assert_int_equal(shared("one\ntwo\nthree\n", "three\none\n"), 10);
    assert_int_equal(shared("one\none\n", "one\n"), 4);
    assert_int_equal(shared("one\n", "two\n"), 0);
    assert_int_equal(shared("", "one\n"), 0);
}

static void a_last_line_counts_without_its_end(void **state)
{
    (void)state;
    assert_int_equal(shared("one\ntwo", "zero\ntwo"), 3);
}

static void a_cr_before_lf_counts_in_binary_texts_alone(void **state)
{
    struct likeness dos, unix_text;
    (void)state;
    assert_int_equal(shared("one\r\ntwo\r\n", "one\ntwo\n"), 8);
    likeness_make(&dos, VIEW("\0one\r\n"));
    likeness_make(&unix_text, VIEW("\0one\n"));
    assert_int_equal(likeness_shared(&dos, &unix_text), 0);
    likeness_finish(&dos);
    likeness_finish(&unix_text);
}

static void long_lines_count_in_pieces(void **state)
{
    struct str a = {0}, b = {0};
    (void)state;
    str_add_many(&a, 'x', 64);
    str_add_many(&a, 'y', 64);
    str_add(&b, str_view(&a));
    str_add_text(&a, "end");
    str_add_text(&b, "another");
    assert_int_equal(shared(str_text(&a), str_text(&b)), 128);
    str_finish(&a);
    str_finish(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_count_wherever_they_stand),
        cmocka_unit_test(a_last_line_counts_without_its_end),
        cmocka_unit_test(a_cr_before_lf_counts_in_binary_texts_alone),
        cmocka_unit_test(long_lines_count_in_pieces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
