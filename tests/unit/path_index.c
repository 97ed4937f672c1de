#include "tests/unit/repo_fixture.h"

#include "core/store/blame.h"
#include "core/store/log.h"
#include "core/text/hash.h"

#include <endian.h>

/* The index of which commit changed which files, and a file's history from it. That it is git's
 * history is what tests/cmd/history.py looks at. */

/* "SUBJECT(path) …" of a file's history, newest first. */
static void assert_history(struct fixture *f, struct path_index *index, const char *path,
                           const char *want)
{
    struct log_walk *walk = NULL;
    struct log_commit commit;
    struct str out = {0};
    enum status status;
    assert_ok(
        f, log_open(f->repo, &(struct log_options){.path = path, .index = index}, &walk, &f->err));
    while ((status = log_next(walk, NULL, &commit, &f->err)) == STATUS_OK) {
        str_addf(&out, "%s%s(%s)", out.len ? " " : "", commit.subject, log_path(walk));
        log_commit_finish(&commit);
    }
    assert_int_equal(status, STATUS_ABSENT);
    assert_string_equal(str_text(&out), want);
    log_close(walk);
    str_finish(&out);
}

static char *cache_of(const struct fixture *f)
{
    char *cache = NULL;
    if (asprintf(&cache, "%s/cache", f->dir) < 0)
        abort();
    return cache;
}

static int make_renames(struct fixture *f)
{
    return shell(f, "seq 40 >a.md; git add .; git commit -qm one; sed -i 's/^7$/seven/' a.md;"
                    "git commit -qam two; git mv a.md b.md; sed -i 's/^9$/nine/' b.md;"
                    "git commit -qam three; echo x >o.md; git add o.md; git commit -qm four;"
                    "echo more >>b.md; git commit -qam five");
}

static void a_file_is_followed_under_the_names_it_had(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(make_renames(f), 0);
    struct path_index *index = path_index_open(f->repo, NULL);
    assert_history(f, index, "b.md", "five(b.md) three(b.md) two(a.md) one(a.md)");
    assert_history(f, index, "a.md", "three(a.md) two(a.md) one(a.md)");
    assert_history(f, index, "nothing.md", "");
    path_index_close(index);
}

static void what_was_learnt_is_kept_and_a_new_commit_costs_itself(void **state)
{
    struct fixture *f = *state;
    char *cache = cache_of(f);
    assert_int_equal(make_renames(f), 0);
    struct path_index *index = path_index_open(f->repo, cache);
    assert_ok(f, path_index_build(index, NULL, &f->err));
    assert_int_equal(path_index_count(index), 5);
    path_index_close(index);
    assert_int_equal(shell(f, "ls cache/history/*.paths >/dev/null && git commit -q --allow-empty "
                              "-m six && rm -rf kept && cp -r cache kept"),
                     0);
    index = path_index_open(f->repo, cache);
    assert_history(f, index, "o.md", "four(o.md)");
    assert_int_equal(path_index_count(index), 6);
    path_index_close(index);
    assert_int_equal(shell(f, "a=$(cat kept/history/* | wc -c); b=$(cat cache/history/* | wc -c);"
                              "cmp -n $a kept/history/* cache/history/* &&"
                              "[ $b -gt $a ] && [ $b -lt $((a + 60)) ]"),
                     0);
    free(cache);
}

static void a_build_that_is_cancelled_keeps_what_it_has(void **state)
{
    struct fixture *f = *state;
    atomic_bool cancel = true;
    assert_int_equal(make_renames(f), 0);
    struct path_index *index = path_index_open(f->repo, NULL);
    assert_int_equal(path_index_build(index, &cancel, &f->err), STATUS_CANCELLED);
    cancel = false;
    assert_ok(f, path_index_build(index, &cancel, &f->err));
    assert_int_equal(path_index_count(index), 5);
    path_index_close(index);
}

static void another_place_or_other_parents_need_another_index(void **state)
{
    struct fixture *f = *state;
    char *cache = cache_of(f);
    assert_int_equal(make_renames(f), 0);
    struct path_index *index = path_index_open(f->repo, cache);
    assert_history(f, index, "b.md", "five(b.md) three(b.md) two(a.md) one(a.md)");
    assert_int_equal(shell(f, "echo $(git rev-parse HEAD HEAD~3) >.git/info/grafts"), 0);
    assert_history(f, index, "b.md", "five(b.md) two(a.md) one(a.md)");
    path_index_close(index);
    index = path_index_open(f->repo, cache);
    assert_history(f, index, "b.md", "five(b.md) two(a.md) one(a.md)");
    path_index_close(index);
    free(cache);
}

/* Has the index's file say that what changed "a" changed "b", and the other way round, in a block
 * whose sum is right. */
static void make_it_lie(struct fixture *f)
{
    enum { BLOCK = 19 + 8, BYTES = BLOCK + 4 + 8 };
    char *path = shell_text(f, "ls \"$PWD\"/cache/history/*.paths"), text[4096], sum[8];
    FILE *file = fopen(path, "r+");
    assert_non_null(file);
    size_t len = fread(text, 1, sizeof(text), file), named = 0;
    for (size_t i = BYTES + 1; i < len; i++)
        if (text[i - 1] == 1 && (text[i] == 'a' || text[i] == 'b')) {
            text[i] = text[i] == 'a' ? 'b' : 'a';
            named++;
        }
    assert_int_equal(named, 2);
    uint64_t hash = htole64(hash_of(view_from(text + BYTES, len - BYTES)));
    memcpy(sum, &hash, sizeof(sum));
    memcpy(text + BLOCK + 4, sum, sizeof(sum));
    rewind(file);
    assert_int_equal(fwrite(text, 1, len, file), len);
    fclose(file);
    free(path);
}

static void an_index_that_lies_is_found_out(void **state)
{
    struct fixture *f = *state;
    struct log_walk *walk = NULL;
    struct log_commit commit;
    char *cache = cache_of(f);
    assert_int_equal(shell(f, "echo 1 >a; echo 1 >b; git add a b; git commit -qm one; echo 2 >a;"
                              "git commit -qam two"),
                     0);
    struct path_index *index = path_index_open(f->repo, cache);
    assert_ok(f, path_index_build(index, NULL, &f->err));
    path_index_close(index);
    make_it_lie(f);
    index = path_index_open(f->repo, cache);
    assert_ok(
        f, log_open(f->repo, &(struct log_options){.path = "b", .index = index}, &walk, &f->err));
    assert_int_equal(log_next(walk, NULL, &commit, &f->err), STATUS_CONFLICT);
    log_close(walk);
    assert_history(f, index, "b", "one(b)");
    assert_history(f, index, "a", "two(a) one(a)");
    path_index_close(index);
    free(cache);
}

static void a_blame_finds_out_an_index_that_lies(void **state)
{
    struct fixture *f = *state;
    struct blame blame;
    char *cache = cache_of(f);
    assert_int_equal(shell(f, "echo 1 >a; echo 1 >b; git add a b; git commit -qm one; echo 2 >a;"
                              "git commit -qam two"),
                     0);
    struct path_index *index = path_index_open(f->repo, cache);
    assert_ok(f, path_index_build(index, NULL, &f->err));
    path_index_close(index);
    make_it_lie(f);
    index = path_index_open(f->repo, cache);
    assert_ok(f, blame_read(f->repo, "b", &(struct blame_options){.index = index}, NULL, &blame,
                            &f->err));
    assert_string_equal(blame.commits[blame.lines[0].commit].commit.subject, "one");
    blame_finish(&blame);
    path_index_close(index);
    free(cache);
}

static void branches_are_all_followed_and_merges_left_out(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(shell(f, "at() { t=$((1000000000 + $1)); shift; GIT_AUTHOR_DATE=\"$t +0000\" "
                              "GIT_COMMITTER_DATE=\"$t +0000\" git \"$@\"; };"
                              "seq 20 >a.md; git add .; at 1 commit -qm one; git checkout -qb side;"
                              "sed -i 's/^3$/x/' a.md; at 2 commit -qam side; git checkout -q -;"
                              "sed -i 's/^15$/y/' a.md; at 3 commit -qam here;"
                              "at 4 merge -q --no-ff -m merge side"),
                     0);
    struct path_index *index = path_index_open(f->repo, NULL);
    assert_history(f, index, "a.md", "here(a.md) side(a.md) one(a.md)");
    path_index_close(index);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_start_repo, fixture_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_file_is_followed_under_the_names_it_had),
        TEST(what_was_learnt_is_kept_and_a_new_commit_costs_itself),
        TEST(a_build_that_is_cancelled_keeps_what_it_has),
        TEST(another_place_or_other_parents_need_another_index),
        TEST(an_index_that_lies_is_found_out),
        TEST(a_blame_finds_out_an_index_that_lies),
        TEST(branches_are_all_followed_and_merges_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
