#include "tests/unit/test.h"

#include "core/workspace/detail.h"
#include "tests/unit/scratch.h"

static void reads(const struct scratch *s, enum section_kind section, const char *text,
                  const char *title, const char *intensity)
{
    struct detail detail;
    struct error err;
    scratch_put(s, "1_the_name.md", text);
    if (detail_read(&s->folder, "1_the_name.md", section, &detail, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    assert_string_equal(detail.title, title);
    assert_string_equal(detail.intensity, intensity);
    assert_int_equal(detail.stamp.size, strlen(text));
    detail_finish(&detail);
}

static void memory_shows_its_title(void **state)
{
    struct scratch *s = *state;
    enum section_kind memory = SECTION_MEMORY;
    reads(s, memory, "---\ntitle: It's a\n  long one\n---\n\n# No\n", "It's a long one", "");
    reads(s, memory, "---\ntype: note\n---\n\n```\n# code\n```\n## The words ##\n", "The words",
          "");
    reads(s, memory, "text\n\nUnder a line\n===\n", "Under a line", "");
    reads(s, memory, "- item\n---\n# C#\n", "C#", "");
    reads(s, memory, "#hashtag\n", "1 the name", "");
    reads(s, memory, "---\ntitle: [broken\n---\nx\n", "1 the name", "");
    reads(s, memory, "---\ntitle: ''\n---\n", "1 the name", "");
    reads(s, memory, "", "1 the name", "");
    reads(s, memory, "\xFF\xFE\r\n\x1b", "1 the name", "");
}

static void others_show_their_name(void **state)
{
    struct scratch *s = *state;
    reads(s, SECTION_SELF, "---\ntitle: T\n---\n# H\nIntensity: 7/10\n", "1 the name", "");
    reads(s, SECTION_FILES, "# H\n", "1 the name", "");
}

static void intensity_stands_at_the_head(void **state)
{
    static const struct {
        const char *line, *want;
    } cases[] = {
        {"Intensity: 7/10", "7"},     {"Intensity: ∞/10", "∞"},   {"Intensity:10/10\r", "10"},
        {"**Intensity:** 8/10", "8"}, {"**Intensity**: 9", "9"},  {"Intensity: 7.5/10", "7.5"},
        {"Intensity: high", ""},      {"Intensity: 123456", ""},  {"Intensity: ", ""},
        {"Intensity 7/10", ""},       {"My Intensity: 7/10", ""}, {"Intensity: \x1b[1m/10", ""},
        {"Intensity: ∞∞∞∞∞∞/10", ""}, {"Intensity", ""},
    };
    struct scratch *s = *state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char text[200];
        snprintf(text, sizeof(text), "---\ntitle: T\n---\n\nEmotion: joy\n%s\n", cases[i].line);
        reads(s, SECTION_MEMORY, text, "T", cases[i].want);
    }
}

static void words_of_a_large_file_are_unknown(void **state)
{
    struct scratch *s = *state;
    struct detail detail;
    struct str text = {0};
    str_add_text(&text, "# The title\n\n");
    while (text.len < 1 << 20)
        str_add_text(&text, "ééé \n");
    scratch_put(s, "big.md", str_text(&text));
    assert_int_equal(detail_read(&s->folder, "big.md", SECTION_MEMORY, &detail, NULL), STATUS_OK);
    assert_string_equal(detail.title, "The title");
    assert_true(detail.words == DETAIL_WORDS_UNKNOWN);
    assert_int_equal(detail.stamp.size, text.len);
    detail_finish(&detail);
    scratch_put(s, "small.md", "# The title\n\nsome words\n");
    assert_int_equal(detail_read(&s->folder, "small.md", SECTION_MEMORY, &detail, NULL), STATUS_OK);
    assert_int_equal(detail.words, 4);
    detail_finish(&detail);
    str_finish(&text);
}

static void failures_still_have_a_title(void **state)
{
    struct scratch *s = *state;
    struct detail detail;
    struct error err;
    assert_int_equal(mkfifoat(s->folder.fd, "a_pipe.md", 0600), 0);
    assert_int_equal(detail_read(&s->folder, "a_pipe.md", SECTION_MEMORY, &detail, &err),
                     STATUS_REFUSED);
    assert_string_equal(detail.title, "a pipe");
    detail_finish(&detail);
    assert_int_equal(detail_read(&s->folder, "none.md", SECTION_MEMORY, &detail, &err),
                     STATUS_ABSENT);
    assert_string_equal(detail.title, "none");
    detail_finish(&detail);
}

static void names_are_made_for_people(void **state)
{
    static const struct {
        const char *path, *want;
    } cases[] = {
        {"Self/1_who_i_am.md", "1 who i am"},
        {"a__b_.md", "a b"},
        {"_.md", "_"},
        {"x.tar.MD", "x.tar"},
        {"todo.txt", "todo.txt"},
        {"a - b.md", "a - b"},
        {"___", "___"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct str name = {0};
        str_add_text(&name, "> ");
        detail_add_name(&name, view_of(cases[i].path));
        assert_string_equal(str_text(&name) + 2, cases[i].want);
        str_finish(&name);
    }
}

#define DETAIL_TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        DETAIL_TEST(memory_shows_its_title),       DETAIL_TEST(others_show_their_name),
        DETAIL_TEST(intensity_stands_at_the_head), DETAIL_TEST(words_of_a_large_file_are_unknown),
        DETAIL_TEST(failures_still_have_a_title),  cmocka_unit_test(names_are_made_for_people),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
