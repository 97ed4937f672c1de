#include "tests/unit/edit_text.h"

static void newline_goes_on_with_lists_quotes_and_tasks(void **state)
{
    (void)state;
    static const struct marked_case cases[] = {
        {"a|b", "newline", "a\n|b"},
        {"- a|", "newline", "- a\n- |"},
        {"- a| b", "newline", "- a\n- |b"},
        {"* a|\r\n", "newline", "* a\r\n* |\r\n"},
        {"  - a|", "newline", "  - a\n  - |"},
        {"-   a|", "newline", "-   a\n-   |"},
        {"|- a", "newline", "\n|- a"},
        {"-| a", "newline", "-\n| a"},
        {"- [x] a|", "newline", "- [x] a\n- [ ] |"},
        {"1. a|", "newline", "1. a\n2. |"},
        {"9) a|\n10) b", "newline", "9) a\n10) |\n11) b"},
        {"1. a|\n2. b\n3. c\n\ntext", "newline", "1. a\n2. |\n3. b\n4. c\n\ntext"},
        {"1. a|\n   more\n2. b", "newline", "1. a\n2. |\n   more\n3. b"},
        {"1. a|\n   - x\n2. b\n- y\n2. z", "newline", "1. a\n2. |\n   - x\n3. b\n- y\n2. z"},
        {"1. a|\n1. b\n1. c", "newline", "1. a\n1. |\n1. b\n1. c"},
        {"> a|", "newline", "> a\n> |"},
        {"> > a|", "newline", "> > a\n> > |"},
        {"> - a|", "newline", "> - a\n> - |"},
        {"- a\n- |", "newline", "- a\n|"},
        {"- a\n- [ ] |", "newline", "- a\n|"},
        {"- a\n  - |", "newline", "- a\n- |"},
        {"> a\n> |", "newline", "> a\n|"},
        {"> > a\n> > |", "newline", "> > a\n> |"},
        {"1. a\n2. |", "newline", "1. a\n|"},
        {"> - a\n> - |", "newline", "> - a\n> |"},
        {"    a|", "newline", "    a\n    |"},
        {"   |", "newline", "   \n|"},
        {"***|", "newline", "***\n|"},
        {"- - -|", "newline", "- - -\n|"},
        {"-a|", "newline", "-a\n|"},
        {"```\n- a|", "newline", "```\n- a\n|"},
        {"- a {b} c", "newline", "- a \n- |c"},
    };
    marked_check_all(cases);
}

static void tab_moves_items_with_what_is_below_them(void **state)
{
    (void)state;
    static const struct marked_case cases[] = {
        {"a|b", "tab", "a   |b"},
        {"- a\n- b|", "tab", "- a\n  - b|"},
        {"1. a\n2. b|\n   - x\n3. c", "tab", "1. a\n   1. b|\n      - x\n2. c"},
        {"- a\n  - b\n- c|", "tab", "- a\n  - b\n  - c|"},
        {"1. a\n   1. b\n2. c|", "tab", "1. a\n   1. b\n   2. c|"},
        {"> - a\n> - b|", "tab", "> - a\n>   - b|"},
        {"- a\n  - b|\n    - c\n  - d", "backtab", "- a\n- b|\n  - c\n  - d"},
        {"1. a\n   1. b|\n   2. c", "backtab", "1. a\n2. b|\n   1. c"},
        {"- a|", "backtab", "- a|"},
        {"    a|", "backtab", "a|"},
        {"\ta|", "backtab", "a|"},
        {"{a\nb}", "tab", "{    a\n    b}"},
        {"{    a\n  b}", "backtab", "{a\nb}"},
        {"- a\n{- b\n- c}", "tab", "- a\n{  - b\n  - c}"},
    };
    marked_check_all(cases);
}

static void tasks_are_toggled(void **state)
{
    (void)state;
    static const struct marked_case cases[] = {
        {"- [ ] a|", "toggle-task", "- [x] a|"}, {"- [x] a|", "toggle-task", "- [ ] a|"},
        {"- [/] a|", "toggle-task", "- [ ] a|"}, {"- a|", "toggle-task", "- [ ] a|"},
        {"a|", "toggle-task", "- [ ] a|"},       {"> 1. a|", "toggle-task", "> 1. [ ] a|"},
        {"-|", "toggle-task", "- [ ] |"},        {"|", "toggle-task", "- [ ] |"},
    };
    marked_check_all(cases);
}

static void marks_are_put_and_taken(void **state)
{
    (void)state;
    static const struct marked_case cases[] = {
        {"a {bc} d", "toggle-bold", "a **{bc}** d"},
        {"a **{bc}** d", "toggle-bold", "a {bc} d"},
        {"a {**bc**} d", "toggle-bold", "a {bc} d"},
        {"a **{bc}** d", "toggle-italic", "a ***{bc}*** d"},
        {"a ***{bc}*** d", "toggle-bold", "a *{bc}* d"},
        {"a *{bc}* d", "toggle-bold", "a ***{bc}*** d"},
        {"a *{bc}* d", "toggle-italic", "a {bc} d"},
        {"a{ bc }d", "toggle-italic", "a *{bc}* d"},
        {"a b|c d", "toggle-bold", "a **b|c** d"},
        {"a **b|c** d", "toggle-bold", "a b|c d"},
        {"a bc|", "toggle-code", "a `bc|`"},
        {"a |", "toggle-bold", "a **|**"},
        {"| a", "toggle-bold", "**|** a"},
        {"a **|**", "toggle-bold", "a |"},
    };
    marked_check_all(cases);
    struct editor *editor = marked_editor("{a\n\nb}");
    struct error err;
    assert_int_equal(marked_run(editor, "toggle-bold", &err), STATUS_INVALID);
    editor_free(editor);
}

static void links(void **state)
{
    (void)state;
    static const struct marked_case cases[] = {
        {"a {b} c", "link;https://x.y", "a [b](https://x.y)| c"},
        {"a {b} c", "link", "a [b](|) c"},
        {"a | c", "link;https://x.y", "a [|](https://x.y) c"},
        {"a {https://x.y} c", "link", "a [|](https://x.y) c"},
        {"{b}", "link;https://x.y/)", "[b](<https://x.y/)>)|"},
        {"{b}", "link;https://x.y/(z)", "[b](https://x.y/(z))|"},
    };
    marked_check_all(cases);
}

/* Runs `line` twice: the second time must change nothing. */
static void check_twice(const char *before, const char *line, const char *after)
{
    marked_check(before, line, after);
    struct editor *editor = marked_editor(before);
    struct error err;
    assert_int_equal(marked_run(editor, line, &err), STATUS_OK);
    uint64_t version = editor_version(editor);
    assert_int_equal(marked_run(editor, line, &err), STATUS_OK);
    assert_int_equal(editor_version(editor), version);
    editor_free(editor);
}

static void reflow_fills_paragraphs_and_is_idempotent(void **state)
{
    (void)state;
    static const struct marked_case cases[] = {
        {"aa bb\ncc| dd ee", "reflow;8", "aa bb cc|\ndd ee"},
        {"aa   bb|", "reflow;8", "aa bb|"},
        {"x\n\naa bb cc dd|\n\ny", "reflow;5", "x\n\naa bb\ncc dd|\n\ny"},
        {"- aa bb cc|", "reflow;7", "- aa bb\n  cc|"},
        {"12. aa bb cc|", "reflow;9", "12. aa bb\n    cc|"},
        {"- [ ] aa bb cc|", "reflow;11", "- [ ] aa bb\n  cc|"},
        {"- aa|\n  bb\n- cc", "reflow;20", "- aa| bb\n- cc"},
        {"> aa bb cc|", "reflow;7", "> aa bb\n> cc|"},
        {"> aa\n> bb|", "reflow;20", "> aa bb|"},
        {"aa  \nbb cc|", "reflow;20", "aa  \nbb cc|"},
        {"aa\\\nbb cc|", "reflow;20", "aa\\\nbb cc|"},
        {"aa bb 1. cc|", "reflow;6", "aa\nbb 1.\ncc|"},
        {"aa bb - cc|", "reflow;5", "aa\nbb -\ncc|"},
        {"aa # b|", "reflow;3", "aa #\nb|"},
        {"漢字漢字漢字|", "reflow;8", "漢字漢字\n漢字|"},
        {"漢字\n漢字|", "reflow;20", "漢字漢字|"},
        {"漢字漢字。漢|", "reflow;8", "漢字漢\n字。漢|"},
        {"한국 말\n한국|", "reflow;20", "한국 말 한국|"},
        {"aa bb|\r\ncc\r\n", "reflow;5", "aa bb|\r\ncc\r\n"},
        {"aaaaaaaaa bb|", "reflow;4", "aaaaaaaaa\nbb|"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
        check_twice(cases[i].before, cases[i].line, cases[i].after);
    static const char *const none[] = {"# he|ading text", "|", "```\nco|de here\n```",
                                       "\\| a \\| b|", "    in|dented code"};
    for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++) {
        struct editor *editor = marked_editor(none[i]);
        struct error err;
        assert_int_equal(marked_run(editor, "reflow;4", &err), STATUS_INVALID);
        editor_free(editor);
    }
}

static void tables_are_aligned_by_width(void **state)
{
    (void)state;
    static const struct marked_case cases[] = {
        {"\\|a\\|b|\\|\n\\|-\\|-:\\|\n\\|漢字\\|ccc\\|", "table-align",
         "\\| a    \\|   b| \\|\n\\| ---- \\| --: \\|\n\\| 漢字 \\| ccc \\|"},
        {"a|\\|b\n-\\|-", "table-align", "\\| a|   \\| b   \\|\n\\| --- \\| --- \\|"},
        {"> \\|a|\\|\n> \\|-\\|", "table-align", "> \\| a|   \\|\n> \\| --- \\|"},
        {"\\|a\\|\r\n\\|:-:\\|\r\n\\|bbbbb|\\|\r\n", "table-align",
         "\\|   a   \\|\r\n\\| :---: \\|\r\n\\| bbbbb| \\|\r\n"},
        {"\\|a\\\\|b|\\|\n\\|-\\|", "table-align", "\\| a\\\\|b| \\|\n\\| ---- \\|"},
    };
    static const struct marked_case moves[] = {
        {"\\|a|\\|b\\|\n\\|-\\|-\\|", "tab", "\\| a   \\| b|   \\|\n\\| --- \\| --- \\|"},
        {"\\|a\\|b|\\|\n\\|-\\|-\\|", "tab",
         "\\| a   \\| b   \\|\n\\| --- \\| --- \\|\n\\| |    \\|     \\|"},
        {"\\|a\\|b\\|\n\\|-\\|-\\|\n\\|c|\\|d\\|", "backtab",
         "\\| a   \\| b|   \\|\n\\| --- \\| --- \\|\n\\| c   \\| d   \\|"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
        check_twice(cases[i].before, cases[i].line, cases[i].after);
    marked_check_all(moves);
    struct editor *editor = marked_editor("no|ne");
    struct error err;
    assert_int_equal(marked_run(editor, "table-align", &err), STATUS_INVALID);
    editor_free(editor);
}

static void a_table_is_aligned_when_its_changed_cell_is_left(void **state)
{
    (void)state;
    struct editor *editor = marked_editor("\\|a|\\|b\\|\n\\|-\\|-\\|\nend");
    struct error err;
    struct str got = {0};
    assert_int_equal(marked_run(editor, "cursor-right", &err), STATUS_OK);
    assert_int_equal(editor_version(editor), 1); /* nothing was changed in it */
    assert_int_equal(marked_run(editor, "cursor-left", &err), STATUS_OK);
    assert_int_equal(marked_run(editor, "insert;x", &err), STATUS_OK);
    assert_int_equal(marked_run(editor, "cursor-left", &err), STATUS_OK);
    assert_int_equal(editor_version(editor), 2); /* still in the cell */
    assert_int_equal(marked_run(editor, "text-end", &err), STATUS_OK);
    marked_write(editor, &got);
    assert_view_equal(str_view(&got), VIEW("\\| ax  \\| b   \\|\n\\| --- \\| --- \\|\nend|"));
    assert_int_equal(marked_run(editor, "undo", &err), STATUS_OK);
    assert_int_equal(marked_run(editor, "text-start", &err), STATUS_OK);
    assert_int_equal(marked_run(editor, "redo", &err), STATUS_OK);
    str_finish(&got);
    editor_free(editor);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(newline_goes_on_with_lists_quotes_and_tasks),
        cmocka_unit_test(tab_moves_items_with_what_is_below_them),
        cmocka_unit_test(tasks_are_toggled),
        cmocka_unit_test(marks_are_put_and_taken),
        cmocka_unit_test(links),
        cmocka_unit_test(reflow_fills_paragraphs_and_is_idempotent),
        cmocka_unit_test(tables_are_aligned_by_width),
        cmocka_unit_test(a_table_is_aligned_when_its_changed_cell_is_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
