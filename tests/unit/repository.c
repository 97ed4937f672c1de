#include "tests/unit/repo_fixture.h"

#include <sys/stat.h>

static void refused(struct fixture *f, const char *word)
{
    struct repository *repo = NULL;
    if (repository_open(f->dir, &repo, &f->err) != STATUS_REFUSED)
        fail_msg("opened, or another status: %s", f->err.text);
    if (!strstr(f->err.text, word) || strchr(f->err.text, '\n'))
        fail_msg("\"%s\" does not say \"%s\"", f->err.text, word);
}

static void a_new_one_has_branch_main_and_no_commit(void **state)
{
    struct fixture *f = *state;
    struct repository_state now;
    assert_ok(f, repository_read_state(f->repo, &now, &f->err));
    assert_string_equal(now.branch, "main");
    assert_string_equal(now.head, "");
    assert_false(now.detached);
    assert_null(now.busy);
    assert_shell(f, "git status --porcelain --branch", "## No commits yet on main");
    assert_shell(f, "ls .git/hooks | grep -v -i readme", "");
    assert_int_equal(repository_create(f->dir, &f->repo, &f->err), STATUS_EXISTS);
}

static void no_repository_is_absent(void **state)
{
    struct fixture *f = *state;
    struct repository *repo = NULL;
    assert_int_equal(repository_open(f->dir, &repo, &f->err), STATUS_ABSENT);
    assert_int_equal(repository_open("/nonexistent/x", &repo, &f->err), STATUS_ABSENT);
}

static void the_folders_above_are_not_opened_but_seen(void **state)
{
    struct fixture *f = *state;
    struct repository *repo = NULL;
    char below[300];
    assert_int_equal(repository_look(f->dir), REPOSITORY_NONE);
    assert_int_equal(shell(f, "git init -q && mkdir -p a/b"), 0);
    snprintf(below, sizeof(below), "%s/a/b", f->dir);
    assert_int_equal(repository_look(f->dir), REPOSITORY_HERE);
    assert_int_equal(repository_look(below), REPOSITORY_ABOVE);
    assert_int_equal(repository_open(below, &repo, &f->err), STATUS_ABSENT);
}

static void a_git_folder_elsewhere_is_refused(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(shell(f, "git init -q other && ln -s other/.git .git"), 0);
    refused(f, "symbolic link");
    assert_int_equal(shell(f, "rm .git && echo 'gitdir: other/.git' >.git"), 0);
    refused(f, "points to");
    assert_int_equal(shell(f, "rm .git && git init -q && echo ../other/.git >.git/commondir"), 0);
    refused(f, "elsewhere");
    assert_int_equal(shell(f, "rm .git/commondir && mv .git/objects o && ln -s ../o .git/objects"),
                     0);
    refused(f, "symbolic link");
    assert_int_equal(shell(f, "rm .git/objects && mv o .git/objects && "
                              "echo /tmp >.git/objects/info/alternates"),
                     0);
    refused(f, "alternates");
}

/* libgit2 would wait on the pipe for ever. */
static void a_configuration_that_includes_a_pipe_is_refused(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(shell(f, "git init -q && cp .git/config own && mkfifo .git/pipe && "
                              "printf '[include]\n\tpath = pipe\n' >>.git/config"),
                     0);
    refused(f, "not a file");
    assert_int_equal(shell(f, "printf '[InCludeIf \"gitdir:x\"] PATH=\"one\"\n' >.git/config && "
                              "printf '[include]\npath = pipe # here\n' >.git/one"),
                     0);
    refused(f, "not a file");
    assert_int_equal(shell(f, "cp own .git/config && mkfifo .git/objects/pack/pack-0.idx"), 0);
    refused(f, "not a file");
}

static void an_include_that_is_a_file_opens(void **state)
{
    struct fixture *f = *state;
    struct repository *repo = NULL;
    assert_int_equal(shell(f,
                           "git init -q && git config -f .git/more user.name Reader && "
                           "git config include.path more && git config --add include.path gone && "
                           "git config -f .git/more include.path config"),
                     0);
    /* A circle is libgit2's to refuse; it must end. */
    enum status status = repository_open(f->dir, &repo, &f->err);
    repository_free(repo);
    assert_int_not_equal(status, STATUS_OK);
    assert_int_equal(shell(f, "printf '[user]\nname = Reader\n' >.git/more"), 0);
    assert_int_equal(repository_open(f->dir, &repo, &f->err), STATUS_OK);
    repository_free(repo);
}

static void a_work_tree_elsewhere_is_refused(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(shell(f, "git init -q && mkdir w && git config core.worktree \"$PWD/w\""), 0);
    refused(f, "work tree elsewhere");
    assert_int_equal(shell(f, "git config --unset core.worktree && git config core.bare true"), 0);
    refused(f, "bare");
}

static void somebody_elses_is_refused(void **state)
{
    struct fixture *f = *state;
    if (geteuid() != 0)
        skip();
    assert_int_equal(shell(f, "git init -q && chown -R 12345 ."), 0);
    refused(f, "another user");
    assert_int_equal(shell(f, "chown 0 ."), 0);
    refused(f, "another user");
}

static void an_environment_does_not_lead_elsewhere(void **state)
{
    struct fixture *f = *state;
    struct repository *repo = NULL;
    struct repository_state now;
    assert_int_equal(shell(f, "git init -q -b here && git init -q -b there other"), 0);
    char *other = shell_text(f, "echo $PWD/other/.git");
    setenv("GIT_DIR", other, 1);
    enum status status = repository_open(f->dir, &repo, &f->err);
    unsetenv("GIT_DIR");
    free(other);
    assert_int_equal(status, STATUS_OK);
    assert_ok(f, repository_read_state(repo, &now, &f->err));
    assert_string_equal(now.branch, "here");
    repository_free(repo);
}

static void an_identity_is_kept_in_its_own_configuration(void **state)
{
    struct fixture *f = *state;
    struct identity who = {.name = "a<b", .email = "x@example.org"}, back;
    assert_int_equal(repository_identity(f->repo, &back, &f->err), STATUS_ABSENT);
    assert_int_equal(repository_set_identity(f->repo, &who, &f->err), STATUS_INVALID);
    snprintf(who.name, sizeof(who.name), " ");
    assert_int_equal(repository_set_identity(f->repo, &who, &f->err), STATUS_INVALID);
    snprintf(who.name, sizeof(who.name), "a\nb");
    assert_int_equal(repository_set_identity(f->repo, &who, &f->err), STATUS_INVALID);
    assert_ok(f, repository_set_identity(f->repo, &reader, &f->err));
    assert_ok(f, repository_identity(f->repo, &back, &f->err));
    assert_string_equal(back.name, reader.name);
    assert_shell(f, "git config --local user.email", "reader@example.org");
    identity_guess(&back);
    assert_true(back.name[0] && strchr(back.email, '@'));
}

static void what_is_in_progress_is_named(void **state)
{
    struct fixture *f = *state;
    struct repository_state now;
    assert_int_equal(shell(f, "git commit -q --allow-empty -m x && git checkout -q --detach && "
                              "cp .git/HEAD .git/MERGE_HEAD"),
                     0);
    assert_ok(f, repository_read_state(f->repo, &now, &f->err));
    assert_true(now.detached);
    assert_int_equal(strlen(now.branch), 7);
    assert_string_equal(now.busy, "a merge");
    assert_int_equal(shell(f, "rm .git/MERGE_HEAD && mkdir .git/rebase-merge"), 0);
    assert_ok(f, repository_read_state(f->repo, &now, &f->err));
    assert_string_equal(now.busy, "a rebase");
}

static void an_unreadable_head_is_an_error_and_not_empty(void **state)
{
    struct fixture *f = *state;
    struct repository_state now;
    assert_int_equal(shell(f, "mkdir -p .git/refs/heads && echo nonsense >.git/refs/heads/main"),
                     0);
    assert_int_equal(repository_read_state(f->repo, &now, &f->err), STATUS_IO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_new_one_has_branch_main_and_no_commit, fixture_start_repo,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(no_repository_is_absent, fixture_start, fixture_end),
        cmocka_unit_test_setup_teardown(the_folders_above_are_not_opened_but_seen, fixture_start,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(a_git_folder_elsewhere_is_refused, fixture_start,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(a_configuration_that_includes_a_pipe_is_refused,
                                        fixture_start, fixture_end),
        cmocka_unit_test_setup_teardown(an_include_that_is_a_file_opens, fixture_start,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(a_work_tree_elsewhere_is_refused, fixture_start,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(somebody_elses_is_refused, fixture_start, fixture_end),
        cmocka_unit_test_setup_teardown(an_environment_does_not_lead_elsewhere, fixture_start,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(an_identity_is_kept_in_its_own_configuration,
                                        fixture_start_repo, fixture_end),
        cmocka_unit_test_setup_teardown(what_is_in_progress_is_named, fixture_start_repo,
                                        fixture_end),
        cmocka_unit_test_setup_teardown(an_unreadable_head_is_an_error_and_not_empty,
                                        fixture_start_repo, fixture_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
