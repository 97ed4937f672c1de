#include "tests/unit/test.h"

#include "core/base/path.h"
#include "core/markdown/front_matter.h"
#include "core/workspace/note.h"
#include "core/workspace/permalink.h"
#include "core/workspace/template.h"
#include "core/workspace/todo.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const struct change *file_find(const struct change_set *set, const char *path)
{
    for (size_t i = 0; i < set->count; i++)
        if (strcmp(set->items[i].path, path) == 0)
            return &set->items[i];
    fail_msg("the template has no %s", path);
    return NULL;
}

static void every_file_is_new_and_whole(void **state)
{
    (void)state;
    struct change_set set = {0};
    struct error err;
    template_fill(&set);
    assert_true(set.count >= 6);
    assert_true(strlen(set.subject) <= 72);
    for (size_t i = 0; i < set.count; i++) {
        const struct change *change = &set.items[i];
        assert_int_equal(change->kind, CHANGE_WRITE);
        assert_false(change->was_there);
        assert_int_equal(path_check(view_of(change->path), &err), STATUS_OK);
        assert_true(path_is_markdown(view_of(change->path)));
        assert_true(change->text.len > 100);
        assert_true(view_ends(str_view(&change->text), "\n"));
    }
    change_set_finish(&set);
}

static void the_list_shows_every_state_and_a_level(void **state)
{
    (void)state;
    struct change_set set = {0};
    struct todo_list list;
    bool seen[4] = {false}, nested = false;
    template_fill(&set);
    todo_init(&list, TODO_MARKDOWN, str_view(&file_find(&set, "todo.md")->text));
    for (size_t i = 0; i < list.count; i++) {
        seen[list.items[i].state] = true;
        nested = nested || list.items[i].depth > 0;
    }
    assert_true(seen[TODO_PENDING] && seen[TODO_PROGRESS] && seen[TODO_DONE]);
    assert_true(seen[TODO_CANCELLED] && nested && list.heading_count > 1);
    todo_finish(&list);
    change_set_finish(&set);
}

static void the_note_is_one_of_ours(void **state)
{
    (void)state;
    struct change_set set = {0};
    struct front_matter front;
    struct str link = {0}, name = {0};
    struct error err;
    template_fill(&set);
    struct view text = str_view(&file_find(&set, "memory/First Steps.md")->text);
    front_matter_read(text, &front);
    struct view title = view_of(yaml_text(yaml_get(front.fields, "title"), ""));
    assert_int_equal(note_file_name(&name, title, NULL, &err), STATUS_OK);
    assert_string_equal(str_text(&name), "First Steps.md");
    permalink_from_path(&link, str_view(&name));
    assert_string_equal(yaml_text(yaml_get(front.fields, "permalink"), ""), str_text(&link));
    const struct view tags[] = {VIEW("beginnings"), VIEW("keys")};
    struct str again = {0};
    note_compose(&again, title, str_view(&link), tags, 2,
                 view_slice(text, front.body + 1, text.len));
    assert_view_equal(str_view(&again), text);
    front_matter_finish(&front);
    str_finish(&link);
    str_finish(&name);
    str_finish(&again);
    change_set_finish(&set);
}

static void only_an_empty_folder_wants_it(void **state)
{
    (void)state;
    const char *tmp = getenv("TMPDIR");
    struct str path = {0};
    struct folder folder;
    struct error err;
    str_addf(&path, "%s/palimpsest-XXXXXX", tmp ? tmp : "/tmp");
    assert_non_null(mkdtemp(path.data));
    assert_int_equal(folder_open(str_text(&path), &folder, &err), STATUS_OK);
    assert_true(template_wanted(&folder));
    close(openat(folder.fd, ".hidden", O_CREAT | O_WRONLY, 0600));
    assert_true(template_wanted(&folder));
    close(openat(folder.fd, "shown", O_CREAT | O_WRONLY, 0600));
    assert_false(template_wanted(&folder));
    unlinkat(folder.fd, "shown", 0);
    unlinkat(folder.fd, ".hidden", 0);
    folder_close(&folder);
    rmdir(str_text(&path));
    str_finish(&path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_file_is_new_and_whole),
        cmocka_unit_test(the_list_shows_every_state_and_a_level),
        cmocka_unit_test(the_note_is_one_of_ours),
        cmocka_unit_test(only_an_empty_folder_wants_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
