/* Who committed, and what. */
#include "tests/unit/repo_fixture.h"

#include "core/text/hash.h"
#include "core/workspace/search_authors.h"

static void commit_as(struct fixture *f, const char *author, const char *path)
{
    assert_int_equal(shell(f,
                           "mkdir -p memory && echo %s >>'%s' && git add -A && "
                           "GIT_AUTHOR_NAME='%s' git commit -q -m x",
                           author, path, author),
                     0);
}

static void assert_offers(struct fixture *f, const char *want)
{
    struct note_offers offers = {0};
    struct str got = {0};
    assert_true(search_authors_offer(f->dir, NULL, &offers));
    for (size_t i = 0; i < offers.count; i++)
        str_addf(&got, "%s%s", i ? ", " : "", offers.names[i]);
    assert_string_equal(str_text(&got), want);
    note_offers_finish(&offers);
    str_finish(&got);
}

static void who_committed_most_is_offered_first(void **state)
{
    struct fixture *f = *state;
    assert_offers(f, "");
    commit_as(f, "Zoe", "memory/a.md");
    commit_as(f, "An Author", "memory/b.md");
    commit_as(f, "Zoe", "memory/c.md");
    assert_offers(f, "Zoe, An Author");
}

static void a_name_that_is_not_shown_as_it_is_is_not_offered(void **state)
{
    struct fixture *f = *state;
    commit_as(f, "An\033[31m Author", "a.md");
    commit_as(f, "Zoe", "b.md");
    assert_offers(f, "Zoe");
}

static void without_a_history_nobody_is_offered(void **state)
{
    struct fixture *f = *state;
    assert_offers(f, "");
}

static void it_ends_when_asked_to(void **state)
{
    struct fixture *f = *state;
    const atomic_bool cancel = true;
    struct note_offers offers = {0};
    commit_as(f, "Zoe", "a.md");
    assert_false(search_authors_offer(f->dir, &cancel, &offers));
    assert_int_equal(offers.count, 0);
}

static void what_somebody_committed_is_kept_until_head_moves(void **state)
{
    struct fixture *f = *state;
    struct search_authors *authors = search_authors_new();
    const uint64_t *paths;
    size_t count;
    commit_as(f, "Zoe", "a.md");
    commit_as(f, "An Author", "b.md");
    assert_ok(f, search_authors_find(authors, f->dir, "zoe", NULL, &paths, &count, &f->err));
    assert_int_equal(count, 1);
    assert_true(paths[0] == hash_of(VIEW("a.md")));
    commit_as(f, "Zoe", "c.md");
    assert_ok(f, search_authors_find(authors, f->dir, "zoe", NULL, &paths, &count, &f->err));
    assert_int_equal(count, 2);
    assert_ok(f, search_authors_find(authors, f->dir, "Nobody", NULL, &paths, &count, &f->err));
    assert_int_equal(count, 0);
    search_authors_free(authors);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_start_repo, fixture_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(who_committed_most_is_offered_first),
        TEST(a_name_that_is_not_shown_as_it_is_is_not_offered),
        TEST(it_ends_when_asked_to),
        TEST(what_somebody_committed_is_kept_until_head_moves),
        cmocka_unit_test_setup_teardown(without_a_history_nobody_is_offered, fixture_start,
                                        fixture_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
