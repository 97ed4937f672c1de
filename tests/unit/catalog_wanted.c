#include "tests/unit/test.h"

#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/workspace/note_facts.h"
#include "core/workspace/note_write.h"
#include "tests/unit/scratch.h"

#include <stdlib.h>

/* A workspace that was opened for some names answers as one that was opened whole. */

static const char *const files[] = {
    "README.md",
    "todo.md",
    "memory/Horney.md",
    "memory/The_Lake.md",
    "memory/the lake-1.md",
    "memory/a/The Lake.md",
    "memory/a/Café at night.md",
    "memory/a/(un)plain & more.md",
    "memory/b/LoRA Adapters - The Architecture.md",
    "memory/b/(un)plain more.md",
    "memory/b/(un)plain more 1.md",
    "memory/b/un plain more-2.md",
    "memory/b/2025-06-07.md",
    "memory/b/2025-06-07-1.md",
    "memory/b/v1.2 notes.md",
    "memory/b/Кот.md",
    "memory/b/旅の本.md",
    "memory/b/it's here.md",
    "memory/7.md",
    "memory/a/a [[horney.md",
    "memory/a/[x.y.z.md",
    "memory/-odd.md",
    "Garden/bench.md",
    "Garden/Old Bench.md",
    "Garden/The Lake.markdown",
    "Garden/deep/er/x.y.z.md",
    "drafts/Horney.md",
};

static const char *const targets[] = {
    "Horney",
    "horney",
    "HORNEY",
    "the lake",
    "The_Lake",
    "The Lake",
    "a/the-lake",
    "a/The Lake",
    "the-lake-1",
    "The Lake 1",
    "cafe-at-night",
    "Café at night",
    "a/cafe-at-night",
    "CAFÉ AT NIGHT",
    "(un)plain & more",
    "un-plain-more",
    "a/un-plain-more",
    "lo-ra-adapters-the-architecture",
    "LoRA Adapters / The Architecture",
    "LoRA Adapters: The Architecture",
    "2025-06-07",
    "2025-06-07-1",
    "b/2025-06-07",
    "v1.2 notes",
    "v1.2 notes.md",
    "Кот",
    "кот",
    "旅の本",
    "it's here",
    "its here",
    "it’s here",
    "7",
    "-odd",
    "odd",
    "bench",
    "Garden/bench.md",
    "./Garden/bench",
    "/Garden/bench.md",
    "memory://horney",
    "x.y.z",
    "x.y",
    "er/x.y.z",
    "deep/er/x.y.z.md",
    "Horney#Life",
    "Horney.md#Life",
    "#Life",
    "",
    "nowhere",
    "Garden/Old Bench.md",
    "../README.md",
    "README",
    "memory/Horney",
    "memory/b",
    "The Lake.markdown",
    "a  /  The Lake",
    "drafts/Horney",
};

static int setup(void **state)
{
    scratch_setup(state);
    const struct scratch *s = *state;
    static const char *const folders[] = {"memory", "memory/a",    "memory/b",      "Garden",
                                          "drafts", "Garden/deep", "Garden/deep/er"};
    for (size_t i = 0; i < ARRAY_LEN(folders); i++)
        scratch_folder(s, folders[i]);
    for (size_t i = 0; i < ARRAY_LEN(files); i++)
        scratch_put(s, files[i], "");
    return 0;
}

static void open_for(const struct scratch *s, struct catalog_wanted *wanted, struct workspace *ws)
{
    catalog_wanted_seal(wanted);
    assert_int_equal(workspace_open_wanted(s->folder.path, wanted, ws, NULL), STATUS_OK);
    catalog_wanted_finish(wanted);
}

static size_t files_of(const struct workspace *ws)
{
    size_t count = 0;
    for (size_t i = 0; i < SECTION_COUNT; i++)
        count += ws->catalog->sections[i].count;
    return count;
}

static void answers_alike(const struct workspace *whole, const struct workspace *some,
                          struct view target)
{
    static const char *const from[] = {"", "memory/a/x.md", "Garden/deep/x.md"};
    for (size_t i = 0; i < ARRAY_LEN(from); i++) {
        const char *one = catalog_resolve_from(whole->catalog, target, view_of(from[i]));
        const char *two = catalog_resolve_from(some->catalog, target, view_of(from[i]));
        if ((one == NULL) != (two == NULL) || (one && strcmp(one, two) != 0))
            fail_msg("[[%.*s]]: of all %s, of some %s", (int)target.len, target.data, one, two);
    }
}

static void a_link_leads_where_it_leads_among_all(void **state)
{
    const struct scratch *s = *state;
    struct workspace whole, some;
    assert_int_equal(workspace_open(s->folder.path, 0, &whole, NULL), STATUS_OK);
    assert_int_equal(files_of(&whole), ARRAY_LEN(files));
    for (size_t i = 0; i < ARRAY_LEN(targets); i++) {
        struct catalog_wanted wanted = {0};
        catalog_want_link(&wanted, view_of(targets[i]));
        open_for(s, &wanted, &some);
        assert_true(files_of(&some) < 8);
        answers_alike(&whole, &some, view_of(targets[i]));
        workspace_close(&some);
    }
    workspace_close(&whole);
}

static void the_links_of_a_text_are_found_in_it(void **state)
{
    const struct scratch *s = *state;
    struct workspace whole, some;
    struct catalog_wanted wanted = {0};
    struct note_facts one, two;
    struct view text = VIEW(
        "[[Horney]] and [[ the lake |that]], `[[bench]]`, [[7\n]] and [[[x.y.z]] [[a [[horney]]\n"
        "| a | b |\n|---|---|\n| [[b/un-plain-more\\|c]] | [[nowhere]] |\n[[");
    assert_int_equal(workspace_open(s->folder.path, 0, &whole, NULL), STATUS_OK);
    catalog_want_links(&wanted, text);
    open_for(s, &wanted, &some);
    note_facts_read(text, whole.catalog, &one);
    note_facts_read(text, some.catalog, &two);
    assert_int_equal(one.resolved, 5);
    assert_int_equal(one.resolved, two.resolved);
    assert_int_equal(one.unresolved, two.unresolved);
    assert_non_null(catalog_resolve(some.catalog, VIEW("bench"))); /* in code today */
    note_facts_finish(&one);
    note_facts_finish(&two);
    workspace_close(&some);
    workspace_close(&whole);
}

static void a_new_note_has_the_same_place(void **state)
{
    const struct scratch *s = *state;
    struct workspace whole, some;
    assert_int_equal(workspace_open(s->folder.path, 0, &whole, NULL), STATUS_OK);
    for (size_t i = 0; i < 2 * ARRAY_LEN(targets); i++) {
        struct note_request request = {.title = view_of(targets[i / 2]),
                                       .folder = view_of(i % 2 ? "b" : "")};
        struct catalog_wanted wanted = {0};
        struct note_place one, two;
        note_write_wants(&request, &wanted);
        open_for(s, &wanted, &some);
        enum status status = note_place_find(&whole, request.title, request.folder, &one, NULL);
        assert_int_equal(note_place_find(&some, request.title, request.folder, &two, NULL), status);
        if (status == STATUS_OK) {
            assert_string_equal(one.path, two.path);
            assert_string_equal(str_text(&one.permalink), str_text(&two.permalink));
            assert_string_equal(one.twin ? one.twin : "", two.twin ? two.twin : "");
        }
        note_place_finish(&one);
        note_place_finish(&two);
        workspace_close(&some);
    }
    workspace_close(&whole);
}

#define wanted_test(test) cmocka_unit_test_setup_teardown(test, setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        wanted_test(a_link_leads_where_it_leads_among_all),
        wanted_test(the_links_of_a_text_are_found_in_it),
        wanted_test(a_new_note_has_the_same_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
