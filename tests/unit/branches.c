#include "tests/unit/repo_fixture.h"

#include "core/store/branch_switch.h"
#include "core/store/branches.h"
#include "core/store/commit.h"
#include "core/store/reflog.h"
#include "core/store/save.h"
#include "tests/unit/random_text.h"

static void open_again(struct fixture *f)
{
    repository_free(f->repo);
    f->repo = NULL;
    assert_ok(f, repository_open(f->dir, &f->repo, &f->err));
}

/* Two branches: main has a.md, b.md, d/c.md; spring, on which nobody stands, other texts. */
static void make(struct fixture *f)
{
    assert_int_equal(
        shell(f, "git config user.name 'the reader' && git config user.email r@example.org && "
                 "mkdir d && for i in a b d/c same; do echo main $i >$i.md; done && "
                 "git add . && git commit -q -m one && git branch -M main && "
                 "git checkout -q -b spring && echo spring a >a.md && git rm -q d/c.md && "
                 "mkdir e && echo spring e >e/f.md && chmod +x e/f.md && git add . && "
                 "git commit -q -m two && git tag -a -m v v1 && git checkout -q main"),
        0);
    open_again(f);
}

static enum status go(struct fixture *f, const char *branch, const char *id)
{
    struct folder folder;
    struct branch_result result = {0};
    const struct branch_target target = {.branch = branch, .id = id};
    assert_ok(f, folder_open(f->dir, &folder, &f->err));
    enum status status = branch_switch(f->repo, &folder, &target, NULL, &result, &f->err);
    branch_result_finish(&result);
    folder_close(&folder);
    return status;
}

static void assert_refused(struct fixture *f, const char *branch, const char *why)
{
    char *before = shell_text(f, "git status --porcelain; cat *.md; cat .git/HEAD");
    assert_int_equal(go(f, branch, NULL), STATUS_REFUSED);
    if (!strstr(f->err.text, why))
        fail_msg("\"%s\", want \"%s\"", f->err.text, why);
    assert_shell(f, "git status --porcelain; cat *.md; cat .git/HEAD", before);
    assert_int_not_equal(shell(f, "test -e .git/palimpsest.switch"), 0);
    free(before);
}

static void a_switch_does_what_git_does(void **state)
{
    struct fixture *f = *state;
    make(f);
    assert_ok(f, go(f, "spring", NULL));
    assert_shell(f, "git branch --show-current; cat a.md e/f.md; ls; test -x e/f.md && echo x",
                 "spring\nspring a\nspring e\na.md\nb.md\ne\nsame.md\nx");
    assert_clean(f);
    assert_shell(f, "git reflog -1 --format='%gs'", "checkout: moving from main to spring");
    assert_ok(f, go(f, "main", NULL));
    assert_shell(f, "git branch --show-current; cat a.md d/c.md; ls",
                 "main\nmain a\nmain d/c\na.md\nb.md\nd\nsame.md");
    assert_clean(f);
    assert_int_equal(go(f, "main", NULL), STATUS_EXISTS);
}

static void a_commit_can_be_stood_on_without_a_branch(void **state)
{
    struct fixture *f = *state;
    make(f);
    char *id = shell_text(f, "git rev-parse v1^{commit}");
    assert_ok(f, go(f, NULL, id));
    assert_shell(f, "git branch --show-current; cat a.md", "spring a");
    assert_clean(f);
    assert_int_equal(go(f, NULL, id), STATUS_EXISTS);
    assert_ok(f, go(f, "main", NULL));
    assert_clean(f);
    free(id);
}

static void texts_in_no_commit_stand_in_the_way(void **state)
{
    struct fixture *f = *state;
    make(f);
    assert_int_equal(shell(f, "echo more >>a.md"), 0);
    assert_refused(f, "spring", "a.md has changes that are in no commit yet");
    assert_int_equal(shell(f, "git checkout -q a.md && echo more >>same.md"), 0);
    assert_refused(f, "spring", "same.md has changes that are in no commit yet");
    assert_int_equal(shell(f, "git checkout -q same.md && echo new >new.md"), 0);
    assert_refused(f, "spring", "new.md has changes that are in no commit yet");
    assert_int_equal(shell(f, "rm new.md && mkdir e && echo mine >e/f.md && echo e >.gitignore && "
                              "git add .gitignore && git commit -q -m ignore"),
                     0);
    assert_refused(f, "spring", "e/f.md has changes that are in no commit yet");
    assert_int_equal(shell(f, "rm -r e && ln -sf same.md x && mv x a.md && cp same.md y && "
                              "git show HEAD:a.md >same.md"),
                     0);
    assert_refused(f, "spring", "");
}

static void staged_work_stands_in_the_way(void **state)
{
    struct fixture *f = *state;
    make(f);
    assert_int_equal(
        shell(f, "cp a.md k && echo staged >a.md && git add a.md && cp k a.md && rm k"), 0);
    assert_refused(f, "spring", "a.md is staged and in no commit yet");
}

static void unsaved_text_stands_in_the_way_where_it_would_be_touched(void **state)
{
    struct fixture *f = *state;
    struct folder folder;
    struct branch_result result = {0};
    static const char *const elsewhere[] = {"same.md", "gone.md"}, *const here[] = {"a.md"};
    struct branch_target target = {.branch = "spring", .unsaved = here, .unsaved_count = 1};
    make(f);
    assert_ok(f, folder_open(f->dir, &folder, &f->err));
    assert_int_equal(branch_switch(f->repo, &folder, &target, NULL, &result, &f->err),
                     STATUS_REFUSED);
    assert_non_null(strstr(f->err.text, "a.md has unsaved text"));
    target.unsaved = elsewhere;
    target.unsaved_count = 2;
    assert_ok(f, branch_switch(f->repo, &folder, &target, NULL, &result, &f->err));
    branch_result_finish(&result);
    folder_close(&folder);
}

static void what_is_no_file_is_left_to_git(void **state)
{
    struct fixture *f = *state;
    make(f);
    assert_int_equal(shell(f, "git checkout -q spring && ln -s a.md l && git add l && "
                              "git commit -q -m link && git checkout -q main"),
                     0);
    assert_refused(f, "spring", "l is a link");
}

static void in_the_middle_of_something_nothing_is_switched(void **state)
{
    struct fixture *f = *state;
    make(f);
    assert_int_equal(shell(f, "git rev-parse spring >.git/MERGE_HEAD"), 0);
    assert_int_equal(go(f, "spring", NULL), STATUS_BUSY);
    assert_int_equal(shell(f, "rm .git/MERGE_HEAD; : >.git/index.lock"), 0);
    assert_int_equal(go(f, "spring", NULL), STATUS_BUSY);
    assert_int_equal(shell(f, "rm .git/index.lock"), 0);
    assert_int_equal(go(f, "winter", NULL), STATUS_ABSENT);
    assert_shell(f, "cat a.md; git status --porcelain", "main a");
}

/* Killed after any number of its files, before or after the index and HEAD. */
static void a_switch_cut_short_is_finished(void **state)
{
    struct fixture *f = *state;
    static const char *const done[] = {
        "true", "echo spring a >a.md", "echo spring a >a.md; rm -r d", "git checkout -q spring",
        "git checkout -q spring; git symbolic-ref HEAD refs/heads/main"};
    make(f);
    for (size_t i = 0; i < ARRAY_LEN(done); i++) {
        struct folder folder;
        struct branch_result result;
        struct repository_state now;
        assert_int_equal(shell(f,
                               "echo $(git rev-parse main spring) refs/heads/spring "
                               ">.git/record && %s; mv .git/record .git/palimpsest.switch",
                               done[i]),
                         0);
        open_again(f);
        assert_ok(f, repository_read_state(f->repo, &now, &f->err));
        assert_string_equal(now.busy, "a switch of branches");
        assert_ok(f, folder_open(f->dir, &folder, &f->err));
        assert_ok(f, branch_switch_finish(f->repo, &folder, &result, &f->err));
        folder_close(&folder);
        branch_result_finish(&result);
        assert_shell(f, "git branch --show-current; cat a.md e/f.md; ls .git/palimpsest.* 2>&-",
                     "spring\nspring a\nspring e");
        assert_clean(f);
        assert_ok(f, go(f, "main", NULL));
        assert_clean(f);
    }
}

static void what_somebody_wrote_meanwhile_is_left(void **state)
{
    struct fixture *f = *state;
    struct folder folder;
    struct branch_result result;
    make(f);
    assert_int_equal(shell(f, "echo $(git rev-parse main spring) refs/heads/spring "
                              ">.git/palimpsest.switch; echo third >a.md; echo kept >d/c.md"),
                     0);
    open_again(f);
    assert_ok(f, folder_open(f->dir, &folder, &f->err));
    assert_ok(f, branch_switch_finish(f->repo, &folder, &result, &f->err));
    folder_close(&folder);
    assert_int_equal(result.left, 2);
    assert_shell(f, "git branch --show-current; cat a.md d/c.md; git status --porcelain",
                 "spring\nthird\nkept\n M a.md\n?? d/");
    branch_result_finish(&result);
}

static void a_record_that_says_nothing_any_more_is_dropped(void **state)
{
    struct fixture *f = *state;
    struct folder folder;
    struct branch_result result;
    make(f);
    assert_int_equal(shell(f, "echo $(git rev-parse main spring) refs/heads/spring "
                              ">.git/palimpsest.switch; git commit -q --allow-empty -m on"),
                     0);
    open_again(f);
    assert_ok(f, folder_open(f->dir, &folder, &f->err));
    assert_ok(f, branch_switch_finish(f->repo, &folder, &result, &f->err));
    branch_result_finish(&result);
    assert_shell(f, "git branch --show-current; git status --porcelain; ls .git/palimpsest.* 2>&-",
                 "main");
    assert_int_equal(shell(f, "echo nonsense >.git/palimpsest.switch"), 0);
    assert_int_equal(branch_switch_finish(f->repo, &folder, &result, &f->err), STATUS_INVALID);
    folder_close(&folder);
}

/* Random branches: after each switch disk, index and HEAD are what git says they are. */
static void random_switches_leave_all_clean(void **state)
{
    struct fixture *f = *state;
    uint64_t seed = 11;
    char name[8] = "b0";
    make(f);
    for (int b = 0; b < 4; b++) {
        assert_int_equal(shell(f, "git checkout -q -b b%d", b), 0);
        for (int i = 0; i < 12; i++) {
            size_t at = random_below(&seed, 15);
            assert_int_equal(shell(f,
                                   "p=x%zu/y%zu/%zu.md; mkdir -p x%zu/y%zu; "
                                   "if test -e $p; then rm $p; else echo %d%d >$p; fi",
                                   at % 2, at % 3, at, at % 2, at % 3, b, i),
                             0);
        }
        assert_int_equal(shell(f,
                               "find x* -type d -empty -delete; git add -A . && "
                               "git commit -q --allow-empty -m %d",
                               b),
                         0);
    }
    for (int i = 0; i < 10; i++) {
        char command[80], *want;
        int to = '0' + (int)random_below(&seed, 4);
        bool same = name[1] == (i ? to : '3') && i;
        name[1] = (char)to;
        if (i == 0 && to == '3')
            continue;
        snprintf(command, sizeof(command), "git ls-tree -r --name-only %s", name);
        want = shell_text(f, command);
        assert_int_equal(go(f, name, NULL), same ? STATUS_EXISTS : STATUS_OK);
        assert_shell(
            f, "find . -name .git -prune -o -type f -print | sed 's,^./,,' | LC_ALL=C sort", want);
        assert_shell(f, "find . -name .git -prune -o -type d -empty -print", "");
        assert_clean(f);
        free(want);
    }
}

static void branches_and_tags_are_listed(void **state)
{
    struct fixture *f = *state;
    struct branch *all = NULL;
    size_t count, left;
    make(f);
    assert_int_equal(shell(f, "GIT_COMMITTER_DATE='2000-01-01T00:00:00Z' "
                              "GIT_AUTHOR_DATE='2000-01-01T00:00:00Z' git commit-tree -m old "
                              "HEAD^{tree} >.git/o && git branch old $(cat .git/o) && "
                              "git branch a/b/c $(cat .git/o) && git tag tree HEAD^{tree} && "
                              "git pack-refs --all"),
                     0);
    assert_ok(f, branches_list(f->repo, NULL, &all, &count, &left, &f->err));
    assert_int_equal(count, 5);
    assert_int_equal(left, 1);
    assert_string_equal(all[0].name, "main");
    assert_true(all[0].is_here);
    assert_string_equal(all[1].name, "spring");
    assert_string_equal(all[1].subject, "two");
    assert_string_equal(all[2].name, "a/b/c");
    assert_string_equal(all[3].name, "old");
    assert_int_equal(all[3].time, 946684800);
    assert_string_equal(all[4].name, "v1");
    assert_true(all[4].is_tag);
    assert_string_equal(all[4].id, all[1].id);
    branches_free(all, count);
    assert_int_equal(shell(f, "git checkout -q --detach"), 0);
    assert_ok(f, branches_list(f->repo, NULL, &all, &count, &left, &f->err));
    assert_null(all[0].name);
    assert_true(all[0].is_here && !all[1].is_here);
    branches_free(all, count);
}

static void refs_that_would_hang_are_refused(void **state)
{
    struct fixture *f = *state;
    struct branch *all = NULL;
    size_t count, left;
    make(f);
    assert_int_equal(shell(f, "mkfifo .git/refs/heads/pipe"), 0);
    assert_int_equal(branches_list(f->repo, NULL, &all, &count, &left, &f->err), STATUS_REFUSED);
    assert_int_equal(go(f, "spring", NULL), STATUS_REFUSED);
    assert_int_equal(shell(f, "rm .git/refs/heads/pipe; ln -s /etc .git/refs/heads/out"), 0);
    assert_int_equal(branches_list(f->repo, NULL, &all, &count, &left, &f->err), STATUS_REFUSED);
}

static void the_reflog_is_read_from_its_end(void **state)
{
    struct fixture *f = *state;
    struct reflog_entry *all = NULL;
    size_t count;
    make(f);
    assert_ok(f, go(f, "spring", NULL));
    assert_int_equal(shell(f, "printf 'no line\\n\\n0 0 0\\n' >>.git/logs/HEAD"), 0);
    assert_ok(f, reflog_read(f->repo, 3, &all, &count, &f->err));
    assert_int_equal(count, 3);
    assert_string_equal(all[0].what, "checkout: moving from main to spring");
    assert_string_equal(all[0].who, "the reader");
    assert_true(all[0].time > 1700000000);
    char *id = shell_text(f, "git rev-parse HEAD");
    assert_string_equal(all[0].id, id);
    free(id);
    reflog_free(all, count);
    assert_ok(f, reflog_read(f->repo, 100, &all, &count, &f->err));
    char *lines = shell_text(f, "git reflog 2>/dev/null | wc -l");
    assert_int_equal(count, strtoul(lines, NULL, 10));
    free(lines);
    reflog_free(all, count);
    assert_int_equal(shell(f, "rm .git/logs/HEAD; mkfifo .git/logs/HEAD"), 0);
    assert_int_equal(reflog_read(f->repo, 100, &all, &count, &f->err), STATUS_REFUSED);
    assert_int_equal(shell(f, "rm .git/logs/HEAD"), 0);
    assert_ok(f, reflog_read(f->repo, 100, &all, &count, &f->err));
    assert_int_equal(count, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_start_repo, fixture_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_switch_does_what_git_does),
        TEST(a_commit_can_be_stood_on_without_a_branch),
        TEST(texts_in_no_commit_stand_in_the_way),
        TEST(staged_work_stands_in_the_way),
        TEST(unsaved_text_stands_in_the_way_where_it_would_be_touched),
        TEST(what_is_no_file_is_left_to_git),
        TEST(in_the_middle_of_something_nothing_is_switched),
        TEST(a_switch_cut_short_is_finished),
        TEST(what_somebody_wrote_meanwhile_is_left),
        TEST(a_record_that_says_nothing_any_more_is_dropped),
        TEST(random_switches_leave_all_clean),
        TEST(branches_and_tags_are_listed),
        TEST(refs_that_would_hang_are_refused),
        TEST(the_reflog_is_read_from_its_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
