#include "tests/unit/edit_text.h"

/* All rows, as `indent:text` with `/` behind each that is not its line's last. */
static void add_rows(struct editor *editor, struct str *out)
{
    struct view_row row;
    struct view_place place = {0};
    long moved;
    do {
        assert_true(view_row_at(editor, place, &row));
        if (row.indent)
            str_addf(out, "%u:", row.indent);
        view_add_row(editor, &row, out);
        str_add_text(out, row.last ? "\n" : "/\n");
        place = view_scroll(editor, place, 1, &moved);
    } while (moved);
}

static void check_rows(const char *text, unsigned cols, const char *want)
{
    struct editor *editor = editor_new(undo_new(buffer_new_sized(view_of(text), 3, 8), 0));
    struct str got = {0};
    view_set_width(editor, cols, 4);
    add_rows(editor, &got);
    assert_view_equal(str_view(&got), view_of(want));
    str_finish(&got);
    editor_free(editor);
}

static void lines_wrap_at_words_with_a_hanging_indent(void **state)
{
    (void)state;
    check_rows("", 8, "\n");
    check_rows("one two three", 8, "one two /\nthree\n");
    check_rows("one two three", 7, "one two /\nthree\n");
    check_rows("one two  three", 7, "one two /\n three\n");
    check_rows("abcdefghij", 4, "abcd/\nefgh/\nij\n");
    check_rows("a bcdefghij", 4, "a /\nbcde/\nfghi/\nj\n");
    check_rows("- one two three", 9, "- one two /\n2:three\n");
    check_rows("> one two three", 9, "> one two /\n2:three\n");
    check_rows("- [ ] one two", 12, "- [ ] one /\n6:two\n");
    check_rows("- abcdefghij", 6, "- abcd/\n2:efgh/\n2:ij\n");
    check_rows("12. one two", 7, "12. one /\ntwo\n");
    check_rows("  one two", 6, "  one /\n2:two\n");
    check_rows("a\r\nb\n", 6, "a\nb\n\n");
    check_rows("漢字漢字漢", 5, "漢字/\n漢字/\n漢\n");
    check_rows("漢字。漢", 4, "漢/\n字。/\n漢\n");
    check_rows("a 漢字", 4, "a 漢/\n字\n");
    check_rows("a\tb", 4, "a\t/\nb\n");
    check_rows("ab👩‍👩‍👧c", 3, "ab/\n👩‍👩‍👧c\n");
    check_rows("漢", 1, "漢\n");
    check_rows("ab\xFF\xFE", 3, "ab\xFF/\n\xFE\n");
}

static void positions_and_places_agree(void **state)
{
    (void)state;
    struct editor *editor = marked_editor("- one two three\n漢字 x\tz\n|");
    unsigned col;
    view_set_width(editor, 9, 4);
    for (size_t pos = 0;; pos++) {
        editor_set_cursor(editor, pos, false);
        if (editor_cursor(editor) == pos) {
            struct view_place place = view_place_of(editor, pos, &col);
            assert_int_equal(view_position(editor, place, col), pos);
        }
        if (pos == editor_size(editor))
            break;
    }
    struct view_place place = view_place_of(editor, 10, &col);
    assert_int_equal(place.row, 1);
    assert_int_equal(col, 2);
    assert_int_equal(view_position(editor, place, 0), 10);
    assert_int_equal(view_position(editor, place, 99), 15);
    place.row = 0;
    assert_int_equal(view_position(editor, place, 99), 9); /* not on the row below */
    assert_int_equal(view_position(editor, (struct view_place){1, 0}, 1), 16);
    assert_int_equal(view_position(editor, (struct view_place){9, 9}, 0), editor_size(editor));
    editor_free(editor);
}

static void scrolling_stops_at_the_ends(void **state)
{
    (void)state;
    struct editor *editor = marked_editor("one two three\nx\n|y");
    long moved;
    view_set_width(editor, 4, 4);
    struct view_place place = view_scroll(editor, (struct view_place){0}, 100, &moved);
    assert_int_equal(place.line, 2);
    assert_int_equal(moved, 5);
    assert_int_equal(view_distance(editor, (struct view_place){0}, place, 100), 5);
    assert_int_equal(view_distance(editor, place, (struct view_place){0}, 100), -5);
    assert_int_equal(view_distance(editor, (struct view_place){0}, place, 2), 2);
    place = view_scroll(editor, place, -3, &moved);
    assert_int_equal(place.line, 0);
    assert_int_equal(place.row, 2);
    assert_int_equal(moved, -3);
    place = view_scroll(editor, place, -100, &moved);
    assert_int_equal(moved, -2);
    editor_free(editor);
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 8;
}

/* Rows kept over changes are those found anew. */
static void kept_rows_are_the_right_ones(void **state)
{
    (void)state;
    static const char *const pieces[] = {"a",  " ",           "bcd ",     "漢", "\t",  "- ",
                                         "\n", "👩‍👧", "wordword", "🇩🇪", "\r\n"};
    uint32_t seed = 7;
    struct editor *editor = marked_editor("|- one two three four five six seven eight nine ten");
    struct str kept = {0}, anew = {0};
    view_set_width(editor, 11, 4);
    for (int i = 0; i < 3000; i++) {
        size_t size = editor_size(editor), from = next_random(&seed) % (size + 1);
        if (size > 400 || next_random(&seed) % 3 == 0)
            editor_replace(editor, from, from + next_random(&seed) % 9, VIEW(""));
        else
            editor_replace(
                editor, from, from,
                view_of(pieces[next_random(&seed) % (sizeof(pieces) / sizeof(*pieces))]));
        view_place_of(editor, next_random(&seed) % (editor_size(editor) + 1), NULL);
        if (next_random(&seed) % 4)
            continue;
        str_clear(&kept);
        str_clear(&anew);
        add_rows(editor, &kept);
        view_set_width(editor, 12, 4);
        view_set_width(editor, 11, 4);
        add_rows(editor, &anew);
        assert_view_equal(str_view(&kept), str_view(&anew));
    }
    str_finish(&kept);
    str_finish(&anew);
    editor_free(editor);
}

/* A key in the middle of a line of 1 MB looks at a few rows, not at all of them. */
static void a_long_line_stays_fast(void **state)
{
    (void)state;
    struct str text = {0};
    for (int i = 0; i < 200000; i++)
        str_add_text(&text, "word ");
    struct editor *editor = editor_new(undo_new(buffer_new(str_view(&text)), 0));
    unsigned col;
    struct view_place place = view_place_of(editor, 500000, &col);
    assert_int_equal(place.row, 500000 / 80);
    view_place_of(editor, 999999, &col);
    editor_set_cursor(editor, 500000, false);
    for (int i = 0; i < 2000; i++) { /* minutes, were it not so */
        editor_insert(editor, VIEW("x"));
        place = view_place_of(editor, editor_cursor(editor), &col);
        view_scroll(editor, place, 40, NULL);
    }
    size_t last = view_place_of(editor, editor_size(editor), &col).row;
    view_set_width(editor, 79, 4);
    view_set_width(editor, 80, 4);
    assert_int_equal(view_place_of(editor, editor_size(editor), &col).row, last);
    str_finish(&text);
    editor_free(editor);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_wrap_at_words_with_a_hanging_indent),
        cmocka_unit_test(positions_and_places_agree),
        cmocka_unit_test(scrolling_stops_at_the_ends),
        cmocka_unit_test(kept_rows_are_the_right_ones),
        cmocka_unit_test(a_long_line_stays_fast),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
