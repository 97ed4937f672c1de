#include "tests/unit/edit_text.h"

#include "core/edit/find.h"

static void finding_goes_round(void **state)
{
    (void)state;
    static const struct marked_case cases[] = {
        {"|one two one", "find;one", "{one} two one"},
        {"o|ne two one", "find;one", "one two {one}"},
        {"one two o|ne", "find;one", "{one} two one"},
        {"|Two two TWO", "find;TWO", "Two two {TWO}"},
        {"|a1 b22", "find;\\d\\d", "a1 b{22}"},
        {"|abc", "find;x*c", "ab{c}"},
        {"|a\nb", "find;a\\nb", "{a\nb}"},
    };
    marked_check_all(cases);
    struct editor *editor = marked_editor("one two one two|");
    struct error err;
    assert_int_equal(marked_run(editor, "find-next", &err), STATUS_ABSENT);
    assert_int_equal(marked_run(editor, "find;one", &err), STATUS_OK);
    assert_int_equal(editor_cursor(editor), 3);
    assert_view_equal(editor_message(editor), VIEW("1 of 2, round the end"));
    assert_int_equal(marked_run(editor, "find-next", &err), STATUS_OK);
    assert_int_equal(editor_cursor(editor), 11);
    assert_int_equal(marked_run(editor, "find-previous", &err), STATUS_OK);
    assert_int_equal(editor_cursor(editor), 3);
    assert_int_equal(marked_run(editor, "find-previous", &err), STATUS_OK);
    assert_int_equal(editor_cursor(editor), 11);
    assert_int_equal(marked_run(editor, "find;none", &err), STATUS_ABSENT);
    assert_int_equal(marked_run(editor, "find;(", &err), STATUS_INVALID);
    assert_view_equal(find_text(editor), VIEW("none"));
    editor_free(editor);
}

static void hits_are_shown_and_counted(void **state)
{
    (void)state;
    struct editor *editor = marked_editor("ab\nab ab|\nab");
    struct error err;
    struct find_hit hits[8];
    size_t count, before;
    assert_int_equal(find_hits(editor, 0, 100, hits, 8), 0);
    assert_int_equal(find_set(editor, VIEW("ab"), &err), STATUS_OK);
    assert_int_equal(find_hits(editor, 3, 8, hits, 8), 2);
    assert_int_equal(hits[1].start, 6);
    assert_int_equal(hits[1].end, 8);
    assert_int_equal(find_hits(editor, 7, 8, hits, 8), 1);
    assert_int_equal(find_hits(editor, 0, 100, hits, 3), 3);
    assert_true(find_count(editor, &count, &before));
    assert_int_equal(count, 4);
    assert_int_equal(before, 3);
    editor_replace(editor, 0, 1, VIEW(""));
    assert_true(find_count(editor, &count, &before));
    assert_int_equal(count, 3);
    assert_int_equal(find_set(editor, VIEW(""), &err), STATUS_OK);
    assert_true(find_count(editor, &count, &before));
    assert_int_equal(count, 0);
    editor_free(editor);
}

static void one_or_all_are_replaced_with_groups(void **state)
{
    (void)state;
    static const struct marked_case cases[] = {
        {"|aa b aa", "replace;aa;x", "{aa} b aa"},
        {"{aa} b aa", "replace;aa;x", "x b {aa}"},
        {"|one two", "replace-all;(\\w+) (\\w+);$2 $1", "|two one"},
        {"one |two", "replace-all;(?<w>o);<${w}$0>", "<oo>ne |tw<oo>"},
        {"a|b", "replace-all;b;$", "a|$"},
        {"a|b", "replace-all;b;\\$1\\\\\\t", "a|$1\\\t"},
        {"a|b", "replace-all;a(x)?b;[$1]", "|[]"},
        {"a|b", "replace-all;(a)(b);\\2\\1$0", "|baab"},
        {"|a\nb", "replace-all;^;> ", "|> a\n> b"},
        {"|baac", "replace-all;a*;x", "|xbxcx"},
        {"|a\r\nb", "replace-all;a;x\\ny", "|x\r\ny\r\nb"},
        {"aa {aa} aa", "replace-all;a;b;selection", "aa bb| aa"},
        {"|aXa", "replace-all;x;", "|aa"},
        {"|a👩‍👩‍👧b", "replace-all;b;c", "|a👩‍👩‍👧c"},
    };
    marked_check_all(cases);
}

static void bad_replacements_change_nothing(void **state)
{
    (void)state;
    struct editor *editor = marked_editor("|ab");
    struct error err;
    assert_int_equal(marked_run(editor, "replace-all;a;$1", &err), STATUS_INVALID);
    assert_int_equal(marked_run(editor, "replace-all;a;${x}", &err), STATUS_INVALID);
    assert_int_equal(marked_run(editor, "replace-all;a;${}", &err), STATUS_INVALID);
    assert_int_equal(marked_run(editor, "replace-all;;x", &err), STATUS_INVALID);
    assert_int_equal(marked_run(editor, "replace-all;z;x", &err), STATUS_ABSENT);
    assert_int_equal(marked_run(editor, "replace-all;a;x;selection", &err), STATUS_INVALID);
    assert_int_equal(marked_run(editor, "replace-all;a;x;all", &err), STATUS_INVALID);
    assert_int_equal(editor_version(editor), 1);
    editor_free(editor);
}

static void many_hits_are_one_step(void **state)
{
    (void)state;
    struct str text = {0}, want = {0}, got = {0};
    struct error err;
    for (int i = 0; i < 3000; i++) {
        str_addf(&text, "line %d of it\n", i);
        str_addf(&want, "row %d of it\n", i);
        if (i == 1000) {
            str_add_many(&text, '.', 5000);
            str_add_many(&want, '.', 5000);
        }
    }
    struct editor *editor = editor_new(undo_new(buffer_new(str_view(&text)), 0));
    assert_int_equal(marked_run(editor, "replace-all;line;row", &err), STATUS_OK);
    assert_view_equal(editor_message(editor), VIEW("3000 replaced"));
    editor_add_text(editor, 0, SIZE_MAX, &got);
    assert_true(view_equal(str_view(&got), str_view(&want)));
    assert_int_equal(undo_count(editor_undo(editor)), 2);
    assert_int_equal(marked_run(editor, "undo", &err), STATUS_OK);
    str_clear(&got);
    editor_add_text(editor, 0, SIZE_MAX, &got);
    assert_true(view_equal(str_view(&got), str_view(&text)));
    str_finish(&text);
    str_finish(&want);
    str_finish(&got);
    editor_free(editor);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finding_goes_round),
        cmocka_unit_test(hits_are_shown_and_counted),
        cmocka_unit_test(one_or_all_are_replaced_with_groups),
        cmocka_unit_test(bad_replacements_change_nothing),
        cmocka_unit_test(many_hits_are_one_step),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
