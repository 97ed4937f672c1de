#include "tests/unit/test.h"

#include "tui/layout.h"

#include <stdio.h>

static const size_t no_wants[LAYOUT_STACK];

/* Adds one to each cell of `area`, which must lie on the screen. */
static void cover(unsigned char *cells, int rows, int cols, struct rect area)
{
    if (area.rows <= 0)
        return;
    assert_true(area.row >= 0 && area.col >= 0 && area.cols > 0);
    assert_true(area.row + area.rows <= rows && area.col + area.cols <= cols);
    for (int row = area.row; row < area.row + area.rows; row++)
        for (int col = area.col; col < area.col + area.cols; col++)
            cells[row * cols + col]++;
}

static void covers_once(const struct layout *layout, int rows, int cols, int focus)
{
    static unsigned char cells[300 * 300];
    memset(cells, 0, (size_t)rows * (size_t)cols);
    cover(cells, rows, cols, layout->header);
    cover(cells, rows, cols, layout->footer);
    if (layout->tabs)
        cover(cells, rows, cols, layout->tab_row);
    for (int i = 0; i < LAYOUT_STACK; i++)
        cover(cells, rows, cols, layout->panes[i]);
    cover(cells, rows, cols, layout->main);
    if (layout->border >= 0)
        cover(cells, rows, cols,
              (struct rect){layout->main.row, layout->border, layout->main.rows, 1});
    for (int at = 0; at < rows * cols; at++)
        if (cells[at] != 1)
            fail_msg("%dx%d, focus %d: row %d, col %d is drawn %d times", cols, rows, focus,
                     at / cols, at % cols, cells[at]);
}

static void every_cell_belongs_to_one_part(void **state)
{
    (void)state;
    static const size_t wants[][LAYOUT_STACK] = {
        {0}, {6, 4, 11, 1, 20, 50}, {SIZE_MAX, 1, SIZE_MAX, 1, 1, 1}, {1, 1, 1, 1, 1, 1}};
    for (int rows = LAYOUT_MIN_ROWS; rows <= 100; rows += rows < 40 ? 1 : 7)
        for (int cols = LAYOUT_MIN_COLS; cols <= 300; cols += cols % 89 < 3 ? 1 : 13)
            for (int focus = 0; focus <= LAYOUT_STACK; focus++)
                for (size_t want = 0; want < 8; want++) {
                    struct layout layout;
                    layout_make(&layout, rows, cols, wants[want / 2], focus, want & 1);
                    assert_false(layout.too_small);
                    covers_once(&layout, rows, cols, focus);
                    struct rect shown = focus < LAYOUT_STACK ? layout.panes[focus] : layout.main;
                    assert_true(shown.rows >= (layout.tabs ? 1 : 2));
                }
}

static void too_small_shows_nothing(void **state)
{
    (void)state;
    struct layout layout;
    layout_make(&layout, 0, 0, no_wants, 0, false);
    assert_true(layout.too_small);
    layout_make(&layout, LAYOUT_MIN_ROWS - 1, 500, no_wants, 0, false);
    assert_true(layout.too_small);
    layout_make(&layout, 500, LAYOUT_MIN_COLS - 1, no_wants, 0, true);
    assert_true(layout.too_small);
    assert_int_equal(layout.main.rows, 0);
}

static void the_narrow_and_the_zoomed_have_tabs(void **state)
{
    (void)state;
    struct layout layout;
    layout_make(&layout, 40, LAYOUT_WIDE_COLS, no_wants, 0, false);
    assert_false(layout.tabs);
    layout_make(&layout, 40, LAYOUT_WIDE_COLS - 1, no_wants, 0, false);
    assert_true(layout.tabs);
    layout_make(&layout, 40, 200, no_wants, LAYOUT_STACK, true);
    assert_true(layout.tabs);
    assert_int_equal(layout.main.cols, 200);
    assert_int_equal(layout.panes[0].rows, 0);
}

static void every_pane_has_a_row_and_the_focus_more(void **state)
{
    (void)state;
    static const size_t wants[LAYOUT_STACK] = {6, 4, 500, 1, 20, 50};
    struct layout layout, other;
    layout_make(&layout, 30, 120, wants, 2, false);
    layout_make(&other, 30, 120, wants, 0, false);
    for (int i = 0; i < LAYOUT_STACK; i++)
        assert_true(layout.panes[i].rows >= 2);
    assert_true(layout.panes[2].rows > other.panes[2].rows);
    assert_int_equal(other.panes[0].rows, 7);
}

static void what_is_left_goes_to_the_last(void **state)
{
    (void)state;
    static const size_t wants[LAYOUT_STACK] = {1, 1, 1, 1, 1, 1};
    struct layout layout;
    layout_make(&layout, 60, 120, wants, 0, false);
    assert_int_equal(layout.panes[0].rows, 2);
    assert_int_equal(layout.panes[5].rows, 58 - 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_cell_belongs_to_one_part),
        cmocka_unit_test(too_small_shows_nothing),
        cmocka_unit_test(the_narrow_and_the_zoomed_have_tabs),
        cmocka_unit_test(every_pane_has_a_row_and_the_focus_more),
        cmocka_unit_test(what_is_left_goes_to_the_last),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
