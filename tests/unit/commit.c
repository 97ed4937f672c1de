#include "tests/unit/repo_fixture.h"

#include "core/base/clock.h"
#include "core/store/commit.h"

static void put(struct fixture *f, const char *path, const char *text)
{
    assert_int_equal(
        shell(f, "mkdir -p \"$(dirname '%s')\" && printf '%%s' '%s' >'%s'", path, text, path), 0);
}

/* Puts the file there, as a save would, and commits it. */
static enum status write_file(struct fixture *f, const char *path, const char *text,
                              struct commit_result *result)
{
    struct change_set set = {0};
    put(f, path, text);
    change_set_write(&set, path, NULL, view_of(text));
    change_set_subject(&set, "test: write %s", path);
    enum status status = commit_change_set(f->repo, &set, &reader, NULL, result, &f->err);
    change_set_finish(&set);
    return status;
}

#define assert_written(f, path, text)                                                              \
    do {                                                                                           \
        struct commit_result result_;                                                              \
        assert_ok(f, write_file(f, path, text, &result_));                                         \
        assert_true(result_.made);                                                                 \
    } while (0)

static void a_first_commit_holds_its_path_alone(void **state)
{
    struct fixture *f = *state;
    put(f, "theirs.md", "theirs");
    assert_int_equal(shell(f, "git add theirs.md"), 0);
    assert_written(f, "memory/a.md", "one\n");
    assert_shell(f, "git show --format=%an:%s --name-status HEAD",
                 "the reader:test: write memory/a.md\n\nA\tmemory/a.md");
    assert_shell(f, "git status --porcelain", "A  theirs.md");
    assert_shell(f, "git reflog --format=%gs", "commit (initial): test: write memory/a.md");
}

static void a_commit_touches_exactly_its_paths(void **state)
{
    struct fixture *f = *state;
    assert_written(f, "a.md", "one\n");
    assert_written(f, "b/c.md", "two\n");
    assert_written(f, "a.md", "three\n");
    assert_shell(f, "git show --format= --name-status HEAD", "M\ta.md");
    assert_shell(f, "git show HEAD:a.md HEAD:b/c.md", "three\ntwo");
    assert_shell(f, "git rev-list --count HEAD", "3");
    assert_shell(f, "git diff-files --name-only", "");
    assert_clean(f);
}

static void the_same_text_makes_no_commit(void **state)
{
    struct fixture *f = *state;
    struct commit_result result;
    assert_written(f, "a.md", "one\n");
    assert_ok(f, write_file(f, "a.md", "one\n", &result));
    assert_false(result.made);
    assert_shell(f, "git rev-list --count HEAD", "1");
}

static void staged_work_on_other_paths_stays_staged(void **state)
{
    struct fixture *f = *state;
    assert_written(f, "a.md", "one\n");
    put(f, "n.md", "new");
    put(f, "a.md", "changed by hand\n");
    assert_int_equal(shell(f, "git add n.md a.md"), 0);
    assert_written(f, "z.md", "ours\n");
    assert_shell(f, "git status --porcelain", "M  a.md\nA  n.md");
    assert_shell(f, "git show --format= --name-only HEAD", "z.md");
}

static void staged_work_on_our_path_is_kept_by_a_commit_of_its_own(void **state)
{
    struct fixture *f = *state;
    assert_written(f, "a.md", "one\n");
    put(f, "a.md", "staged\n");
    assert_int_equal(shell(f, "git add a.md"), 0);
    assert_written(f, "a.md", "ours\n");
    assert_shell(f, "git log --format=%s",
                 "test: write a.md\nkeep: what was staged of a.md\ntest: write a.md");
    assert_shell(f, "git show HEAD^:a.md HEAD:a.md", "staged\nours");
    assert_clean(f);
}

static void a_deleted_text_that_history_lacks_is_kept_first(void **state)
{
    struct fixture *f = *state;
    struct change_set set = {0};
    struct commit_result result;
    assert_written(f, "a.md", "one\n");
    assert_written(f, "sub/b.md", "two\n");
    change_set_delete(&set, "a.md", VIEW("never committed\n"));
    change_set_rename(&set, "sub/b.md", "c.md", VIEW("two\n"));
    change_set_subject(&set, "test: away");
    assert_int_equal(shell(f, "rm a.md && mv sub/b.md c.md"), 0);
    assert_ok(f, commit_change_set(f->repo, &set, &reader, NULL, &result, &f->err));
    change_set_finish(&set);
    assert_shell(f, "git log -2 --format=%s", "test: away\nkeep: a.md as it was");
    assert_shell(f, "git show HEAD^:a.md", "never committed");
    assert_shell(f, "git ls-tree -r --name-only HEAD", "c.md");
    assert_clean(f);
}

static void a_file_may_become_a_folder(void **state)
{
    struct fixture *f = *state;
    struct change_set set = {0};
    struct commit_result result;
    assert_written(f, "a", "file\n");
    assert_written(f, "a-b", "between\n");
    assert_int_equal(shell(f, "rm a && mkdir a && echo x >a/n.md"), 0);
    change_set_delete(&set, "a", VIEW("file\n"));
    change_set_write(&set, "a/n.md", NULL, VIEW("x\n"));
    change_set_subject(&set, "test: turn");
    assert_ok(f, commit_change_set(f->repo, &set, &reader, NULL, &result, &f->err));
    change_set_finish(&set);
    assert_shell(f, "git ls-tree -r --name-only HEAD", "a-b\na/n.md");
    assert_clean(f);
}

static void every_version_of_the_index_is_written_well(void **state)
{
    struct fixture *f = *state;
    for (int version = 2; version <= 4; version++) {
        char text[32];
        snprintf(text, sizeof(text), "version %d\n", version);
        assert_written(f, "m.md", text);
        assert_int_equal(shell(f,
                               "mkdir -p d && for i in a b ba n nn; do echo %d$i >d/$i.md; done;"
                               "git add d && git commit -q -m more; echo x >wish.md;"
                               "git add -N wish.md; git update-index --index-version %d",
                               version, version),
                         0);
        snprintf(text, sizeof(text), "again %d\n", version);
        assert_written(f, "d/bb.md", text);
        assert_written(f, "d/b.md", text);
        assert_written(f, "aa.md", text);
        assert_int_equal(shell(f, "git rm -q --cached wish.md && rm wish.md"), 0);
        assert_clean(f);
    }
}

static void the_executable_bit_stays(void **state)
{
    struct fixture *f = *state;
    assert_written(f, "run.sh", "one\n");
    assert_int_equal(shell(f, "chmod +x run.sh && git commit -q -a -m bit"), 0);
    assert_written(f, "run.sh", "two\n");
    assert_shell(f, "git ls-tree HEAD run.sh | cut -c1-6", "100755");
    assert_clean(f);
}

static void a_damaged_index_is_an_error_and_left_alone(void **state)
{
    struct fixture *f = *state;
    struct commit_result result;
    assert_written(f, "a.md", "one\n");
    assert_int_equal(shell(f, "printf X | dd of=.git/index bs=1 seek=40 conv=notrunc 2>/dev/null;"
                              "cp .git/index before"),
                     0);
    repository_free(f->repo);
    assert_ok(f, repository_open(f->dir, &f->repo, &f->err));
    assert_int_equal(write_file(f, "a.md", "two\n", &result), STATUS_IO);
    assert_int_equal(shell(f, "cmp .git/index before"), 0);
    assert_shell(f, "git rev-list --count HEAD; ls .git | grep -c -e lock -e palimpsest", "1\n0");
}

static void a_split_index_is_refused(void **state)
{
    struct fixture *f = *state;
    struct commit_result result;
    assert_written(f, "a.md", "one\n");
    assert_int_equal(shell(f, "git update-index --split-index"), 0);
    assert_int_equal(write_file(f, "a.md", "two\n", &result), STATUS_REFUSED);
    assert_int_equal(shell(f, "git update-index --no-split-index"), 0);
    assert_ok(f, write_file(f, "a.md", "two\n", &result));
    assert_clean(f);
}

static void note_waiting(void *data, const char *what)
{
    ++*(int *)data;
    assert_non_null(strstr(what, "index.lock"));
}

static void a_foreign_lock_is_waited_for_and_never_removed(void **state)
{
    struct fixture *f = *state;
    struct commit_result result;
    int told = 0;
    const struct commit_progress progress = {.waiting = note_waiting, .data = &told};
    struct change_set set = {0};
    assert_written(f, "a.md", "one\n");
    put(f, ".git/index.lock", "");
    put(f, "a.md", "two\n");
    change_set_write(&set, "a.md", NULL, VIEW("two\n"));
    change_set_subject(&set, "test: blocked");
    int64_t begin = clock_ticks();
    assert_int_equal(commit_change_set(f->repo, &set, &reader, &progress, &result, &f->err),
                     STATUS_BUSY);
    assert_true(clock_ticks() - begin < 3000);
    assert_int_equal(told, 1);
    assert_int_equal(shell(f, "test -e .git/index.lock && rm .git/index.lock"), 0);
    assert_ok(f, commit_change_set(f->repo, &set, &reader, &progress, &result, &f->err));
    assert_true(result.made);
    change_set_finish(&set);
    assert_clean(f);
}

static void a_dead_writer_of_ours_leaves_no_lock_for_ever(void **state)
{
    struct fixture *f = *state;
    assert_written(f, "a.md", "one\n");
    put(f, ".git/index.lock", "palimpsest writes; process 1\n");
    put(f, ".git/refs/heads/main.lock", "palimpsest writes; process 1\n");
    assert_written(f, "a.md", "two\n");
    assert_clean(f);
}

static void nothing_is_committed_in_the_middle_of_a_merge(void **state)
{
    struct fixture *f = *state;
    struct commit_result result;
    assert_written(f, "a.md", "one\n");
    assert_int_equal(shell(f, "cp .git/refs/heads/main .git/MERGE_HEAD"), 0);
    assert_int_equal(write_file(f, "a.md", "two\n", &result), STATUS_BUSY);
    assert_non_null(strstr(f->err.text, "a merge"));
    assert_shell(f, "git rev-list --count HEAD", "1");
}

static void a_detached_head_moves_itself(void **state)
{
    struct fixture *f = *state;
    assert_written(f, "a.md", "one\n");
    assert_int_equal(shell(f, "git checkout -q --detach"), 0);
    assert_written(f, "a.md", "two\n");
    assert_shell(f, "git rev-list --count HEAD; git rev-list --count main", "2\n1");
    assert_clean(f);
}

static void hostile_paths_are_not_committed(void **state)
{
    struct fixture *f = *state;
    static const char *const bad[] = {"../x", ".git/config", "a//b", "/etc/x"};
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        struct change_set set = {0};
        struct commit_result result;
        change_set_write(&set, bad[i], NULL, VIEW("x"));
        change_set_subject(&set, "test: bad");
        assert_int_equal(commit_change_set(f->repo, &set, &reader, NULL, &result, &f->err),
                         STATUS_REFUSED);
        change_set_finish(&set);
    }
}

static void no_program_is_run(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(shell(f, "for h in pre-commit post-commit commit-msg prepare-commit-msg "
                              "post-index-change reference-transaction; do printf '#!/bin/sh\\n"
                              "touch ran\\n' >.git/hooks/$h; chmod +x .git/hooks/$h; done;"
                              "git config core.fsmonitor 'touch ran; false';"
                              "git config filter.x.clean 'touch ran; cat';"
                              "git config gpg.program 'touch ran'; git config commit.gpgsign true;"
                              "echo '* filter=x' >.gitattributes"),
                     0);
    assert_written(f, "a.md", "one\n");
    assert_int_equal(shell(f, "test ! -e ran"), 0);
}

static void no_identity_is_absent(void **state)
{
    struct fixture *f = *state;
    struct change_set set = {0};
    struct commit_result result;
    put(f, "a.md", "x");
    change_set_write(&set, "a.md", NULL, VIEW("x"));
    change_set_subject(&set, "test: nobody");
    assert_int_equal(commit_change_set(f->repo, &set, NULL, NULL, &result, &f->err), STATUS_ABSENT);
    change_set_finish(&set);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_start_repo, fixture_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_first_commit_holds_its_path_alone),
        TEST(a_commit_touches_exactly_its_paths),
        TEST(the_same_text_makes_no_commit),
        TEST(staged_work_on_other_paths_stays_staged),
        TEST(staged_work_on_our_path_is_kept_by_a_commit_of_its_own),
        TEST(a_deleted_text_that_history_lacks_is_kept_first),
        TEST(a_file_may_become_a_folder),
        TEST(every_version_of_the_index_is_written_well),
        TEST(the_executable_bit_stays),
        TEST(a_damaged_index_is_an_error_and_left_alone),
        TEST(a_split_index_is_refused),
        TEST(a_foreign_lock_is_waited_for_and_never_removed),
        TEST(a_dead_writer_of_ours_leaves_no_lock_for_ever),
        TEST(nothing_is_committed_in_the_middle_of_a_merge),
        TEST(a_detached_head_moves_itself),
        TEST(hostile_paths_are_not_committed),
        TEST(no_program_is_run),
        TEST(no_identity_is_absent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
