#include "tests/pty/desk.h"

#include <stdio.h>

/* Repositories in odd states: shown as they are, or refused in one line; nothing is lost. */

static void in_a_rebase_a_change_waits_until_it_is_over(void **state)
{
    struct desk *desk = *state;
    desk_shell(desk, "git checkout -q -b side && echo side >AGENTS.md && git commit -q -am side && "
                     "git checkout -q - && echo main >AGENTS.md && git commit -q -am main && "
                     "git checkout -q side && ! git rebase -q @{-1} >/dev/null 2>&1");
    desk_open(desk, 40, 120);
    desk_wait(desk, "· in a rebase");
    desk_do(desk, "gb", "3 branches");
    desk_do(desk, "jjs", "not switched: a rebase is in progress");
    desk_do(desk, "q2", "a add");
    desk_do(desk, "aoil the lamp\r", "a rebase is in progress: the files are saved");
    desk_says(desk, "grep -c 'oil the lamp' todo.md", "1");
    desk_shell(desk, "git rebase --quit");
    desk_wait(desk, "✓ committed");
    desk_says(desk, "git log -1 --format=%s --name-only", "todo: add \"oil the lamp\"\n\ntodo.md");
    desk_wait(desk, "· on no branch");
    desk_leave(desk);
}

static void a_merge_in_progress_is_not_committed_over(void **state)
{
    struct desk *desk = *state;
    desk_shell(desk, "git checkout -q -b side && echo side >AGENTS.md && git commit -q -am side && "
                     "git checkout -q - && echo main >AGENTS.md && git commit -q -am main && "
                     "! git merge side >/dev/null 2>&1");
    desk_open(desk, 40, 120);
    desk_wait(desk, "· in a merge");
    desk_do(desk, "u", "a merge is in progress: nothing is brought back before it is over");
    desk_do(desk, "c", "a merge is in progress");
    desk_says(desk, "git log -1 --format=%s; git ls-files -u | wc -l", "main\n3");
    desk_leave(desk);
}

static void without_a_branch_there_are_commits_all_the_same(void **state)
{
    struct desk *desk = *state;
    desk_shell(desk, "git checkout -q --detach");
    desk_open(desk, 40, 120);
    desk_wait(desk, "· on no branch");
    desk_do(desk, "2", "a add");
    desk_send(desk, "aoil the lamp\r");
    desk_committed(desk, "todo: add \"oil the lamp\"", "todo.md");
    desk_says(desk, "git symbolic-ref -q HEAD || echo none", "none");
    desk_leave(desk);
}

static void the_first_commit_of_an_unborn_branch_is_made(void **state)
{
    struct desk *desk = *state;
    desk_shell(desk, "git symbolic-ref HEAD refs/heads/new && git rm -rq --cached .");
    desk_open_with(desk, 40, 120, NULL);
    desk_wait(desk, "meadow  new");
    desk_do(desk, "gd", "Nothing that is in a commit was ever deleted here.");
    desk_do(desk, "gb", "1 branch, 0 tags");
    desk_do(desk, "s", "there is no commit yet: nothing to switch from");
    desk_do(desk, "q2", "a add");
    desk_send(desk, "aoil the lamp\r");
    desk_wait(desk, "✓ committed");
    desk_says(desk, "git rev-list --count new; git ls-tree --name-only new", "1\ntodo.md");
    desk_leave(desk);
}

static void refused(struct desk *desk, const char *why)
{
    desk_open_with(desk, 40, 120, NULL);
    desk_wait(desk, why);
    desk_wait(desk, "no history");
    desk_do(desk, "gd", "Deleted");
    desk_leave(desk);
}

static void a_work_tree_of_a_repository_elsewhere_is_refused(void **state)
{
    struct desk *desk = *state;
    desk_shell(desk, "mv .git ../elsewhere && echo 'gitdir: ../elsewhere' >.git");
    refused(desk, "is a file that points to a repository elsewhere: not opened");
}

static void a_bare_folder_is_refused_and_not_made_a_workspace(void **state)
{
    struct desk *desk = *state;
    desk_shell(desk, "mv .git ../g && rm -rf * .[a-z]* && cp -r ../g/. . && rm -r ../g && "
                     "git config core.bare true");
    refused(desk, "is a bare repository, without files of its own");
    desk_shell(desk, "! test -e .git");
}

static void a_shallow_clone_ends_where_it_ends(void **state)
{
    struct desk *desk = *state;
    desk_shell(desk, "echo more >>AGENTS.md && git commit -q -am more && "
                     "git clone -q --depth 1 \"file://$PWD\" ../s && cp .git/config ../s/.git && "
                     "rm -rf .git && mv ../s/.git . && git pack-refs --all");
    desk_open_with(desk, 40, 120, NULL);
    desk_wait(desk, "now  more");
    desk_do(desk, "L", "1 commit");
    desk_do(desk, "u", "this is where the history begins");
    desk_do(desk, "gd", "Nothing that is in a commit was ever deleted here.");
    desk_leave(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(in_a_rebase_a_change_waits_until_it_is_over),
    desk_test(a_merge_in_progress_is_not_committed_over),
    desk_test(without_a_branch_there_are_commits_all_the_same),
    desk_test(the_first_commit_of_an_unborn_branch_is_made),
    desk_test(a_work_tree_of_a_repository_elsewhere_is_refused),
    desk_test(a_bare_folder_is_refused_and_not_made_a_workspace),
    desk_test(a_shallow_clone_ends_where_it_ends),
};

DESK_MAIN(tests)
