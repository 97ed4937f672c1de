#include "tests/unit/test.h"

#include "core/workspace/fuzzy.h"

static int score(const char *pattern, const char *path)
{
    struct fuzzy_match match;
    return fuzzy_find(view_of(pattern), view_of(path), &match) ? match.score : -1000;
}

static void letters_must_come_in_order(void **state)
{
    (void)state;
    assert_true(score("hrny", "memory/karen horney.md") > 0);
    assert_int_equal(score("yenroh", "memory/karen horney.md"), -1000);
    assert_int_equal(score("horneyy", "memory/karen horney.md"), -1000);
    assert_true(score("", "a.md") > -1000);
    assert_true(score("horney karen", "memory/karen horney.md") > 0); /* words in any order */
    assert_int_equal(score("horney x", "memory/karen horney.md"), -1000);
}

/* The first is better than the second. */
static void better(const char *pattern, const char *one, const char *two)
{
    if (score(pattern, one) <= score(pattern, two))
        fail_msg("%s: %s is no better than %s", pattern, one, two);
}

static void the_nearer_the_better(void **state)
{
    (void)state;
    better("song", "memory/the song.md", "memory/some old thing.md");
    better("song", "memory/the song.md", "songs/other.md"); /* in the name */
    better("tsc", "memory/the song changes.md", "memory/artistic.md");
    better("who", "self/1_who.md", "self/1_who_i_am_when_nobody_looks_at_all.md");
    better("a", "a.md", "other/a.md");
}

static void what_was_matched_is_told(void **state)
{
    struct fuzzy_match match;
    (void)state;
    assert_true(fuzzy_find(VIEW("ab"), VIEW("a/xab.md"), &match));
    assert_int_equal(match.count, 2);
    assert_int_equal(match.at[0], 4);
    assert_int_equal(match.at[1], 3);
    char path[70000], pattern[300];
    memset(path, 'a', sizeof(path));
    memset(pattern, 'a', sizeof(pattern));
    assert_false(fuzzy_find(VIEW("a"), view_from(path, sizeof(path)), &match));
    assert_true(fuzzy_find(view_from(pattern, sizeof(pattern)), view_from(path, 60000), &match));
    assert_int_equal(match.count, FUZZY_LETTERS_MAX);
}

static void globs_are_known(void **state)
{
    (void)state;
    assert_true(fuzzy_is_glob(VIEW("**/*rogers*.md")));
    assert_false(fuzzy_is_glob(VIEW("rogers.md")));
    assert_false(fuzzy_is_glob(VIEW("")));
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(letters_must_come_in_order),
    cmocka_unit_test(the_nearer_the_better),
    cmocka_unit_test(what_was_matched_is_told),
    cmocka_unit_test(globs_are_known),
};

int main(void)
{
    return cmocka_run_group_tests(tests, NULL, NULL);
}
