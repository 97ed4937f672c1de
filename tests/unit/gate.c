#include "core/markdown/gate.h"
#include "tests/unit/render_text.h"

static struct str repeat(const char *text, size_t count)
{
    struct str out = {0};
    for (size_t i = 0; i < count; i++)
        str_add_text(&out, text);
    return out;
}

static bool refuses(const char *text, size_t count)
{
    struct str source = repeat(text, count);
    bool refused = gate_refuse(str_view(&source)) != NULL;
    str_finish(&source);
    return refused;
}

static void honest_documents_pass_at_any_size(void **state)
{
    (void)state;
    assert_false(refuses("- [ ] Write the *letter* to [the reader](a.md)\n", 20000));
    assert_false(refuses("| a cell | `code` | **bold** |\n", 50000));
    assert_false(refuses("[![a badge](x.svg)](y) ", 20000));
    assert_false(refuses("> quoted\n> > twice\n\n", 50000));
    assert_false(refuses("                                                  code\n", 1000));
}

static void depth_is_refused(void **state)
{
    (void)state;
    assert_false(refuses("> ", 90));
    assert_true(refuses("> ", 110));
    assert_true(refuses("- ", 110));
    assert_true(refuses("1. ", 110));
    assert_true(refuses("> - ", 60));
}

static void a_deep_staircase_is_refused(void **state)
{
    (void)state;
    struct str source = {0};
    for (size_t i = 0; i < 300; i++) {
        str_add_many(&source, ' ', 2 * i);
        str_add_text(&source, "- a\n");
    }
    assert_non_null(gate_refuse(str_view(&source)));
    str_finish(&source);
}

static void marks_are_refused_when_dense_and_many(void **state)
{
    (void)state;
    assert_false(refuses("[", 10000));
    assert_true(refuses("[", 1000000));
    assert_true(refuses("*a ", 300000));
    assert_true(refuses("![[]()", 20000));
}

static void what_is_refused_is_plain_text_with_a_notice(void **state)
{
    (void)state;
    struct str source = repeat("> ", 200);
    struct render_options options = {.cols = 30};
    struct rendered rendered;
    str_add_text(&source, "word\n");
    assert_int_equal(render_markdown(str_view(&source), &options, &rendered, NULL), STATUS_OK);
    assert_non_null(rendered.notice);
    char *text = rows_text(&rendered);
    assert_non_null(strstr(text, "word"));
    assert_null(strstr(text, "│"));
    free(text);
    render_finish(&rendered);
    str_finish(&source);
}

static void boxes_leave_room_for_text(void **state)
{
    (void)state;
    struct str source = repeat("> ", 50);
    struct render_options options = {.cols = 20};
    struct rendered rendered;
    str_add_text(&source, "abcdefgh\n");
    assert_int_equal(render_markdown(str_view(&source), &options, &rendered, NULL), STATUS_OK);
    assert_int_equal(rendered.page.row_count, 1);
    assert_int_equal(rendered.page.widest, 18);
    render_finish(&rendered);
    str_finish(&source);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(honest_documents_pass_at_any_size),
        cmocka_unit_test(depth_is_refused),
        cmocka_unit_test(a_deep_staircase_is_refused),
        cmocka_unit_test(marks_are_refused_when_dense_and_many),
        cmocka_unit_test(what_is_refused_is_plain_text_with_a_notice),
        cmocka_unit_test(boxes_leave_room_for_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
