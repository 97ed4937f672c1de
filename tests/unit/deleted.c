#include "tests/unit/repo_fixture.h"

#include "core/store/deleted.h"
#include "tests/unit/random_text.h"

/* What is listed, one a line: "path subject-of-the-commit". */
static char *deleted_with(struct fixture *f, struct path_index *index)
{
    struct str out = {0};
    struct deleted_walk *walk = NULL;
    struct deleted_file file;
    enum status status;
    assert_ok(f, deleted_open(f->repo, index, &walk, &f->err));
    while ((status = deleted_next(walk, NULL, &file, &f->err)) == STATUS_OK ||
           status == STATUS_BUSY) {
        if (status == STATUS_BUSY)
            continue;
        str_addf(&out, "%s%s %s", out.len ? "\n" : "", file.path, file.subject);
        char command[200];
        snprintf(command, sizeof(command), "git cat-file -e %s:\"%s\" && echo there", file.last,
                 file.path);
        assert_shell(f, command, "there");
        deleted_file_finish(&file);
    }
    assert_int_equal(status, STATUS_ABSENT);
    deleted_close(walk);
    return out.data ? str_take(&out) : mem_string("");
}

/* The same without an index, with an empty one, and with one that knows all. */
static char *deleted(struct fixture *f)
{
    repository_free(f->repo);
    f->repo = NULL;
    assert_ok(f, repository_open(f->dir, &f->repo, &f->err));
    struct path_index *index = path_index_open(f->repo, NULL);
    char *out = deleted_with(f, NULL);
    for (int i = 0; i < 2; i++) {
        char *again = deleted_with(f, index);
        assert_string_equal(again, out);
        free(again);
    }
    path_index_close(index);
    return out;
}

#define assert_deleted(f, want)                                                                    \
    do {                                                                                           \
        char *got_ = deleted(f);                                                                   \
        assert_string_equal(got_, want);                                                           \
        free(got_);                                                                                \
    } while (0)

static void commit(struct fixture *f, const char *changes, const char *subject)
{
    static int64_t time = 1700000000;
    assert_int_equal(shell(f, "%s", changes), 0);
    assert_int_equal(shell(f,
                           "git add -A . && GIT_COMMITTER_DATE='%lld +0000' "
                           "GIT_AUTHOR_DATE='%lld +0000' git commit -q --allow-empty -m '%s'",
                           (long long)time, (long long)time, subject),
                     0);
    time += 60;
}

static void each_path_is_listed_once_the_newest_first(void **state)
{
    struct fixture *f = *state;
    assert_deleted(f, "");
    commit(f, "mkdir d; for i in a b d/c kept; do echo $i >$i.md; done", "make");
    assert_deleted(f, "");
    commit(f, "rm a.md", "first");
    commit(f, "rm -r d", "second");
    commit(f, "echo new >a.md; rm b.md", "third");
    assert_deleted(f, "b.md third\nd/c.md second");
    commit(f, "rm a.md", "fourth");
    assert_deleted(f, "a.md fourth\nb.md third\nd/c.md second");
}

static void what_was_moved_lives_on(void **state)
{
    struct fixture *f = *state;
    commit(f, "echo text >a.md; : >empty.md", "make");
    commit(f, "git mv a.md b.md; rm empty.md; : >other.md", "move");
    assert_deleted(f, "empty.md move");
    commit(f, "rm b.md", "gone");
    assert_deleted(f, "b.md gone\nempty.md move");
}

static void links_and_submodules_are_left_out(void **state)
{
    struct fixture *f = *state;
    commit(f, "ln -s nowhere l; echo a >a.md", "make");
    assert_int_equal(
        shell(f, "git update-index --add --cacheinfo 160000,$(git rev-parse HEAD),sub && git "
                 "commit -q -m sub && git rm -q --cached sub l a.md && rm -f l a.md && "
                 "git commit -q -m gone"),
        0);
    assert_deleted(f, "a.md gone");
}

static void a_merge_took_away_what_all_its_parents_had(void **state)
{
    struct fixture *f = *state;
    commit(f, "for i in a b c; do echo $i >$i.md; done", "make");
    assert_int_equal(shell(f, "git checkout -q -b side"), 0);
    commit(f, "rm a.md", "on the side");
    assert_int_equal(shell(f, "git checkout -q -"), 0);
    commit(f, "echo d >d.md", "here");
    assert_int_equal(shell(f, "git merge -q --no-commit side >/dev/null 2>&1"), 0);
    commit(f, "git rm -q b.md", "merge");
    assert_deleted(f, "b.md merge\na.md on the side");
}

/* git's own list: of commits that are no merges, less what is there now. */
static void git_lists_the_same(void **state)
{
    struct fixture *f = *state;
    uint64_t seed = 7;
    for (int i = 0; i < 60; i++) {
        char change[200];
        size_t at = random_below(&seed, 12);
        snprintf(change, sizeof(change),
                 "mkdir -p d%zu; p=d%zu/%zu.md; test -e $p && rm $p || echo %d >$p", at % 3, at % 3,
                 at, i);
        commit(f, change, "c");
    }
    char *want =
        shell_text(f, "git log --no-renames --diff-filter=D --name-only --format= | "
                      "awk '!seen[$0]++' | while read p; do test -e $p || echo $p c; done");
    assert_true(strlen(want) > 20);
    assert_deleted(f, want);
    free(want);
}

static void a_cut_history_ends_without_an_error(void **state)
{
    struct fixture *f = *state;
    commit(f, "echo a >a.md; echo b >b.md", "make");
    commit(f, "rm a.md", "one");
    commit(f, "rm b.md", "two");
    assert_int_equal(shell(f, "git rev-parse HEAD~1 >.git/shallow"), 0);
    assert_deleted(f, "b.md two");
}

static void it_can_be_stopped(void **state)
{
    struct fixture *f = *state;
    struct deleted_walk *walk = NULL;
    struct deleted_file file;
    atomic_bool cancel = true;
    commit(f, "echo a >a.md", "make");
    repository_free(f->repo);
    f->repo = NULL;
    assert_ok(f, repository_open(f->dir, &f->repo, &f->err));
    assert_ok(f, deleted_open(f->repo, NULL, &walk, &f->err));
    assert_int_equal(deleted_next(walk, &cancel, &file, &f->err), STATUS_CANCELLED);
    deleted_close(walk);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_start_repo, fixture_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_path_is_listed_once_the_newest_first),
        TEST(what_was_moved_lives_on),
        TEST(links_and_submodules_are_left_out),
        TEST(a_merge_took_away_what_all_its_parents_had),
        TEST(git_lists_the_same),
        TEST(a_cut_history_ends_without_an_error),
        TEST(it_can_be_stopped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
