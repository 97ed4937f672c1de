#include "tests/unit/test.h"

#include "core/base/memory.h"
#include "core/text/compare_part.h"
#include "core/text/line_diff.h"
#include "tests/unit/growth.h"
#include "tests/unit/oracle.h"
#include "tests/unit/prose.h"

#include <stdio.h>
#include <stdlib.h>

#define CASES 10000

static void check_counts(const char *old, const char *new, size_t added, size_t removed,
                         size_t edits)
{
    struct line_diff diff;
    line_diff_make(view_of(old), view_of(new), &diff);
    if (diff.added != added || diff.removed != removed || diff.edits.count != edits)
        fail_msg("\"%s\" to \"%s\": +%zu -%zu in %zu", old, new, diff.added, diff.removed,
                 diff.edits.count);
    line_diff_finish(&diff);
}

static void lines_are_bytes_with_their_end(void **state)
{
    (void)state;
    check_counts("", "", 0, 0, 0);
    check_counts("", "a", 1, 0, 1);
    check_counts("a\n", "", 0, 1, 1);
    check_counts("a\nb", "a\nb\n", 1, 1, 1);
    check_counts("a\nb\n", "a\r\nb\n", 1, 1, 1);
    check_counts("a\n\nb\n", "a\nb\n", 0, 1, 1);
    check_counts("a\nb\nc\n", "x\nb\ny\n", 2, 2, 2);
    check_counts("a\nb\n", "b\na\n", 1, 1, 2);
    struct line_diff diff;
    line_diff_make(view_from("a\0b\n\0", 5), view_from("a\0c\n\0", 5), &diff);
    assert_int_equal(diff.added, 1);
    assert_view_equal(line_table_span(&diff.new, 0, 1), view_from("a\0c\n", 4));
    assert_view_equal(line_table_span(&diff.new, 1, 1), view_from("\0", 1));
    line_diff_finish(&diff);
}

static void an_added_paragraph_takes_the_blank_line_after_it(void **state)
{
    (void)state;
    struct line_diff diff;
    line_diff_make(VIEW("one\n\ntwo\n"), VIEW("one\n\nnew\n\ntwo\n"), &diff);
    assert_int_equal(diff.edits.count, 1);
    assert_int_equal(diff.edits.items[0].old_start, 2);
    assert_view_equal(line_table_span(&diff.new, diff.edits.items[0].new_start, 2),
                      VIEW("new\n\n"));
    line_diff_finish(&diff);
}

static void what_is_removed_and_added_at_one_place_is_one_edit(void **state)
{
    (void)state;
    /* The blank line that went could be either; the first stands beside what was added. */
    check_counts("a\n\n\nb\n", "a\nx\n\nb\n", 1, 1, 1);
    check_counts("x\ny\nx\ny\nz\n", "x\ny\nz\n", 0, 2, 1);
}

static void the_summary_is_short(void **state)
{
    (void)state;
    struct line_diff diff;
    struct str text = {0};
    line_diff_make(VIEW("a\nb\nc\n"), VIEW("a\nB\nC\nd\n"), &diff);
    line_diff_add_summary(&text, &diff);
    assert_string_equal(str_text(&text), "(+3 -2)");
    str_finish(&text);
    line_diff_finish(&diff);
}

/* The length of a longest common sequence, by the table of the textbook. */
static size_t longest_common(const uint32_t *old, size_t old_count, const uint32_t *new,
                             size_t new_count)
{
    size_t *row = mem_zalloc(new_count + 1, sizeof(*row));
    for (size_t x = 0; x < old_count; x++) {
        size_t corner = 0;
        for (size_t y = 1; y <= new_count; y++) {
            size_t above = row[y];
            if (old[x] == new[y - 1])
                row[y] = corner + 1;
            else if (row[y - 1] > row[y])
                row[y] = row[y - 1];
            corner = above;
        }
    }
    size_t longest = row[new_count];
    free(row);
    return longest;
}

static size_t random_symbols(struct prose *prose, uint32_t *out, size_t limit, size_t kinds)
{
    size_t count = prose_below(prose, limit + 1);
    for (size_t i = 0; i < count; i++)
        out[i] = (uint32_t)prose_below(prose, kinds);
    return count;
}

/* The edits, applied to the old sequence, give the new one. Returns how many symbols changed. */
static size_t check_edits(struct compare_side old, struct compare_side new,
                          const struct compare_edits *edits)
{
    size_t x = 0, y = 0, changed = 0;
    for (size_t i = 0; i <= edits->count; i++) {
        struct compare_edit last = {old.count, 0, new.count, 0};
        const struct compare_edit *edit = i < edits->count ? &edits->items[i] : &last;
        assert_true(edit->old_start >= x && edit->new_start >= y);
        assert_int_equal(edit->old_start - x, edit->new_start - y);
        assert_true(i == 0 || i == edits->count || edit->old_start > x);
        assert_memory_equal(old.symbols + x, new.symbols + y,
                            (edit->old_start - x) * sizeof(*old.symbols));
        x = edit->old_start + edit->old_count;
        y = edit->new_start + edit->new_count;
        changed += edit->old_count + edit->new_count;
    }
    assert_true(x == old.count && y == new.count);
    return changed;
}

static void edits_are_right_and_the_fewest(void **state)
{
    (void)state;
    struct prose prose = {1};
    for (int i = 0; i < CASES; i++) {
        uint32_t old[24], new[24];
        size_t kinds = 1 + prose_below(&prose, 8), budget = compare_budget(48), none = 0;
        struct compare_side a = {old, random_symbols(&prose, old, 24, kinds)};
        struct compare_side b = {new, random_symbols(&prose, new, 24, kinds)};
        struct compare_edits edits = {0}, coarse = {0};
        compare_symbols(a, b, kinds, &budget, &edits);
        size_t most = a.count + b.count - 2 * longest_common(old, a.count, new, b.count);
        assert_int_equal(check_edits(a, b, &edits), most);
        compare_symbols(a, b, kinds, &none, &coarse);
        assert_true(check_edits(a, b, &coarse) >= most);
        compare_edits_finish(&edits);
        compare_edits_finish(&coarse);
    }
}

static void without_a_budget_edits_are_right(void **state)
{
    (void)state;
    enum { LENGTH = 3000 };
    static uint32_t old[LENGTH], new[LENGTH];
    struct prose prose = {2};
    for (size_t kinds = 1; kinds <= LENGTH; kinds = kinds * 3 + 1) {
        size_t none = 0;
        struct compare_side a = {old, random_symbols(&prose, old, LENGTH, kinds)};
        struct compare_side b = {new, random_symbols(&prose, new, LENGTH, kinds)};
        struct compare_edits edits = {0};
        compare_symbols(a, b, kinds, &none, &edits);
        check_edits(a, b, &edits);
        compare_edits_finish(&edits);
    }
}

static void a_longest_rise_is_kept(void **state)
{
    (void)state;
    static const uint32_t values[] = {4, 0, 5, 1, 9, 2};
    bool kept[6];
    compare_longest_rise(values, 6, kept);
    static const bool want[] = {false, true, false, true, false, true};
    assert_memory_equal(kept, want, sizeof(want));
    compare_longest_rise(values, 0, kept);
}

/* Lines on each side with nothing to hold on to. */
static void diff_hostile_texts(size_t size)
{
    struct prose prose = {3};
    struct str old = {0}, new = {0};
    for (size_t i = 0; i < size; i++) {
        str_add_char(&old, (char)('a' + prose_below(&prose, 3)));
        str_add_char(&old, '\n');
        str_add_char(&new, (char)('a' + prose_below(&prose, 3)));
        str_add_char(&new, '\n');
    }
    struct line_diff diff;
    line_diff_make(str_view(&old), str_view(&new), &diff);
    assert_int_equal(diff.added, diff.removed);
    line_diff_finish(&diff);
    str_finish(&old);
    str_finish(&new);
}

static void hostile_texts_take_linear_time(void **state)
{
    (void)state;
    growth_is_linear(diff_hostile_texts, 30000);
}

/* git takes shortcuts (it leaves lines out of the search that are frequent on the other side), so
 * it may count more than the fewest; it never counts less. On ordinary changes, a few in lines that
 * mostly differ, it counts the same. */
static void counts_are_those_of_git(void **state)
{
    (void)state;
    struct oracle oracle;
    if (!oracle_begin(&oracle))
        skip();
    struct prose prose = {4};
    for (int i = 0; i < 60; i++) {
        struct str old = {0}, new = {0};
        bool ordinary = i % 2;
        for (size_t k = 0; k < 40; k++) {
            if (ordinary)
                str_addf(&old, "%zu ", k);
            prose_add_line(&prose, &old, 8);
        }
        str_add(&new, str_view(&old));
        for (size_t k = ordinary ? 6 : 40; k > 0; k--)
            prose_change(&prose, &new);
        struct line_diff diff;
        size_t added, removed;
        line_diff_make(str_view(&old), str_view(&new), &diff);
        oracle_numstat(&oracle, str_view(&old), str_view(&new), &added, &removed);
        if (ordinary ? added != diff.added || removed != diff.removed
                     : added < diff.added || removed < diff.removed)
            fail_msg("case %d: git +%zu -%zu, here +%zu -%zu", i, added, removed, diff.added,
                     diff.removed);
        line_diff_finish(&diff);
        str_finish(&old);
        str_finish(&new);
    }
    oracle_end(&oracle);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_bytes_with_their_end),
        cmocka_unit_test(an_added_paragraph_takes_the_blank_line_after_it),
        cmocka_unit_test(what_is_removed_and_added_at_one_place_is_one_edit),
        cmocka_unit_test(the_summary_is_short),
        cmocka_unit_test(edits_are_right_and_the_fewest),
        cmocka_unit_test(without_a_budget_edits_are_right),
        cmocka_unit_test(a_longest_rise_is_kept),
        cmocka_unit_test(hostile_texts_take_linear_time),
        cmocka_unit_test(counts_are_those_of_git),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
