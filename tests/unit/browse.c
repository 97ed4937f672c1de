#include "tests/unit/test.h"

#include "core/base/memory.h"
#include "core/workspace/browse.h"
#include "core/workspace/browse_head.h"
#include "tests/unit/search_desk.h"

/* Memory notes in other orders, and some of them. */

static void put_note(const struct scratch *s, const char *path, const char *tags,
                     const char *emotion, const char *intensity, const char *body, int age)
{
    struct timespec times[2] = {{.tv_sec = NOW - age}, {.tv_sec = NOW - age}};
    struct str text = {0};
    str_addf(&text, "---\ntitle: x\ntags: [%s]\n---\n\n", tags);
    if (*emotion)
        str_addf(&text, "Emotion: %s\n", emotion);
    if (*intensity)
        str_addf(&text, "Intensity: %s/10\n", intensity);
    str_addf(&text, "\n%s\n", body);
    scratch_put(s, path, str_text(&text));
    assert_int_equal(utimensat(s->folder.fd, path, times, 0), 0);
    str_finish(&text);
}

static int setup(void **state)
{
    scratch_setup(state);
    const struct scratch *s = *state;
    scratch_folder(s, "memory");
    scratch_folder(s, "memory/insights");
    put_note(s, "memory/a.md", "hope", "Joy and relief", "7", "To [[c]].", 300);
    put_note(s, "memory/b.md", "hopeful, sea", "calm", "∞", "To [[c]] and [[a]].", 100);
    put_note(s, "memory/c.md", "sea", "joy, tears", "7.5", "Nothing.", 200);
    put_note(s, "memory/insights/d.md", "sea", "", "", "Nothing.", 400);
    return 0;
}

static struct search_files memory_of(const struct scratch *s)
{
    struct catalog *catalog;
    struct catalog_options scan = {0};
    struct search_files all = {0}, notes = {0};
    assert_int_equal(catalog_scan(&s->folder, &scan, &catalog, NULL), STATUS_OK);
    search_files_add_catalog(&all, catalog);
    for (size_t i = 0; i < all.count; i++)
        if (all.items[i].section == SECTION_MEMORY)
            *ARRAY_PUSH(notes.items, notes.count, notes.cap) =
                (struct search_file){mem_string(all.items[i].path), SECTION_MEMORY};
    search_files_finish(&all);
    catalog_free(catalog);
    return notes;
}

static void gives_by(const struct scratch *s, struct browse_heads *heads, const char *line,
                     const char *want)
{
    struct search_index *index = index_of(s);
    struct link_map *map = NULL;
    struct search_files notes = memory_of(s);
    struct browse browse;
    struct browse_list list;
    struct str got = {0};
    assert_int_equal(link_map_make(index, &s->folder, NULL, NULL, &map, NULL), STATUS_OK);
    assert_int_equal(browse_parse(view_of(line), &browse, NULL), STATUS_OK);
    assert_int_equal(browse_run(map, heads, &s->folder, &notes, &browse, NOW, NULL, &list, NULL),
                     STATUS_OK);
    for (unsigned i = 0; i < BROWSE_CHIPS && !list.count; i++)
        if (list.hidden[i]) {
            browse_add_chip(&browse, (enum browse_chip)i, &got);
            str_addf(&got, " hides %zu. ", list.hidden[i]);
        }
    for (size_t i = 0; i < list.count; i++)
        str_addf(&got, "%s%s%s%s", i ? " " : "", strrchr(list.notes[i].path, '/') + 1,
                 *list.notes[i].value ? "=" : "", list.notes[i].value);
    if (strcmp(str_text(&got), want) != 0)
        fail_msg("%s: got \"%s\", want \"%s\"", line, str_text(&got), want);
    str_finish(&got);
    browse_list_finish(&list);
    browse_finish(&browse);
    search_files_finish(&notes);
    link_map_free(map);
    search_index_free(index);
}

static void gives(const struct scratch *s, const char *line, const char *want)
{
    struct browse_heads *heads = browse_heads_new();
    gives_by(s, heads, line, want);
    gives_by(s, heads, line, want); /* as they were kept */
    browse_heads_free(heads);
}

static void orders_are_kept_stable(void **state)
{
    gives(*state, "", "a.md b.md c.md d.md");
    gives(*state, "by:newest", "b.md=1m c.md=3m a.md=5m d.md=6m");
    gives(*state, "by:linked", "c.md=2 a.md=1 b.md d.md");
    gives(*state, "by:intensity", "b.md c.md a.md d.md");
    gives(*state, "by:emotion", "b.md=calm c.md=joy a.md=Joy d.md");
}

static void filters_combine(void **state)
{
    gives(*state, "tag:hope", "a.md");
    gives(*state, "tag:hop", "a.md b.md");
    gives(*state, "tag:#Sea", "b.md c.md d.md");
    gives(*state, "tag:sea folder:insights", "d.md");
    gives(*state, "folder:memory/insights", "d.md");
    gives(*state, "folder:sights", "folder:sights hides 4. ");
    gives(*state, "emotion:tear", "c.md");
    gives(*state, "emotion:joy intensity:7.2", "c.md");
    gives(*state, "intensity:∞", "b.md");
    gives(*state, "by:intensity intensity:7", "b.md c.md a.md");
}

static void an_empty_list_tells_which_filter_hides_how_many(void **state)
{
    gives(*state, "tag:none", "tag:none hides 4. ");
    gives(*state, "tag:sea emotion:relief", "tag:sea hides 1. emotion:relief hides 3. ");
    gives(*state, "tag:hop folder:insights intensity:7", "folder:insights hides 2. ");
    gives(*state, "tag:none emotion:none", "");
}

static void a_feeling_that_changed_is_read_again(void **state)
{
    const struct scratch *s = *state;
    struct browse_heads *heads = browse_heads_new();
    gives_by(s, heads, "emotion:calm", "b.md");
    put_note(s, "memory/b.md", "sea", "storm", "3", "Nothing.", 90);
    gives_by(s, heads, "emotion:calm", "emotion:calm hides 4. ");
    gives_by(s, heads, "emotion:storm", "b.md");
    put_note(s, "memory/b.md", "hopeful, sea", "calm", "∞", "To [[c]] and [[a]].", 80);
    gives_by(s, heads, "by:intensity emotion:calm", "b.md");
    browse_heads_free(heads);
}

static void a_line_is_told_again_as_it_was_typed(void **state)
{
    struct browse browse;
    struct error err;
    struct str line = {0};
    (void)state;
    assert_int_equal(browse_parse(VIEW("tag:hope by:newest folder:\"old notes\""), &browse, &err),
                     STATUS_OK);
    browse_add_line(&browse, BROWSE_CHIPS, &line);
    assert_string_equal(str_text(&line), "by:newest tag:hope folder:\"old notes\"");
    str_clear(&line);
    browse_add_line(&browse, BROWSE_TAG, &line);
    assert_string_equal(str_text(&line), "by:newest folder:\"old notes\"");
    browse_finish(&browse);
    assert_int_equal(browse_parse(VIEW("by:name"), &browse, &err), STATUS_OK);
    assert_true(browse_is_empty(&browse));
    browse_finish(&browse);
    assert_int_equal(browse_parse(VIEW("by:size"), &browse, &err), STATUS_INVALID);
    assert_int_equal(browse_parse(VIEW("tag:"), &browse, &err), STATUS_INVALID);
    assert_int_equal(browse_parse(VIEW("hope"), &browse, &err), STATUS_INVALID);
    assert_int_equal(browse_parse(VIEW("intensity:much"), &browse, &err), STATUS_INVALID);
    str_finish(&line);
}

static void intensities_are_numbers(void **state)
{
    (void)state;
    assert_int_equal(browse_intensity(VIEW("7/10")), 700);
    assert_int_equal(browse_intensity(VIEW("7.25")), 725);
    assert_int_equal(browse_intensity(VIEW(" 10 / 10")), 1000);
    assert_true(browse_intensity(VIEW("∞/10")) == INT64_MAX);
    assert_int_equal(browse_intensity(VIEW("")), -1);
    assert_int_equal(browse_intensity(VIEW("high")), -1);
    assert_int_equal(browse_intensity(VIEW("1.2.3")), -1);
    assert_true(browse_intensity(VIEW("99999999999999999999999")) <= 1000000);
}

static void what_could_be_asked_for_is_counted(void **state)
{
    const struct scratch *s = *state;
    struct search_index *index = index_of(s);
    struct link_map *map = NULL;
    struct search_files notes = memory_of(s);
    struct browse_facets facets;
    struct str got = {0};
    assert_int_equal(link_map_make(index, &s->folder, NULL, NULL, &map, NULL), STATUS_OK);
    struct browse_heads *heads = browse_heads_new();
    assert_int_equal(browse_facets_make(map, heads, &s->folder, &notes, NULL, &facets, NULL),
                     STATUS_OK);
    browse_heads_free(heads);
    for (size_t i = 0; i < facets.count; i++)
        str_addf(&got, "%s%s %zu", i ? ", " : "", facets.items[i].chip, facets.items[i].count);
    assert_string_equal(str_text(&got), "folder:insights 1, tag:sea 3, tag:hope 1, tag:hopeful 1, "
                                        "emotion:joy 2, emotion:calm 1, emotion:relief 1, "
                                        "emotion:tears 1, intensity:∞ 1, intensity:7 3");
    str_finish(&got);
    browse_facets_finish(&facets);
    search_files_finish(&notes);
    link_map_free(map);
    search_index_free(index);
}

#define test(name) cmocka_unit_test_setup_teardown(name, setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(orders_are_kept_stable),
        test(filters_combine),
        test(an_empty_list_tells_which_filter_hides_how_many),
        test(a_feeling_that_changed_is_read_again),
        cmocka_unit_test(a_line_is_told_again_as_it_was_typed),
        cmocka_unit_test(intensities_are_numbers),
        test(what_could_be_asked_for_is_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
