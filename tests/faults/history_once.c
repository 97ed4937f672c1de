/* Reads the history of the folder in its argument in every way that the program does, as it would a
 * repository that somebody hostile made. A line for each step that failed, with the reason; a step
 * that takes over LIMIT_MS of this process's time is told on a line that begins with "slow:". The
 * kernel kills the process if it starts a program. A second argument says how many times to read
 * all. Ends with 0 unless something broke a promise, with 3 when that was time alone. */
#include "core/store/blame.h"
#include "core/store/branch_switch.h"
#include "core/store/branches.h"
#include "core/store/commit.h"
#include "core/store/deleted.h"
#include "core/store/log.h"
#include "core/store/path_index.h"
#include "core/store/reflog.h"
#include "core/store/repository.h"
#include "core/store/revision.h"
#include "core/store/revive.h"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <time.h>

#if defined(__SANITIZE_ADDRESS__)
#define SLOWER 20
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SLOWER 20
#endif
#endif
#ifndef SLOWER
#define SLOWER 1
#endif
#define LIMIT_MS (50 * SLOWER)
#define COMMITS 300

static int broken, slow;

static void forbid_programs(void)
{
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_execve, 1, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_execveat, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {.len = sizeof(code) / sizeof(*code), .filter = code};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
        prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0)
        puts("note: programs are not forbidden here");
}

static double spent_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static double begun;

static void begin(void)
{
    begun = spent_ms();
}

static int compare_numbers(const void *a, const void *b)
{
    uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
    return left < right ? -1 : left > right;
}

/* By how much this machine is slower just now than the one of the limit, which sorts these numbers
 * in 10 ms; at least 1. */
static double slowness(void)
{
    enum { NUMBERS = 100000 };
    static uint64_t numbers[NUMBERS];
    uint64_t number = 88172645463325252U;
    for (size_t i = 0; i < NUMBERS; i++) { /* xorshift */
        number ^= number << 13;
        number ^= number >> 7;
        number ^= number << 17;
        numbers[i] = number;
    }
    double before = spent_ms();
    qsort(numbers, NUMBERS, sizeof(*numbers), compare_numbers);
    double slower = (spent_ms() - before) / 10;
    return slower > 1 ? slower : 1;
}

/* One step is over: what it said must be one line that says something. */
static void end(const char *step, enum status status, const struct error *err)
{
    double took = spent_ms() - begun;
    if (took > LIMIT_MS && took > LIMIT_MS * slowness()) {
        printf("slow: %s took %.0f ms\n", step, took);
        slow = 1;
    }
    if (status == STATUS_OK)
        return;
    printf("%s: %s\n", step, err->text);
    if (!err->text[0] || strchr(err->text, '\n') || strchr(err->text, '\r')) {
        printf("broken: %s does not say why in one line\n", step);
        broken = 1;
    }
    begin();
}

/* Each commit is a step of its own: a long history takes longer than one. */
static void walk(struct repository *repo, const char *path, char *newest)
{
    struct log_walk *log = NULL;
    struct log_commit commit;
    struct error err = {0};
    begin();
    enum status status = log_open(repo, &(struct log_options){.path = path}, &log, &err);
    end("log", status, &err);
    for (int i = 0; status == STATUS_OK && i < COMMITS; i++) {
        begin();
        status = log_next(log, NULL, &commit, &err);
        if (status == STATUS_OK && i == 0)
            memcpy(newest, commit.id, sizeof(commit.id));
        if (status == STATUS_OK)
            log_commit_finish(&commit);
        end("log", status, &err);
    }
    log_close(log);
}

static void differ(struct repository *repo, const char *id)
{
    struct diff diff;
    struct error err = {0};
    begin();
    enum status status = diff_commit(repo, id, NULL, NULL, &diff, &err);
    if (status == STATUS_OK)
        diff_finish(&diff);
    end("diff", status, &err);
    struct log_stat stat;
    begin();
    end("figures", log_stat_read(repo, id, NULL, &stat, &err), &err);
    struct str text = {0};
    begin();
    end("file", log_read_file(repo, id, "a.md", &text, &err), &err);
    str_finish(&text);
}

static void look_outside(struct repository *repo)
{
    struct outside_change *changes = NULL;
    size_t count = 0;
    struct error err = {0};
    begin();
    enum status status = outside_find(repo, NULL, 0, NULL, &changes, &count, &err);
    if (status == STATUS_OK)
        outside_free(changes, count);
    end("outside", status, &err);
}

static void plan(struct repository *repo, const struct folder *folder,
                 const struct revive_request *request, const char *step)
{
    struct revive_plan plan;
    struct error err = {0};
    begin();
    enum status status = revive_plan_make(repo, folder, request, NULL, &plan, &err);
    if (status == STATUS_OK)
        revive_plan_finish(&plan);
    end(step, status, &err);
}

static void name(struct repository *repo, const char *rev)
{
    char id[41];
    struct error err = {0};
    begin();
    end(rev, revision_find(repo, rev, id, &err), &err);
}

static void find_deleted(struct repository *repo)
{
    struct deleted_walk *walk = NULL;
    struct deleted_file file;
    struct error err = {0};
    begin();
    enum status status = deleted_open(repo, NULL, &walk, &err);
    end("deleted", status, &err);
    for (int i = 0; status == STATUS_OK && i < COMMITS; i++) {
        begin();
        status = deleted_next(walk, NULL, &file, &err);
        if (status == STATUS_OK)
            deleted_file_finish(&file);
        else if (status == STATUS_BUSY)
            status = STATUS_OK;
        if (status != STATUS_ABSENT)
            end("deleted", status, &err);
    }
    deleted_close(walk);
}

/* As the history of a file is read: from an index that is learnt while it is walked. */
static void follow(struct repository *repo)
{
    struct path_index *index = path_index_open(repo, NULL);
    struct log_walk *log = NULL;
    struct log_commit commit;
    struct error err = {0};
    begin();
    enum status status =
        log_open(repo, &(struct log_options){.path = "a.md", .index = index}, &log, &err);
    end("follow", status, &err);
    if (log)
        log_set_pace(log, 1);
    for (int i = 0; (status == STATUS_OK || status == STATUS_BUSY) && i < COMMITS; i++) {
        begin();
        status = log_next(log, NULL, &commit, &err);
        if (status == STATUS_OK)
            log_commit_finish(&commit);
        if (status != STATUS_BUSY && status != STATUS_ABSENT)
            end("follow", status, &err);
    }
    log_close(log);
    path_index_close(index);
}

static void who_wrote(struct repository *repo)
{
    struct blame blame;
    struct error err = {0};
    begin();
    enum status status = blame_read(repo, "a.md", &(struct blame_options){0}, NULL, &blame, &err);
    if (status == STATUS_OK)
        blame_finish(&blame);
    end("blame", status, &err);
}

static void list_places(struct repository *repo)
{
    struct branch *branches = NULL;
    struct reflog_entry *entries = NULL;
    size_t count, left;
    struct error err = {0};
    begin();
    enum status status = branches_list(repo, NULL, &branches, &count, &left, &err);
    if (status == STATUS_OK)
        branches_free(branches, count);
    end("branches", status, &err);
    begin();
    status = reflog_read(repo, 1000, &entries, &count, &err);
    if (status == STATUS_OK)
        reflog_free(entries, count);
    end("reflog", status, &err);
}

static enum status stand_on(struct repository *repo, const struct folder *folder,
                            const char *branch)
{
    struct branch_result result = {0};
    struct error err = {0};
    begin();
    enum status status =
        branch_switch(repo, folder, &(struct branch_target){.branch = branch}, NULL, &result, &err);
    branch_result_finish(&result);
    end("switch", status, &err);
    return status;
}

static void read_all(struct repository *repo, const struct folder *folder)
{
    char newest[41] = "";
    struct repository_state state;
    struct error err = {0};
    char restore[] = "HEAD~1", path[] = "a.md", gone[] = "gone.md";
    begin();
    end("state", repository_read_state(repo, &state, &err), &err);
    walk(repo, "a.md", newest);
    walk(repo, NULL, newest);
    if (newest[0])
        differ(repo, newest);
    look_outside(repo);
    name(repo, "HEAD~1");
    name(repo, "v1");
    plan(repo, folder, &(struct revive_request){.kind = REVIVE_UNDO}, "undo");
    plan(repo, folder,
         &(struct revive_request){.kind = REVIVE_RESTORE, .rev = restore, .path = path}, "restore");
    plan(repo, folder, &(struct revive_request){.kind = REVIVE_UNDELETE, .path = gone}, "undelete");
    find_deleted(repo);
    follow(repo);
    who_wrote(repo);
    list_places(repo);
}

int main(int argc, char **argv)
{
    struct repository *repo = NULL;
    struct folder folder;
    struct error err = {0};
    if (argc < 2)
        return 2;
    setvbuf(stdout, NULL, _IONBF, 0);
    forbid_programs();
    if (folder_open(argv[1], &folder, &err) != STATUS_OK)
        return 2;
    begin();
    enum status status = repository_open(argv[1], &repo, &err);
    end("open", status, &err);
    for (long left = argc > 2 ? strtol(argv[2], NULL, 10) : 1; status == STATUS_OK && left > 0;
         left--)
        read_all(repo, &folder);
    if (argc == 2 && status == STATUS_OK && stand_on(repo, &folder, "other") == STATUS_OK)
        status = stand_on(repo, &folder, "main");
    repository_free(repo);
    folder_close(&folder);
    return broken ? 1 : slow ? 3 : 0;
}
