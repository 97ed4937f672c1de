#include "tests/unit/test.h"

#include "tui/edit_margin.h"
#include "tui/edit_numbers.h"

static const char signs[] = {
    [EDIT_SAME] = '.', [EDIT_ADDED] = '+', [EDIT_CHANGED] = '~', [EDIT_REMOVED] = '_'};

static void shows(const struct edit_margin *margin, const char *want)
{
    char got[32] = "";
    for (size_t i = 0; want[i]; i++)
        got[i] = signs[edit_margin_at(margin, i)];
    assert_string_equal(got, want);
}

static void each_line_shows_what_became_of_it(void **state)
{
    (void)state;
    static const struct {
        const char *committed, *text, *want;
    } cases[] = {
        {"a\nb\nc\n", "a\nb\nc\n", "..."},
        {"a\nb\nc\n", "a\nx\nc\n", ".~."},
        {"a\nb\nc\n", "a\nx\nb\nc\n", ".+.."},
        {"a\nb\nc\n", "a\nc\n", "_."},
        {"a\nb\nc\n", "b\nc\n", "_."},
        {"a\nb\nc\n", "a\nb\n", "._"},
        {"a\nb\nc\n", "x\ny\nz\nb\nc\n", "~~~.."},
        {"", "a\nb\n", "++"},
        {"a\n", "a", "~"},
        {"a\nb\n", "", "_"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct edit_margin margin = {0};
        edit_margin_compare(&margin, view_of(cases[i].committed), view_of(cases[i].text));
        shows(&margin, cases[i].want);
        edit_margin_finish(&margin);
    }
}

static void counts_are_those_of_git(void **state)
{
    (void)state;
    struct edit_margin margin = {0};
    edit_margin_compare(&margin, VIEW("a\nb\nc\n"), VIEW("a\nx\ny\n"));
    assert_int_equal(margin.added, 2);
    assert_int_equal(margin.removed, 2);
    edit_margin_finish(&margin);
}

static void marks_move_with_their_lines(void **state)
{
    (void)state;
    struct edit_margin margin = {0};
    edit_margin_compare(&margin, VIEW("a\nb\nc\nd\n"), VIEW("a\nb\nx\nd\n"));
    shows(&margin, "..~.");
    edit_margin_shift(&margin, 0, 0, 2); /* two lines typed above */
    shows(&margin, "....~.");
    edit_margin_shift(&margin, 1, 2, 0);
    shows(&margin, "..~.");
    edit_margin_shift(&margin, 2, 0, 1); /* a line typed in it */
    shows(&margin, "..~~.");
    edit_margin_finish(&margin);
}

static void steps_go_round(void **state)
{
    (void)state;
    struct edit_margin margin = {0};
    assert_true(edit_margin_next(&margin, 0) == SIZE_MAX);
    assert_true(edit_margin_previous(&margin, 0) == SIZE_MAX);
    edit_margin_compare(&margin, VIEW("a\nb\nc\nd\ne\n"), VIEW("a\nx\nc\ny\ne\n"));
    assert_int_equal(edit_margin_next(&margin, 0), 0);
    assert_int_equal(edit_margin_next(&margin, 1), 1);
    assert_int_equal(edit_margin_next(&margin, 3), 0);
    assert_int_equal(edit_margin_previous(&margin, 3), 0);
    assert_int_equal(edit_margin_previous(&margin, 1), 1);
    edit_margin_finish(&margin);
}

static void tokens_and_minutes_are_estimates(void **state)
{
    (void)state;
    assert_int_equal(edit_numbers_tokens(0, 0), 0);
    assert_int_equal(edit_numbers_tokens(400, 60), 100); /* by bytes */
    assert_int_equal(edit_numbers_tokens(300, 90), 120); /* by words */
    assert_int_equal(edit_numbers_minutes(100), 0);
    assert_int_equal(edit_numbers_minutes(220), 1);
    assert_int_equal(edit_numbers_minutes(1100), 5);
}

static void narrow_numbers_leave_out_the_least(void **state)
{
    (void)state;
    struct edit_view view = {0};
    struct str out = {0};
    struct str text = {0};
    for (int i = 0; i < 300; i++)
        str_add_text(&text, "word ");
    edit_view_open(&view, "/nowhere", "drafts/a.md",
                   shared_text_copy(VIEW("---\ntarget: 300-400\n---\n\nSome words.\n")), -1);
    editor_count_words(view.editor, 1 << 20);
    edit_numbers_add(&view, 200, &out);
    assert_string_equal(str_text(&out), "▱▱▱▱▱ 2 of 300-400 words · ~10 tokens · 1:1");
    edit_numbers_add(&view, 40, &out);
    assert_string_equal(str_text(&out), "▱▱▱▱▱ 2 of 300-400 words · 1:1");
    edit_view_close(&view);
    edit_view_open(&view, "/nowhere", "drafts/a.md", shared_text_copy(str_view(&text)), -1);
    editor_count_words(view.editor, 1 << 20);
    edit_numbers_add(&view, 200, &out);
    assert_string_equal(str_text(&out), "300 words · 1 min · ~400 tokens · 1:1");
    edit_numbers_add(&view, 30, &out);
    assert_string_equal(str_text(&out), "300 words · 1 min · 1:1");
    edit_numbers_add(&view, 5, &out);
    assert_string_equal(str_text(&out), "300 words · 1:1");
    edit_view_close(&view);
    str_finish(&text);
    str_finish(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_line_shows_what_became_of_it),
        cmocka_unit_test(counts_are_those_of_git),
        cmocka_unit_test(marks_move_with_their_lines),
        cmocka_unit_test(steps_go_round),
        cmocka_unit_test(tokens_and_minutes_are_estimates),
        cmocka_unit_test(narrow_numbers_leave_out_the_least),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
