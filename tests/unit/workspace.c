#include "tests/unit/test.h"

#include "core/workspace/workspace.h"
#include "tests/unit/scratch.h"

static void ws_open(struct workspace *ws, const struct scratch *s)
{
    struct error err;
    if (workspace_open(s->folder.path, 0, ws, &err) != STATUS_OK)
        fail_msg("%s", err.text);
}

static void set_todo(struct change_set *set, const char *old, const char *text)
{
    struct view before = view_of(old);
    change_set_write(set, "todo.md", &before, view_of(text));
}

static void a_workspace_has_its_folders_name(void **state)
{
    struct workspace ws;
    struct error err;
    ws_open(&ws, *state);
    assert_string_equal(ws.name, "w");
    assert_false(ws.todo_there);
    assert_null(ws.todo_problem);
    workspace_close(&ws);
    assert_int_equal(workspace_open("/nonexistent/x", 0, &ws, &err), STATUS_ABSENT);
    assert_int_equal(workspace_open("/", 1, &ws, &err), STATUS_OK);
    assert_string_equal(ws.name, "/");
    workspace_close(&ws);
}

static void settings_that_cannot_be_read_are_a_warning(void **state)
{
    struct workspace ws;
    scratch_folder(*state, ".palimpsest.yaml");
    ws_open(&ws, *state);
    assert_int_equal(ws.settings.warning_count, 1);
    workspace_close(&ws);
}

static void rules_choose_the_todo_file(void **state)
{
    struct workspace ws;
    scratch_put(*state, ".palimpsest.yaml", "todo: lists/work.md\n");
    scratch_folder(*state, "lists");
    scratch_put(*state, "lists/work.md", "- [ ] a\n");
    ws_open(&ws, *state);
    assert_int_equal(ws.settings.warning_count, 0);
    assert_int_equal(ws.todo.count, 1);
    workspace_close(&ws);
    scratch_put(*state, ".palimpsest.yaml", "todo: [: {\n");
    ws_open(&ws, *state);
    assert_true(ws.settings.warning_count > 0);
    assert_int_equal(ws.todo.count, 0);
    workspace_close(&ws);
}

static void memory_is_right_until_the_last_save_settles(void **state)
{
    struct workspace ws;
    struct change_set one = {0}, two = {0};
    scratch_put(*state, "todo.md", "- [ ] a\n");
    ws_open(&ws, *state);
    set_todo(&one, "- [ ] a\n", "- [x] a\n");
    set_todo(&two, "- [x] a\n", "- [x] a\n- [ ] b\n");
    assert_int_equal(workspace_apply(&ws, &one), 1u << SECTION_TODO);
    workspace_apply(&ws, &two);
    assert_int_equal(ws.todo.count, 2);
    assert_int_equal(workspace_refresh(&ws, "todo.md"), 0);
    scratch_put(*state, "todo.md", "- [x] a\n");
    workspace_settle(&ws, &one);
    assert_int_equal(workspace_read_todo(&ws, NULL), STATUS_OK);
    assert_int_equal(ws.todo.count, 2);
    workspace_settle(&ws, &two); /* it failed: the disk is right */
    assert_int_equal(ws.todo.count, 1);
    assert_int_equal(ws.todo_pending, 0);
    change_set_finish(&one);
    change_set_finish(&two);
    workspace_close(&ws);
}

static void a_touch_is_no_change(void **state)
{
    struct workspace ws;
    scratch_put(*state, "todo.md", "- [ ] a\n");
    ws_open(&ws, *state);
    scratch_put(*state, "todo.md", "- [ ] a\n");
    assert_int_equal(workspace_refresh(&ws, "todo.md"), 0);
    scratch_put(*state, "todo.md", "- [ ] b\n");
    assert_int_equal(workspace_refresh(&ws, "todo.md"), 1u << SECTION_TODO);
    scratch_put(*state, "note.md", "x\n");
    unsigned bits = workspace_refresh(&ws, "note.md");
    assert_true(bits & (1u << SECTION_FILES));
    assert_false(bits & (1u << SECTION_TODO));
    workspace_close(&ws);
}

static void a_list_that_moves_is_read_where_it_is(void **state)
{
    struct scratch *s = *state;
    struct workspace ws;
    struct change_set set = {0};
    scratch_put(s, "TODO.md", "- [ ] old\n");
    ws_open(&ws, s);
    assert_string_equal(ws.catalog->todo_path, "TODO.md");
    struct view before = VIEW("- [ ] old\n");
    change_set_write(&set, "TODO.md", &before, VIEW("- [x] old\n"));
    workspace_apply(&ws, &set);
    assert_int_equal(unlinkat(s->folder.fd, "TODO.md", 0), 0);
    workspace_refresh(&ws, "TODO.md");
    scratch_put(s, "todo.md", "- [ ] new\n- [ ] more\n");
    assert_true(workspace_refresh(&ws, "todo.md") & (1u << SECTION_TODO));
    assert_int_equal(ws.todo.count, 2);
    workspace_settle(&ws, &set);
    assert_int_equal(ws.todo_pending, 0);
    assert_int_equal(ws.todo.count, 2);
    change_set_finish(&set);
    workspace_close(&ws);
}

static void a_new_catalog_may_name_another_list(void **state)
{
    struct scratch *s = *state;
    struct workspace ws;
    struct catalog *catalog;
    ws_open(&ws, s);
    scratch_put(s, "todo.txt", "one\ntwo\n");
    struct catalog_options options = {.rules = &ws.rules};
    assert_int_equal(catalog_scan(&ws.folder, &options, &catalog, NULL), STATUS_OK);
    workspace_take_catalog(&ws, catalog);
    assert_int_equal(ws.todo.count, 2);
    assert_int_equal(ws.todo.format, TODO_TXT);
    workspace_close(&ws);
}

static void a_folder_above_the_list_is_looked_into(void **state)
{
    struct scratch *s = *state;
    struct workspace ws;
    scratch_put(s, ".palimpsest.yaml", "todo: lists/work.md\n");
    scratch_folder(s, "lists");
    scratch_put(s, "lists/work.md", "- [ ] a\n");
    ws_open(&ws, s);
    scratch_put(s, "lists/work.md", "- [ ] b\n");
    assert_true(workspace_refresh(&ws, "lists") & (1u << SECTION_TODO));
    assert_view_equal(todo_words(&ws.todo, 0), VIEW("b"));
    scratch_put(s, "lists/work.md", "- [ ] c\n");
    assert_true(workspace_refresh(&ws, "") & (1u << SECTION_TODO));
    assert_int_equal(workspace_refresh(&ws, "list"), 0);
    workspace_close(&ws);
}

static void a_list_that_becomes_unreadable_says_why(void **state)
{
    struct scratch *s = *state;
    struct workspace ws;
    struct error err;
    scratch_put(s, "todo.md", "- [ ] a\n");
    ws_open(&ws, s);
    assert_int_equal(unlinkat(s->folder.fd, "todo.md", 0), 0);
    scratch_link(s, "../outside", "todo.md");
    assert_int_equal(workspace_read_todo(&ws, &err), STATUS_REFUSED);
    assert_non_null(ws.todo_problem);
    assert_int_equal(ws.todo.count, 0);
    assert_int_equal(unlinkat(s->folder.fd, "todo.md", 0), 0);
    scratch_put(s, "todo.md", "- [ ] a\n");
    assert_int_equal(workspace_read_todo(&ws, &err), STATUS_OK);
    assert_int_equal(ws.todo.count, 1);
    workspace_close(&ws);
}

#define WS_TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WS_TEST(a_workspace_has_its_folders_name),
        WS_TEST(settings_that_cannot_be_read_are_a_warning),
        WS_TEST(rules_choose_the_todo_file),
        WS_TEST(memory_is_right_until_the_last_save_settles),
        WS_TEST(a_touch_is_no_change),
        WS_TEST(a_list_that_moves_is_read_where_it_is),
        WS_TEST(a_new_catalog_may_name_another_list),
        WS_TEST(a_folder_above_the_list_is_looked_into),
        WS_TEST(a_list_that_becomes_unreadable_says_why),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
