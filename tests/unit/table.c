#include "tests/unit/render_text.h"

static void columns_are_aligned_by_their_marks(void **state)
{
    (void)state;
    assert_renders("| a | bcd | e |\n|:--|:-:|--:|\n| fgh | i | jkl |\n", 40,
                   "a   │ bcd │   e\n────┼─────┼────\nfgh │  i  │ jkl\n");
}

static void cells_wrap_when_the_page_is_narrow(void **state)
{
    (void)state;
    assert_renders("| a | b |\n|---|---|\n| one two three | four five |\n", 15,
                   "a      │ b\n───────┼───────\none    │ four\ntwo    │ five\nthree\n");
}

static void no_column_is_left_out(void **state)
{
    (void)state;
    struct render_options options = {.cols = 12};
    struct rendered rendered;
    struct view source = VIEW("abcdefgh|ijklmnop|qrstuvwx\n---|---|---\n1|2|3\n");
    assert_int_equal(render_markdown(source, &options, &rendered, NULL), STATUS_OK);
    char *text = rows_text(&rendered);
    assert_non_null(strstr(text, "1      │ 2      │ 3\n"));
    assert_int_equal(rendered.page.widest, 24);
    free(text);
    render_finish(&rendered);
}

static void short_and_long_rows_keep_their_cells(void **state)
{
    (void)state;
    assert_renders("|a|b|\n|-|-|\n|c|\n|d|e|f|\n", 40, "a │ b\n──┼───┼──\nc\nd │ e │ f\n");
}

static void bars_behind_a_backslash_are_text(void **state)
{
    (void)state;
    assert_renders("|a|\n|-|\n|b \\| `c\\|d`|\n", 40, "a\n───────\nb | c|d\n");
}

static void cells_hold_markdown(void **state)
{
    (void)state;
    assert_renders("|a|\n|-|\n|**b** [c](d) ~~e~~ [[f]] [r]|\n\n[r]: s\n", 40,
                   "a\n──────────────────\nb c[1] e f[2] r[3]\n\n────────\n[1] d\n[3] s\n");
}

static void tables_stand_in_quotes_and_after_text(void **state)
{
    (void)state;
    assert_renders("> |a|b|\n> |-|-|\n> |c|d|\n", 40, "│ a │ b\n│ ──┼──\n│ c │ d\n");
    assert_renders("text *x*\n|a|b|\n|-|-|\n", 40, "text x\n\na │ b\n──┼──\n");
}

static void what_has_no_row_of_dashes_is_text(void **state)
{
    (void)state;
    assert_renders("|a|b|\n|c|d|\n", 40, "|a|b| |c|d|\n");
    assert_renders("|a|b|\n|---|\n", 40, "|a|b| |---|\n");
}

static void wide_clusters_keep_columns_whole(void **state)
{
    (void)state;
    assert_renders("|日本|b|\n|-|-|\n|a|c|\n", 40, "日本 │ b\n─────┼──\na    │ c\n");
}

static void very_many_columns_run_on(void **state)
{
    (void)state;
    struct str source = {0};
    for (size_t row = 0; row < 3; row++) {
        for (size_t i = 0; i < 40; i++)
            str_add_text(&source, row == 1 ? "|-" : "|a");
        str_add_char(&source, '\n');
    }
    struct render_options options = {.cols = 20};
    struct rendered rendered;
    assert_int_equal(render_markdown(str_view(&source), &options, &rendered, NULL), STATUS_OK);
    assert_int_equal(rendered.page.widest, 19);
    assert_int_equal(rendered.page.row_count, 16);
    render_finish(&rendered);
    str_finish(&source);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_aligned_by_their_marks),
        cmocka_unit_test(cells_wrap_when_the_page_is_narrow),
        cmocka_unit_test(no_column_is_left_out),
        cmocka_unit_test(short_and_long_rows_keep_their_cells),
        cmocka_unit_test(bars_behind_a_backslash_are_text),
        cmocka_unit_test(cells_hold_markdown),
        cmocka_unit_test(tables_stand_in_quotes_and_after_text),
        cmocka_unit_test(what_has_no_row_of_dashes_is_text),
        cmocka_unit_test(wide_clusters_keep_columns_whole),
        cmocka_unit_test(very_many_columns_run_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
