#include "tests/unit/test.h"

#include "tui/trail.h"

static void render(const char *text, unsigned cols, struct rendered *page)
{
    const struct render_options options = {.cols = cols};
    assert_int_equal(render_markdown(view_of(text), &options, page, NULL), STATUS_OK);
}

static void links_are_stepped_both_ways_and_end(void **state)
{
    struct rendered page;
    struct link_mark mark = {0};
    (void)state;
    render("One [[Lamp]] and [[Quay]].\n\nThen [[Lamp]] again.\n", 60, &page);
    assert_true(link_mark_step(&page, &mark, 1, 0, 9));
    assert_string_equal(page.links[mark.number - 1].target, "Lamp");
    assert_int_equal(mark.row, 0);
    assert_true(link_mark_step(&page, &mark, 1, 0, 9));
    assert_string_equal(page.links[mark.number - 1].target, "Quay");
    assert_true(link_mark_step(&page, &mark, 1, 0, 9)); /* the same target, another place */
    assert_string_equal(page.links[mark.number - 1].target, "Lamp");
    assert_int_equal(mark.row, 2);
    struct link_mark last = mark;
    assert_false(link_mark_step(&page, &mark, 1, 0, 9));
    assert_memory_equal(&mark, &last, sizeof(mark));
    assert_true(link_mark_step(&page, &mark, -1, 0, 9));
    assert_true(link_mark_step(&page, &mark, -1, 0, 9));
    assert_int_equal(mark.row, 0);
    assert_false(link_mark_step(&page, &mark, -1, 0, 9));
    render_finish(&page);
}

static void stepping_begins_in_sight(void **state)
{
    struct rendered page;
    struct link_mark mark = {0};
    (void)state;
    render("[[A]]\n\n[[B]]\n\n[[C]]\n", 60, &page);
    assert_true(link_mark_step(&page, &mark, 1, 2, 4));
    assert_string_equal(page.links[mark.number - 1].target, "B");
    mark = (struct link_mark){0};
    assert_true(link_mark_step(&page, &mark, -1, 2, 4));
    assert_string_equal(page.links[mark.number - 1].target, "B");
    render_finish(&page);
}

static void a_link_over_two_rows_is_one(void **state)
{
    struct rendered page;
    struct link_mark mark = {0};
    size_t covered = 0;
    (void)state;
    render("Before it [[A long name of a note]] and [[Next]].\n", 20, &page);
    assert_true(link_mark_step(&page, &mark, 1, 0, 9));
    for (size_t i = 0; i < page.page.span_count; i++)
        covered += link_mark_covers(&page, &mark, i);
    assert_true(covered >= 2);
    assert_true(link_mark_step(&page, &mark, 1, 0, 9));
    assert_string_equal(page.links[mark.number - 1].target, "Next");
    render_finish(&page);
}

static void a_page_without_links_has_none_to_step_to(void **state)
{
    struct rendered page;
    struct link_mark mark = {0};
    (void)state;
    render("Nothing here.\n", 60, &page);
    assert_false(link_mark_step(&page, &mark, 1, 0, 9));
    assert_false(link_mark_step(&page, &mark, -1, 0, 9));
    render_finish(&page);
    page = (struct rendered){0};
    assert_false(link_mark_step(&page, &mark, 1, 0, 9));
    assert_false(link_mark_step(&page, &mark, -1, 0, 9));
}

static void goes_back(struct trail *trail, const char *here, const char *want, uint32_t line)
{
    struct trail_step step;
    assert_true(trail_pop(trail, here, &step));
    assert_string_equal(step.path, want);
    assert_int_equal(step.line, line);
    free(step.path);
}

static void a_trail_goes_back_as_it_came_and_over_cycles(void **state)
{
    struct trail trail = {0};
    struct trail_step step;
    (void)state;
    trail_push(&trail, "a.md", 3, "b.md");
    trail_push(&trail, "b.md", 7, "a.md");
    assert_int_equal(trail_length(&trail, "a.md"), 2);
    assert_false(trail_pop(&trail, "c.md", &step)); /* somewhere else */
    goes_back(&trail, "a.md", "b.md", 7);
    goes_back(&trail, "b.md", "a.md", 3);
    assert_false(trail_pop(&trail, "a.md", &step));
    trail_finish(&trail);
}

static void a_link_followed_elsewhere_begins_a_trail_anew(void **state)
{
    struct trail trail = {0};
    (void)state;
    trail_push(&trail, "a.md", 1, "b.md");
    trail_push(&trail, "x.md", 2, "y.md");
    assert_int_equal(trail_length(&trail, "y.md"), 1);
    goes_back(&trail, "y.md", "x.md", 2);
    trail_finish(&trail);
}

static void a_trail_is_bounded(void **state)
{
    struct trail trail = {0};
    (void)state;
    for (int i = 0; i < 3 * TRAIL_MAX; i++)
        trail_push(&trail, i % 2 ? "b.md" : "a.md", (uint32_t)i, i % 2 ? "a.md" : "b.md");
    assert_int_equal(trail.count, TRAIL_MAX);
    goes_back(&trail, "a.md", "b.md", 3 * TRAIL_MAX - 1);
    trail_finish(&trail);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(links_are_stepped_both_ways_and_end),
        cmocka_unit_test(stepping_begins_in_sight),
        cmocka_unit_test(a_link_over_two_rows_is_one),
        cmocka_unit_test(a_page_without_links_has_none_to_step_to),
        cmocka_unit_test(a_trail_goes_back_as_it_came_and_over_cycles),
        cmocka_unit_test(a_link_followed_elsewhere_begins_a_trail_anew),
        cmocka_unit_test(a_trail_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
