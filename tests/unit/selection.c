#include "tests/unit/test.h"

#include "core/base/memory.h"
#include "tests/unit/scratch.h"
#include "tui/app.h"

/* An application without a screen: the workspace of one test and its lists. */
static struct app *app_begin(const struct scratch *s)
{
    struct app *app = mem_zalloc(1, sizeof(*app));
    assert_int_equal(workspace_open(s->folder.path, 0, &app->ws, NULL), STATUS_OK);
    app->view_count = 1;
    places_build(&app->places, &app->ws.catalog->sections[SECTION_FILES]);
    return app;
}

static void app_end(struct app *app)
{
    places_finish(&app->places);
    status_finish(&app->status);
    workspace_close(&app->ws);
    free(app);
}

/* As the application does after another program made or took away `path`. */
static void refresh(struct app *app, const char *path)
{
    struct app_files held;
    app_hold_files(app, &held);
    workspace_refresh(&app->ws, path);
    places_build(&app->places, &app->ws.catalog->sections[SECTION_FILES]);
    for (enum pane pane = PANE_SELF; pane <= PANE_FILES; pane++)
        app_fit_selection(app, pane);
    app_find_files(app, &held);
}

static void stands_on(struct app *app, enum pane pane, const char *path)
{
    app->focus = pane;
    assert_string_equal(app_selected_path(app), path);
}

static void files_that_come_and_go_move_no_selection(void **state)
{
    struct scratch *s = *state;
    scratch_folder(s, "memory");
    scratch_folder(s, "Garden");
    scratch_put(s, "memory/b.md", "x\n");
    scratch_put(s, "memory/d.md", "x\n");
    scratch_put(s, "Garden/g.md", "x\n");
    scratch_put(s, "place.md", "x\n");
    struct app *app = app_begin(s);
    app->lists[PANE_MEMORY].selected = 1;
    places_toggle(&app->places, 1);
    places_build(&app->places, &app->ws.catalog->sections[SECTION_FILES]);
    app->lists[PANE_FILES].selected = 2;
    stands_on(app, PANE_MEMORY, "memory/d.md");
    stands_on(app, PANE_FILES, "Garden/g.md");

    scratch_put(s, "memory/a.md", "x\n");
    refresh(app, "memory/a.md");
    scratch_put(s, "Garden/a.md", "x\n");
    refresh(app, "Garden/a.md");
    stands_on(app, PANE_MEMORY, "memory/d.md");
    stands_on(app, PANE_FILES, "Garden/g.md");

    app->lists[PANE_FILES].selected = 1; /* the folder */
    scratch_put(s, "another.md", "x\n");
    refresh(app, "another.md");
    assert_int_equal(app->lists[PANE_FILES].selected, 2);
    assert_int_equal(unlinkat(s->folder.fd, "memory/d.md", 0), 0);
    refresh(app, "memory/d.md");
    stands_on(app, PANE_MEMORY, "memory/b.md"); /* it was the last */
    app_end(app);
}

static void empty_lists_have_nothing_to_hold(void **state)
{
    struct app *app = app_begin(*state);
    app->lists[PANE_SELF].selected = 9;
    refresh(app, "");
    for (enum pane pane = PANE_SELF; pane <= PANE_FILES; pane++)
        assert_int_equal(app->lists[pane].selected, 0);
    app_end(app);
}

static void expands(struct app *app, const char *template, const char *want)
{
    struct str out = {0};
    bool all = app_expand(app, template, &out);
    assert_int_equal(all, want != NULL);
    if (want)
        assert_view_equal(str_view(&out), view_of(want));
    else
        assert_true(app->status.message.len > 0);
    str_finish(&out);
    status_clear(&app->status);
}

static void templates_get_the_selection_quoted(void **state)
{
    struct scratch *s = *state;
    scratch_folder(s, "memory");
    scratch_put(s, "memory/it's 100%% \"x\".md", "x\n");
    scratch_put(s, "todo.md", "- [ ] one\n- [ ] buy %% \"tea\"\n");
    struct app *app = app_begin(s);
    app->focus = PANE_MEMORY;
    expands(app, "file-rename %p %%", "file-rename \"memory/it's 100%% \\\"x\\\".md\" %%");
    expands(app, "x %t", NULL);
    expands(app, "x %n", NULL);
    app->focus = PANE_TODO;
    app->lists[PANE_TODO].selected = 1;
    expands(app, "todo-edit %n %t", "todo-edit 2 \"buy %% \\\"tea\\\"\"");
    expands(app, "100% %x %", "100% %x %");
    app->focus = PANE_DRAFTS;
    expands(app, "file-delete %p", NULL);
    app_end(app);
}

#define APP_TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        APP_TEST(files_that_come_and_go_move_no_selection),
        APP_TEST(empty_lists_have_nothing_to_hold),
        APP_TEST(templates_get_the_selection_quoted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
