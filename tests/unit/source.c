#include "tests/unit/test.h"

#include "core/markdown/source.h"

/* The rows, each ended by `$`. */
static void check(const char *language, struct view source, unsigned cols, const char *want)
{
    struct rendered out;
    struct render_options options = {.cols = cols};
    struct str got = {0};
    assert_int_equal(source_render(source, view_of(language), &options, &out, NULL), STATUS_OK);
    for (size_t row = 0; row < out.page.row_count; row++) {
        page_add_row_text(&out.page, row, &got);
        str_add_char(&got, '$');
    }
    assert_view_equal(str_view(&got), view_of(want));
    str_finish(&got);
    render_finish(&out);
}

static void lines_wrap_with_a_hanging_indent(void **state)
{
    (void)state;
    check("", VIEW("abcdefgh"), 4, "abcd$efgh$");
    check("", VIEW("  abcdefgh\n"), 6, "  abcd$  efgh$");
    check("markdown", VIEW("- abcdefgh"), 6, "- abcd$  efgh$");
    check("markdown", VIEW("> 10. abcdefghij"), 12, "> 10. abcdef$      ghij$");
    check("markdown", VIEW("          abcd"), 4, "    $    $   $  ab$  cd$");
}

static void prose_wraps_at_words(void **state)
{
    (void)state;
    check("markdown", VIEW("one two three"), 9, "one two$three$");
    check("markdown", VIEW("- one two"), 5, "- one$  two$");
    check("markdown", VIEW("one **two** x"), 8, "one$**two**$x$");
    check("markdown", VIEW("日本 日本"), 6, "日本$日本$");
    check("", VIEW("one two three"), 9, "one two t$hree$");
}

static void clusters_are_never_cut(void **state)
{
    (void)state;
    check("", VIEW("a日本b"), 4, "a日$本b$");
    check("", VIEW("日"), 1, "日$");
    check("", VIEW("日本"), 1, "日$本$");
    check("", VIEW("abcde\xCC\x81"), 5, "abcde\xCC\x81$");
    check("", VIEW("abcdee\xCC\x81"), 5, "abcde$e\xCC\x81$");
}

static void tabs_and_line_ends(void **state)
{
    (void)state;
    check("", VIEW("\ta\r\nab\tc\r\n"), 20, "    a$ab  c$");
    check("", VIEW("a\rb\n"), 20, "a^Mb$");
    check("", VIEW("\n\na"), 20, "$$a$");
    check("", VIEW(""), 20, "");
    check("", VIEW("ab\tc"), 2, "ab$  $c$");
    check("", VIEW("a\0\xFF\x1B"), 20, "a^@\xEF\xBF\xBD^[$");
}

static void headings_and_the_body_are_found(void **state)
{
    (void)state;
    struct rendered out;
    struct render_options options = {.cols = 10};
    struct view source =
        VIEW("---\na: a value that wraps\n---\n# One #\n\nTwo\n---\n\n```\n# no\n```\n");
    assert_int_equal(source_render(source, VIEW("markdown"), &options, &out, NULL), STATUS_OK);
    assert_int_equal(out.body_row, 4);
    assert_int_equal(out.heading_count, 2);
    assert_string_equal(out.headings[0].text, "One");
    assert_int_equal(out.headings[0].level, 1);
    assert_int_equal(out.headings[0].row, 4);
    assert_string_equal(out.headings[1].text, "Two");
    assert_int_equal(out.headings[1].level, 2);
    assert_int_equal(out.page.rows[out.headings[1].row].source, 6);
    render_finish(&out);
}

static void a_cancelled_page_is_empty(void **state)
{
    (void)state;
    struct rendered out;
    atomic_bool cancel = true;
    struct render_options options = {.cols = 10, .cancel = &cancel};
    assert_int_equal(source_render(VIEW("a\n"), VIEW("markdown"), &options, &out, NULL),
                     STATUS_CANCELLED);
    assert_int_equal(out.page.row_count, 0);
    assert_int_equal(source_render(VIEW("a\n"), VIEW("c"), &options, &out, NULL), STATUS_CANCELLED);
    render_finish(&out);
}

/* Blanks apart, each line's rows show the line as the filter does. */
static void check_whole(struct view line, unsigned cols)
{
    struct rendered out;
    struct render_options options = {.cols = cols};
    assert_int_equal(source_render(line, VIEW("markdown"), &options, &out, NULL), STATUS_OK);
    struct view shown = str_view(&out.page.text);
    size_t at = 0;
    for (size_t i = 0; i < line.len; i++) {
        if (line.data[i] == ' ' || line.data[i] == '\t')
            continue;
        while (at < shown.len && shown.data[at] == ' ')
            at++;
        if (at == shown.len || shown.data[at++] != line.data[i])
            fail_msg("\"%.*s\" at %u: \"%.*s\"", (int)line.len, line.data, cols, (int)shown.len,
                     shown.data);
    }
    render_finish(&out);
}

/* Every line of five bytes over those that mean something to Markdown. */
static void nothing_is_hidden(void **state)
{
    (void)state;
    static const char bytes[] = "*`[]<>-#|\\( ~a1.h\t_!";
    const unsigned long count = sizeof(bytes) - 1;
    for (unsigned long n = 0; n < count * count * count * count * count; n += 37) {
        char line[5];
        unsigned long rest = n;
        for (size_t i = 0; i < sizeof(line); i++, rest /= count)
            line[i] = bytes[rest % count];
        check_whole(view_from(line, sizeof(line)), (unsigned)(n % 7));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_wrap_with_a_hanging_indent),
        cmocka_unit_test(prose_wraps_at_words),
        cmocka_unit_test(clusters_are_never_cut),
        cmocka_unit_test(tabs_and_line_ends),
        cmocka_unit_test(headings_and_the_body_are_found),
        cmocka_unit_test(a_cancelled_page_is_empty),
        cmocka_unit_test(nothing_is_hidden),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
