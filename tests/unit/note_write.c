#include "tests/unit/test.h"

#include "core/base/memory.h"
#include "core/workspace/note_body.h"
#include "core/workspace/note_facts.h"
#include "core/workspace/note_write.h"
#include "tests/unit/scratch.h"

/* Where notes go, what is written, and who may write over what. */

static void open_desk(const struct scratch *s, struct workspace *ws)
{
    struct error err;
    if (workspace_open(s->folder.path, 0, ws, &err) != STATUS_OK)
        fail_msg("%s", err.text);
}

static void make_folder(const struct scratch *s, const char *path)
{
    assert_int_equal(mkdirat(s->folder.fd, path, 0777), 0);
}

static void goes_to(const struct workspace *ws, const char *title, const char *folder,
                    const char *path, const char *permalink)
{
    struct note_place place;
    struct error err;
    if (note_place_find(ws, view_of(title), view_of(folder), &place, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    assert_string_equal(place.path, path);
    assert_string_equal(str_text(&place.permalink), permalink);
    note_place_finish(&place);
}

static void a_note_goes_below_the_memory_folder(void **state)
{
    struct scratch *s = *state;
    struct workspace ws;
    make_folder(s, "memory");
    make_folder(s, "memory/Q&A");
    open_desk(s, &ws);
    goes_to(&ws, "T", "", "memory/T.md", "t");
    goes_to(&ws, "T", "/", "memory/T.md", "t");
    goes_to(&ws, "T", "./a//b/", "memory/a/b/T.md", "a/b/t");
    goes_to(&ws, "T", "a\\b", "memory/a/b/T.md", "a/b/t");
    goes_to(&ws, "T", "memory/a", "memory/a/T.md", "a/t");
    goes_to(&ws, "T", "memory", "memory/T.md", "t");
    goes_to(&ws, "T", "memories", "memory/memories/T.md", "memories/t");
    goes_to(&ws, "T", "what? é!", "memory/what é/T.md", "what-e/t");
    goes_to(&ws, "T", "Q&A", "memory/Q&A/T.md", "q-a/t");
    workspace_close(&ws);
}

static void a_folder_that_leads_out_is_refused(void **state)
{
    struct scratch *s = *state;
    struct workspace ws;
    struct note_place place;
    struct error err;
    static const char *const bad[] = {"../x", "a/../../x", "/tmp", ".git", "memory/../x"};
    open_desk(s, &ws);
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_int_equal(note_place_find(&ws, VIEW("T"), view_of(bad[i]), &place, &err),
                         STATUS_REFUSED);
    assert_int_equal(note_place_find(&ws, VIEW("T"), VIEW("a/???"), &place, &err), STATUS_INVALID);
    assert_int_equal(note_place_find(&ws, VIEW(".."), VIEW(""), &place, &err), STATUS_INVALID);
    workspace_close(&ws);
}

/* Also where not all names were read: what lies in the same folder is looked at. */
static void twins_are_told_and_permalinks_counted_on(void **state)
{
    struct scratch *s = *state;
    struct note_place place;
    struct error err;
    make_folder(s, "memory");
    make_folder(s, "memory/a");
    scratch_put(s, "memory/a/The Lamp.md", "x");
    scratch_put(s, "memory/a/the_lamp-1.md", "x");
    for (size_t limit = 0; limit < 2; limit++) {
        struct workspace ws;
        assert_int_equal(workspace_open(s->folder.path, limit, &ws, &err), STATUS_OK);
        assert_int_equal(ws.catalog->complete, limit == 0);
        assert_int_equal(note_place_find(&ws, VIEW("the lamp"), VIEW("a"), &place, &err),
                         STATUS_OK);
        assert_string_equal(place.twin, "memory/a/The Lamp.md");
        assert_string_equal(str_text(&place.permalink), "a/the-lamp-2");
        assert_false(place.there);
        note_place_finish(&place);
        assert_int_equal(note_place_find(&ws, VIEW("The Lamp"), VIEW("a"), &place, &err),
                         STATUS_OK);
        assert_true(place.there);
        assert_null(place.twin);
        note_place_finish(&place);
        assert_int_equal(note_place_find(&ws, VIEW("The-Lamp!"), VIEW("b"), &place, &err),
                         STATUS_OK);
        assert_null(place.twin); /* `!` is a letter of names */
        assert_string_equal(str_text(&place.permalink), "b/the-lamp");
        note_place_finish(&place);
        workspace_close(&ws);
    }
}

static void writing_over_needs_the_hash_of_what_was_read(void **state)
{
    struct scratch *s = *state;
    struct workspace ws;
    struct note_answer answer;
    struct change_set set = {0};
    struct error err;
    char hash[SHA256_HEX];
    struct note_request request = {.title = VIEW("T"), .body = VIEW("new\n")};
    const char *old = "---\ntitle: \"T\"\npermalink: x/y\nk: v # why\n---\n\nold\n";
    make_folder(s, "memory");
    scratch_put(s, "memory/T.md", old);
    sha256_of(view_of(old), hash);
    open_desk(s, &ws);
    assert_int_equal(note_write(&ws, &request, &set, &answer, &err), STATUS_EXISTS);
    assert_int_equal(set.count, 0);
    assert_string_equal(answer.before, hash);
    assert_non_null(strstr(err.text, answer.checksum));
    note_answer_finish(&answer);
    hash[8] = hash[8] == '0' ? '1' : '0';
    request.base = hash;
    assert_int_equal(note_write(&ws, &request, &set, &answer, &err), STATUS_CONFLICT);
    note_answer_finish(&answer);
    hash[8] = '\0';
    assert_int_equal(note_write(&ws, &request, &set, &answer, &err), STATUS_OK);
    assert_view_equal(str_view(&set.items[0].text),
                      VIEW("---\ntitle: \"T\"\npermalink: x/y\nk: v # why\n---\n\nnew\n"));
    assert_string_equal(str_text(&answer.permalink), "x/y");
    assert_false(answer.made);
    note_answer_finish(&answer);
    hash[5] = '\0';
    assert_int_equal(note_write(&ws, &request, &set, &answer, &err), STATUS_INVALID);
    change_set_finish(&set);
    workspace_close(&ws);
}

static void front_matter_in_braces_is_not_taken_apart(void **state)
{
    struct scratch *s = *state;
    struct workspace ws;
    struct note_answer answer;
    struct change_set set = {0};
    struct error err;
    struct note_request request = {.title = VIEW("T"), .body = VIEW("---\n{a: b}\n---\nx\n")};
    open_desk(s, &ws);
    assert_int_equal(note_write(&ws, &request, &set, &answer, &err), STATUS_INVALID);
    request.body = VIEW("---\na: [b,\n  c]\n# why\nd: |\n  e\n---\nx\n");
    assert_int_equal(note_write(&ws, &request, &set, &answer, &err), STATUS_OK);
    assert_view_equal(str_view(&set.items[0].text),
                      VIEW("---\ntitle: T\ntype: note\npermalink: t\na: [b,\n  c]\n# why\nd: |\n  "
                           "e\n---\n\nx"));
    note_answer_finish(&answer);
    change_set_finish(&set);
    workspace_close(&ws);
}

static void assert_text(struct str *text, const char *want)
{
    assert_view_equal(str_view(text), view_of(want));
    str_finish(text);
}

static void a_body_is_changed_without_its_front_matter(void **state)
{
    (void)state;
    struct str text = {0};
    struct error err;
    str_add_text(&text, "---\na: 1\n---\n");
    note_append(&text, VIEW("x"));
    note_append(&text, VIEW("y\n"));
    note_prepend(&text, VIEW("w"));
    assert_text(&text, "---\na: 1\n---\n\nw\n\nx\ny\n");
    str_add_text(&text, "---\na: x\n---\n# A\nx\n\n```\n# B\n```\n## B #\nx\n\n# C");
    assert_int_equal(note_replace(&text, VIEW("x"), VIEW("y"), 1, &err), STATUS_CONFLICT);
    assert_int_equal(note_replace(&text, VIEW("z"), VIEW("y"), 1, &err), STATUS_ABSENT);
    assert_int_equal(note_replace(&text, VIEW(""), VIEW("y"), 1, &err), STATUS_INVALID);
    assert_int_equal(note_replace(&text, VIEW("x"), VIEW("yy"), 2, &err), STATUS_OK);
    assert_int_equal(note_replace_section(&text, VIEW("A"), VIEW("new"), &err), STATUS_OK);
    assert_int_equal(note_replace_section(&text, VIEW("# C"), VIEW("end\n"), &err), STATUS_OK);
    assert_int_equal(note_replace_section(&text, VIEW("B"), VIEW("end\n"), &err), STATUS_ABSENT);
    assert_text(&text, "---\na: x\n---\n# A\nnew\n## B #\nyy\n\n# C\nend\n");
    str_add_text(&text, "# A\n# A\n");
    assert_int_equal(note_replace_section(&text, VIEW("A"), VIEW("x"), &err), STATUS_CONFLICT);
    assert_text(&text, "# A\n# A\n");
}

static void observations_and_links_are_counted(void **state)
{
    struct scratch *s = *state;
    struct workspace ws;
    struct note_facts facts;
    make_folder(s, "memory");
    scratch_put(s, "memory/Fog.md", "x");
    open_desk(s, &ws);
    note_facts_read(VIEW("---\nx: '- [no] x'\n---\n- [fact] a [[Fog]]\n* [idea] b\n- [fact] c\n"
                         "- [ ] task\n- [x] task\n- [12:30] time\n- [link](x.md)\n- [[Sea]]\n"
                         "```\n- [code] [[Sea]]\n```\n[none] x\n"),
                    ws.catalog, &facts);
    assert_int_equal(facts.category_count, 2);
    assert_string_equal(facts.categories[0].name, "fact");
    assert_int_equal(facts.categories[0].count, 2);
    assert_int_equal(facts.resolved, 1);
    assert_int_equal(facts.unresolved, 1);
    note_facts_finish(&facts);
    workspace_close(&ws);
}

#define test_in_scratch(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_in_scratch(a_note_goes_below_the_memory_folder),
        test_in_scratch(a_folder_that_leads_out_is_refused),
        test_in_scratch(twins_are_told_and_permalinks_counted_on),
        test_in_scratch(writing_over_needs_the_hash_of_what_was_read),
        test_in_scratch(front_matter_in_braces_is_not_taken_apart),
        cmocka_unit_test(a_body_is_changed_without_its_front_matter),
        test_in_scratch(observations_and_links_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
