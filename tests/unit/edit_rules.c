#include "tui/edit_rules.h"

#include "tests/unit/test.h"

#include <stdlib.h>

static struct prose_rule some_rule = {.name = (char *)"rule", .message = (char *)"Why."};
static const struct prose_rules some_rules = {.items = &some_rule, .count = 1};

/* What a check of `text` in [from, to) found: marks of two bytes at these places. */
static void take(struct edit_rules *edit, const char *text, size_t from, size_t to,
                 const size_t *starts, size_t count)
{
    struct prose_mark marks[8];
    struct prose_check check = {
        .text = view_of(text), .from = from, .to = to, .marks = marks, .count = count};
    for (size_t i = 0; i < count; i++)
        marks[i] = (struct prose_mark){starts[i], starts[i] + 2, 0};
    edit_rules_take(edit, &check);
}

static void assert_marks(const struct edit_rules *edit, const char *want)
{
    struct str out = {0};
    for (size_t i = 0; i < edit->count; i++)
        str_addf(&out, "%zu-%zu ", edit->marks[i].start, edit->marks[i].end);
    str_add_text(&out, "");
    assert_string_equal(str_text(&out), want);
    str_finish(&out);
}

static const char text[] = "0123456789012345678901234567890123456789";

static void begin(struct edit_rules *edit)
{
    static const size_t starts[] = {4, 10, 30};
    *edit = (struct edit_rules){0};
    edit_rules_begin(edit, &some_rules);
    take(edit, text, 0, sizeof(text) - 1, starts, 3);
    assert_marks(edit, "4-6 10-12 30-32 ");
    assert_true(edit->from >= edit->to); /* all is checked */
}

static void marks_move_with_the_text(void **state)
{
    (void)state;
    struct edit_rules edit;
    begin(&edit);
    edit_rules_changed(&edit, 8, 0, 5);
    assert_marks(&edit, "4-6 15-17 35-37 ");
    edit_rules_changed(&edit, 8, 5, 0);
    assert_marks(&edit, "4-6 10-12 30-32 ");
    edit_rules_changed(&edit, 11, 1, 1); /* inside of one */
    assert_marks(&edit, "4-6 30-32 ");
    edit_rules_changed(&edit, 6, 24, 0); /* between two: both stay */
    assert_marks(&edit, "4-6 6-8 ");
    edit_rules_finish(&edit);
}

static void what_changed_is_to_be_checked(void **state)
{
    (void)state;
    struct edit_rules edit;
    begin(&edit);
    edit_rules_changed(&edit, 20, 0, 3);
    assert_true(edit.from <= 20 && edit.to >= 23);
    edit_rules_changed(&edit, 2, 0, 4); /* what waits moves along */
    assert_true(edit.from <= 2 && edit.to >= 27);
    edit_rules_changed(&edit, 25, 2, 0);
    assert_true(edit.from <= 2 && edit.to >= 25);
    edit_rules_finish(&edit);
}

static void a_check_takes_the_place_of_its_paragraphs(void **state)
{
    (void)state;
    static const size_t found[] = {14};
    struct edit_rules edit;
    begin(&edit);
    edit_rules_changed(&edit, 11, 1, 1);
    take(&edit, text, 8, 20, found, 1);
    assert_marks(&edit, "4-6 14-16 30-32 ");
    assert_true(edit.from >= edit.to);
    edit_rules_finish(&edit);
}

static void another_fence_asks_for_all_anew(void **state)
{
    (void)state;
    struct edit_rules edit;
    struct prose_check check = {.text = view_of(text), .from = 8, .to = 20, .fences = 1};
    begin(&edit);
    edit_rules_changed(&edit, 11, 0, 1);
    edit_rules_take(&edit, &check);
    assert_int_equal(edit.from, 0);
    assert_int_equal(edit.to, SIZE_MAX);
    edit_rules_finish(&edit);
}

static void the_mark_at_a_place_is_told(void **state)
{
    (void)state;
    struct edit_rules edit;
    struct str line = {0};
    begin(&edit);
    assert_null(edit_rules_at(&edit, 3));
    assert_null(edit_rules_at(&edit, 6));
    assert_non_null(edit_rules_at(&edit, 5));
    edit_rules_add_line(&edit, edit_rules_at(&edit, 4), &line);
    assert_string_equal(str_text(&line), "hint · rule: Why.");
    edit.rules = NULL;
    assert_null(edit_rules_at(&edit, 5));
    str_finish(&line);
    edit_rules_finish(&edit);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(marks_move_with_the_text),
    cmocka_unit_test(what_changed_is_to_be_checked),
    cmocka_unit_test(a_check_takes_the_place_of_its_paragraphs),
    cmocka_unit_test(another_fence_asks_for_all_anew),
    cmocka_unit_test(the_mark_at_a_place_is_told),
};

int main(void)
{
    return cmocka_run_group_tests(tests, NULL, NULL);
}
