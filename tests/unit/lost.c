#include "tests/unit/repo_fixture.h"

#include "core/store/lost.h"

/* What was there once, by a history of a few commits. */

static enum status has_pear(void *data, struct view text, bool *has, struct error *err)
{
    (void)data;
    (void)err;
    *has = text.len && memmem(text.data, text.len, "pear", 4);
    return STATUS_OK;
}

static bool is_note(void *data, const char *path)
{
    (void)data;
    return strncmp(path, "other/", 6) != 0;
}

/* What is lost, one a line: "path subject-of-the-commit", a `-` before a whole file. */
static char *lost(struct fixture *f, int64_t since)
{
    struct str out = {0};
    struct lost_walk *walk = NULL;
    struct lost_text text;
    const struct lost_options options = {.since = since, .wants = is_note, .judge = has_pear};
    enum status status;
    repository_free(f->repo);
    f->repo = NULL;
    assert_ok(f, repository_open(f->dir, &f->repo, &f->err));
    assert_ok(f, lost_open(f->repo, &options, &walk, &f->err));
    while ((status = lost_next(walk, NULL, &text, &f->err)) == STATUS_OK || status == STATUS_BUSY) {
        if (status == STATUS_BUSY)
            continue;
        str_addf(&out, "%s%s%s %s", out.len ? "\n" : "", text.deleted ? "-" : "", text.path,
                 text.subject);
        char command[200];
        snprintf(command, sizeof(command), "git show %s:\"%s\" | grep -q pear && echo there",
                 text.last, text.path);
        assert_shell(f, command, "there");
        assert_non_null(strstr(str_text(&text.text), "pear"));
        lost_text_finish(&text);
    }
    assert_int_equal(status, STATUS_ABSENT);
    lost_close(walk);
    return out.data ? str_take(&out) : mem_string("");
}

#define assert_lost(f, since, want)                                                                \
    do {                                                                                           \
        char *got_ = lost(f, since);                                                               \
        assert_string_equal(got_, want);                                                           \
        free(got_);                                                                                \
    } while (0)

static int64_t commit(struct fixture *f, const char *changes, const char *subject)
{
    static int64_t time = 1700000000;
    time += 60;
    assert_int_equal(shell(f, "%s", changes), 0);
    assert_int_equal(shell(f,
                           "git add -A . && GIT_COMMITTER_DATE='%lld +0000' "
                           "GIT_AUTHOR_DATE='%lld +0000' git commit -q --allow-empty -m '%s'",
                           (long long)time, (long long)time, subject),
                     0);
    return time;
}

static void what_a_text_no_longer_has_is_found(void **state)
{
    struct fixture *f = *state;
    assert_lost(f, 0, "");
    commit(f, "mkdir d; for i in a b d/c; do echo a pear >$i.md; done; echo plum >e.md", "make");
    assert_lost(f, 0, "");
    commit(f, "echo a plum >a.md", "first");
    commit(f, "echo two >>b.md", "kept");
    commit(f, "rm d/c.md", "second");
    assert_lost(f, 0, "-d/c.md second\na.md first");
}

static void each_path_comes_by_the_last_commit_that_took_it_away(void **state)
{
    struct fixture *f = *state;
    commit(f, "echo pear one >a.md", "make");
    commit(f, "echo plum >a.md", "first");
    commit(f, "echo pear two >a.md", "again");
    assert_lost(f, 0, "");
    commit(f, "echo fig >a.md", "second");
    assert_lost(f, 0, "a.md second");
}

static void what_moved_with_it_is_not_lost(void **state)
{
    struct fixture *f = *state;
    commit(f, "echo pear >a.md; echo pear and more >b.md", "make");
    commit(f, "git mv a.md c.md; rm b.md; echo pear and less >d.md", "move");
    assert_lost(f, 0, "");
    commit(f, "rm c.md", "gone");
    assert_lost(f, 0, "-c.md gone");
}

static void files_and_times_are_bounded(void **state)
{
    struct fixture *f = *state;
    commit(f, "mkdir other; echo pear >other/a.md; echo pear >a.md; echo pear >b.md", "make");
    commit(f, "rm a.md other/a.md", "first");
    int64_t since = commit(f, "rm b.md", "second");
    assert_lost(f, 0, "-b.md second\n-a.md first");
    assert_lost(f, since, "-b.md second");
}

static void it_ends_when_asked_to(void **state)
{
    struct fixture *f = *state;
    struct lost_walk *walk = NULL;
    struct lost_text text;
    const struct lost_options options = {.judge = has_pear};
    atomic_bool cancel = true;
    commit(f, "echo pear >a.md", "make");
    commit(f, "rm a.md", "first");
    repository_free(f->repo);
    f->repo = NULL;
    assert_ok(f, repository_open(f->dir, &f->repo, &f->err));
    assert_ok(f, lost_open(f->repo, &options, &walk, &f->err));
    assert_int_equal(lost_next(walk, &cancel, &text, &f->err), STATUS_CANCELLED);
    lost_close(walk);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_start_repo, fixture_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_a_text_no_longer_has_is_found),
        TEST(each_path_comes_by_the_last_commit_that_took_it_away),
        TEST(what_moved_with_it_is_not_lost),
        TEST(files_and_times_are_bounded),
        TEST(it_ends_when_asked_to),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
