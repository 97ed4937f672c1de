#include "tests/unit/test.h"

#include "core/base/memory.h"
#include "core/workspace/replace.h"
#include "core/workspace/workspace.h"
#include "tests/unit/scratch.h"

/* Replacing in all files: what is a hit, what is left out, what is written. */

struct act {
    struct workspace ws;
    struct replace_plan plan;
    struct replace_request request;
};

static void begin(const struct scratch *s, struct act *act, const char *what, const char *with,
                  const char *skip)
{
    struct error err;
    *act = (struct act){.request = {view_of(what), view_of(with), skip}};
    if (workspace_open(s->folder.path, 0, &act->ws, &err) != STATUS_OK ||
        replace_find(&act->ws.folder, act->ws.catalog, &act->request, NULL, NULL, &act->plan,
                     &err) != STATUS_OK)
        fail_msg("%s", err.text);
}

/* The subject and each write, a file after the other. */
static void gives(struct act *act, const char *want)
{
    struct change_set set = {0};
    struct str got = {0};
    replace_change(&act->plan, &act->request, &set);
    str_addf(&got, "%s\n", set.subject);
    for (size_t i = 0; i < set.count; i++)
        str_addf(&got, "%s:%s", set.items[i].path, str_text(&set.items[i].text));
    assert_string_equal(str_text(&got), want);
    change_set_finish(&set);
    str_finish(&got);
    replace_plan_finish(&act->plan);
    workspace_close(&act->ws);
}

static void put_files(const struct scratch *s)
{
    assert_int_equal(mkdirat(s->folder.fd, "memory", 0777), 0);
    scratch_put(s, "memory/a.md", "a lake, a Lake\nand lakes\n");
    scratch_put(s, "memory/b.md", "sea\n");
    scratch_put(s, "memory/c.md", "lake\n");
    scratch_put(s, ".hidden.md", "lake\n");
}

static void every_hit_is_replaced(void **state)
{
    struct scratch *s = *state;
    struct act act;
    put_files(s);
    begin(s, &act, "lake", "mere", NULL);
    assert_int_equal(act.plan.hit_count, 4);
    assert_int_equal(act.plan.hits[2].line, 2);
    gives(&act, "replace: 4 in 2 files, \"lake\" with \"mere\"\n"
                "memory/a.md:a mere, a mere\nand meres\nmemory/c.md:mere\n");
}

static void a_capital_asks_for_just_that_and_groups_are_taken(void **state)
{
    struct scratch *s = *state;
    struct act act;
    put_files(s);
    begin(s, &act, "(a) (L)ake", "$2:\\1", NULL);
    gives(&act, "replace: 1 in 1 file, \"(a) (L)ake\" with \"$2:\\1\"\n"
                "memory/a.md:a lake, L:a\nand lakes\n");
}

static void what_is_left_out_stays(void **state)
{
    struct scratch *s = *state;
    struct act act;
    put_files(s);
    begin(s, &act, "lake", "", "memory/c.md");
    assert_int_equal(act.plan.hit_count, 3);
    act.plan.hits[1].off = true;
    gives(&act, "replace: 2 in 1 file, \"lake\" with \"\"\nmemory/a.md:a , a Lake\nand s\n");
}

static void what_changes_nothing_is_no_hit(void **state)
{
    struct scratch *s = *state;
    struct act act;
    put_files(s);
    begin(s, &act, "lake|x*", "lake", NULL);
    gives(&act, "replace: 1 in 1 file, \"lake|x*\" with \"lake\"\n"
                "memory/a.md:a lake, a lake\nand lakes\n");
}

static void large_and_slow_files_are_told(void **state)
{
    struct scratch *s = *state;
    struct act act;
    put_files(s);
    int fd = openat(s->folder.fd, "memory/d.md", O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    assert_int_equal(ftruncate(fd, (off_t)REPLACE_TEXT_MAX + 1), 0);
    close(fd);
    begin(s, &act, "lake", "mere", NULL);
    assert_int_equal(act.plan.large, 1);
    assert_string_equal(act.plan.left_out, "memory/d.md");
    replace_plan_finish(&act.plan);
    workspace_close(&act.ws);
    char *slow = mem_alloc(5001);
    memset(slow, 'a', 5000);
    slow[5000] = '\0';
    scratch_put(s, "memory/d.md", slow);
    free(slow);
    begin(s, &act, "(a|aa|a+)+$x|lake", "mere", NULL);
    assert_int_equal(act.plan.slow, 1);
    assert_int_equal(act.plan.file_count, 2);
    replace_plan_finish(&act.plan);
    workspace_close(&act.ws);
}

static void a_wrong_pattern_or_group_is_told(void **state)
{
    struct error err;
    (void)state;
    assert_int_equal(replace_check(VIEW("a("), VIEW(""), &err), STATUS_INVALID);
    assert_int_equal(replace_check(VIEW("a"), VIEW("$1"), &err), STATUS_INVALID);
    assert_int_equal(replace_check(VIEW(""), VIEW("x"), &err), STATUS_INVALID);
    assert_int_equal(replace_check(VIEW("(a)"), VIEW("$1"), &err), STATUS_OK);
}

#define test_in_scratch(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        test_in_scratch(every_hit_is_replaced),
        test_in_scratch(a_capital_asks_for_just_that_and_groups_are_taken),
        test_in_scratch(what_is_left_out_stays),
        test_in_scratch(what_changes_nothing_is_no_hit),
        test_in_scratch(large_and_slow_files_are_told),
        cmocka_unit_test(a_wrong_pattern_or_group_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
