#include "tests/unit/edit_text.h"

static void motions_go_by_cluster_line_and_word(void **state)
{
    (void)state;
    static const struct marked_case cases[] = {
        {"ab|c", "cursor-left", "a|bc"},
        {"|abc", "cursor-left", "|abc"},
        {"ab|c", "cursor-right", "abc|"},
        {"abc|", "cursor-right", "abc|"},
        {"a{bc}d", "cursor-left", "a|bcd"},
        {"a|{bc}d", "cursor-right", "abc|d"},
        {"a{b}cd", "select-right", "a{bc}d"},
        {"a|{b}cd", "select-right", "ab|cd"},
        {"ab|c", "select-left", "a|{b}c"},
        {"a|\r\nb", "cursor-right", "a\r\n|b"},
        {"a\r\n|b", "cursor-left", "a|\r\nb"},
        {"x👩‍👩‍👧|y", "cursor-left", "x|👩‍👩‍👧y"},
        {"x|🇩🇪🇫🇷y", "cursor-right", "x🇩🇪|🇫🇷y"},
        {"x🇩🇪🇫🇷|y", "cursor-left", "x🇩🇪|🇫🇷y"},
        {"e\xCC\x81|x", "cursor-left", "|e\xCC\x81x"},
        {"漢|字", "cursor-right", "漢字|"},
        {"שלום|", "cursor-left", "שלו|ם"},
        {"a\xFF|b", "cursor-left",
         "a|\xFF"
         "b"},
        {"one two| three", "word-left", "one |two three"},
        {"one| two", "word-right", "one two|"},
        {"it|'s", "word-right", "it's|"},
        {"a, |漢字 b", "word-right", "a, 漢字| b"},
        {"one |two", "select-word-right", "one {two}"},
        {"  ab|c", "line-start", "  |abc"},
        {"  |abc", "line-start", "|  abc"},
        {"|  abc", "line-start", "  |abc"},
        {"a|b\r\nc", "line-end", "ab|\r\nc"},
        {"a|b\nc", "text-end", "ab\nc|"},
        {"a\nb|", "text-start", "|a\nb"},
        {"a\nb|c", "select-line-start", "a\n|{b}c"},
        {"|a\nb\nc", "go-to-line;2", "a\n|b\nc"},
        {"|a\nb\nc", "go-to-line;99", "a\nb\n|c"},
    };
    marked_check_all(cases);
}

static void rows_keep_the_goal_column(void **state)
{
    (void)state;
    struct editor *editor = marked_editor("abcdef|\nx\nabcdefgh");
    struct error err;
    assert_int_equal(marked_run(editor, "cursor-down", &err), STATUS_OK);
    assert_int_equal(editor_cursor(editor), 8);
    assert_int_equal(marked_run(editor, "cursor-down", &err), STATUS_OK);
    assert_int_equal(editor_cursor(editor), 15);
    assert_int_equal(marked_run(editor, "cursor-down", &err), STATUS_OK);
    assert_int_equal(editor_cursor(editor), 17);
    assert_int_equal(marked_run(editor, "page-up;9", &err), STATUS_OK);
    assert_int_equal(marked_run(editor, "cursor-up", &err), STATUS_OK);
    assert_int_equal(editor_cursor(editor), 0);
    editor_free(editor);
}

static void prose_motions(void **state)
{
    (void)state;
    static const struct marked_case cases[] = {
        {"On|e. Two.", "sentence-next", "One. |Two."},
        {"See e.g. this|. Two.", "sentence-previous", "|See e.g. this. Two."},
        {"\"|One?\" Two", "sentence-next", "\"One?\" |Two"},
        {"One\ntw|o. Three", "sentence-next", "One\ntwo. |Three"},
        {"这|是。那是。", "sentence-next", "这是。|那是。"},
        {"One. Two|.\n\nThree.", "sentence-next", "One. Two.\n\n|Three."},
        {"- One.\n- T|wo.", "sentence-previous", "- One.\n- |Two."},
        {"- One.\n- |Two.", "sentence-previous", "- |One.\n- Two."},
        {"a|a\nbb\n\n\ncc", "paragraph-next", "aa\nbb\n\n\n|cc"},
        {"aa\nbb\n\n\nc|c", "paragraph-previous", "aa\nbb\n\n\n|cc"},
        {"aa\nbb\n\n\n|cc", "paragraph-previous", "|aa\nbb\n\n\ncc"},
        {"|# A\n\ntext\n\n## B\n", "heading-next", "# A\n\ntext\n\n|## B\n"},
        {"|x\n\nTitle\n=====\ny", "heading-next", "x\n\n|Title\n=====\ny"},
        {"|```\n# no\n```\n# yes", "heading-next", "```\n# no\n```\n|# yes"},
        {"# A\ntext|", "heading-previous", "|# A\ntext"},
    };
    marked_check_all(cases);
}

static void typing_and_deleting(void **state)
{
    (void)state;
    static const struct marked_case cases[] = {
        {"a|b", "insert;x", "ax|b"},
        {"a{bc}d", "insert;x", "ax|d"},
        {"ab|", "delete-back", "a|"},
        {"|", "delete-back", "|"},
        {"|", "delete-forward", "|"},
        {"a{bc}d", "delete-forward", "a|d"},
        {"x👩‍👩‍👧|", "delete-back", "x|"},
        {"x🇩🇪🇫🇷|", "delete-back", "x🇩🇪|"},
        {"a\r\n|b", "delete-back", "a|b"},
        {"a|\r\nb", "delete-forward", "a|b"},
        {"|\xCC\x81", "insert;e", "e\xCC\x81|"},
        {"one two|", "delete-word-back", "one |"},
        {"one| two.", "delete-word-forward", "one|."},
        {"a\nb|b\nc", "delete-line", "a\n|c"},
        {"a\nb|b", "delete-line", "a|"},
        {"a\r\nb|b", "delete-line", "a|"},
        {"|a", "delete-line", "|"},
        {"a\n{b\nc\n}d", "delete-line", "a\n|d"},
        {"a\nb|b\nc", "line-up", "b|b\na\nc"},
        {"a\nb|b", "line-up", "b|b\na"},
        {"a|a\nb", "line-down", "b\na|a"},
        {"a|a\n", "line-down", "a|a\n"},
        {"a|a\r\nb\n", "line-down", "b\r\na|a\n"},
        {"a\n{b\nc}\nd", "line-down", "a\nd\n{b\nc}"},
        {"a\n|{b\nc}\nd", "line-up", "|{b\nc}\na\nd"},
        {"|a\nb", "line-up", "|a\nb"},
    };
    marked_check_all(cases);
}

static void clipboard(void **state)
{
    (void)state;
    struct editor *editor = marked_editor("a{bc}d\r\ne");
    struct error err;
    struct str got = {0};
    assert_int_equal(marked_run(editor, "paste", &err), STATUS_ABSENT);
    assert_int_equal(marked_run(editor, "copy", &err), STATUS_OK);
    assert_view_equal(editor_clipboard(editor), VIEW("bc"));
    assert_int_equal(marked_run(editor, "cut", &err), STATUS_OK);
    assert_int_equal(marked_run(editor, "paste", &err), STATUS_OK);
    assert_int_equal(marked_run(editor, "paste", &err), STATUS_OK);
    marked_write(editor, &got);
    assert_view_equal(str_view(&got), VIEW("abcbc|d\r\ne"));
    assert_int_equal(marked_run(editor, "cut", &err), STATUS_OK);
    assert_view_equal(editor_clipboard(editor), VIEW("abcbcd\r\n"));
    assert_int_equal(marked_run(editor, "undo", &err), STATUS_OK);
    editor_paste(editor, view_from("x\ny\0z", 5));
    str_clear(&got);
    editor_add_text(editor, 0, SIZE_MAX, &got);
    assert_view_equal(str_view(&got), view_from("abcbcx\r\ny\0zd\r\ne", 15));
    str_finish(&got);
    editor_free(editor);
    marked_check("see {this} now", "paste;https://a.b/c", "see [this](https://a.b/c)| now");
    marked_check("see {http://x.y} now", "paste;https://a.b/c", "see https://a.b/c| now");
    marked_check("see {this} now", "paste;not an address", "see not an address| now");
    marked_check("a|b", "select-all", "{ab}");
}

static void undo_goes_to_the_beginning_and_back(void **state)
{
    (void)state;
    struct editor *editor = marked_editor("one|");
    struct error err;
    struct str got = {0};
    assert_false(editor_is_dirty(editor));
    editor_insert(editor, VIEW("a"));
    editor_insert(editor, VIEW("b"));
    editor_insert(editor, VIEW(" "));
    editor_insert(editor, VIEW("c"));
    assert_true(editor_is_dirty(editor));
    assert_int_equal(undo_count(editor_undo(editor)), 3); /* the first, "ab ", "c" */
    editor_mark_saved(editor);
    assert_false(editor_is_dirty(editor));
    assert_int_equal(marked_run(editor, "undo", &err), STATUS_OK);
    assert_true(editor_is_dirty(editor));
    assert_int_equal(marked_run(editor, "undo", &err), STATUS_OK);
    assert_int_equal(marked_run(editor, "undo", &err), STATUS_ABSENT);
    marked_write(editor, &got);
    assert_view_equal(str_view(&got), VIEW("one|"));
    assert_int_equal(marked_run(editor, "redo", &err), STATUS_OK);
    assert_int_equal(editor_go_to_state(editor, 2, &err), STATUS_OK);
    assert_false(editor_is_dirty(editor));
    assert_int_equal(editor_go_to_state(editor, 9, &err), STATUS_ABSENT);
    str_finish(&got);
    editor_free(editor);
}

static void a_group_is_one_step(void **state)
{
    (void)state;
    struct editor *editor = marked_editor("one|");
    struct error err;
    struct str got = {0};
    editor_insert(editor, VIEW("x"));
    editor_begin(editor);
    editor_insert(editor, VIEW("a"));
    editor_set_cursor(editor, 0, false);
    editor_begin(editor);
    editor_paste(editor, VIEW("b"));
    editor_end(editor);
    assert_int_equal(marked_run(editor, "delete-forward", &err), STATUS_OK);
    editor_end(editor);
    editor_insert(editor, VIEW("y"));
    assert_int_equal(undo_count(editor_undo(editor)), 4);
    assert_int_equal(marked_run(editor, "undo", &err), STATUS_OK);
    assert_int_equal(marked_run(editor, "undo", &err), STATUS_OK);
    marked_write(editor, &got);
    assert_view_equal(str_view(&got), VIEW("onex|"));
    str_finish(&got);
    editor_free(editor);
}

static void bookmarks_move_with_the_text(void **state)
{
    (void)state;
    struct editor *editor = marked_editor("one two|");
    struct error err;
    assert_int_equal(marked_run(editor, "bookmark-return", &err), STATUS_ABSENT);
    assert_int_equal(marked_run(editor, "bookmark", &err), STATUS_OK);
    editor_replace(editor, 0, 3, VIEW("fourteen"));
    editor_set_cursor(editor, 0, false);
    assert_int_equal(marked_run(editor, "bookmark-return", &err), STATUS_OK);
    assert_int_equal(editor_cursor(editor), 12);
    editor_free(editor);
}

static void wrong_calls_are_told(void **state)
{
    (void)state;
    struct editor *editor = marked_editor("a|");
    struct error err;
    assert_int_equal(marked_run(editor, "no-such", &err), STATUS_ABSENT);
    assert_int_equal(marked_run(editor, "insert", &err), STATUS_INVALID);
    assert_int_equal(marked_run(editor, "undo;1", &err), STATUS_INVALID);
    assert_int_equal(marked_run(editor, "go-to-line;x", &err), STATUS_INVALID);
    assert_int_equal(marked_run(editor, "go-to-line;0", &err), STATUS_INVALID);
    editor_free(editor);
}

static void words_are_counted_as_the_text_changes(void **state)
{
    (void)state;
    struct editor *editor = marked_editor("---\ntitle: x\n---\none two - three|");
    size_t words;
    assert_false(editor_words(editor, &words));
    assert_false(editor_count_words(editor, 4));
    assert_true(editor_count_words(editor, 1000));
    assert_true(editor_words(editor, &words));
    assert_int_equal(words, 3);
    editor_insert(editor, VIEW(" four five"));
    assert_true(editor_words(editor, &words));
    assert_int_equal(words, 5);
    editor_replace(editor, 20, 21, VIEW(""));
    assert_true(editor_words(editor, &words));
    assert_int_equal(words, 4);
    editor_free(editor);
}

static void numbers_for_the_status_line(void **state)
{
    (void)state;
    struct editor *editor = marked_editor("x\r\n{漢e\xCC\x81\r\n}z");
    assert_int_equal(editor_selected_clusters(editor, 1000), 3);
    editor_set_cursor(editor, 9, false);
    assert_int_equal(editor_column(editor), 3);
    assert_int_equal(editor_line_count(editor), 3);
    assert_int_equal(editor_line_of(editor, 9), 1);
    editor_free(editor);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(motions_go_by_cluster_line_and_word),
        cmocka_unit_test(rows_keep_the_goal_column),
        cmocka_unit_test(prose_motions),
        cmocka_unit_test(typing_and_deleting),
        cmocka_unit_test(clipboard),
        cmocka_unit_test(undo_goes_to_the_beginning_and_back),
        cmocka_unit_test(a_group_is_one_step),
        cmocka_unit_test(bookmarks_move_with_the_text),
        cmocka_unit_test(wrong_calls_are_told),
        cmocka_unit_test(words_are_counted_as_the_text_changes),
        cmocka_unit_test(numbers_for_the_status_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
