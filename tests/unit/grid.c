#include "tests/unit/test.h"

#include "core/text/cluster.h"
#include "tui/term/grid.h"

#include <stdlib.h>

/* Every cell is whole: a wide one has its right half, a right half its wide one; texts are as the
 * filter lets them. */
static void assert_whole(const struct grid *grid)
{
    for (int row = 0; row < grid->rows; row++)
        for (int col = 0; col < grid->cols; col++) {
            const struct grid_cell *cell = grid->cells + row * grid->cols + col;
            struct view text = view_of(grid_cell_text(grid, cell));
            bool wide_before = col > 0 && cell[-1].width == 2;
            assert_int_equal(cell->width == 0, wide_before);
            assert_true(cell->width != 2 || col + 1 < grid->cols);
            assert_int_equal(text.len == 0, cell->width == 0);
            for (size_t i = 0; i < text.len; i++)
                assert_false((unsigned char)text.data[i] < 0x20 || text.data[i] == 0x7F);
        }
}

static void assert_rows(const struct grid *grid, const char *want)
{
    struct str text = {0};
    assert_whole(grid);
    grid_add_text(grid, &text);
    assert_string_equal(str_text(&text), want);
    str_finish(&text);
}

static int put(struct grid *grid, int col, int cols, const char *text)
{
    return grid_put(grid, 0, col, cols, view_of(text), ROLE_TEXT, 0);
}

static void text_is_cut_at_its_columns(void **state)
{
    (void)state;
    struct grid grid;
    grid_init(&grid, 1, 8);
    assert_int_equal(put(&grid, 0, 3, "abcdef"), 3);
    assert_rows(&grid, "abc\n");
    assert_int_equal(put(&grid, 6, 9, "xyz"), 2);
    assert_rows(&grid, "abc   xy\n");
    assert_int_equal(put(&grid, 0, 0, "q"), 0);
    assert_int_equal(put(&grid, 8, 3, "q"), 0);
    assert_int_equal(grid_put(&grid, 1, 0, 3, VIEW("q"), ROLE_TEXT, 0), 0);
    assert_int_equal(grid_put(&grid, -1, 0, 3, VIEW("q"), ROLE_TEXT, 0), 0);
    put(&grid, -2, 5, "12345");
    assert_rows(&grid, "345   xy\n");
    put(&grid, -1, 3, "日日");
    assert_rows(&grid, "  5   xy\n");
    grid_finish(&grid);
}

static void a_wide_cluster_is_never_halved(void **state)
{
    (void)state;
    struct grid grid;
    grid_init(&grid, 1, 6);
    assert_int_equal(put(&grid, 0, 3, "日本"), 3);
    assert_rows(&grid, "日\n");
    put(&grid, 0, 6, "日本語");
    put(&grid, 1, 1, "x");
    assert_rows(&grid, " x本語\n");
    put(&grid, 2, 1, "y");
    assert_rows(&grid, " xy 語\n");
    put(&grid, 3, 2, "中");
    assert_rows(&grid, " xy中\n");
    put(&grid, 4, 1, "é");
    assert_rows(&grid, " xy é\n");
    put(&grid, 4, 2, "中");
    grid_fill(&grid, (struct rect){0, 5, 1, 1}, "│", ROLE_RULE, 0);
    assert_rows(&grid, " xy  │\n");
    grid_finish(&grid);
}

static int clip(struct grid *grid, int cols, const char *text)
{
    grid_clear(grid);
    return grid_put_clipped(grid, 0, 0, cols, view_of(text), ROLE_TEXT, 0);
}

static void what_was_cut_is_marked(void **state)
{
    (void)state;
    struct grid grid;
    grid_init(&grid, 1, 8);
    assert_int_equal(clip(&grid, 4, "abcd"), 4);
    assert_rows(&grid, "abcd\n");
    assert_int_equal(clip(&grid, 4, "abcde"), 4);
    assert_rows(&grid, "abc…\n");
    assert_int_equal(clip(&grid, 4, "ab日x"), 3);
    assert_rows(&grid, "ab…\n");
    assert_int_equal(clip(&grid, 4, "abc日"), 4);
    assert_rows(&grid, "abc…\n");
    assert_int_equal(clip(&grid, 1, "ab"), 1);
    assert_rows(&grid, "…\n");
    assert_int_equal(clip(&grid, 8, "日本語日本"), 7);
    assert_rows(&grid, "日本語…\n");
    assert_int_equal(clip(&grid, 4, "ab\x1bx"), 3);
    assert_rows(&grid, "ab…\n");
    assert_int_equal(clip(&grid, 4, "abce\u0301\u0301"), 4);
    assert_rows(&grid, "abce\u0301\u0301\n");
    assert_int_equal(clip(&grid, 4, ""), 0);
    grid_finish(&grid);
}

static void controls_become_marks(void **state)
{
    (void)state;
    struct grid grid;
    grid_init(&grid, 1, 12);
    assert_int_equal(put(&grid, 0, 12, "a\x1b[31m"), 7);
    assert_rows(&grid, "a^[[31m\n");
    assert_int_equal(grid.cells[1].role, ROLE_MARK);
    assert_true(grid.cells[2].attrs & STYLE_REVERSE);
    assert_int_equal(grid.cells[3].role, ROLE_TEXT);
    grid_clear(&grid);
    assert_int_equal(put(&grid, 0, 12, "\xc2\x9bx\xff"), 8);
    assert_rows(&grid, "<U+9B>x\uFFFD\n");
    grid_finish(&grid);
}

static void long_clusters_lie_in_the_pool(void **state)
{
    (void)state;
    struct grid grid;
    grid_init(&grid, 1, 6);
    assert_int_equal(put(&grid, 0, 6, "🧑‍🌾👍🏽x"), 5);
    assert_rows(&grid, "🧑‍🌾👍🏽x\n");
    assert_true(grid.cells[0].in_pool && grid.cells[2].in_pool);
    struct grid other;
    grid_init(&other, 1, 6);
    put(&other, 2, 4, "👍🏽");
    put(&other, 0, 2, "🧑‍🌾");
    assert_true(grid_cell_equal(&grid, &grid.cells[0], &other, &other.cells[0]));
    assert_true(grid_cell_equal(&grid, &grid.cells[2], &other, &other.cells[2]));
    assert_false(grid_cell_equal(&grid, &grid.cells[0], &other, &other.cells[2]));
    assert_false(grid_cell_equal(&grid, &grid.cells[4], &other, &other.cells[4]));
    grid_clear(&grid);
    assert_int_equal(grid.pool.len, 0);
    grid_finish(&grid);
    grid_finish(&other);
}

static void areas_are_cut_to_the_grid(void **state)
{
    (void)state;
    struct grid grid;
    grid_init(&grid, 2, 3);
    grid_fill(&grid, (struct rect){-1, -1, 9, 2}, "─", ROLE_RULE, 0);
    assert_rows(&grid, "─\n─\n");
    grid_add_attrs(&grid, (struct rect){1, 0, 5, 99}, STYLE_SELECTED);
    assert_int_equal(grid.cells[0].attrs, 0);
    assert_int_equal(grid.cells[3].attrs, STYLE_SELECTED);
    assert_int_equal(grid.cells[5].attrs, STYLE_SELECTED);
    grid_fill(&grid, (struct rect){5, 5, 1, 1}, "x", ROLE_RULE, 0);
    assert_rows(&grid, "─\n─\n");
    grid_resize(&grid, 0, 0);
    assert_int_equal(put(&grid, 0, 5, "abc"), 0);
    grid_finish(&grid);
}

static void page_rows_scroll_sideways(void **state)
{
    (void)state;
    struct page page = {0};
    struct grid grid;
    page_add_text(&page, "abc", ROLE_HEADING, STYLE_BOLD);
    page_add_text(&page, "日本", ROLE_CODE, 0);
    page_add_text(&page, "xyz", ROLE_TEXT, 0);
    page_end_row(&page, 1);
    grid_init(&grid, 1, 6);
    static const char *const want[] = {"abc日\n",  "bc日本\n", "c日本x\n", "日本xy\n",
                                       " 本xyz\n", "本xyz\n",  " xyz\n",   "xyz\n"};
    for (size_t skip = 0; skip < sizeof(want) / sizeof(*want); skip++) {
        grid_clear(&grid);
        grid_put_page_row(&grid, 0, 0, 6, &page, 0, skip);
        assert_rows(&grid, want[skip]);
    }
    grid_clear(&grid);
    grid_put_page_row(&grid, 0, 1, 4, &page, 0, 2);
    assert_rows(&grid, " c日\n");
    assert_int_equal(grid.cells[1].role, ROLE_HEADING);
    assert_int_equal(grid.cells[2].role, ROLE_CODE);
    grid_clear(&grid);
    grid_put_page_row(&grid, 0, 0, 6, &page, 0, 99);
    grid_put_page_row(&grid, 0, 0, 6, &page, 7, 0);
    assert_rows(&grid, "\n");
    grid_finish(&grid);
    page_finish(&page);
}

/* Any bytes, anywhere: cells stay whole and what is used is what the filter measures. */
static void any_text_leaves_cells_whole(void **state)
{
    (void)state;
    static const char *const parts[] = {"a",    "日",       "🧑‍🌾", "e\u0301", "\x1b",
                                        "\xff", "\u202E",   "🇩🇪",          "│",       " ",
                                        "\t",   "👍🏽", "\u200D",      "\uFE0F",  "1️⃣"};
    struct grid grid;
    uint32_t seed = 7;
    grid_init(&grid, 1, 17);
    for (int run = 0; run < 3000; run++) {
        struct str text = {0};
        for (int i = 0; i < 6; i++) {
            seed = seed * 1664525 + 1013904223;
            str_add_text(&text, parts[(seed >> 16) % (sizeof(parts) / sizeof(*parts))]);
        }
        int col = (int)(seed >> 8 & 31) - 8, cols = (int)(seed >> 13 & 15);
        int used = seed & 1 << 20
                       ? grid_put(&grid, 0, col, cols, str_view(&text), ROLE_TEXT, 0)
                       : grid_put_clipped(&grid, 0, col, cols, str_view(&text), ROLE_TEXT, 0);
        assert_true(used <= cols && used >= 0);
        assert_true((size_t)used <= cluster_width(str_view(&text)));
        assert_whole(&grid);
        str_finish(&text);
    }
    grid_finish(&grid);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_cut_at_its_columns),
        cmocka_unit_test(a_wide_cluster_is_never_halved),
        cmocka_unit_test(what_was_cut_is_marked),
        cmocka_unit_test(controls_become_marks),
        cmocka_unit_test(long_clusters_lie_in_the_pool),
        cmocka_unit_test(areas_are_cut_to_the_grid),
        cmocka_unit_test(page_rows_scroll_sideways),
        cmocka_unit_test(any_text_leaves_cells_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
