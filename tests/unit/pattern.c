#include "tests/unit/test.h"

#include "core/base/memory.h"
#include "core/text/pattern.h"

#include <time.h>

/* Where `pattern` first matches in `text`, as "start-end", "none" or "limit". */
static void check_match(const char *pattern_text, unsigned flags, struct view text, size_t from,
                        const char *want)
{
    struct pattern *pattern = NULL;
    struct error err;
    if (pattern_new(view_of(pattern_text), flags, &pattern, &err) != STATUS_OK)
        fail_msg("%s: %s", pattern_text, err.text);
    size_t start = 0, end = 0;
    enum status status = pattern_find(pattern, text, from, &start, &end, &err);
    struct str got = {0};
    if (status == STATUS_OK)
        str_addf(&got, "%zu-%zu", start, end);
    else
        str_add_text(&got, status == STATUS_ABSENT ? "none" : "limit");
    assert_string_equal(str_text(&got), want);
    str_finish(&got);
    pattern_free(pattern);
}

static void matches_are_found_where_they_are(void **state)
{
    (void)state;
    check_match("b+", 0, VIEW("abbcb"), 0, "1-3");
    check_match("b+", 0, VIEW("abbcb"), 3, "4-5");
    check_match("b+", 0, VIEW("abbcb"), 5, "none");
    check_match("b+", 0, VIEW("abbcb"), 6, "none");
    check_match("x*", 0, VIEW(""), 0, "0-0");
    check_match("^b$", 0, VIEW("a\r\nb\r\nc"), 0, "3-4");
    check_match("\\büber\\b", 0, VIEW("lüber über"), 0, "7-12");
    check_match("a.c", PATTERN_LITERAL, VIEW("abc a.c"), 0, "4-7");
    check_match("\\", PATTERN_LITERAL, VIEW("a\\b"), 0, "1-2");
    check_match("", PATTERN_LITERAL, VIEW("ab"), 1, "1-1");
    check_match("ab\\Kc", 0, VIEW("abc"), 0, "2-3");
}

static void case_counts_only_with_a_capital(void **state)
{
    (void)state;
    check_match("straße", PATTERN_SMART_CASE, VIEW("STRASSE STRAßE"), 0, "8-15");
    check_match("é", PATTERN_SMART_CASE | PATTERN_LITERAL, VIEW("É"), 0, "0-2");
    check_match("É", PATTERN_SMART_CASE | PATTERN_LITERAL, VIEW("é"), 0, "none");
    check_match("a\\Sc", PATTERN_SMART_CASE, VIEW("ABC"), 0, "0-3");
    check_match("\\p{Lu}x", PATTERN_SMART_CASE, VIEW("AX"), 0, "0-2");
    check_match("\\S", PATTERN_SMART_CASE | PATTERN_LITERAL, VIEW("\\s"), 0, "none");
    check_match("a", 0, VIEW("A"), 0, "none");
}

static void any_bytes_can_be_searched(void **state)
{
    (void)state;
    check_match("é", 0, VIEW("\xC3\xC3\xA9"), 0, "1-3");
    check_match("b", 0,
                VIEW("a\0\xFF"
                     "b"),
                0, "3-4");
    check_match("a.b", 0,
                VIEW("a\xFF"
                     "b"),
                0, "none");
    check_match(".", 0, VIEW("é"), 1, "none");
    check_match("b", 0, VIEW("éb"), 1, "2-3");
}

static void wrong_patterns_are_explained(void **state)
{
    (void)state;
    static const char *const wrong[] = {"a(b",  "[z-a]",  "\\C",           "*",
                                        "\xFF", "a{2,1}", "(?<n>a)(?<n>b)"};
    for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
        struct pattern *pattern;
        struct error err;
        assert_int_equal(pattern_new(view_of(wrong[i]), 0, &pattern, &err), STATUS_INVALID);
        assert_non_null(strstr(err.text, "position"));
    }
    struct pattern *pattern;
    struct error err;
    assert_int_equal(pattern_new(VIEW("a(b"), 0, &pattern, &err), STATUS_INVALID);
    assert_string_equal(err.text,
                        "The pattern is wrong at position 4: missing closing parenthesis");
    struct str text = {0};
    str_add_many(&text, 'a', 10000);
    assert_int_equal(pattern_new(str_view(&text), 0, &pattern, NULL), STATUS_INVALID);
    str_finish(&text);
}

static void hostile_patterns_end_in_time(void **state)
{
    (void)state;
    struct str text = {0};
    str_add_many(&text, 'a', 1 << 20);
    clock_t begun = clock();
    static const char *const hostile[] = {
        "(a+)+[bc]",     "(a|a)*[bc]",           "a*[ab]*a*[cd]", "(?R)?[bc]",
        "((?1)?a)*[bc]", "(?:a(?=.*[yz]))*[bc]", "(?=(a+))*[bc]", "(.)(.)\\2\\1.*[bc]",
    };
    for (size_t i = 0; i < sizeof(hostile) / sizeof(*hostile); i++)
        check_match(hostile[i], 0, str_view(&text), 0, "limit");
    assert_true(clock() - begun < 60 * CLOCKS_PER_SEC);
    str_finish(&text);
}

static void long_texts_are_searched_to_their_end(void **state)
{
    (void)state;
    struct str text = {0};
    for (int i = 0; i < 400000; i++)
        str_add_text(&text, "日");
    str_add_text(&text, "needle");
    check_match("n[e]+dle", 0, str_view(&text), 0, "1200000-1200006");
    check_match("(?<=日)needle\\z", 0, str_view(&text), 0, "1200000-1200006");
    check_match("needle", PATTERN_LITERAL, str_view(&text), 1, "1200000-1200006");
    check_match("日+", 0, str_view(&text), 3, "3-1200000");
    check_match("\\Gneedle", 0, str_view(&text), 0, "none");
    str_finish(&text);
}

static void replacements_name_groups(void **state)
{
    (void)state;
    struct pattern *pattern;
    struct error err;
    struct str out = {0};
    size_t start, end;
    struct view text = VIEW("ab 12");
    assert_int_equal(pattern_new(VIEW("(?<word>[a-z]+)(x)? (\\d)"), 0, &pattern, &err), STATUS_OK);
    assert_int_equal(pattern_expand(pattern, VIEW(""), VIEW("$3${word}"), NULL, &err), STATUS_OK);
    assert_int_equal(pattern_expand(pattern, VIEW(""), VIEW("$4"), NULL, &err), STATUS_INVALID);
    assert_int_equal(pattern_find(pattern, text, 0, &start, &end, &err), STATUS_OK);
    assert_int_equal(pattern_expand(pattern, text, VIEW("<$3${word}$2${1}$0>$ \\$\\n"), &out, &err),
                     STATUS_OK);
    assert_view_equal(str_view(&out), VIEW("<1ababab 1>$ $\n"));
    assert_int_equal(pattern_expand(pattern, text, VIEW("x${no}"), &out, &err), STATUS_INVALID);
    assert_view_equal(str_view(&out), VIEW("<1ababab 1>$ $\n"));
    str_finish(&out);
    pattern_free(pattern);
}

/* What is faster must find the same: each pattern, in each text from each place. */
static void ascii_is_matched_as_any_text(void **state)
{
    static const char *const patterns[] = {"\\w+",
                                           "\\bk",
                                           "(?i)KELVIN|s",
                                           "[^a-z ]",
                                           "\\W\\W",
                                           "\\d{2,}$",
                                           "^\\s*\\S",
                                           "[[:punct:]]+",
                                           "[[:alpha:]][[:digit:]]",
                                           "\\p{Lu}\\p{Ll}*",
                                           "\\X",
                                           "x?$",
                                           "(\\w)\\1",
                                           ".\\R.",
                                           "\\h|\\v",
                                           "a(?=b)|(?<!\\w)c",
                                           "[^\\x{e9}]t",
                                           "\\x{212a}",
                                           "(?i)\\x{17f}",
                                           "é?a",
                                           "[^é]b",
                                           "(*UCP)\\w",
                                           "\\N{U+6b}",
                                           "\\G.",
                                           "a\\Kb"};
    static const char *const texts[] = {"", "ab", "The 12 skies,\r\nkept; kelvin_9 x\n",
                                        "\x01\v\f\t~^$`|", "  a1 b22\n\ncc  K s S k\n# ab-ab\n"};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(patterns); i++)
        for (size_t j = 0; j < ARRAY_LEN(texts); j++)
            for (size_t from = 0; from <= strlen(texts[j]); from++) {
                struct pattern *pattern = NULL, *twin;
                size_t start[2] = {0}, end[2] = {0};
                enum status status[2];
                assert_int_equal(
                    pattern_new(view_of(patterns[i]), PATTERN_SMART_CASE, &pattern, NULL),
                    STATUS_OK);
                twin = pattern_twin(pattern);
                pattern_expect_ascii(twin, true);
                status[0] = pattern_find(pattern, view_of(texts[j]), from, start, end, NULL);
                status[1] = pattern_find(twin, view_of(texts[j]), from, start + 1, end + 1, NULL);
                if (status[0] != status[1] || start[0] != start[1] || end[0] != end[1])
                    fail_msg("%s in text %zu from %zu: %zu-%zu, %zu-%zu", patterns[i], j, from,
                             start[0], end[0], start[1], end[1]);
                pattern_free(twin);
                pattern_free(pattern);
            }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(matches_are_found_where_they_are),
        cmocka_unit_test(case_counts_only_with_a_capital),
        cmocka_unit_test(ascii_is_matched_as_any_text),
        cmocka_unit_test(any_bytes_can_be_searched),
        cmocka_unit_test(wrong_patterns_are_explained),
        cmocka_unit_test(hostile_patterns_end_in_time),
        cmocka_unit_test(long_texts_are_searched_to_their_end),
        cmocka_unit_test(replacements_name_groups),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
