#include "tests/unit/test.h"

#include "core/text/cluster.h"
#include "core/text/page.h"

static void check_row(const struct page *page, size_t row, const char *want)
{
    struct str text = {0};
    page_add_row_text(page, row, &text);
    assert_view_equal(str_view(&text), view_of(want));
    str_finish(&text);
}

static void rows_hold_what_was_added(void **state)
{
    (void)state;
    struct page page = {0};
    assert_int_equal(page_add_text(&page, "日本", ROLE_HEADING, STYLE_BOLD), 4);
    page_add_blank(&page, 70);
    page_end_row(&page, 7);
    page_end_row(&page, 0);
    page_add(&page, VIEW("link"), ROLE_LINK, 0, 3);
    page_end_row(&page, 9);
    assert_int_equal(page.row_count, 3);
    assert_int_equal(page.widest, 74);
    assert_int_equal(page.rows[0].source, 7);
    check_row(&page, 1, "");
    check_row(&page, 2, "link");
    size_t count;
    const struct page_span *spans = page_row_spans(&page, 0, &count);
    assert_int_equal(count, 2);
    assert_view_equal(page_span_text(&page, &spans[0]), VIEW("日本"));
    assert_int_equal(spans[0].cols, 4);
    assert_int_equal(spans[1].cols, 70);
    page_row_spans(&page, 1, &count);
    assert_int_equal(count, 0);
    spans = page_row_spans(&page, 2, &count);
    assert_int_equal(spans[0].link, 3);
    assert_null(page_row_spans(&page, 3, &count));
    assert_int_equal(count, 0);
    page_finish(&page);
    assert_null(page.spans);
}

static void spans_of_one_style_are_joined(void **state)
{
    (void)state;
    struct page page = {0};
    page_add_text(&page, "a", ROLE_TEXT, 0);
    page_add_text(&page, "", ROLE_CODE, 0);
    page_add_text(&page, "é", ROLE_TEXT, 0);
    page_add_text(&page, "c", ROLE_TEXT, STYLE_BOLD);
    page_add(&page, VIEW("d"), ROLE_TEXT, STYLE_BOLD, 1);
    page_end_row(&page, 1);
    page_add(&page, VIEW("e"), ROLE_TEXT, STYLE_BOLD, 1);
    page_end_row(&page, 2);
    size_t count;
    assert_int_equal(page_row_spans(&page, 0, &count)->cols, 2);
    assert_int_equal(count, 3);
    page_row_spans(&page, 1, &count);
    assert_int_equal(count, 1);
    page_finish(&page);
}

static void untrusted_text_is_marked(void **state)
{
    (void)state;
    struct page page = {0};
    assert_int_equal(page_add(&page, VIEW("a\x1B[2Jb"), ROLE_CODE, STYLE_BOLD, 2), 7);
    page_end_row(&page, 1);
    check_row(&page, 0, "a^[[2Jb");
    size_t count;
    const struct page_span *spans = page_row_spans(&page, 0, &count);
    assert_int_equal(count, 3);
    assert_int_equal(spans[1].role, ROLE_MARK);
    assert_int_equal(spans[1].attrs, STYLE_BOLD | STYLE_REVERSE);
    assert_int_equal(spans[1].link, 2);
    assert_view_equal(page_span_text(&page, &spans[1]), VIEW("^["));
    assert_int_equal(spans[2].role, ROLE_CODE);
    page_finish(&page);
}

static void very_wide_rows_are_counted_right(void **state)
{
    (void)state;
    struct page page = {0};
    struct str text = {0};
    str_add_many(&text, 'x', 65536);
    for (int i = 0; i < 70000; i++)
        str_add_text(&text, "日");
    assert_int_equal(page_add(&page, str_view(&text), ROLE_TEXT, 0, 0), 65536 + 140000);
    page_end_row(&page, 1);
    size_t count, cols = 0, len = 0;
    const struct page_span *spans = page_row_spans(&page, 0, &count);
    for (size_t i = 0; i < count; i++) {
        cols += spans[i].cols;
        len += spans[i].len;
        assert_int_equal(cluster_width(page_span_text(&page, &spans[i])), spans[i].cols);
    }
    assert_int_equal(cols, page.widest);
    assert_int_equal(len, text.len);
    str_finish(&text);
    page_finish(&page);
}

static void spans_are_as_wide_as_their_text(void **state)
{
    (void)state;
    static const char *const parts[] = {
        "👍", "🏽", "🇩", "🇪🇫", "e", "\xCC\x81", "1", "\xE2\x83\xA3", "ب\xE2\x80\x8C", "ب"};
    struct page page = {0};
    for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
        page_add_text(&page, parts[i], ROLE_TEXT, 0);
    page_end_row(&page, 1);
    size_t count;
    const struct page_span *spans = page_row_spans(&page, 0, &count);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(cluster_width(page_span_text(&page, &spans[i])), spans[i].cols);
    page_finish(&page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_hold_what_was_added),
        cmocka_unit_test(spans_of_one_style_are_joined),
        cmocka_unit_test(spans_are_as_wide_as_their_text),
        cmocka_unit_test(untrusted_text_is_marked),
        cmocka_unit_test(very_wide_rows_are_counted_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
