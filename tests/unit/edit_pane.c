#include "tests/unit/test.h"

#include "core/base/memory.h"
#include "tests/unit/random_text.h"
#include "tui/edit_view.h"

#include <stdlib.h>

/* The rows and colours of a file being edited (tui/edit_view, tui/edit_colors), and what a save,
 * another program and a merge do to them. */

static void add_row(const struct page *page, size_t row, struct str *out)
{
    size_t count;
    const struct page_span *spans = page_row_spans(page, row, &count);
    for (size_t i = 0; i < count; i++)
        str_add(out, page_span_text(page, &spans[i]));
}

static void row_is(const struct edit_view *view, size_t row, const char *want)
{
    struct str text = {0};
    assert_true(row < view->page.row_count);
    add_row(&view->page, row, &text);
    assert_string_equal(str_text(&text), want);
    str_finish(&text);
}

static void open_text(struct edit_view *view, const char *text)
{
    *view = (struct edit_view){0};
    edit_view_open(view, "/nowhere", "drafts/a.md", shared_text_copy(view_of(text)), -1);
}

static void text_is(const struct edit_view *view, const char *want)
{
    struct str text = {0};
    editor_add_text(view->editor, 0, editor_size(view->editor), &text);
    assert_string_equal(str_text(&text), want);
    str_finish(&text);
}

static void rows_wrap_and_hang_under_their_item(void **state)
{
    struct edit_view view;
    (void)state;
    open_text(&view, "- one two three four\nlast\n");
    edit_view_layout(&view, 13, 6);
    row_is(&view, 0, "- one two ");
    row_is(&view, 1, "  three four");
    row_is(&view, 2, "last");
    assert_int_equal(view.row_lines[0], 0);
    assert_int_equal(view.row_lines[1], 0);
    assert_int_equal(view.row_lines[2], 1);
    assert_int_equal(view.cursor_row, 0);
    assert_int_equal(view.cursor_col, 0);
    edit_view_close(&view);
}

/* The row as it is shown, with styles. */
static void add_shown_row(const struct edit_view *view, size_t row, struct str *out)
{
    bool typed = row >= view->typed_row && row - view->typed_row < view->typed.row_count;
    const struct page *page = typed ? &view->typed : &view->page;
    size_t count;
    const struct page_span *spans =
        page_row_spans(page, typed ? row - view->typed_row : row, &count);
    for (size_t i = 0; i < count; i++) {
        struct view text = page_span_text(page, &spans[i]);
        str_addf(out, "%zu<%u,%u>%.*s", row, spans[i].role, spans[i].attrs, (int)text.len,
                 text.data);
    }
    str_add_char(out, '\n');
}

static void add_shown(const struct edit_view *view, struct str *out)
{
    for (size_t row = 0; row < view->page.row_count; row++)
        add_shown_row(view, row, out);
}

/* A line's rows alone are laid out when a character was typed: what is shown must be what it is
 * when all of it is laid out. */
static void a_typed_character_changes_what_it_should(void **state)
{
    static const char *const pieces[] = {
        "a",    " ", "-", "#", "`", "*", "=", "<", "!", "\t", "é", "漢", "👩‍👩‍👧",
        "word", ">", "|", "[", "~"};
    static const char text[] = "---\ntitle: x\n---\n# Head\n\nSome prose that wraps at the right.\n"
                               "Under it\n===\n\n- item one\n  more\n\n    code\n\n```c\nint x;\n"
                               "```\n<!-- a\nb -->\n> quote\n\n| a | b |\n|---|---|\nlast *line*\n";
    size_t alone = 0, steps = random_steps(6000) / test_every();
    uint64_t seed = 11;
    struct edit_view view;
    (void)state;
    open_text(&view, text);
    for (size_t step = 0; step < steps; step++) {
        struct str got = {0}, want = {0};
        if (step % 200 == 0)
            edit_view_become(&view, VIEW(text));
        if (random_below(&seed, 4) == 0)
            editor_set_cursor(view.editor, random_below(&seed, editor_size(view.editor)), false);
        edit_view_layout(&view, 24, 12 + (unsigned)(step / 500));
        editor_insert(view.editor, view_of(pieces[random_below(&seed, ARRAY_LEN(pieces))]));
        edit_view_layout(&view, 24, 12 + (unsigned)(step / 500));
        alone += view.typed.row_count > 0;
        add_shown(&view, &got);
        edit_view_layout(&view, 24, 12 + (unsigned)(step / 500));
        assert_int_equal(view.typed.row_count, 0);
        add_shown(&view, &want);
        assert_string_equal(str_text(&got), str_text(&want));
        str_finish(&got);
        str_finish(&want);
    }
    assert_true(alone > steps / 4);
    edit_view_close(&view);
}

static void rows_of_a_long_line_are_where_they_belong(void **state)
{
    struct edit_view view;
    struct str text = {0};
    (void)state;
    str_add_text(&text, "# Head\n");
    for (unsigned i = 0; text.len < 3 * EDIT_COLORS_LONG; i++)
        str_addf(&text, "w%u ", i);
    str_add_text(&text, "\nafter\n");
    open_text(&view, str_text(&text));
    for (size_t at = 3; at < text.len; at += 2 * EDIT_COLORS_LONG / 3) {
        editor_set_cursor(view.editor, at, false);
        edit_view_layout(&view, 40, 9);
        struct view_place place = view.top;
        for (size_t i = 0; i < view.page.row_count; i++) {
            struct view_row row;
            struct str want = {0};
            assert_true(view_row_at(view.editor, place, &row));
            editor_add_text(view.editor, row.start, row.end, &want);
            row_is(&view, i, str_text(&want));
            str_finish(&want);
            place = row.last ? (struct view_place){place.line + 1, 0}
                             : (struct view_place){place.line, place.row + 1};
        }
    }
    str_finish(&text);
    edit_view_close(&view);
}

static void wide_characters_keep_the_cursor_in_its_column(void **state)
{
    struct edit_view view;
    (void)state;
    open_text(&view, "漢字\t👩‍👩‍👧x\n");
    editor_set_cursor(view.editor, 3, false);
    edit_view_layout(&view, 40, 4);
    assert_int_equal(view.cursor_col, 2);
    editor_set_cursor(view.editor, editor_line_end(view.editor, 0), false);
    edit_view_layout(&view, 40, 4);
    assert_int_equal(view.cursor_col, 4 + 4 + 2 + 1); /* two ideographs, a tab to 8, a family, x */
    edit_view_close(&view);
}

static void the_page_follows_the_cursor(void **state)
{
    struct edit_view view;
    (void)state;
    open_text(&view, "0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n");
    edit_view_layout(&view, 20, 4);
    editor_set_cursor(view.editor, 10, false);
    edit_view_layout(&view, 20, 4);
    assert_true(view.cursor_row >= 0 && view.cursor_row < 4);
    row_is(&view, (size_t)view.cursor_row, "5");
    edit_view_scroll(&view, 100, 4);
    edit_view_layout(&view, 20, 4);
    assert_true(view.cursor_row >= 0);
    edit_view_scroll(&view, -100, 4);
    edit_view_layout(&view, 20, 4);
    row_is(&view, 0, "0");
    edit_view_layout(&view, 0, 0); /* no room at all */
    assert_int_equal(view.page.row_count, 0);
    edit_view_close(&view);
}

static enum role role_of(const struct edit_view *view, size_t row, const char *word)
{
    size_t count;
    const struct page_span *spans = page_row_spans(&view->page, row, &count);
    for (size_t i = 0; i < count; i++) {
        struct view text = page_span_text(&view->page, &spans[i]);
        if (memmem(text.data, text.len, word, strlen(word)))
            return spans[i].role;
    }
    fail_msg("no span of row %zu has %s", row, word);
    return ROLE_TEXT;
}

static void colours_follow_what_is_typed_far_above(void **state)
{
    struct edit_view view;
    struct str text = {0};
    (void)state;
    for (int i = 0; i < 200; i++)
        str_add_text(&text, "plain\n");
    str_add_text(&text, "# Head\n");
    open_text(&view, str_text(&text));
    editor_set_cursor(view.editor, text.len - 3, false);
    edit_view_layout(&view, 40, 4);
    assert_int_equal(role_of(&view, (size_t)view.cursor_row, "Head"), ROLE_HEADING);
    editor_replace(view.editor, 0, 0, VIEW("```\n")); /* all below is code now */
    edit_view_layout(&view, 40, 4);
    assert_int_equal(role_of(&view, (size_t)view.cursor_row, "Head"), ROLE_CODE);
    editor_replace(view.editor, 0, 4, VIEW(""));
    edit_view_layout(&view, 40, 4);
    assert_int_equal(role_of(&view, (size_t)view.cursor_row, "Head"), ROLE_HEADING);
    edit_view_close(&view);
    str_finish(&text);
}

static void typing_during_a_save_stays_unsaved(void **state)
{
    struct edit_view view;
    (void)state;
    open_text(&view, "one\n");
    editor_insert(view.editor, VIEW("a"));
    edit_view_begin_save(&view);
    editor_insert(view.editor, VIEW("b"));
    edit_view_end_save(&view, VIEW("aone\n"), true);
    assert_true(editor_is_dirty(view.editor));
    assert_true(view_is(edit_view_base(&view), "aone\n"));
    edit_view_begin_save(&view);
    edit_view_end_save(&view, VIEW("abone\n"), true);
    assert_false(editor_is_dirty(view.editor));
    edit_view_close(&view);
}

static void a_refused_save_leaves_the_text_unsaved(void **state)
{
    struct edit_view view;
    (void)state;
    open_text(&view, "one\n");
    editor_insert(view.editor, VIEW("a"));
    edit_view_begin_save(&view);
    edit_view_end_save(&view, VIEW("aone\n"), false);
    assert_true(editor_is_dirty(view.editor));
    assert_true(view_is(edit_view_base(&view), "one\n"));
    edit_view_close(&view);
}

static void another_text_comes_in_around_the_cursor(void **state)
{
    struct edit_view view;
    (void)state;
    open_text(&view, "one\ntwo\nthree\n");
    editor_set_cursor(view.editor, 8, false);
    edit_view_follow_disk(&view, VIEW("zero\none\ntwo\nthree\n"));
    text_is(&view, "zero\none\ntwo\nthree\n");
    assert_int_equal(editor_cursor(view.editor), 13);
    assert_false(editor_is_dirty(view.editor));
    edit_view_become(&view, VIEW("caf\xC3\xA9\n"));
    edit_view_become(&view, VIEW("caf\xC3\xA8\n")); /* differs inside a character */
    text_is(&view, "caf\xC3\xA8\n");
    edit_view_close(&view);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_wrap_and_hang_under_their_item),
        cmocka_unit_test(a_typed_character_changes_what_it_should),
        cmocka_unit_test(rows_of_a_long_line_are_where_they_belong),
        cmocka_unit_test(wide_characters_keep_the_cursor_in_its_column),
        cmocka_unit_test(the_page_follows_the_cursor),
        cmocka_unit_test(colours_follow_what_is_typed_far_above),
        cmocka_unit_test(typing_during_a_save_stays_unsaved),
        cmocka_unit_test(a_refused_save_leaves_the_text_unsaved),
        cmocka_unit_test(another_text_comes_in_around_the_cursor),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
