#include "tests/unit/test.h"

#include "core/workspace/link_report.h"
#include "tests/unit/search_desk.h"

/* What a file has to do with others, in small folders. */

static struct link_map *map_of(struct search_index *index, const struct scratch *s)
{
    struct link_map *map = NULL;
    assert_int_equal(link_map_make(index, &s->folder, NULL, NULL, &map, NULL), STATUS_OK);
    return map;
}

/* "from Quay (lights) 3: line | …" */
static void add_rows(const struct link_report *report, struct str *out)
{
    static const char *const groups[] = {"from", "to", "missing", "akin"};
    for (size_t i = 0; i < report->count; i++) {
        const struct link_row *row = &report->rows[i];
        str_addf(out, "%s%s %s", out->len ? " | " : "", groups[row->group], row->title);
        if (*row->relation)
            str_addf(out, " (%s)", row->relation);
        if (row->mutual)
            str_add_text(out, " <>");
        if (row->line)
            str_addf(out, " %u", (unsigned)row->line);
        if (*row->text)
            str_addf(out, ": %s", row->text);
    }
}

static void reports(const struct scratch *s, const char *path, const char *want)
{
    struct search_index *index = index_of(s);
    struct link_map *map = map_of(index, s);
    struct link_report report;
    struct str got = {0};
    assert_int_equal(link_report_make(map, &s->folder, path, NULL, &report, NULL), STATUS_OK);
    add_rows(&report, &got);
    assert_string_equal(str_text(&got), want);
    str_finish(&got);
    link_report_finish(&report);
    link_map_free(map);
    search_index_free(index);
}

static void links_are_told_both_ways_with_their_lines(void **state)
{
    const struct scratch *s = *state;
    scratch_folder(s, "memory");
    scratch_put(
        s, "memory/Lamp.md",
        "The [[Quay]].\n\n- lights [[Quay]] (at dusk)\n- [[Tide Table]]\n\nSee [[Bench]].\n");
    scratch_put(s, "memory/Quay.md", "# Quay\n\nUnder the [[Lamp]].\n");
    scratch_put(s, "memory/Bench.md", "Far from `[[Lamp]]`.\n\n```\n[[Lamp]]\n```\n");
    reports(s, "memory/Lamp.md",
            "from Quay <> 3: Under the [[Lamp]]. | to Quay (lights) <> | to Bench | "
            "missing Tide Table 4: - [[Tide Table]]");
    reports(s, "memory/Bench.md", "from Lamp 6: See [[Bench]].");
}

static void titles_and_aliases_of_front_matter_are_links_too(void **state)
{
    const struct scratch *s = *state;
    scratch_folder(s, "memory");
    scratch_put(
        s, "memory/n1.md",
        "---\ntitle: Karen Horney\npermalink: people/horney\naliases: [K. H.]\n---\n\nShe.\n");
    scratch_put(s, "memory/n2.md", "[[Karen Horney]]\n");
    scratch_put(s, "memory/n3.md", "- cites [[people/horney|her]]\n");
    scratch_put(s, "memory/n4.md", "[[K. H.#Life]]\n");
    struct search_index *index = index_of(s);
    struct link_map *map = map_of(index, s);
    struct link_report report;
    assert_int_equal(link_report_make(map, &s->folder, "memory/n1.md", NULL, &report, NULL),
                     STATUS_OK);
    assert_int_equal(report.totals[LINK_FROM], 3);
    assert_string_equal(report.title, "Karen Horney");
    link_report_finish(&report);
    link_map_free(map);
    search_index_free(index);
}

static void what_few_files_have_makes_them_akin(void **state)
{
    const struct scratch *s = *state;
    scratch_folder(s, "memory");
    scratch_put(s, "memory/a.md",
                "---\ntags: [harbour, note]\n---\n\nLanterns and quayside fog.\n");
    scratch_put(s, "memory/b.md", "---\ntags: [harbour, note]\n---\n\nMorning bread.\n");
    scratch_put(s, "memory/c.md", "Lanterns in the quayside wind.\n");
    scratch_put(s, "memory/d.md", "A word of fog.\n");
    scratch_put(s, "memory/e.md", "Through every other one.\n");
    scratch_put(s, "memory/f.md", "Every one, through it.\n");
    for (int i = 0; i < 9; i++) {
        char path[40];
        snprintf(path, sizeof(path), "memory/x%d.md", i);
        scratch_put(s, path, "---\ntags: [note]\n---\n\nOther words.\n");
    }
    reports(s, "memory/a.md", "akin b: #harbour | akin c: lanterns, quayside");
    reports(s, "memory/e.md", ""); /* such words are common wherever they are */
}

static void cycles_and_many_backlinks_are_bounded(void **state)
{
    const struct scratch *s = *state;
    scratch_folder(s, "memory");
    scratch_put(s, "memory/hub.md", "[[n1]] [[n2]] [[hub]] [[n1]]\n");
    for (int i = 0; i < 450; i++) {
        char path[40];
        snprintf(path, sizeof(path), "memory/n%d.md", i);
        scratch_put(s, path, "[[hub]] and [[hub]]\n");
    }
    struct search_index *index = index_of(s);
    struct link_map *map = map_of(index, s);
    struct link_report report;
    uint32_t node;
    size_t count;
    assert_int_equal(link_report_make(map, &s->folder, "memory/hub.md", NULL, &report, NULL),
                     STATUS_OK);
    assert_int_equal(report.totals[LINK_FROM], 450);
    assert_int_equal(report.totals[LINK_TO], 2);
    assert_int_equal(report.count, LINK_ROWS_MAX + 2);
    assert_true(link_map_find(map, "memory/hub.md", &node));
    link_map_links(map, node, true, &count);
    assert_int_equal(count, 450);
    link_map_links(map, node, false, &count);
    assert_int_equal(count, 2); /* once each, and not to itself */
    link_report_finish(&report);
    link_map_free(map);
    search_index_free(index);
}

static void a_map_knows_when_the_index_has_changed(void **state)
{
    const struct scratch *s = *state;
    scratch_folder(s, "memory");
    scratch_put(s, "memory/a.md", "[[b]]\n");
    struct search_index *index = index_of(s);
    struct link_map *map = map_of(index, s);
    assert_true(link_map_is_fresh(map));
    search_index_update(index, &s->folder, "memory/a.md", SECTION_MEMORY);
    assert_false(link_map_is_fresh(map));
    link_map_free(map);
    search_index_free(index);
}

static void a_cancelled_report_leaves_nothing(void **state)
{
    const struct scratch *s = *state;
    atomic_bool cancel = true;
    struct link_map *map = NULL;
    struct link_report report;
    scratch_folder(s, "memory");
    scratch_put(s, "memory/a.md", "[[b]]\n");
    scratch_put(s, "memory/b.md", "[[a]]\n");
    struct search_index *index = index_of(s);
    assert_int_equal(link_map_make(index, &s->folder, NULL, &cancel, &map, NULL), STATUS_CANCELLED);
    assert_null(map);
    map = map_of(index, s);
    assert_int_equal(link_report_make(map, &s->folder, "memory/a.md", &cancel, &report, NULL),
                     STATUS_CANCELLED);
    assert_null(report.path);
    assert_int_equal(link_report_make(map, &s->folder, "memory/gone.md", NULL, &report, NULL),
                     STATUS_ABSENT);
    link_map_free(map);
    search_index_free(index);
}

#define test(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(links_are_told_both_ways_with_their_lines),
        test(titles_and_aliases_of_front_matter_are_links_too),
        test(what_few_files_have_makes_them_akin),
        test(cycles_and_many_backlinks_are_bounded),
        test(a_map_knows_when_the_index_has_changed),
        test(a_cancelled_report_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
