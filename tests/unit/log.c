#include "tests/unit/repo_fixture.h"

#include "core/store/log.h"

/* The subjects of a walk, with blanks between. */
static char *subjects(struct fixture *f, const char *path)
{
    struct log_walk *walk = NULL;
    struct log_commit commit;
    struct str out = {0};
    enum status status;
    assert_ok(f, log_open(f->repo, &(struct log_options){.path = path}, &walk, &f->err));
    while ((status = log_next(walk, NULL, &commit, &f->err)) == STATUS_OK) {
        str_addf(&out, "%s%s", out.len ? " " : "", commit.subject);
        log_commit_finish(&commit);
    }
    assert_int_equal(status, STATUS_ABSENT);
    log_close(walk);
    return out.data ? str_take(&out) : mem_string("");
}

static void assert_subjects(struct fixture *f, const char *path, const char *want)
{
    char *got = subjects(f, path);
    assert_string_equal(got, want);
    free(got);
}

/* Defines `at N git-arguments…`: a git command at second N. */
#define AT                                                                                         \
    "at() { t=$((1000000000 + $1)); shift; GIT_AUTHOR_DATE=\"$t +0130\" "                          \
    "GIT_COMMITTER_DATE=\"$t +0000\" git \"$@\"; }; "

static void an_unborn_head_has_no_history(void **state)
{
    assert_subjects(*state, NULL, "");
    assert_subjects(*state, "a.md", "");
}

static void newest_first_across_branches(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(shell(f, AT "at 1 commit -q --allow-empty -m one; git checkout -q -b side;"
                                 "at 2 commit -q --allow-empty -m two; git checkout -q main;"
                                 "at 3 commit -q --allow-empty -m three; git checkout -q side;"
                                 "at 4 commit -q --allow-empty -m four; git checkout -q main;"
                                 "at 5 merge -q --no-ff -m five side"),
                     0);
    assert_subjects(f, NULL, "five four three two one");
}

static void one_path_lists_what_changed_it(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(shell(f,
                           AT "mkdir d; echo 1 >d/a.md; git add d; at 1 commit -q -m add;"
                              "echo x >o.md; git add o.md; at 2 commit -q -m other;"
                              "git checkout -q -b side; echo 2 >d/a.md; at 3 commit -q -a -m edit;"
                              "git checkout -q main; at 4 commit -q --allow-empty -m idle;"
                              "at 5 merge -q --no-ff -m merge side;"
                              "git rm -q d/a.md; at 6 commit -q -m gone"),
                     0);
    assert_subjects(f, "d/a.md", "gone edit add");
    assert_subjects(f, "nothing.md", "");
}

static void a_commit_says_who_and_when(void **state)
{
    struct fixture *f = *state;
    struct log_walk *walk;
    struct log_commit commit;
    assert_int_equal(shell(f, AT "at 7 commit -q --allow-empty -m 'subject' -m 'body'"), 0);
    assert_ok(f, log_open(f->repo, NULL, &walk, &f->err));
    assert_ok(f, log_next(walk, NULL, &commit, &f->err));
    assert_string_equal(commit.author, "the companion");
    assert_string_equal(commit.email, "companion@example.org");
    assert_string_equal(commit.subject, "subject");
    assert_int_equal(commit.time, 1000000007);
    assert_int_equal(commit.offset, 90);
    assert_int_equal(commit.parent_count, 0);
    log_commit_finish(&commit);
    log_close(walk);
}

/* The files of HEAD's diff as "M path +added -removed", a line each. */
static struct diff head_diff(struct fixture *f, const char *path, struct str *out)
{
    struct diff diff;
    char *id = shell_text(f, "git rev-parse HEAD");
    assert_ok(f,
              diff_commit(f->repo, id, &(struct diff_options){.path = path}, NULL, &diff, &f->err));
    for (size_t i = 0; i < diff.file_count; i++)
        str_addf(out, "%s%c %s +%zu -%zu", i ? "\n" : "", diff.files[i].status,
                 diff.files[i].new_path, diff.files[i].added, diff.files[i].removed);
    free(id);
    return diff;
}

static void a_diff_has_files_and_lines(void **state)
{
    struct fixture *f = *state;
    struct str text = {0};
    assert_int_equal(shell(f,
                           "seq 30 >a.md; seq 50 >moved.md; git add .; git commit -q -m one;"
                           "sed -i 's/^7$/seven/' a.md; git mv moved.md b.md; printf '\\0x' >bin;"
                           "git add .; git commit -q -m two -m body"),
                     0);
    struct diff diff = head_diff(f, NULL, &text);
    assert_string_equal(str_text(&text), "M a.md +1 -1\nR b.md +0 -0\nA bin +0 -0");
    assert_string_equal(diff.message, "two\n\nbody\n");
    assert_string_equal(diff.files[1].old_path, "moved.md");
    assert_true(diff.files[2].binary);
    const struct diff_file *file = &diff.files[0];
    assert_int_equal(file->line_count, 9);
    assert_int_equal(file->lines[0].kind, DIFF_HUNK);
    assert_int_equal(file->lines[4].kind, DIFF_REMOVED);
    assert_view_equal(file->lines[4].text, VIEW("7"));
    assert_int_equal(file->lines[4].old_line, 7);
    assert_int_equal(file->lines[4].new_line, -1);
    assert_view_equal(file->lines[5].text, VIEW("seven"));
    diff_finish(&diff);
    str_clear(&text);
    diff = head_diff(f, "a.md", &text);
    assert_string_equal(str_text(&text), "M a.md +1 -1");
    diff_finish(&diff);
    str_finish(&text);
}

static void a_first_commit_is_all_additions(void **state)
{
    struct fixture *f = *state;
    struct str text = {0};
    assert_int_equal(shell(f, "seq 3 >a.md; git add .; git commit -q -m one"), 0);
    struct diff diff = head_diff(f, NULL, &text);
    assert_string_equal(str_text(&text), "A a.md +3 -0");
    diff_finish(&diff);
    str_finish(&text);
}

static void a_large_diff_is_counted_and_not_kept(void **state)
{
    struct fixture *f = *state;
    struct str text = {0};
    assert_int_equal(shell(f, "seq 30000 >long.md; mkdir d; for i in $(seq 2010); do echo $i "
                              ">d/$i; done; git add .; git commit -q -m many"),
                     0);
    struct diff diff = head_diff(f, "long.md", &text);
    assert_string_equal(str_text(&text), "A long.md +30000 -0");
    assert_int_equal(diff.files[0].line_count, 20000);
    assert_non_null(diff.files[0].notice);
    diff_finish(&diff);
    str_clear(&text);
    diff = head_diff(f, NULL, &text);
    assert_int_equal(diff.file_count, 2000);
    assert_int_equal(diff.files_beyond, 11);
    diff_finish(&diff);
    str_finish(&text);
}

static void an_id_that_makes_no_sense_is_invalid(void **state)
{
    struct fixture *f = *state;
    struct diff diff;
    assert_int_equal(diff_commit(f->repo, "HEAD", NULL, NULL, &diff, &f->err), STATUS_INVALID);
    assert_int_equal(diff_commit(f->repo, "1234567890123456789012345678901234567890", NULL, NULL,
                                 &diff, &f->err),
                     STATUS_ABSENT);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_start_repo, fixture_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_unborn_head_has_no_history),        TEST(newest_first_across_branches),
        TEST(one_path_lists_what_changed_it),       TEST(a_commit_says_who_and_when),
        TEST(a_diff_has_files_and_lines),           TEST(a_first_commit_is_all_additions),
        TEST(a_large_diff_is_counted_and_not_kept), TEST(an_id_that_makes_no_sense_is_invalid),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
