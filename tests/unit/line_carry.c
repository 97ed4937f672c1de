#include "tests/unit/test.h"

#include "core/text/line_carry.h"

/* One paragraph of an older text, brought into a newer one. */

static void carries(const char *then, const char *now, size_t first, size_t last, const char *want)
{
    struct str out = {0};
    assert_true(line_carry(&out, view_of(then), view_of(now), first, last));
    assert_view_equal(str_view(&out), view_of(want));
    str_finish(&out);
}

static void a_paragraph_takes_the_place_of_what_it_became(void **state)
{
    (void)state;
    carries("a\n\nb\n\nc\n", "A\n\nB\n\nC\n", 3, 3, "A\n\nb\n\nC\n");
    carries("a\n\nb\n\nc\n", "new\n\na\n\nB\nB2\n\nc\n", 3, 3, "new\n\na\n\nb\n\nc\n");
    carries("a\nb\n\nc\n", "a\nb\n\nc\nd\n", 1, 2, "a\nb\n\nc\nd\n");
    carries("a\nb\nc\n", "a\nx\nb\nc\n", 1, 3, "a\nb\nc\n");
}

static void a_lost_paragraph_comes_back_with_its_blank_line(void **state)
{
    (void)state;
    carries("a\n\nb\n\nc\n", "a\n\nc\n", 3, 3, "a\n\nb\n\nc\n");
    carries("a\n\nb\n", "a\n", 3, 3, "a\n\nb\n");
    carries("a\n\nb\n", "", 1, 1, "a\n");
}

static void what_was_written_around_it_stays(void **state)
{
    (void)state;
    carries("a\nb\nc\n", "X\nY\n", 2, 2, "b\n\nX\nY\n");
    carries("a\nb\nc\nd\n", "X\nc\nd\n", 2, 3, "X\nb\nc\nd\n");
    carries("a\nb\nc\nd\n", "a\nb\nX\n", 2, 3, "a\nb\nc\nX\n");
}

static void a_paragraph_written_beside_it_stays(void **state)
{
    (void)state;
    carries("a\n\nthe old words\n", "a\n\nthe new words\n\nmore\n", 3, 3,
            "a\n\nthe old words\n\nmore\n");
    carries("a\n\nthe old words\n", "a\n\nmore\n\nthe new words\n", 3, 3,
            "a\n\nmore\n\nthe old words\n");
    carries("a\n\nold\n", "a\n\nnew\n\nmore\n", 3, 3, "a\n\nold\n\nnew\n\nmore\n");
}

static void a_missing_line_end_is_made(void **state)
{
    (void)state;
    carries("a\n\nb", "a\n\nB\n\nc", 3, 3, "a\n\nb\n\nB\n\nc");
    carries("a\n\nb", "a\n\nB\n", 3, 3, "a\n\nb");
    carries("b", "c\nb\nd", 1, 1, "b");
}

static void lines_that_are_not_there_are_refused(void **state)
{
    (void)state;
    struct str out = {0};
    assert_false(line_carry(&out, VIEW("a\n"), VIEW("b\n"), 0, 1));
    assert_false(line_carry(&out, VIEW("a\n"), VIEW("b\n"), 2, 2));
    assert_false(line_carry(&out, VIEW("a\nb\n"), VIEW("b\n"), 2, 1));
    assert_false(line_carry(&out, VIEW(""), VIEW("b\n"), 1, 1));
    assert_int_equal(out.len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_paragraph_takes_the_place_of_what_it_became),
        cmocka_unit_test(a_lost_paragraph_comes_back_with_its_blank_line),
        cmocka_unit_test(what_was_written_around_it_stays),
        cmocka_unit_test(a_paragraph_written_beside_it_stays),
        cmocka_unit_test(a_missing_line_end_is_made),
        cmocka_unit_test(lines_that_are_not_there_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
