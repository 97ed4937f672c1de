#include "tests/unit/repo_fixture.h"

#include "core/store/recovery.h"

#include <string.h>
#include <sys/wait.h>

/* What a person let go of is kept by a commit on a ref of its own, and nothing else is touched. */

static void keep(struct fixture *f, const char *path, struct view text, char id[41])
{
    assert_ok(f, recovery_keep(f->repo, path, text, &reader, id, &f->err));
    assert_int_equal(strlen(id), 40);
}

static void a_text_can_be_read_again(void **state)
{
    struct fixture *f = *state;
    char id[41];
    keep(f, "drafts/a.md", VIEW("let go of\n"), id);
    assert_shell(f, "git log --format=%s%n%an " RECOVERY_REF,
                 "recovery: unsaved text of drafts/a.md\nthe reader");
    assert_shell(f, "git show " RECOVERY_REF ":drafts/a.md", "let go of");
    char *tip = shell_text(f, "git rev-parse " RECOVERY_REF);
    assert_string_equal(tip, id);
    free(tip);
}

static void branch_index_and_files_stay_as_they_are(void **state)
{
    struct fixture *f = *state;
    char id[41];
    assert_int_equal(shell(f, "echo one >a.md && git add a.md && git commit -qm one && "
                              "echo staged >b.md && git add b.md && echo new >>a.md"),
                     0);
    char *before = shell_text(f, "git status --porcelain; git rev-parse HEAD; git branch -a");
    keep(f, "a.md", VIEW("let go of\n"), id);
    assert_shell(f, "git status --porcelain; git rev-parse HEAD; git branch -a", before);
    assert_shell(f, "cat a.md", "one\nnew");
    assert_shell(f, "git fsck --strict --no-dangling 2>&1", "");
    free(before);
}

static void each_stands_on_the_one_before_with_its_own_file_alone(void **state)
{
    struct fixture *f = *state;
    char first[41], second[41];
    keep(f, "a.md", VIEW("first"), first);
    keep(f, "b/c.md", VIEW("second"), second);
    assert_shell(f, "git log --format=%s " RECOVERY_REF,
                 "recovery: unsaved text of b/c.md\nrecovery: unsaved text of a.md");
    assert_shell(f, "git ls-tree -r --name-only " RECOVERY_REF, "b/c.md");
    assert_shell(f, "git ls-tree -r --name-only " RECOVERY_REF "~1", "a.md");
    assert_string_not_equal(first, second);
}

static void any_bytes_are_a_text(void **state)
{
    static const char odd[] = "\xEF\xBB\xBF# a\r\n\0\xFF no newline";
    struct fixture *f = *state;
    char id[41];
    keep(f, "odd.md", view_from(odd, sizeof(odd) - 1), id);
    assert_shell(f, "git show " RECOVERY_REF ":odd.md | od -An -tx1 | tr -d ' \\n'",
                 "efbbbf2320610d0a00ff206e6f206e65776c696e65");
    keep(f, "empty.md", VIEW(""), id);
    assert_shell(f, "git cat-file -s " RECOVERY_REF ":empty.md", "0");
}

static void before_the_first_commit_and_without_an_identity_it_is_kept_too(void **state)
{
    struct fixture *f = *state;
    char id[41];
    assert_ok(f, recovery_keep(f->repo, "a.md", VIEW("text"), NULL, id, &f->err));
    assert_shell(f, "git show " RECOVERY_REF ":a.md", "text");
    assert_shell(f, "git rev-parse -q --verify HEAD || echo none", "none");
}

static void a_path_that_leads_out_is_refused(void **state)
{
    static const char *const paths[] = {"../a.md", "/a.md", "a//b.md", ".git/config", "", "a/.."};
    struct fixture *f = *state;
    char id[41];
    for (size_t i = 0; i < ARRAY_LEN(paths); i++)
        assert_int_not_equal(recovery_keep(f->repo, paths[i], VIEW("x"), &reader, id, &f->err),
                             STATUS_OK);
    assert_shell(f, "git for-each-ref", "");
}

static void what_cannot_be_kept_is_told_by_its_name(void **state)
{
    struct fixture *f = *state;
    char id[41];
    keep(f, "a.md", VIEW("first"), id);
    assert_int_equal(shell(f, "echo nonsense >.git/" RECOVERY_REF), 0);
    assert_int_not_equal(recovery_keep(f->repo, "a.md", VIEW("second"), &reader, id, &f->err),
                         STATUS_OK);
    assert_non_null(strstr(f->err.text, "a.md"));
    assert_shell(f, "cat .git/" RECOVERY_REF, "nonsense");
}

/* A writer that was killed left its lock. */
static void the_lock_of_a_dead_writer_is_no_hindrance(void **state)
{
    struct fixture *f = *state;
    char id[41];
    assert_int_equal(shell(f, "mkdir -p .git/refs/palimpsest && "
                              "echo 'palimpsest writes; process 1' >.git/" RECOVERY_REF ".lock"),
                     0);
    keep(f, "a.md", VIEW("text"), id);
    assert_shell(f, "git show " RECOVERY_REF ":a.md; ls .git/refs/palimpsest", "textrecovery");
}

/* Ends with how many of `count` texts it kept. */
static void keep_many(const struct fixture *f, int writer, int count)
{
    struct repository *repo;
    char path[32], id[41];
    int kept = 0;
    if (repository_open(f->dir, &repo, NULL) != STATUS_OK)
        _exit(255);
    for (int i = 0; i < count; i++) {
        snprintf(path, sizeof(path), "%d-%d.md", writer, i);
        kept += recovery_keep(repo, path, view_of(path), &reader, id, NULL) == STATUS_OK;
    }
    _exit(kept);
}

static void several_writers_at_once_lose_none(void **state)
{
    enum { WRITERS = 3, TEXTS = 12 };
    struct fixture *f = *state;
    int status;
    for (int i = 0; i < WRITERS; i++)
        if (fork() == 0)
            keep_many(f, i, TEXTS);
    for (int i = 0; i < WRITERS; i++) {
        assert_true(wait(&status) > 0);
        assert_int_equal(WEXITSTATUS(status), TEXTS);
    }
    assert_shell(f, "git rev-list --count " RECOVERY_REF, "36");
    assert_shell(f, "git log --name-only --format= " RECOVERY_REF " | sort -u | grep -c md", "36");
}

int main(void)
{
#define WITH_REPO(test) cmocka_unit_test_setup_teardown(test, fixture_start_repo, fixture_end)
    const struct CMUnitTest tests[] = {
        WITH_REPO(a_text_can_be_read_again),
        WITH_REPO(branch_index_and_files_stay_as_they_are),
        WITH_REPO(each_stands_on_the_one_before_with_its_own_file_alone),
        WITH_REPO(any_bytes_are_a_text),
        WITH_REPO(before_the_first_commit_and_without_an_identity_it_is_kept_too),
        WITH_REPO(a_path_that_leads_out_is_refused),
        WITH_REPO(what_cannot_be_kept_is_told_by_its_name),
        WITH_REPO(the_lock_of_a_dead_writer_is_no_hindrance),
        WITH_REPO(several_writers_at_once_lose_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
