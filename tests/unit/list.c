#include "tests/unit/test.h"

#include "tui/list.h"

#include <limits.h>

static void the_selection_stops_at_both_ends(void **state)
{
    (void)state;
    struct list list = {0};
    list_move(&list, -1, 5);
    assert_int_equal(list.selected, 0);
    list_move(&list, 3, 5);
    assert_int_equal(list.selected, 3);
    list_move(&list, LONG_MAX, 5);
    assert_int_equal(list.selected, 4);
    list_move(&list, LONG_MIN, 5);
    assert_int_equal(list.selected, 0);
    list_move(&list, 1, 0);
    assert_int_equal(list.selected, 0);
}

static void a_list_that_became_shorter_is_moved_in_from_its_end(void **state)
{
    (void)state;
    struct list list = {.selected = 90};
    list_move(&list, -1, 5);
    assert_int_equal(list.selected, 3);
    list = (struct list){.selected = 90};
    list_move(&list, 1, 5);
    assert_int_equal(list.selected, 4);
    list = (struct list){.selected = 90};
    list_move(&list, 0, 5);
    assert_int_equal(list.selected, 4);
}

static void the_selection_is_in_sight(void **state)
{
    (void)state;
    for (size_t count = 0; count < 12; count++)
        for (size_t rows = 0; rows < 14; rows++)
            for (size_t selected = 0; selected < 14; selected++)
                for (size_t top = 0; top < 14; top++) {
                    struct list list = {selected, top};
                    list_fit(&list, count, rows);
                    assert_true(list.selected < count || (!count && !list.selected));
                    if (rows && count) {
                        assert_true(list.top <= list.selected);
                        assert_true(list.selected < list.top + rows);
                        assert_true(list.top == 0 || list.top + rows <= count);
                    }
                }
}

static void a_list_in_sight_does_not_scroll(void **state)
{
    (void)state;
    struct list list = {.selected = 7, .top = 5};
    list_fit(&list, 20, 4);
    assert_int_equal(list.top, 5);
    list.selected = 9;
    list_fit(&list, 20, 4);
    assert_int_equal(list.top, 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_selection_stops_at_both_ends),
        cmocka_unit_test(a_list_that_became_shorter_is_moved_in_from_its_end),
        cmocka_unit_test(the_selection_is_in_sight),
        cmocka_unit_test(a_list_in_sight_does_not_scroll),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
