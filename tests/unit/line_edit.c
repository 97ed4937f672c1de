#include "tests/unit/test.h"

#include "core/text/line_edit.h"

#define check_line(line, before, after)                                                            \
    do {                                                                                           \
        struct view all_ = str_view(&(line)->text);                                                \
        assert_view_equal(view_slice(all_, 0, (line)->cursor), view_of(before));                   \
        assert_view_equal(view_slice(all_, (line)->cursor, all_.len), view_of(after));             \
    } while (0)

#define FARMER "🧑\xE2\x80\x8D🌾"

static void moving_goes_by_cluster(void **state)
{
    (void)state;
    struct line_edit line = {0};
    line_edit_set(&line, VIEW("a" FARMER "e\xCC\x81🇩🇪"));
    check_line(&line, "a" FARMER "e\xCC\x81🇩🇪", "");
    line_edit_right(&line);
    line_edit_left(&line);
    check_line(&line, "a" FARMER "e\xCC\x81", "🇩🇪");
    line_edit_left(&line);
    line_edit_left(&line);
    check_line(&line, "a", FARMER "e\xCC\x81🇩🇪");
    line_edit_right(&line);
    check_line(&line, "a" FARMER, "e\xCC\x81🇩🇪");
    line_edit_home(&line);
    line_edit_left(&line);
    check_line(&line, "", "a" FARMER "e\xCC\x81🇩🇪");
    line_edit_end(&line);
    assert_int_equal(line.cursor, line.text.len);
    line_edit_finish(&line);
}

static void deleting_takes_whole_clusters(void **state)
{
    (void)state;
    struct line_edit line = {0};
    line_edit_set(&line, VIEW("a" FARMER "b\xFF"));
    line_edit_delete(&line);
    line_edit_backspace(&line);
    check_line(&line, "a" FARMER "b", "");
    line_edit_left(&line);
    line_edit_backspace(&line);
    check_line(&line, "a", "b");
    line_edit_delete(&line);
    line_edit_backspace(&line);
    line_edit_backspace(&line);
    line_edit_delete(&line);
    line_edit_delete_word(&line);
    check_line(&line, "", "");
    line_edit_finish(&line);
}

static void words_are_stepped_over_and_deleted(void **state)
{
    (void)state;
    struct line_edit line = {0};
    line_edit_set(&line, VIEW("one, über_2  नमस्ते!"));
    line_edit_word_left(&line);
    check_line(&line, "one, über_2  ", "नमस्ते!");
    line_edit_word_left(&line);
    check_line(&line, "one, ", "über_2  नमस्ते!");
    line_edit_word_right(&line);
    check_line(&line, "one, über_2", "  नमस्ते!");
    line_edit_word_right(&line);
    line_edit_word_right(&line);
    check_line(&line, "one, über_2  नमस्ते!", "");
    line_edit_delete_word(&line);
    check_line(&line, "one, über_2  ", "");
    line_edit_home(&line);
    line_edit_word_right(&line);
    line_edit_delete_to_end(&line);
    check_line(&line, "one", "");
    line_edit_left(&line);
    line_edit_delete_to_start(&line);
    check_line(&line, "", "e");
    line_edit_finish(&line);
}

static void what_is_inserted_stays_one_line(void **state)
{
    (void)state;
    struct line_edit line = {0};
    line_edit_insert(&line, VIEW("a\r\nb\tc\x1B[0m\x7F\xC2\x9B\0z"));
    check_line(&line, "a  b c[0mz", "");
    line_edit_home(&line);
    line_edit_insert(&line, VIEW("é"));
    check_line(&line, "é", "a  b c[0mz");
    line_edit_set(&line, view_slice(str_view(&line.text), 0, 3));
    check_line(&line, "éa", "");
    line_edit_finish(&line);
}

static void the_cursor_never_stands_inside_a_cluster(void **state)
{
    (void)state;
    struct line_edit line = {0};
    line_edit_set(&line, VIEW("ex\xCC\x81z"));
    line_edit_home(&line);
    line_edit_right(&line);
    line_edit_insert(&line, VIEW("\xCC\x82"));
    check_line(&line, "e\xCC\x82", "x\xCC\x81z");
    line_edit_set(&line, VIEW("🇩x🇪"));
    line_edit_left(&line);
    line_edit_backspace(&line);
    check_line(&line, "🇩🇪", "");
    line_edit_finish(&line);
}

static void what_is_typed_takes_the_place_of_what_is_selected(void **state)
{
    (void)state;
    struct line_edit line = {0};
    line_edit_select(&line);
    assert_false(line.selected);
    line_edit_set(&line, VIEW("as it was"));
    line_edit_select(&line);
    line_edit_insert(&line, VIEW("n"));
    line_edit_insert(&line, VIEW("ew"));
    check_line(&line, "new", "");
    line_edit_select(&line);
    line_edit_backspace(&line);
    check_line(&line, "", "");
    line_edit_set(&line, VIEW("as it was"));
    line_edit_select(&line);
    line_edit_word_left(&line);
    line_edit_delete_to_end(&line);
    check_line(&line, "as it ", "");
    line_edit_select(&line);
    line_edit_delete_to_end(&line);
    check_line(&line, "", "");
    line_edit_finish(&line);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moving_goes_by_cluster),
        cmocka_unit_test(deleting_takes_whole_clusters),
        cmocka_unit_test(words_are_stepped_over_and_deleted),
        cmocka_unit_test(what_is_inserted_stays_one_line),
        cmocka_unit_test(what_is_typed_takes_the_place_of_what_is_selected),
        cmocka_unit_test(the_cursor_never_stands_inside_a_cluster),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
