#include "tests/unit/test.h"

#include "core/base/memory.h"
#include "core/workspace/relocate.h"
#include "tests/unit/scratch.h"

/* Renames and moves, and what becomes of the links. */

static void make_folder(const struct scratch *s, const char *path)
{
    assert_int_equal(mkdirat(s->folder.fd, path, 0777), 0);
}

static enum status plan_of(const struct scratch *s, const char *from, const char *to,
                           const char *title, struct relocate_plan *plan, struct error *err)
{
    struct catalog *catalog = NULL;
    const struct catalog_options options = {0};
    struct relocate_request request = {
        .from = mem_string(from), .to = mem_string(to), .title = title ? mem_string(title) : NULL};
    assert_int_equal(catalog_scan(&s->folder, &options, &catalog, err), STATUS_OK);
    enum status status = relocate_plan_make(&s->folder, catalog, &request, NULL, NULL, plan, err);
    catalog_free(catalog);
    relocate_request_finish(&request);
    return status;
}

static void make_plan(const struct scratch *s, const char *from, const char *to, const char *title,
                      struct relocate_plan *plan)
{
    struct error err;
    if (plan_of(s, from, to, title, plan, &err) != STATUS_OK)
        fail_msg("%s", err.text);
}

static void writes(const struct relocate_plan *plan, const char *path, const char *want)
{
    for (size_t i = 0; i < plan->set.count; i++) {
        const struct change *change = &plan->set.items[i];
        if (change->kind != CHANGE_WRITE || strcmp(change->path, path) != 0)
            continue;
        assert_view_equal(str_view(&change->text), view_of(want));
        return;
    }
    fail_msg("%s is not written", path);
}

static const char fog[] =
    "---\ntitle: 'Fog: one'\ntype: note\npermalink: sea/fog-one\n---\n\nSee [[Lamp]], [[Fog: one]] "
    "and [a lamp](../Lamp.md), [none](../none.md), [self](Fog-%20one.md#x).\n";

static void put_sea(const struct scratch *s)
{
    make_folder(s, "memory");
    make_folder(s, "memory/sea");
    scratch_put(s, "memory/sea/Fog- one.md", fog);
    scratch_put(s, "memory/Lamp.md", "---\ntitle: Lamp\n---\n");
}

static void links_of_every_form_follow_a_rename(void **state)
{
    struct scratch *s = *state;
    struct relocate_plan plan;
    put_sea(s);
    scratch_put(s, "memory/other.md",
                "[[Fog: one]] [[Fog: one|the fog]] [[Fog: one#The Bell|x]] [[fog one]]\n"
                "[[Fog- one]] [[Fog- one.md]] [[sea/Fog- one]] [[memory/sea/Fog- one.md]]\n"
                "[[sea/fog-one]] [[memory://sea/fog-one]] [[Lamp]] [[Nowhere]]\n"
                "[x](sea/Fog-%20one.md) [x](<sea/Fog- one.md#b>) [x](/memory/sea/Fog-%20one.md)\n"
                "[x]: ./sea/Fog-%20one.md \"t\"\n`[[Fog: one]]`\n```\n[[Fog: one]]\n```\n");
    make_plan(s, "memory/sea/Fog- one.md", "memory/sea/Mist (2).md", "Mist (2)", &plan);
    writes(
        &plan, "memory/other.md",
        "[[Mist (2)]] [[Mist (2)|the fog]] [[Mist (2)#The Bell|x]] [[Mist (2)]]\n"
        "[[Mist (2)]] [[Mist (2).md]] [[sea/Mist (2)]] [[memory/sea/Mist (2).md]]\n"
        "[[sea/fog-one]] [[memory://sea/fog-one]] [[Lamp]] [[Nowhere]]\n"
        "[x](sea/Mist%20%282%29.md) [x](<sea/Mist (2).md#b>) [x](/memory/sea/Mist%20%282%29.md)\n"
        "[x]: ./sea/Mist%20%282%29.md \"t\"\n`[[Fog: one]]`\n```\n[[Fog: one]]\n```\n");
    writes(&plan, "memory/sea/Mist (2).md",
           "---\ntitle: Mist (2)\ntype: note\npermalink: sea/fog-one\n---\n\nSee [[Lamp]], "
           "[[Mist (2)]] and [a lamp](../Lamp.md), [none](../none.md), "
           "[self](Mist%20%282%29.md#x).\n");
    assert_int_equal(plan.set.count, 3); /* the new, the old, the other */
    assert_int_equal(plan.files, 2);
    relocate_plan_finish(&plan);
}

static void a_move_changes_paths_and_leaves_names(void **state)
{
    struct scratch *s = *state;
    struct relocate_plan plan;
    put_sea(s);
    scratch_put(s, "memory/other.md",
                "[[Fog: one]] [[sea/Fog- one]] [[sea/fog-one]] [x](sea/Fog-%20one.md)\n");
    make_plan(s, "memory/sea/Fog- one.md", "memory/air/old/Fog- one.md", NULL, &plan);
    writes(&plan, "memory/other.md",
           "[[Fog: one]] [[air/old/Fog- one]] [[sea/fog-one]] [x](air/old/Fog-%20one.md)\n");
    struct str want = {0};
    str_add_text(&want, "---\ntitle: 'Fog: one'\ntype: note\npermalink: sea/fog-one\n---\n\nSee "
                        "[[Lamp]], [[Fog: one]] and [a lamp](../../Lamp.md), [none](../none.md), "
                        "[self](Fog-%20one.md#x).\n");
    writes(&plan, "memory/air/old/Fog- one.md", str_text(&want));
    str_finish(&want);
    relocate_plan_finish(&plan);
}

static void a_title_that_no_file_name_tells_is_known(void **state)
{
    struct scratch *s = *state;
    struct relocate_plan plan;
    make_folder(s, "memory");
    scratch_put(s, "memory/2025.md", "---\ntitle: A Morning\n---\n");
    scratch_put(s, "b.md", "[[A Morning]] [[2025]] [[A Morning#x|y]]\n");
    make_plan(s, "memory/2025.md", "memory/An Evening.md", "An Evening", &plan);
    writes(&plan, "b.md", "[[An Evening]] [[An Evening]] [[An Evening#x|y]]\n");
    relocate_plan_finish(&plan);
    make_plan(s, "memory/2025.md", "memory/x/2025.md", NULL, &plan);
    assert_int_equal(plan.set.count, 1);
    relocate_plan_finish(&plan);
}

static void a_file_without_links_to_it_is_just_renamed(void **state)
{
    struct scratch *s = *state;
    struct relocate_plan plan;
    scratch_put(s, "a.md", "text\n");
    scratch_put(s, "b.md", "[[c]] [x](https://example.org/a.md) \\[[a]]\n");
    make_plan(s, "a.md", "d.md", "d", &plan);
    assert_int_equal(plan.set.count, 1);
    assert_int_equal(plan.set.items[0].kind, CHANGE_RENAME);
    assert_int_equal(plan.links, 0);
    relocate_plan_finish(&plan);
    make_plan(s, "a.md", "a.md", NULL, &plan);
    assert_int_equal(plan.set.count, 0);
    relocate_plan_finish(&plan);
}

static void a_name_that_means_another_file_becomes_a_path(void **state)
{
    struct scratch *s = *state;
    struct relocate_plan plan;
    put_sea(s);
    scratch_put(s, "memory/other.md", "[[Fog: one]] [[Lamp]]\n");
    make_plan(s, "memory/sea/Fog- one.md", "memory/sea/Lamp.md", "Lamp", &plan);
    writes(&plan, "memory/other.md", "[[sea/Lamp]] [[Lamp]]\n");
    relocate_plan_finish(&plan);
    make_plan(s, "memory/sea/Fog- one.md", "memory/sea/C# [[x.md", "C# [[x", &plan);
    writes(&plan, "memory/other.md", "[[sea/fog-one]] [[Lamp]]\n");
    relocate_plan_finish(&plan);
}

static void what_is_in_the_way_is_told(void **state)
{
    struct scratch *s = *state;
    struct relocate_plan plan;
    struct error err;
    put_sea(s);
    assert_int_equal(plan_of(s, "memory/Lamp.md", "memory/sea/Fog- one.md", NULL, &plan, &err),
                     STATUS_EXISTS);
    assert_int_equal(plan_of(s, "memory/none.md", "memory/x.md", NULL, &plan, &err), STATUS_ABSENT);
    assert_int_equal(plan_of(s, "memory/Lamp.md", "../x.md", NULL, &plan, &err), STATUS_REFUSED);
    assert_int_equal(plan.set.count, 0);
}

#define test_in_scratch(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_in_scratch(links_of_every_form_follow_a_rename),
        test_in_scratch(a_move_changes_paths_and_leaves_names),
        test_in_scratch(a_title_that_no_file_name_tells_is_known),
        test_in_scratch(a_file_without_links_to_it_is_just_renamed),
        test_in_scratch(a_name_that_means_another_file_becomes_a_path),
        test_in_scratch(what_is_in_the_way_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
