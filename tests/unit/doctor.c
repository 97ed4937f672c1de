#include "tests/unit/test.h"

#include "core/base/memory.h"
#include "core/workspace/doctor.h"
#include "core/workspace/workspace.h"
#include "tests/unit/scratch.h"

/* What is wrong with a folder as a whole, and what a cure changes. */

struct ward {
    struct workspace ws;
    struct doctor_report report;
};

static void make_folders(const struct scratch *s)
{
    static const char *const names[] = {"memory", "memory/a", "memory/b", "Garden"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        assert_int_equal(mkdirat(s->folder.fd, names[i], 0777), 0);
}

static void examine(const struct scratch *s, struct ward *ward)
{
    struct error err;
    if (workspace_open(s->folder.path, 0, &ward->ws, &err) != STATUS_OK ||
        doctor_examine(&ward->ws.folder, ward->ws.catalog, NULL, NULL, &ward->report, &err) !=
            STATUS_OK)
        fail_msg("%s", err.text);
}

static void leave(struct ward *ward)
{
    doctor_report_finish(&ward->report);
    workspace_close(&ward->ws);
}

/* "twin-names memory/b/Lake.md: …; cure" of each problem, a line each. */
static void finds(const struct scratch *s, const char *want)
{
    struct ward ward;
    struct str got = {0};
    examine(s, &ward);
    for (size_t i = 0; i < ward.report.count; i++) {
        const struct doctor_problem *problem = &ward.report.items[i];
        str_addf(&got, "%s %s: ", doctor_kind_word(problem->kind), problem->path);
        doctor_add_problem(problem, &got);
        str_add_text(&got, problem->cure == CURE_PERSON ? "; person: " : "; ");
        doctor_add_cure(problem, &got);
        str_add_char(&got, '\n');
    }
    assert_string_equal(str_text(&got), want);
    str_finish(&got);
    leave(&ward);
}

/* Makes the cure of the only problem; the change set as text. */
static void cures(const struct scratch *s, const char *want)
{
    struct ward ward;
    struct change_set set = {0};
    struct str got = {0};
    struct error err;
    static const char *const kinds[] = {"write", "delete", "rename"};
    examine(s, &ward);
    assert_int_equal(ward.report.count, 1);
    if (doctor_fix(&ward.ws.folder, ward.ws.catalog, &ward.report.items[0], NULL, &set, &err) !=
        STATUS_OK)
        fail_msg("%s", err.text);
    str_addf(&got, "%s\n", set.subject);
    for (size_t i = 0; i < set.count; i++)
        str_addf(&got, "%s %s\n%s", kinds[set.items[i].kind], set.items[i].path,
                 set.items[i].kind == CHANGE_WRITE ? str_text(&set.items[i].text) : "");
    assert_string_equal(str_text(&got), want);
    change_set_finish(&set);
    str_finish(&got);
    leave(&ward);
}

static void a_sound_folder_has_no_problems(void **state)
{
    struct scratch *s = *state;
    make_folders(s);
    scratch_put(s, "memory/a/Lake.md",
                "---\ntitle: The Lake\ntype: note\npermalink: a/lake\naliases:\n- Mere\n---\n\n"
                "See [[Sea]], [[a/lake]], [[the lake]], [[Mere]], [here](../b/Sea.md#x), "
                "[[Sea|words]], `[[code]]`, [net](https://example.org/x.md), [up](#top).\n");
    scratch_put(s, "memory/b/Sea.md", "# Sea\n");
    scratch_put(s, "Garden/rule.md", "---\nA page that begins with a rule.\n---\n\nNote: so.\n");
    scratch_put(s, "Garden/colon.md", "---\nNote: a rule, and no fence behind it.\n");
    scratch_put(s, "Garden/copy (with words).md", "x\n");
    finds(s, "");
}

static void twins_are_told_by_title_and_by_name(void **state)
{
    struct scratch *s = *state;
    make_folders(s);
    scratch_put(s, "memory/a/The Lake.md", "one\n");
    scratch_put(s, "memory/b/the-lake.md", "two\n");
    scratch_put(s, "memory/b/Water.md", "---\ntitle: The_Lake\n---\n\nthree\n");
    finds(s, "twin-names memory/b/the-lake.md: has the same name as memory/a/The Lake.md; "
             "person: rename one, or bring them together and delete one\n"
             "twin-names memory/b/Water.md: has the same name as memory/a/The Lake.md; "
             "person: rename one, or bring them together and delete one\n");
}

static void a_twin_with_the_same_text_may_go(void **state)
{
    struct scratch *s = *state;
    make_folders(s);
    scratch_put(s, "memory/a/Lake.md", "---\ntitle: Lake\npermalink: a/lake\n---\n\nx\n");
    scratch_put(s, "memory/b/Lake.md", "---\ntitle: Lake\npermalink: a/lake\n---\n\nx\n");
    cures(s, "doctor: delete memory/b/Lake.md, which memory/a/Lake.md is too\n"
             "delete memory/b/Lake.md\n");
}

static void of_one_permalink_the_path_decides(void **state)
{
    struct scratch *s = *state;
    make_folders(s);
    scratch_put(s, "memory/a/Sea.md", "---\ntitle: Sea\npermalink: b/lake\n---\n\nx\n");
    scratch_put(s, "memory/b/Lake.md", "---\ntitle: Lake\npermalink: b/lake\n---\n\nx\n");
    finds(s, "permalink memory/a/Sea.md: its permalink b/lake is that of memory/b/Lake.md too; "
             "give it the permalink a/sea\n");
    cures(s, "doctor: permalink a/sea for memory/a/Sea.md\nwrite memory/a/Sea.md\n"
             "---\ntitle: Sea\npermalink: a/sea\n---\n\nx\n");
}

static void a_permalink_that_is_taken_gets_a_number(void **state)
{
    struct scratch *s = *state;
    make_folders(s);
    scratch_put(s, "memory/a/Sea.md", "---\npermalink: x\n---\n");
    scratch_put(s, "memory/b/Lake.md", "---\npermalink: a/sea\n---\n");
    scratch_put(s, "memory/Bay.md", "---\npermalink: x\n---\n");
    finds(s, "permalink memory/a/Sea.md: its permalink x is that of memory/Bay.md too; "
             "give it the permalink a/sea-1\n");
}

static void front_matter_is_made_readable(void **state)
{
    struct scratch *s = *state;
    make_folders(s);
    scratch_put(s, "memory/a/Lake.md",
                "---\ntitle: Lakes: a list\r\ntags:\n- a: b: c\n---\n\nBody: x: y\n");
    cures(s, "doctor: front matter of memory/a/Lake.md\nwrite memory/a/Lake.md\n"
             "---\ntitle: 'Lakes: a list'\r\ntags:\n- 'a: b: c'\n---\n\nBody: x: y\n");
}

static void a_closing_fence_is_put_where_the_fields_end(void **state)
{
    struct scratch *s = *state;
    make_folders(s);
    scratch_put(s, "memory/a/Lake.md", "---\ntitle: Lake\ntags:\n- a\n\nEmotion: joy\n");
    cures(s, "doctor: front matter of memory/a/Lake.md\nwrite memory/a/Lake.md\n"
             "---\ntitle: Lake\ntags:\n- a\n---\n\nEmotion: joy\n");
}

static void what_cannot_be_mended_needs_a_person(void **state)
{
    struct scratch *s = *state;
    struct ward ward;
    struct change_set set = {0};
    struct error err;
    make_folders(s);
    scratch_put(s, "memory/a/Lake.md", "---\ntitle: [open\n---\n\nx\n");
    examine(s, &ward);
    assert_int_equal(ward.report.count, 1);
    assert_int_equal(ward.report.items[0].cure, CURE_PERSON);
    assert_int_equal(
        doctor_fix(&ward.ws.folder, ward.ws.catalog, &ward.report.items[0], NULL, &set, &err),
        STATUS_REFUSED);
    assert_non_null(strstr(err.text, "needs a person"));
    leave(&ward);
}

static void a_copy_goes_when_the_original_has_all_of_it(void **state)
{
    struct scratch *s = *state;
    make_folders(s);
    scratch_put(s, "memory/a/Lake.md", "one\ntwo\nthree\n");
    scratch_put(s, "memory/a/Lake.sync-conflict-20260101-120000-ABCDEFG.md", "one\nthree\n");
    cures(s, "doctor: one file for memory/a/Lake.md and its conflict copy\n"
             "delete memory/a/Lake.sync-conflict-20260101-120000-ABCDEFG.md\n");
}

static void a_copy_with_more_takes_the_place_of_the_original(void **state)
{
    struct scratch *s = *state;
    make_folders(s);
    scratch_put(s, "memory/a/Lake.md", "one\n");
    scratch_put(s, "memory/a/Lake (the reader's conflicted copy 2026-01-01).md", "one\ntwo\n");
    cures(s, "doctor: one file for memory/a/Lake.md and its conflict copy\n"
             "write memory/a/Lake.md\none\ntwo\n"
             "delete memory/a/Lake (the reader's conflicted copy 2026-01-01).md\n");
}

static void copies_that_differ_both_ways_need_a_person(void **state)
{
    struct scratch *s = *state;
    make_folders(s);
    scratch_put(s, "memory/a/Lake.md", "one\ntwo\n");
    scratch_put(s, "memory/a/Lake (conflict).md", "one\nthree\n");
    scratch_put(s, "memory/b/Sea (conflict 2).md", "gone\n");
    finds(s, "conflict-copy memory/a/Lake (conflict).md: a conflict copy of memory/a/Lake.md; "
             "person: each has lines that the other lacks: join them, delete the copy\n"
             "conflict-copy memory/b/Sea (conflict 2).md: a conflict copy of memory/b/Sea.md, "
             "which is gone; name it memory/b/Sea.md\n");
}

static void a_note_outside_is_moved_with_its_links(void **state)
{
    struct scratch *s = *state;
    make_folders(s);
    scratch_put(s, "Garden/Pear.md", "---\ntitle: Pear\npermalink: pear\n---\n\nx\n");
    scratch_put(s, "memory/a/Lake.md", "[tree](../../Garden/Pear.md)\n");
    cures(s, "doctor: move Garden/Pear.md to memory/Pear.md\n"
             "rename memory/Pear.md\nwrite memory/a/Lake.md\n[tree](../Pear.md)\n");
}

static void a_link_is_mended_when_one_name_is_near(void **state)
{
    struct scratch *s = *state;
    make_folders(s);
    scratch_put(s, "memory/a/Lake Placid.md", "x\n");
    scratch_put(s, "memory/b/Sea.md", "[[Lake Placdi#deep|there]] and `[[Lake Placdi]]`\n");
    cures(s, "doctor: link to Lake Placid in memory/b/Sea.md\nwrite memory/b/Sea.md\n"
             "[[Lake Placid#deep|there]] and `[[Lake Placdi]]`\n");
}

static void an_address_is_mended_when_the_file_lies_elsewhere(void **state)
{
    struct scratch *s = *state;
    make_folders(s);
    scratch_put(s, "memory/a/Lake Placid.md", "x\n");
    scratch_put(s, "memory/b/Sea.md", "[x](Lake%20Placid.md)\n");
    cures(s, "doctor: link to ../a/Lake%20Placid.md in memory/b/Sea.md\nwrite memory/b/Sea.md\n"
             "[x](../a/Lake%20Placid.md)\n");
}

static void a_link_that_nothing_is_near_needs_a_person(void **state)
{
    struct scratch *s = *state;
    make_folders(s);
    scratch_put(s, "memory/a/Lakes one.md", "x\n");
    scratch_put(s, "memory/a/Lakes two.md", "x\n");
    scratch_put(s, "memory/b/Sea.md", "\n[[Lakes oo]] [[../../../etc/passwd]] [[Unheard of]]\n");
    finds(s, "link memory/b/Sea.md: [[../../../etc/passwd]] leads nowhere; "
             "person: make the note, or change the link\n"
             "link memory/b/Sea.md: [[Lakes oo]] leads nowhere; "
             "person: make the note, or change the link\n"
             "link memory/b/Sea.md: [[Unheard of]] leads nowhere; "
             "person: make the note, or change the link\n");
}

static void a_cure_is_refused_when_the_file_has_changed(void **state)
{
    struct scratch *s = *state;
    struct ward ward;
    struct change_set set = {0};
    struct error err;
    make_folders(s);
    scratch_put(s, "memory/a/Lake.md", "---\ntitle: Lakes: a list\n---\n");
    examine(s, &ward);
    scratch_put(s, "memory/a/Lake.md", "---\ntitle: Lakes\n---\n");
    assert_int_equal(
        doctor_fix(&ward.ws.folder, ward.ws.catalog, &ward.report.items[0], NULL, &set, &err),
        STATUS_CONFLICT);
    assert_int_equal(set.count, 0);
    leave(&ward);
}

static void it_ends_when_asked_to(void **state)
{
    struct scratch *s = *state;
    struct workspace ws;
    struct doctor_report report;
    struct error err;
    atomic_bool cancel = true;
    make_folders(s);
    scratch_put(s, "memory/a/Lake.md", "[[nowhere]]\n");
    assert_int_equal(workspace_open(s->folder.path, 0, &ws, &err), STATUS_OK);
    assert_int_equal(doctor_examine(&ws.folder, ws.catalog, &cancel, NULL, &report, &err),
                     STATUS_CANCELLED);
    workspace_close(&ws);
}

#define test_in_scratch(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        test_in_scratch(a_sound_folder_has_no_problems),
        test_in_scratch(twins_are_told_by_title_and_by_name),
        test_in_scratch(a_twin_with_the_same_text_may_go),
        test_in_scratch(of_one_permalink_the_path_decides),
        test_in_scratch(a_permalink_that_is_taken_gets_a_number),
        test_in_scratch(front_matter_is_made_readable),
        test_in_scratch(a_closing_fence_is_put_where_the_fields_end),
        test_in_scratch(what_cannot_be_mended_needs_a_person),
        test_in_scratch(a_copy_goes_when_the_original_has_all_of_it),
        test_in_scratch(a_copy_with_more_takes_the_place_of_the_original),
        test_in_scratch(copies_that_differ_both_ways_need_a_person),
        test_in_scratch(a_note_outside_is_moved_with_its_links),
        test_in_scratch(a_link_is_mended_when_one_name_is_near),
        test_in_scratch(an_address_is_mended_when_the_file_lies_elsewhere),
        test_in_scratch(a_link_that_nothing_is_near_needs_a_person),
        test_in_scratch(a_cure_is_refused_when_the_file_has_changed),
        test_in_scratch(it_ends_when_asked_to),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
