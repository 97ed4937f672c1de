#include "tests/unit/test.h"

#include "core/command/command.h"
#include "core/text/cluster.h"
#include "tests/unit/scratch.h"

#include <ctype.h>

/* The commands of the model: what change set each makes, on a workspace that lasts one test. */

static const char todo_text[] = "# Todo\n\n- [ ] first\n- [x] second\n  - [ ] child\n- [ ] third\n";

struct desk {
    struct workspace ws;
    struct selection selection;
    struct change_set set;
    struct revive_request revive;
    struct relocate_request relocate;
    struct str message, open;
    bool commit_outside;
    struct error err;
};

static void desk_open(struct desk *desk, const struct scratch *s)
{
    *desk = (struct desk){.selection = {NULL, SIZE_MAX}};
    if (workspace_open(s->folder.path, 0, &desk->ws, &desk->err) != STATUS_OK)
        fail_msg("%s", desk->err.text);
}

static void desk_reset(struct desk *desk)
{
    change_set_finish(&desk->set);
    revive_request_finish(&desk->revive);
    relocate_request_finish(&desk->relocate);
    str_clear(&desk->message);
    str_clear(&desk->open);
}

static void desk_close(struct desk *desk)
{
    change_set_finish(&desk->set);
    revive_request_finish(&desk->revive);
    relocate_request_finish(&desk->relocate);
    str_finish(&desk->message);
    str_finish(&desk->open);
    workspace_close(&desk->ws);
}

static enum status desk_run(struct desk *desk, const char *line)
{
    char **words;
    size_t count;
    desk_reset(desk);
    assert_int_equal(command_words(view_of(line), &words, &count, &desk->err), STATUS_OK);
    const struct command *command = command_find(command_model_tables, view_of(words[0]));
    assert_non_null(command);
    struct command_call call = {.argc = count,
                                .argv = words,
                                .ws = &desk->ws,
                                .selection = &desk->selection,
                                .set = &desk->set,
                                .message = &desk->message,
                                .open = &desk->open,
                                .revive = &desk->revive,
                                .relocate = &desk->relocate,
                                .today = "2026-03-01"};
    enum status status = command_check(command, count, &desk->err);
    if (status == STATUS_OK)
        status = command->run(&call, &desk->err);
    struct relocate_plan plan = {0};
    if (status == STATUS_OK && desk->relocate.from)
        status = relocate_plan_make(&desk->ws.folder, desk->ws.catalog, &desk->relocate, NULL, NULL,
                                    &plan, &desk->err);
    if (status == STATUS_OK && desk->relocate.from) {
        desk->set = plan.set;
        plan.set = (struct change_set){0};
    }
    relocate_plan_finish(&plan);
    desk->commit_outside = call.commit_outside;
    command_words_free(words, count);
    if (desk->set.subject)
        assert_true(cluster_width(view_of(desk->set.subject)) <= 72);
    if (status != STATUS_OK)
        assert_int_equal(desk->set.count, 0);
    return status;
}

/* The command makes one write with this text and subject. */
static void writes(struct desk *desk, const char *line, const char *path, const char *text,
                   const char *subject)
{
    if (desk_run(desk, line) != STATUS_OK)
        fail_msg("%s: %s", line, desk->err.text);
    assert_int_equal(desk->set.count, 1);
    assert_int_equal(desk->set.items[0].kind, CHANGE_WRITE);
    assert_string_equal(desk->set.items[0].path, path);
    assert_view_equal(str_view(&desk->set.items[0].text), view_of(text));
    assert_string_equal(desk->set.subject, subject);
}

static void fails(struct desk *desk, const char *line, enum status want)
{
    enum status got = desk_run(desk, line);
    if (got != want)
        fail_msg("%s: status %d, want %d", line, got, want);
    assert_true(strlen(desk->err.text) > 0);
    assert_null(strchr(desk->err.text, '\n'));
}

/* --- the tables --- */

static void commands_are_named_once_and_explained(void **state)
{
    (void)state;
    static const char *const groups[] = {"Todo", "Files", "Read", "History", "Move", "Program"};
    for (const struct command *const *table = command_model_tables; *table; table++)
        for (const struct command *command = *table; command->name; command++) {
            assert_ptr_equal(command_find(command_model_tables, view_of(command->name)), command);
            assert_non_null(command->usage);
            assert_true(strlen(command->help) > 5 && strlen(command->help) < 60);
            assert_true(islower((unsigned char)command->help[0]));
            assert_non_null(command->run);
            assert_int_not_equal(command->where, 0);
            size_t i = 0;
            while (i < sizeof(groups) / sizeof(*groups) && strcmp(groups[i], command->group) != 0)
                i++;
            assert_true(i < sizeof(groups) / sizeof(*groups));
        }
    assert_null(command_find(command_model_tables, VIEW("todo")));
    assert_null(command_find(command_model_tables, VIEW("")));
}

/* --- todo --- */

static void tasks_are_added(void **state)
{
    struct desk desk;
    scratch_put(*state, "todo.md", todo_text);
    desk_open(&desk, *state);
    writes(&desk, "todo-add Write the \"long letter\"", "todo.md",
           "# Todo\n\n- [ ] first\n- [x] second\n  - [ ] child\n- [ ] third\n"
           "- [ ] Write the long letter\n",
           "todo: add \"Write the long letter\"");
    assert_true(desk.set.items[0].was_there);
    assert_view_equal(str_view(&desk.set.items[0].old), view_of(todo_text));
    assert_int_equal(desk.ws.todo.count, 4); /* the model waits for workspace_apply */
    desk.selection.task = 1;
    writes(&desk, "todo-add-below below", "todo.md",
           "# Todo\n\n- [ ] first\n- [x] second\n  - [ ] child\n- [ ] below\n- [ ] third\n",
           "todo: add \"below\"");
    fails(&desk, "todo-add \"  \"", STATUS_INVALID);
    fails(&desk, "todo-add \"a\\nb\"", STATUS_INVALID);
    fails(&desk, "todo-add", STATUS_INVALID);
    desk.selection.task = SIZE_MAX;
    fails(&desk, "todo-add-below x", STATUS_INVALID);
    desk_close(&desk);
}

static void a_missing_list_is_begun(void **state)
{
    struct desk desk;
    desk_open(&desk, *state);
    writes(&desk, "todo-add first", "todo.md", "# Todo\n\n- [ ] first\n", "todo: add \"first\"");
    assert_false(desk.set.items[0].was_there);
    fails(&desk, "todo-toggle 1", STATUS_INVALID);
    desk_close(&desk);
}

static void states_change_and_come_back(void **state)
{
    struct desk desk;
    scratch_put(*state, "todo.md", "- [ ] a\n- [x] b\n");
    desk_open(&desk, *state);
    writes(&desk, "todo-toggle 1", "todo.md", "- [x] a\n- [x] b\n", "todo: done \"a\"");
    writes(&desk, "todo-toggle 2", "todo.md", "- [ ] a\n- [ ] b\n", "todo: open \"b\"");
    writes(&desk, "todo-start 2", "todo.md", "- [ ] a\n- [/] b\n", "todo: start \"b\"");
    desk.selection.task = 0;
    writes(&desk, "todo-cancel", "todo.md", "- [-] a\n- [x] b\n", "todo: cancel \"a\"");
    desk_close(&desk);
}

static void tasks_are_edited_moved_and_deleted(void **state)
{
    struct desk desk;
    scratch_put(*state, "todo.md", todo_text);
    desk_open(&desk, *state);
    writes(&desk, "todo-edit 1 other words", "todo.md",
           "# Todo\n\n- [ ] other words\n- [x] second\n  - [ ] child\n- [ ] third\n",
           "todo: edit \"other words\"");
    writes(&desk, "todo-delete 2", "todo.md", "# Todo\n\n- [ ] first\n- [ ] third\n",
           "todo: delete \"second\"");
    writes(&desk, "todo-up 2", "todo.md",
           "# Todo\n\n- [x] second\n  - [ ] child\n- [ ] first\n- [ ] third\n",
           "todo: move up \"second\"");
    writes(&desk, "todo-down 1", "todo.md",
           "# Todo\n\n- [x] second\n  - [ ] child\n- [ ] first\n- [ ] third\n",
           "todo: move down \"first\"");
    writes(&desk, "todo-indent 4", "todo.md",
           "# Todo\n\n- [ ] first\n- [x] second\n  - [ ] child\n  - [ ] third\n",
           "todo: indent \"third\"");
    assert_int_equal(desk_run(&desk, "todo-outdent 3"), STATUS_OK);
    assert_string_equal(desk.set.subject, "todo: outdent \"child\"");
    fails(&desk, "todo-up 1", STATUS_INVALID);
    fails(&desk, "todo-indent 1", STATUS_INVALID);
    fails(&desk, "todo-edit 1 \"\"", STATUS_INVALID);
    desk_close(&desk);
}

static void the_same_words_change_nothing(void **state)
{
    struct desk desk;
    scratch_put(*state, "todo.md", todo_text);
    desk_open(&desk, *state);
    assert_int_equal(desk_run(&desk, "todo-edit 1 first"), STATUS_OK);
    assert_int_equal(desk.set.count, 0);
    desk_close(&desk);
}

static void numbers_that_are_none_are_told(void **state)
{
    struct desk desk;
    static const char *const bad[] = {"0", "5", "-1", "1x", "x", "\"\"", "99999999999999999999"};
    scratch_put(*state, "todo.md", todo_text);
    desk_open(&desk, *state);
    for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
        char line[64];
        snprintf(line, sizeof(line), "todo-toggle %s", bad[i]);
        fails(&desk, line, STATUS_INVALID);
    }
    desk.selection.task = 4; /* the list became shorter */
    fails(&desk, "todo-toggle", STATUS_INVALID);
    desk_close(&desk);
}

static void a_task_is_found_again_by_its_words(void **state)
{
    struct desk desk;
    scratch_put(*state, "todo.md", "- [ ] a\n- [ ] b\n- [ ] a\n");
    desk_open(&desk, *state);
    scratch_put(*state, "todo.md", "- [ ] new\n- [ ] a\n- [ ] b\n- [ ] a\n");
    writes(&desk, "todo-toggle 2", "todo.md", "- [ ] new\n- [ ] a\n- [x] b\n- [ ] a\n",
           "todo: done \"b\"");
    assert_view_equal(str_view(&desk.set.items[0].old),
                      VIEW("- [ ] new\n- [ ] a\n- [ ] b\n- [ ] a\n"));
    desk_close(&desk);
    desk_open(&desk, *state);
    scratch_put(*state, "todo.md", "- [ ] b\n");
    writes(&desk, "todo-toggle 3", "todo.md", "- [x] b\n", "todo: done \"b\"");
    desk_close(&desk);
}

static void a_task_that_went_is_a_conflict(void **state)
{
    struct desk desk;
    scratch_put(*state, "todo.md", "- [ ] a\n- [ ] b\n");
    desk_open(&desk, *state);
    scratch_put(*state, "todo.md", "- [ ] a\n");
    fails(&desk, "todo-delete 2", STATUS_CONFLICT);
    scratch_put(*state, "todo.md", "");
    fails(&desk, "todo-delete 1", STATUS_CONFLICT);
    desk_close(&desk);
}

static void a_list_that_cannot_be_read_is_not_written(void **state)
{
    struct desk desk;
    scratch_folder(*state, "todo.md");
    scratch_put(*state, ".palimpsest.yaml", "todo: todo.md\n");
    desk_open(&desk, *state);
    fails(&desk, "todo-add x", STATUS_REFUSED);
    assert_non_null(desk.ws.todo_problem);
    desk_close(&desk);
}

static void todo_txt_keeps_its_format(void **state)
{
    struct desk desk;
    scratch_put(*state, "todo.txt", "(A) call +house\nx 2026-01-02 done\n");
    desk_open(&desk, *state);
    writes(&desk, "todo-toggle 1", "todo.txt",
           "x 2026-03-01 call +house pri:A\nx 2026-01-02 done\n", "todo: done \"(A) call +house\"");
    fails(&desk, "todo-indent 2", STATUS_INVALID);
    desk_close(&desk);
}

static void long_words_make_a_short_subject(void **state)
{
    struct desk desk;
    struct str line = {0};
    desk_open(&desk, *state);
    str_add_text(&line, "todo-add ");
    for (int i = 0; i < 60; i++)
        str_add_text(&line, "\xE6\x97\xA5\xE6\x9C\xAC ");
    assert_int_equal(desk_run(&desk, str_text(&line)), STATUS_OK);
    assert_true(view_ends(view_of(desk.set.subject), "\xE2\x80\xA6\""));
    str_finish(&line);
    desk_close(&desk);
}

/* --- notes, drafts, files --- */

static void notes_are_made_as_the_companion_makes_them(void **state)
{
    struct desk desk;
    scratch_folder(*state, "memory");
    scratch_put(*state, "memory/there.md", "x\n");
    desk_open(&desk, *state);
    writes(&desk, "note-new \"Opus 4's: Letter\"", "memory/Opus 4's- Letter.md",
           "---\ntitle: 'Opus 4''s: Letter'\ntype: note\npermalink: opus-4s-letter\n---\n",
           "memory: add \"Opus 4's: Letter\"");
    assert_string_equal(str_text(&desk.open), "memory/Opus 4's- Letter.md");
    assert_false(desk.set.items[0].was_there);
    writes(&desk, "note-new Song songs/new", "memory/songs/new/Song.md",
           "---\ntitle: Song\ntype: note\npermalink: songs/new/song\n---\n",
           "memory: add \"Song\"");
    fails(&desk, "note-new there", STATUS_EXISTS);
    fails(&desk, "note-new \"\"", STATUS_INVALID);
    fails(&desk, "note-new \"...\"", STATUS_INVALID);
    fails(&desk, "note-new \"a\\nb\"", STATUS_INVALID);
    fails(&desk, "note-new x ../../outside", STATUS_REFUSED);
    fails(&desk, "note-new x /tmp", STATUS_REFUSED);
    fails(&desk, "note-new x .git/hooks", STATUS_REFUSED);
    desk_close(&desk);
}

static void a_title_too_long_for_a_name_is_cut(void **state)
{
    struct desk desk;
    struct str line = {0};
    desk_open(&desk, *state);
    str_add_text(&line, "note-new ");
    str_add_many(&line, 'a', 400);
    assert_int_equal(desk_run(&desk, str_text(&line)), STATUS_OK);
    assert_true(desk.message.len > 0);
    assert_int_equal(strlen(strrchr(desk.set.items[0].path, '/') + 1), 255);
    str_finish(&line);
    desk_close(&desk);
}

static void drafts_begin_with_their_title(void **state)
{
    struct desk desk;
    desk_open(&desk, *state);
    writes(&desk, "draft-new A letter", "drafts/A letter.md", "# A letter\n",
           "draft: add \"A letter\"");
    assert_string_equal(str_text(&desk.open), "drafts/A letter.md");
    writes(&desk, "draft-new a/b", "drafts/a-b.md", "# a/b\n", "draft: add \"a/b\"");
    fails(&desk, "draft-new \"a\\nb\"", STATUS_INVALID);
    fails(&desk, "draft-new \" \"", STATUS_INVALID);
    desk_close(&desk);
}

static void files_are_made_in_any_folder(void **state)
{
    struct desk desk;
    scratch_folder(*state, "Self");
    scratch_put(*state, "Self/1_who.md", "x\n");
    scratch_put(*state, "plain", "x\n");
    desk_open(&desk, *state);
    writes(&desk, "file-new Garden/deep/Rose", "Garden/deep/Rose.md", "# Rose\n",
           "place: add Garden/deep/Rose.md");
    writes(&desk, "file-new Self/2_more.md", "Self/2_more.md", "# 2_more\n",
           "self: add Self/2_more.md");
    writes(&desk, "file-new memory/n.md", "memory/n.md", "# n\n", "memory: add memory/n.md");
    writes(&desk, "file-new list.txt", "list.txt", "# list\n", "place: add list.txt");
    fails(&desk, "file-new Self/1_who.md", STATUS_EXISTS);
    fails(&desk, "file-new Self/", STATUS_INVALID);
    fails(&desk, "file-new ../x.md", STATUS_REFUSED);
    fails(&desk, "file-new a/../x.md", STATUS_REFUSED);
    fails(&desk, "file-new /etc/x.md", STATUS_REFUSED);
    fails(&desk, "file-new .git/x.md", STATUS_REFUSED);
    fails(&desk, "file-new \"a\\nb.md\"", STATUS_REFUSED);
    assert_int_not_equal(desk_run(&desk, "file-new plain/x.md"), STATUS_OK);
    desk_close(&desk);
}

static void renames(struct desk *desk, const char *line, const char *from, const char *to,
                    const char *subject)
{
    if (desk_run(desk, line) != STATUS_OK)
        fail_msg("%s: %s", line, desk->err.text);
    assert_int_equal(desk->set.count, 1);
    assert_int_equal(desk->set.items[0].kind, CHANGE_RENAME);
    assert_string_equal(desk->set.items[0].from, from);
    assert_string_equal(desk->set.items[0].path, to);
    assert_view_equal(str_view(&desk->set.items[0].old), VIEW("text\n"));
    assert_string_equal(desk->set.subject, subject);
    assert_string_equal(str_text(&desk->open), to);
}

static void a_note_is_changed_in_what_it_says_of_itself_alone(void **state)
{
    struct desk desk;
    scratch_folder(*state, "memory");
    scratch_put(*state, "memory/a.md",
                "---\ntitle: \"A\"\ntags: [x, y] # why\n---\n\nEmotion: joy\n");
    desk_open(&desk, *state);
    writes(&desk, "note-fields memory/a.md \"x, z\" calm 7", "memory/a.md",
           "---\ntitle: \"A\"\ntags: [x, z] # why\n---\n\nEmotion: calm\nIntensity: 7/10\n",
           "memory: edit \"A\"");
    writes(&desk, "note-fields memory/a.md \"\" \"\"", "memory/a.md",
           "---\ntitle: \"A\"\ntags: [] # why\n---\n\n", "memory: edit \"A\"");
    assert_int_equal(desk_run(&desk, "note-fields memory/a.md \"x, y\" joy \"\" \"\" \"\""),
                     STATUS_OK);
    assert_int_equal(desk.set.count, 0);
    writes(&desk, "note-new B sea \"x, #y\" \"\" 3", "memory/sea/B.md",
           "---\ntitle: B\ntype: note\npermalink: sea/b\ntags:\n- x\n- y\n---\n\nIntensity: 3/10\n",
           "memory: add \"B\"");
    fails(&desk, "note-fields memory/none.md x", STATUS_ABSENT);
    fails(&desk, "note-fields ../x x", STATUS_REFUSED);
    desk_close(&desk);
}

static void files_are_renamed_and_moved(void **state)
{
    struct desk desk;
    scratch_folder(*state, "drafts");
    scratch_put(*state, "drafts/a b.md", "text\n");
    scratch_put(*state, "drafts/c.md", "text\n");
    scratch_link(*state, "../../outside", "drafts/away.md");
    desk_open(&desk, *state);
    renames(&desk, "file-rename \"drafts/a b.md\" new", "drafts/a b.md", "drafts/new.md",
            "draft: rename drafts/a b.md to drafts/new.md");
    renames(&desk, "file-move drafts/c.md Garden/", "drafts/c.md", "Garden/c.md",
            "draft: move drafts/c.md to Garden/c.md");
    renames(&desk, "file-move drafts/c.md .", "drafts/c.md", "c.md",
            "draft: move drafts/c.md to c.md");
    assert_int_equal(desk_run(&desk, "file-rename drafts/c.md c.md"), STATUS_OK);
    assert_int_equal(desk.set.count, 0);
    fails(&desk, "file-rename drafts/c.md \"a b\"", STATUS_EXISTS);
    fails(&desk, "file-rename drafts/c.md away", STATUS_EXISTS);
    fails(&desk, "file-rename drafts/c.md ../x", STATUS_INVALID);
    fails(&desk, "file-rename drafts/c.md \"\"", STATUS_INVALID);
    fails(&desk, "file-rename drafts/c.md \"\x1B[2J\x9B.md\"", STATUS_REFUSED);
    fails(&desk, "file-rename drafts/none.md x", STATUS_ABSENT);
    fails(&desk, "file-move drafts Garden", STATUS_REFUSED);
    fails(&desk, "file-move drafts/c.md ..", STATUS_REFUSED);
    fails(&desk, "file-move drafts/c.md /", STATUS_REFUSED);
    desk_close(&desk);
}

static void files_are_deleted(void **state)
{
    struct desk desk;
    scratch_put(*state, "place.md", "text\n");
    scratch_link(*state, "../outside", "away.md");
    desk_open(&desk, *state);
    desk.selection.path = "place.md";
    assert_int_equal(desk_run(&desk, "file-delete"), STATUS_OK);
    assert_int_equal(desk.set.items[0].kind, CHANGE_DELETE);
    assert_view_equal(str_view(&desk.set.items[0].old), VIEW("text\n"));
    assert_true(view_ends(view_of(desk.set.subject), ": delete place.md"));
    desk.selection.path = NULL;
    fails(&desk, "file-delete", STATUS_INVALID);
    fails(&desk, "file-delete none.md", STATUS_ABSENT);
    fails(&desk, "file-delete away.md", STATUS_REFUSED);
    fails(&desk, "file-delete .git/config", STATUS_REFUSED);
    fails(&desk, "file-delete ../outside", STATUS_REFUSED);
    desk_close(&desk);
}

static void outside_changes_are_asked_for(void **state)
{
    struct desk desk;
    desk_open(&desk, *state);
    assert_int_equal(desk_run(&desk, "commit-outside"), STATUS_OK);
    assert_true(desk.commit_outside);
    assert_int_equal(desk.set.count, 0);
    desk_close(&desk);
}

#define DESK_TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commands_are_named_once_and_explained),
        DESK_TEST(tasks_are_added),
        DESK_TEST(a_missing_list_is_begun),
        DESK_TEST(states_change_and_come_back),
        DESK_TEST(tasks_are_edited_moved_and_deleted),
        DESK_TEST(the_same_words_change_nothing),
        DESK_TEST(numbers_that_are_none_are_told),
        DESK_TEST(a_task_is_found_again_by_its_words),
        DESK_TEST(a_task_that_went_is_a_conflict),
        DESK_TEST(a_list_that_cannot_be_read_is_not_written),
        DESK_TEST(todo_txt_keeps_its_format),
        DESK_TEST(long_words_make_a_short_subject),
        DESK_TEST(notes_are_made_as_the_companion_makes_them),
        DESK_TEST(a_title_too_long_for_a_name_is_cut),
        DESK_TEST(drafts_begin_with_their_title),
        DESK_TEST(files_are_made_in_any_folder),
        DESK_TEST(a_note_is_changed_in_what_it_says_of_itself_alone),
        DESK_TEST(files_are_renamed_and_moved),
        DESK_TEST(files_are_deleted),
        DESK_TEST(outside_changes_are_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
