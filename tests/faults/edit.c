#include "tests/faults/edit_once.h"
#include "tests/faults/trace.h"
#include "tests/faults/typing.h"

#include "core/base/memory.h"
#include "core/store/commit.h"
#include "core/store/outside_hold.h"
#include "core/store/repository.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* Breaks typing, saving and committing in the editor at every system call, in every way, and looks
 * at what is left.
 *
 * faults_edit EDIT_ONCE [all]: without `all` a sample of the points. Afterwards
 *
 *   - the file is its whole old or its whole new text;
 *   - every key that was typed is in the file, or the next start offers it, unless it was told
 *     that typing is not kept safe;
 *   - "saved" and "committed" were said only of what is, and not after a failed sync;
 *   - HEAD has the old or the new text, and what the disk has can be committed, whatever lies
 *     about of the first try; git finds the repository whole;
 *   - what failed once is done by a second try. */

static const int codes[] = {ENOSPC, EIO, EDQUOT, EINTR, EMFILE};

struct run {
    char top[200], work[256], state_path[256], template[256];
    char *argv[5];
    bool all;
    unsigned long tried, failed;
};

/* What is there after a run. */
struct found {
    struct str disk, head, offered;
    bool offers;
    struct error err; /* of what could not be read */
    bool readable;
};

static void give_up(const char *what)
{
    perror(what);
    exit(2);
}

static int run_quietly(const char *const argv[])
{
    extern char **environ;
    posix_spawn_file_actions_t quiet;
    pid_t pid;
    int status = 0;
    posix_spawn_file_actions_init(&quiet);
    posix_spawn_file_actions_addopen(&quiet, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&quiet, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    if (posix_spawnp(&pid, argv[0], &quiet, NULL, (char *const *)argv, environ) != 0 ||
        waitpid(pid, &status, 0) != pid)
        give_up(argv[0]);
    posix_spawn_file_actions_destroy(&quiet);
    return status;
}

/* --- before a run --- */

static void copy(const char *from, const char *to)
{
    const char *argv[] = {"cp", "-a", from, to, NULL};
    if (run_quietly(argv) != 0)
        give_up(from);
}

static void prepare(struct run *run)
{
    const char *argv[] = {"rm", "-rf", run->work, run->state_path, NULL};
    if (run_quietly(argv) != 0 || mkdir(run->state_path, 0700) != 0)
        give_up(run->top);
    copy(run->template, run->work);
}

static void commit_first(struct run *run)
{
    static const struct identity reader = {.name = "the reader", .email = "reader@example.org"};
    struct commit_result result;
    struct repository *repo;
    struct change_set set = {0};
    struct error err;
    change_set_write(&set, TYPING_FILE, NULL, typing_start());
    change_set_subject(&set, "the file as it is at first");
    if (repository_create(run->template, &repo, &err) != STATUS_OK ||
        commit_change_set(repo, &set, &reader, NULL, &result, &err) != STATUS_OK) {
        fprintf(stderr, "%s\n", err.text);
        exit(2);
    }
    change_set_finish(&set);
    repository_free(repo);
}

static void make_template(struct run *run)
{
    char path[300];
    struct view text = typing_start();
    const char *tmp = getenv("TMPDIR");
    snprintf(run->top, sizeof(run->top), "%s/palimpsest-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    if (!mkdtemp(run->top))
        give_up(run->top);
    snprintf(run->work, sizeof(run->work), "%s/work", run->top);
    snprintf(run->state_path, sizeof(run->state_path), "%s/state", run->top);
    snprintf(run->template, sizeof(run->template), "%s/template", run->top);
    if (mkdir(run->template, 0700) != 0)
        give_up(run->template);
    snprintf(path, sizeof(path), "%s/" TYPING_FILE, run->template);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0 || write(fd, text.data, text.len) != (ssize_t)text.len)
        give_up(path);
    close(fd);
    commit_first(run);
}

/* --- after a run --- */

/* What the next start offers: the text that the only readable journal leads to. */
static void look_at_journal(const struct run *run, struct found *found)
{
    struct journal_list list;
    struct journal_log log;
    struct buffer *buffer = NULL;
    int state = open(run->state_path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (state < 0 || journal_list(state, &list, NULL) != STATUS_OK)
        give_up(run->state_path);
    if (list.count == 1 && journal_read(state, list.entries[0].name, &log, NULL) == STATUS_OK) {
        found->offers = journal_rebuild(&log, str_view(&found->disk), &buffer, NULL) == STATUS_OK;
        if (found->offers)
            rope_add_range(buffer_text(buffer), 0, SIZE_MAX, &found->offered);
        buffer_free(buffer);
        journal_log_finish(&log);
    }
    journal_list_finish(&list);
    close(state);
}

static struct found look(const struct run *run)
{
    struct found found = {0};
    struct folder folder;
    struct repository *repo = NULL;
    if (folder_open(run->work, &folder, NULL) != STATUS_OK)
        give_up(run->work);
    found.readable =
        folder_read(&folder, TYPING_FILE, 1 << 20, &found.disk, NULL, &found.err) == STATUS_OK &&
        repository_open(run->work, &repo, &found.err) == STATUS_OK &&
        outside_read_head(repo, TYPING_FILE, &found.head, &found.err) == STATUS_OK;
    repository_free(repo);
    folder_close(&folder);
    look_at_journal(run, &found);
    return found;
}

static void found_finish(struct found *found)
{
    str_finish(&found->disk);
    str_finish(&found->head);
    str_finish(&found->offered);
}

/* Whether the text is that of the beginning with `typed` keys behind it. */
static bool has_keys(const struct str *text, size_t typed)
{
    struct view old = typing_start(), now = str_view(text);
    return now.len == old.len + typed && view_equal(view_slice(now, 0, old.len), old) &&
           view_equal(view_slice(now, old.len, now.len), view_from(EDIT_TYPED, typed));
}

/* Killed after `done` keys, perhaps while the next one was typed. */
static bool keeps_keys(const struct found *found, size_t done)
{
    size_t most = done < strlen(EDIT_TYPED) ? done + 1 : done;
    for (size_t typed = done; typed <= most; typed++)
        if (has_keys(&found->disk, typed) || (found->offers && has_keys(&found->offered, typed)))
            return true;
    return false;
}

/* Without memory it may end: then too, all is to be safe. */
static bool gets_memory(long call)
{
    return call == SYS_brk || call == SYS_mmap || call == SYS_mremap;
}

/* NULL, or what is wrong with what is on the disk, as far as `end` tells what it should be. */
static const char *judge(const struct trace_plan *plan, const struct found *found,
                         const struct trace_end *end)
{
    size_t all = strlen(EDIT_TYPED);
    size_t keys = end->phase < PHASE_TYPED ? (size_t)end->phase : all;
    int status = end->status;
    bool exited = end->exited && status != 1;
    bool is_new = has_keys(&found->disk, all);
    /* A sync of the journal may fail when the save then goes well; EINTR is tried again. */
    bool sync = end->struck_in == PHASE_SAVED && plan->mode == TRACE_FAIL && plan->code != EINTR &&
                (end->call == SYS_fsync || end->call == SYS_fdatasync);
    if (end->hung)
        return "it hung";
    if (!exited && plan->mode != TRACE_KILL && !gets_memory(end->call))
        return "it died";
    if (exited && status >= EDIT_BROKEN)
        return "it could not be run";
    if (!found->readable)
        return found->err.text;
    if (!is_new && !has_keys(&found->disk, 0))
        return "the file is neither the old nor the new one";
    if (!has_keys(&found->head, all) && !has_keys(&found->head, 0))
        return "HEAD has neither the old nor the new text";
    if (!(exited && status & EDIT_UNSAFE) && !keeps_keys(found, keys))
        return "what was typed is lost";
    if (!exited)
        return NULL;
    if (!(status & EDIT_NOT_SAVED) && !is_new)
        return "it said that it saved, and did not";
    if (!(status & EDIT_NOT_COMMITTED) && !has_keys(&found->head, all))
        return "it said that it committed, and did not";
    if (sync && status == 0)
        return "a sync of the commit failed, and it said nothing";
    return NULL;
}

/* NULL, or what is wrong with the repository: what lies on the disk now can be committed. */
static const char *judge_next_commit(struct run *run, const struct found *found, struct error *err)
{
    static const struct identity reader = {.name = "the reader", .email = "reader@example.org"};
    static const char *const paths[] = {TYPING_FILE};
    char git[400];
    struct repository *repo = NULL;
    struct outside_change *changes = NULL;
    struct commit_result result;
    size_t count = 0;
    snprintf(
        git, sizeof(git),
        "cd '%s' && git fsck --strict --no-dangling && test -z \"$(git status --porcelain -uno)\"",
        run->work);
    const char *argv[] = {"sh", "-c", git, NULL};
    struct change_set set = {0};
    struct view old = str_view(&found->head);
    change_set_write(&set, TYPING_FILE, &old, str_view(&found->disk));
    change_set_subject(&set, "the next commit");
    enum status status = repository_open(run->work, &repo, err);
    if (status == STATUS_OK)
        status = commit_change_set(repo, &set, &reader, NULL, &result, err);
    if (status == STATUS_OK)
        status = outside_find(repo, paths, 1, NULL, &changes, &count, err);
    change_set_finish(&set);
    outside_free(changes, count);
    repository_free(repo);
    if (status != STATUS_OK)
        return err->text;
    if (count)
        return "the next commit did not take it";
    return run->all && run_quietly(argv) != 0 ? "git finds it broken" : NULL;
}

static void tell(struct run *run, const struct trace_plan *plan, const struct trace_end *end,
                 const char *how, const char *wrong)
{
    run->tried++;
    if (!wrong)
        return;
    run->failed++;
    printf("FAILED %s at call %ld (number %ld, phase %ld, status %d): %s\n", how, plan->at,
           end->call, end->phase, end->status, wrong);
}

/* One run. False when there is no such call any more. */
static bool try_point(struct run *run, const struct trace_plan *plan, const char *how, bool again)
{
    struct trace_end end;
    struct error err;
    prepare(run);
    run->argv[3] = again ? (char *)"again" : NULL;
    if (!trace_run(run->argv, plan, &end)) {
        puts("faults: the system does not permit ptrace here; skipped");
        exit(77);
    }
    bool goes_on = plan->at <= end.calls || end.struck;
    if (plan->mode != TRACE_COUNT && !end.struck)
        return goes_on;
    struct found found = look(run);
    const char *wrong = NULL;
    if (!again)
        wrong = judge(plan, &found, &end);
    else if (end.exited && end.status & EDIT_NOT_AGAIN)
        wrong = "a second try failed";
    wrong = wrong ? wrong : judge_next_commit(run, &found, &err);
    if (plan->mode == TRACE_COUNT && end.status != 0)
        wrong = "it failed undisturbed";
    tell(run, plan, &end, how, wrong);
    found_finish(&found);
    return goes_on;
}

/* Goes through the calls until there are no more. A sample takes every `step`th, from `from`. */
static void try_points(struct run *run, struct trace_plan plan, const char *how, long from,
                       long step, bool again)
{
    unsigned long tried = run->tried, failed = run->failed;
    for (plan.at = run->all ? 1 : from; try_point(run, &plan, how, again);
         plan.at += trace_step(run->all, step))
        ;
    tried = run->tried - tried;
    printf("%-13s %-6s %5lu points tried, %5lu survived\n", how, again ? "again" : "", tried,
           tried - (run->failed - failed));
    fflush(stdout);
}

int main(int argc, char **argv)
{
    struct run run = {.all = argc > 2 && strcmp(argv[2], "all") == 0};
    struct trace_plan count = {TRACE_COUNT};
    if (argc < 2) {
        fputs("usage: faults_edit EDIT_ONCE [all]\n", stderr);
        return 2;
    }
    make_template(&run);
    run.argv[0] = argv[1];
    run.argv[1] = run.work;
    run.argv[2] = run.state_path;
    try_point(&run, &count, "undisturbed", false);
    try_points(&run, (struct trace_plan){TRACE_KILL}, "killed", 1, 13, false);
    try_points(&run, (struct trace_plan){TRACE_SHORT}, "a short write", 1, 5, false);
    for (size_t i = 0; i < ARRAY_LEN(codes); i++) {
        struct trace_plan fail = {TRACE_FAIL, .code = codes[i]};
        try_points(&run, fail, strerrorname_np(codes[i]), (long)i + 1, 53, false);
        try_points(&run, fail, strerrorname_np(codes[i]), (long)i + 16, 97, true);
    }
    printf("%lu points tried, %lu survived\n", run.tried, run.tried - run.failed);
    const char *clean[] = {"rm", "-rf", run.top, NULL};
    run_quietly(clean);
    return run.failed ? 1 : 0;
}
