#include "tests/faults/trace.h"

#include "core/base/memory.h"
#include "core/base/str.h"
#include "core/store/branch_switch.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Breaks a switch of branches at every one of its system calls, and looks at what is left.
 *
 * switch SWITCH_ONCE [all]: without `all` a sample of the points. The program is killed there, the
 * call fails with each of a list of errors, a write is cut short. Then the switch is finished, as
 * the next start does, and git must find
 *
 *   - HEAD on the one branch or the other, on the other one if the program said so;
 *   - every file, and the index, as that branch has it, and nothing else there;
 *   - no switch in progress any more. */

static const int codes[] = {ENOSPC, EIO, EDQUOT, EINTR, EMFILE, EACCES};

struct run {
    char top[256], work[300];
    char *argv[4];
    bool all;
    unsigned long tried, failed;
};

/* What a shell command line prints in `folder`; the caller frees. */
static char *shell(const char *folder, const char *command)
{
    struct str out = {0}, line = {0};
    char part[512];
    str_addf(&line, "cd '%s' && { %s\n} 2>&1", folder, command);
    FILE *pipe = popen(str_text(&line), "r");
    if (!pipe)
        abort();
    for (size_t n; (n = fread(part, 1, sizeof(part), pipe)) > 0;)
        str_add(&out, view_from(part, n));
    pclose(pipe);
    str_finish(&line);
    return out.data ? str_take(&out) : mem_string("");
}

/* A text that changes, one that goes with its folder, one that comes in a folder and is executable.
 */
static void make(struct run *run)
{
    free(shell(run->top,
               "git init -q -b main good && cd good && git config user.name r && "
               "git config user.email r@example.org && mkdir d && echo one >a.md && "
               "echo gone >d/b.md && echo same >same.md && git add . && git commit -q -m one && "
               "git checkout -q -b spring && echo two >a.md && git rm -q d/b.md && mkdir e && "
               "echo new >e/f.md && chmod +x e/f.md && git add . && git commit -q -m two && "
               "git checkout -q main"));
}

static void finish(const struct run *run, struct error *err)
{
    struct folder folder;
    struct repository *repo = NULL;
    struct branch_result result = {0};
    if (folder_open(run->work, &folder, err) != STATUS_OK)
        return;
    if (repository_open(run->work, &repo, err) == STATUS_OK &&
        branch_switch_finish(repo, &folder, &result, err) == STATUS_OK && result.left)
        error_set(err, STATUS_CONFLICT, "%s was left", result.first);
    branch_result_finish(&result);
    repository_free(repo);
    folder_close(&folder);
}

/* NULL, or what is wrong; the caller frees. */
static char *judge(const struct run *run, const struct trace_plan *plan,
                   const struct trace_end *end)
{
    struct error err = {0};
    struct str wrong = {0};
    if (end->hung)
        return mem_string("hung");
    if (plan->mode != TRACE_KILL && (!end->exited || end->status > 1))
        return mem_string("crashed");
    finish(run, &err);
    char *found = shell(run->work, "git status --porcelain -uall | grep -v '\\.palimpsest-'; "
                                   "ls .git/palimpsest.switch 2>/dev/null; "
                                   "find . -name .git -prune -o -type d -empty -print; "
                                   "test ! -e e/f.md || test -x e/f.md || echo mode");
    char *spares = shell(run->work, "find . -name '.*.palimpsest-*'");
    char *branch = shell(run->work, "git branch --show-current");
    bool there = strcmp(branch, "spring\n") == 0;
    if (plan->mode == TRACE_FAIL && end->call == SYS_unlinkat && strcmp(found, "./d\n") == 0)
        found[0] = '\0'; /* the folder itself could not be removed */
    if (err.text[0])
        str_addf(&wrong, "not finished: %s", err.text);
    else if (found[0])
        str_addf(&wrong, "on %sthere is %s", branch, found);
    else if (!there && strcmp(branch, "main\n") != 0)
        str_addf(&wrong, "HEAD is at \"%s\"", branch);
    else if (end->exited && end->status == 0 && !there)
        str_add_text(&wrong, "it said that it had switched");
    else if (spares[0] && plan->mode != TRACE_KILL && plan->mode != TRACE_FAIL)
        str_addf(&wrong, "left behind: %s", spares);
    free(found);
    free(spares);
    free(branch);
    return wrong.len ? str_take(&wrong) : NULL;
}

/* One run. False when there is no such call any more. */
static bool try_point(struct run *run, const struct trace_plan *plan, const char *how)
{
    struct trace_end end;
    free(shell(run->top, "rm -rf work && cp -a good work"));
    if (!trace_run(run->argv, plan, &end)) {
        puts("switch: the system does not permit ptrace here; skipped");
        exit(77);
    }
    bool goes_on = plan->at <= end.calls || end.struck;
    if (plan->mode != TRACE_COUNT && !end.struck)
        return goes_on;
    char *wrong = judge(run, plan, &end);
    run->tried++;
    if (wrong) {
        run->failed++;
        printf("FAILED %s at call %ld (number %ld): %s\n", how, plan->at, end.call, wrong);
    }
    free(wrong);
    return goes_on;
}

/* A sample takes every `step`th, from `from`. */
static void try_points(struct run *run, struct trace_plan plan, const char *how, long from,
                       long step)
{
    for (plan.at = run->all ? 1 : from; try_point(run, &plan, how);
         plan.at += trace_step(run->all, step))
        ;
}

int main(int argc, char **argv)
{
    struct run run = {0};
    const char *tmp = getenv("TMPDIR");
    if (argc < 2) {
        fputs("usage: switch SWITCH_ONCE [all]\n", stderr);
        return 2;
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    run.all = argc > 2 && strcmp(argv[2], "all") == 0;
    snprintf(run.top, sizeof(run.top), "%s/palimpsest-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    if (!mkdtemp(run.top))
        abort();
    snprintf(run.work, sizeof(run.work), "%s/work", run.top);
    run.argv[0] = argv[1];
    run.argv[1] = run.work;
    run.argv[2] = (char *)(uintptr_t) "spring";
    make(&run);
    try_point(&run, &(struct trace_plan){TRACE_COUNT}, "undisturbed");
    try_points(&run, (struct trace_plan){TRACE_KILL}, "killed", 5, 11);
    try_points(&run, (struct trace_plan){TRACE_SHORT}, "a short write", 3, 29);
    for (size_t i = 0; i < ARRAY_LEN(codes); i++)
        try_points(&run, (struct trace_plan){TRACE_FAIL, .code = codes[i]},
                   strerrorname_np(codes[i]), (long)i * 17 + 1, 101);
    printf("%-20s %5lu points tried, %5lu survived\n", "switch", run.tried, run.tried - run.failed);
    free(shell(run.top, "rm -rf good work"));
    rmdir(run.top);
    return run.failed ? 1 : 0;
}
