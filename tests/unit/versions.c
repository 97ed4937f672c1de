#include "tests/unit/test.h"

#include "core/base/memory.h"
#include "tui/change_render.h"
#include "tui/reader.h"
#include "tui/version_bar.h"
#include "tui/versions.h"

#include <stdlib.h>
#include <string.h>

/* An earlier version in the reader: what its page shows, where in it we are, which texts are kept,
 * and the bar of when the file changed. */

/* The rows of a page, with `*` behind those that changed and the line of the new text before. */
static void assert_page(const char *old, const char *new, bool both, const char *want)
{
    const struct render_options options = {.cols = 40};
    struct rendered page;
    struct str out = {0};
    bool *changed;
    assert_int_equal(change_render(view_of(old), view_of(new), both, &options, &page, &changed),
                     STATUS_OK);
    for (size_t row = 0; row < page.page.row_count; row++) {
        struct str text = {0};
        page_add_row_text(&page.page, row, &text);
        if (view_trim(str_view(&text)).len)
            str_addf(&out, "%u %s%s\n", (unsigned)page.page.rows[row].source, str_text(&text),
                     changed[row] ? " *" : "");
        str_finish(&text);
    }
    assert_string_equal(str_text(&out), want);
    str_finish(&out);
    free(changed);
    render_finish(&page);
}

static void what_was_removed_stands_before_what_was_added(void **state)
{
    (void)state;
    assert_page("One old word here.\n\nSame.\n", "One new word here.\n\nSame.\n", false,
                "1 One old new word here. *\n3 Same.\n");
    assert_page("Same.\n\nGone entirely.\n\nLast.\n", "Same.\n\nLast.\n", false,
                "1 Same.\n3 Gone entirely. *\n3 Last.\n");
}

static void what_was_removed_at_the_end_of_a_line_stays_in_it(void **state)
{
    (void)state;
    assert_page("A head that went\n\nNext one.\n", "A head\n\nNext one.\n", false,
                "1 A head that went *\n3 Next one.\n");
    assert_page("- one two\n- three four\n- five\n", "- one\n- three\n- five\n", false,
                "1 • one two *\n2 • three four *\n3 • five\n");
    assert_page("Here it\nends", "Here it\n", false, "1 Here it ends *\n");
}

static void next_to_nothing_in_common_is_another_text(void **state)
{
    (void)state;
    assert_page("Completely different words.\n", "Nothing alike at all there.\n", false,
                "1 Nothing alike at all there.\n");
    assert_page("Completely different words.\n", "Nothing alike at all there.\n", true,
                "1 Completely different words Nothing alike *\n1 at all there. *\n");
}

static void an_empty_text_shows_what_went(void **state)
{
    (void)state;
    assert_page("All gone.\n", "", false, "1 All gone. *\n");
}

static void front_matter_is_that_of_the_new_text(void **state)
{
    (void)state;
    assert_page("---\ntitle: Old\n---\n\nBody here.\n", "---\ntitle: New\n---\n\nBody there.\n",
                false, "1 New\n5 Body here there. *\n");
}

/* --- the place --- */

static void lay_out(struct reader *reader)
{
    reader_layout(reader, 40, NULL, NULL);
}

static void add_lines(struct str *out, unsigned from, unsigned to)
{
    for (unsigned i = from; i <= to; i++)
        str_addf(out, "Line %u.\n\n", i);
}

static void the_place_is_found_from_where_the_person_scrolled(void **state)
{
    (void)state;
    struct reader reader = {.path = mem_string("a.md")};
    struct str whole = {0}, shorter = {0};
    add_lines(&whole, 1, 40);
    str_add_text(&shorter, "Before.\n\n");
    add_lines(&shorter, 1, 9);
    add_lines(&shorter, 31, 40);
    str_add(&reader.text, str_view(&whole));
    lay_out(&reader);
    reader.top = 50; /* line 26, which the other text has not */
    assert_int_equal(reader_line(&reader), 51);
    reader_show_past(&reader, str_view(&shorter), NULL);
    lay_out(&reader);
    assert_int_equal(reader_line(&reader), 21); /* line 31 */
    reader_show_past(&reader, str_view(&whole), NULL);
    lay_out(&reader);
    assert_int_equal(reader_line(&reader), 51);
    reader.top = 70;
    reader_show_past(&reader, str_view(&shorter), NULL);
    lay_out(&reader);
    assert_int_equal(reader_line(&reader), 31); /* line 36 */
    str_finish(&whole);
    str_finish(&shorter);
    reader_close(&reader);
}

static void changes_are_stepped_to(void **state)
{
    (void)state;
    struct reader reader = {.path = mem_string("a.md")};
    struct str old = {0}, new = {0};
    add_lines(&old, 1, 60);
    add_lines(&new, 1, 19);
    str_add_text(&new, "Row 20.\n\n");
    add_lines(&new, 21, 60);
    struct view before = str_view(&old);
    reader_show_past(&reader, str_view(&new), &before);
    lay_out(&reader);
    assert_true(reader_step_change(&reader, 1, 20));
    assert_int_equal(reader.top + 5, 38);
    assert_false(reader_step_change(&reader, 1, 20));
    reader.top = 90;
    assert_true(reader_step_change(&reader, -1, 20));
    assert_int_equal(reader.top + 5, 38);
    str_finish(&old);
    str_finish(&new);
    reader_close(&reader);
}

/* --- texts, bar --- */

static void the_text_that_was_not_used_for_longest_goes(void **state)
{
    (void)state;
    struct version_desk desk = {0};
    char id[41] = "";
    for (unsigned i = 0; i < VERSION_TEXTS + 2; i++) {
        struct str text = {0};
        str_addf(&text, "%u", i);
        snprintf(id, sizeof(id), "%040u", i + 1);
        version_keep(&desk, id, &text, true);
        snprintf(id, sizeof(id), "%040u", 1);
        assert_non_null(version_find(&desk, id)); /* the first is used all the time */
    }
    snprintf(id, sizeof(id), "%040u", 2);
    assert_null(version_find(&desk, id));
    snprintf(id, sizeof(id), "%040u", VERSION_TEXTS + 2);
    assert_non_null(version_find(&desk, id));
    version_desk_clear(&desk);
}

static void long_texts_are_kept_as_long_as_they_are_used(void **state)
{
    (void)state;
    struct version_desk desk = {0};
    for (unsigned i = 1; i <= 3; i++) {
        char id[41];
        struct str text = {0};
        str_add_many(&text, 'x', VERSION_BYTES / 2 + 1);
        snprintf(id, sizeof(id), "%040u", i);
        version_keep(&desk, id, &text, true);
    }
    assert_null(version_find(&desk, "0000000000000000000000000000000000000001"));
    assert_non_null(version_find(&desk, "0000000000000000000000000000000000000002"));
    assert_non_null(version_find(&desk, "0000000000000000000000000000000000000003"));
    version_desk_clear(&desk);
}

static void the_bar_is_high_where_changes_cluster(void **state)
{
    (void)state;
    const int64_t times[] = {1000, 1000, 1001, 1002, 1500, 2000, 2000};
    uint8_t heights[11];
    version_bar_make(times, ARRAY_LEN(times), heights, sizeof(heights));
    static const uint8_t want[11] = {7, 0, 0, 0, 0, 2, 0, 0, 0, 0, 4};
    assert_memory_equal(heights, want, sizeof(want));
    assert_int_equal(version_bar_cell(1000, 2000, 1500, 11), 5);
}

static void a_bar_of_one_moment_and_of_all_time(void **state)
{
    (void)state;
    const int64_t once[] = {7, 7}, ever[] = {INT64_MIN, 0, INT64_MAX};
    uint8_t heights[3];
    version_bar_make(once, ARRAY_LEN(once), heights, sizeof(heights));
    assert_int_equal(heights[0], 5);
    assert_int_equal(heights[2], 0);
    version_bar_make(ever, ARRAY_LEN(ever), heights, sizeof(heights));
    assert_int_equal(heights[0] + heights[1] + heights[2], 3 * 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_removed_stands_before_what_was_added),
        cmocka_unit_test(what_was_removed_at_the_end_of_a_line_stays_in_it),
        cmocka_unit_test(next_to_nothing_in_common_is_another_text),
        cmocka_unit_test(an_empty_text_shows_what_went),
        cmocka_unit_test(front_matter_is_that_of_the_new_text),
        cmocka_unit_test(the_place_is_found_from_where_the_person_scrolled),
        cmocka_unit_test(changes_are_stepped_to),
        cmocka_unit_test(the_text_that_was_not_used_for_longest_goes),
        cmocka_unit_test(long_texts_are_kept_as_long_as_they_are_used),
        cmocka_unit_test(the_bar_is_high_where_changes_cluster),
        cmocka_unit_test(a_bar_of_one_moment_and_of_all_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
