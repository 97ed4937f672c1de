#include "tests/unit/real_notes.h"

#include "core/base/memory.h"
#include "core/markdown/front_matter.h"
#include "core/workspace/note.h"

static void assert_name(const char *title, const char *want)
{
    struct str got = {0};
    struct error err;
    bool cut = true;
    assert_int_equal(note_file_name(&got, view_of(title), &cut, &err), STATUS_OK);
    assert_view_equal(str_view(&got), view_of(want));
    assert_false(cut);
    str_finish(&got);
}

static void a_title_makes_a_file_name(void **state)
{
    (void)state;
    assert_name("The Keeper's Lamp", "The Keeper's Lamp.md");
    assert_name("Either/Or: a \"Life\"?", "Either-Or- a -Life.md");
    assert_name("a//b--c", "a-b-c.md");
    assert_name("..-Ünder 雨-..", "Ünder 雨.md");
    assert_name("two\nlines\x1B", "two lines.md");
    struct str got = {0};
    struct error err;
    assert_int_equal(note_file_name(&got, VIEW(" ./-? "), NULL, &err), STATUS_INVALID);
    assert_int_equal(note_file_name(&got, VIEW(""), NULL, &err), STATUS_INVALID);
    assert_int_equal(got.len, 0);
}

static void a_long_name_is_cut_at_a_character(void **state)
{
    (void)state;
    struct str title = {0}, got = {0};
    struct error err;
    bool cut = false;
    str_add_char(&title, 'a');
    for (int i = 0; i < 100; i++)
        str_add_text(&title, "雨");
    assert_int_equal(note_file_name(&got, str_view(&title), &cut, &err), STATUS_OK);
    assert_true(cut);
    assert_int_equal(got.len, 1 + 83 * 3 + 3);
    assert_true(view_ends(str_view(&got), "雨.md"));
    str_finish(&title);
    str_finish(&got);
}

/* Recorded from yaml.dump(default_flow_style=False, allow_unicode=True, sort_keys=False). */
static const struct {
    const char *text, *want;
} scalars[] = {
    {"", "''"},
    {"plain words", "plain words"},
    {"it's", "it's"},
    {"'tis", "'''tis'"},
    {"a: b's", "'a: b''s'"},
    {"a:b", "a:b"},
    {"ends:", "'ends:'"},
    {"a #b", "'a #b'"},
    {"a#b", "a#b"},
    {"#tag", "'#tag'"},
    {" led", "' led'"},
    {"trailing ", "'trailing '"},
    {"- item", "'- item'"},
    {"-item", "-item"},
    {"---x", "'---x'"},
    {"...", "'...'"},
    {"? q", "'? q'"},
    {"?q", "?q"},
    {"@home", "'@home'"},
    {"100%", "100%"},
    {"%x", "'%x'"},
    {"[[Link]]", "'[[Link]]'"},
    {"yes", "'yes'"},
    {"yes!", "yes!"},
    {"y", "y"},
    {"Null", "'Null'"},
    {"~", "'~'"},
    {"123", "'123'"},
    {"08", "08"},
    {"017", "'017'"},
    {"0x1F", "'0x1F'"},
    {"1_000", "'1_000'"},
    {"1.0", "'1.0'"},
    {".5", "'.5'"},
    {"+.5", "+.5"},
    {"1e5", "1e5"},
    {"1.0e+5", "'1.0e+5'"},
    {"-.inf", "'-.inf'"},
    {"12:30", "'12:30'"},
    {"12:99", "12:99"},
    {"2025-01-01", "'2025-01-01'"},
    {"2025-1-1", "2025-1-1"},
    {"2025-01-01 10:00:00 +01", "'2025-01-01 10:00:00 +01'"},
    {"<<", "'<<'"},
    {"=", "'='"},
    {"雨 and 🎉", "雨 and 🎉"},
    {"tab\there", "\"tab\\there\""},
    {"\x1B[0m 🎉 \"q\" \\", "\"\\e[0m \\U0001F389 \\\"q\\\" \\\\\""},
    {"\xEF\xBB\xBF"
     "mark",
     "\"\\uFEFFmark\""},
    {"The lamp in the window of the last house before the causeway, and who lit it when the fog "
     "came",
     "The lamp in the window of the last house before the causeway, and who lit it\n  when the fog "
     "came"},
    {"Fog: the lamp in the window of the last house before the causeway, and who lit it when it "
     "came",
     "'Fog: the lamp in the window of the last house before the causeway, and who\n  lit it when "
     "it came'"},
    {"Tab\tand the lamp in the window of the last house before the causeway, and who lit it when "
     "it came",
     "\"Tab\\tand the lamp in the window of the last house before the causeway, and\\\n  \\ who "
     "lit it when it came\""},
};

static void scalars_are_written_as_pyyaml_writes_them(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(scalars); i++) {
        struct str got = {0};
        note_add_scalar(&got, view_of(scalars[i].text), strlen("title: "));
        if (!view_is(str_view(&got), scalars[i].want))
            fail_msg("\"%s\" gave %s, want %s", scalars[i].text, str_text(&got), scalars[i].want);
        str_finish(&got);
    }
}

/* What is written is read back as the same text: by the YAML library, not by our own rules. */
static void every_scalar_reads_back(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(scalars); i++) {
        struct str got = {0};
        struct view tag = view_of(scalars[i].text);
        note_compose(&got, tag, VIEW("a/b"), &tag, 1, VIEW("body\n"));
        struct front_matter front;
        front_matter_read(str_view(&got), &front);
        assert_non_null(front.fields);
        assert_string_equal(yaml_text(yaml_get(front.fields, "title"), "?"), scalars[i].text);
        const struct yaml_node *tags = yaml_get(front.fields, "tags");
        assert_int_equal(tags->count, 1);
        assert_string_equal(yaml_text(tags->children, "?"), scalars[i].text);
        assert_view_equal(view_slice(str_view(&got), front.body, got.len), VIEW("\nbody\n"));
        front_matter_finish(&front);
        str_finish(&got);
    }
}

static void a_note_is_laid_out_as_the_original(void **state)
{
    (void)state;
    const struct view tags[] = {VIEW("fog"), VIEW("#x")};
    struct str got = {0};
    note_compose(&got, VIEW("Fog: one"), VIEW("sea/fog-one"), tags, 2, VIEW("Hello.\n"));
    assert_view_equal(str_view(&got), VIEW("---\ntitle: 'Fog: one'\ntype: note\npermalink: "
                                           "sea/fog-one\ntags:\n- fog\n- '#x'\n---\n\nHello.\n"));
    str_clear(&got);
    note_compose(&got, VIEW("Fog"), VIEW(""), NULL, 0, VIEW(""));
    assert_view_equal(str_view(&got), VIEW("---\ntitle: Fog\ntype: note\n---\n"));
    str_finish(&got);
}

/* Reads a note's fields and writes the note again. */
static void assert_composes_again(struct view text)
{
    struct str got = {0};
    struct front_matter front;
    front_matter_read(text, &front);
    const struct yaml_node *tags = yaml_get(front.fields, "tags");
    struct view names[16];
    assert_true(tags && tags->count <= ARRAY_LEN(names));
    for (size_t i = 0; i < tags->count; i++)
        names[i] = view_of(yaml_text(&tags->children[i], ""));
    struct view body = view_slice(text, front.body + 1, text.len);
    note_compose(&got, view_of(yaml_text(yaml_get(front.fields, "title"), "")),
                 view_of(yaml_text(yaml_get(front.fields, "permalink"), "")), names, tags->count,
                 body);
    assert_view_equal(str_view(&got), text);
    front_matter_finish(&front);
    str_finish(&got);
}

static void the_originals_notes_come_out_the_same(void **state)
{
    (void)state;
    real_notes_each(assert_composes_again);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_title_makes_a_file_name),
        cmocka_unit_test(a_long_name_is_cut_at_a_character),
        cmocka_unit_test(scalars_are_written_as_pyyaml_writes_them),
        cmocka_unit_test(every_scalar_reads_back),
        cmocka_unit_test(a_note_is_laid_out_as_the_original),
        cmocka_unit_test(the_originals_notes_come_out_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
