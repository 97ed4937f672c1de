#include "tests/unit/test.h"

#include "tui/find.h"

#include <time.h>

/* A page with a row for each line of `text`. */
static struct page page_of(const char *text)
{
    struct page page = {0};
    struct view rest = view_of(text), line;
    while (view_line(&rest, &line)) {
        page_add(&page, line, ROLE_TEXT, 0, 0);
        page_end_row(&page, 0);
    }
    return page;
}

/* The parts as "row,col+cols", a `+` before those that go on from the row above. */
static void finds(const char *text, const char *typed, const char *want)
{
    struct page page = page_of(text);
    struct find find = {0};
    struct str out = {0};
    struct error err;
    if (find_run(&find, &page, view_of(typed), &err) != STATUS_OK)
        fail_msg("%s: %s", typed, err.text);
    for (size_t i = 0; i < find.count; i++)
        str_addf(&out, "%s%u,%u+%u", find.parts[i].first ? " " : "&", find.parts[i].row,
                 find.parts[i].col, find.parts[i].cols);
    assert_view_equal(view_trim(str_view(&out)), view_of(want));
    str_finish(&out);
    find_finish(&find);
    page_finish(&page);
}

static void words_are_found_as_they_are(void **state)
{
    (void)state;
    finds("one two\nTwo", "two", "0,4+3 1,0+3");
    finds("one two\nTwo", "Two", "1,0+3");
    finds("a.b axb", "a.b", "0,0+3");
    finds("x\\d* [a] (b) {c} ^$ a|b ?+#", "\\d* [a] (b) {c} ^$ a|b ?+#", "0,1+26");
    finds("aaaa", "aa", "0,0+2 0,2+2");
    finds("abc", "d", "");
    finds("abc", "", "");
    finds("", "a", "");
    finds("a/b", "/", "0,1+1");
    finds("a//b", "//", "0,1+2");
}

static void blanks_run_over_the_ends_of_rows(void **state)
{
    (void)state;
    finds("one\ntwo", "one two", "0,0+3&1,0+3");
    finds("a one\n  two b", "one two", "0,2+3&1,0+5");
    finds("\u2502 one\n\u2502 two", "one two", "0,2+3&1,0+5");
    finds("one\n\n\ntwo", "one   two", "0,0+3&3,0+3");
    finds("one\ntwo", "one ", "0,0+3");
    finds("one\ntwo", " two", "1,0+3");
    finds("a  b", " ", "0,1+2");
}

static void cells_are_those_of_whole_clusters(void **state)
{
    (void)state;
    finds("日本語 x", "本", "0,2+2");
    finds("日本語 x", "x", "0,7+1");
    finds("日本\n語", "語", "1,0+2");
    finds("e\xCC\x81x", "e", "0,0+1");          /* the letter of "é" */
    finds("ae\xCC\x81x", "\xCC\x81x", "0,1+2"); /* from its accent on */
    finds("a🇩🇪b", "🇪", "0,1+2");
    finds("👍🏽 b", "b", "0,3+1");
}

static void patterns_look_at_each_row(void **state)
{
    (void)state;
    finds("a1\nb22", "/\\d+/", "0,1+1 1,1+2");
    finds("one\ntwo", "/^t|e$/", "0,2+1 1,0+1");
    finds("one\ntwo", "/e\\s+t/", "");
    finds("ab", "/x*/", "");
    finds("日x", "/(?=x)/", "");
    finds("a\n\nb", "/^$|b/", "2,0+1");
    finds("a.c", "/a\\.c/", "0,0+3");
}

static void a_bad_pattern_is_told(void **state)
{
    (void)state;
    struct page page = page_of("text");
    struct find find = {0};
    struct error err;
    assert_int_equal(find_run(&find, &page, VIEW("/(/"), &err), STATUS_INVALID);
    assert_true(strlen(err.text) > 0);
    assert_int_equal(find.hits, 0);
    assert_view_equal(str_view(&find.text), VIEW("/(/"));
    find_finish(&find);
    page_finish(&page);
}

static void steps_go_from_hit_to_hit_and_around(void **state)
{
    (void)state;
    struct page page = page_of("one\ntwo one\ntwo\none two");
    struct find find = {0};
    find_step(&find, 1);
    assert_int_equal(find_number(&find), 0);
    assert_int_equal(find_run(&find, &page, VIEW("one two"), NULL), STATUS_OK);
    assert_int_equal(find.hits, 3);
    find_from_row(&find, 1);
    assert_int_equal(find_number(&find), 2);
    find_step(&find, 1);
    assert_int_equal(find_number(&find), 3);
    find_step(&find, 1);
    assert_int_equal(find_number(&find), 1);
    find_step(&find, -1);
    assert_int_equal(find_number(&find), 3);
    find_step(&find, -1);
    assert_int_equal(find_number(&find), 2);
    find_from_row(&find, 99);
    assert_int_equal(find_number(&find), 1);
    find_finish(&find);
    page_finish(&page);
}

static void hits_are_bounded(void **state)
{
    (void)state;
    struct str text = {0};
    struct find find = {0};
    for (int i = 0; i < FIND_HITS_MAX + 100; i++)
        str_add_text(&text, "x\n");
    struct page page = page_of(str_text(&text));
    assert_int_equal(find_run(&find, &page, VIEW("x"), NULL), STATUS_OK);
    assert_int_equal(find.hits, FIND_HITS_MAX);
    find_finish(&find);
    page_finish(&page);
    str_finish(&text);
}

static void a_slow_pattern_is_stopped_and_keeps_its_hits(void **state)
{
    (void)state;
    struct str text = {0};
    struct find find = {0};
    struct error err;
    str_add_text(&text, "aaa\n");
    for (int i = 0; i < 5000; i++) {
        str_add_many(&text, 'a', 80);
        str_add_text(&text, "c\n");
    }
    struct page page = page_of(str_text(&text));
    clock_t begun = clock();
    assert_int_equal(find_run(&find, &page, VIEW("/(a+)+$/"), &err), STATUS_LIMIT);
    assert_true(clock() - begun < 3 * CLOCKS_PER_SEC);
    assert_int_equal(find.hits, 1);
    assert_non_null(strstr(err.text, "stopped after 1 hit:"));
    find_finish(&find);
    page_finish(&page);
    str_finish(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_found_as_they_are),
        cmocka_unit_test(blanks_run_over_the_ends_of_rows),
        cmocka_unit_test(cells_are_those_of_whole_clusters),
        cmocka_unit_test(patterns_look_at_each_row),
        cmocka_unit_test(a_bad_pattern_is_told),
        cmocka_unit_test(steps_go_from_hit_to_hit_and_around),
        cmocka_unit_test(hits_are_bounded),
        cmocka_unit_test(a_slow_pattern_is_stopped_and_keeps_its_hits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
