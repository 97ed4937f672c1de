#include "tests/faults/trace.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

/* The child stops at the entry and at the exit of each system call. To let a call fail its number
 * is replaced by -1 at the entry, so that the kernel does nothing, and its result at the exit. */

enum { TRACE_MARK = 0x706C6D70, TRACE_SECONDS = 10, TRACE_DENIED = 77 };

struct trace {
    pid_t pid;
    const struct trace_plan *plan;
    struct trace_end *end;
    bool counting;
    int fail; /* the result that the call under way is to have, or 0 */
};

#if defined(__x86_64__)
static void regs_change(pid_t pid, long call, const uint64_t *third, const int64_t *result)
{
    struct user_regs_struct regs;
    ptrace(PTRACE_GETREGS, pid, NULL, &regs);
    if (call)
        regs.orig_rax = (unsigned long long)call;
    if (third)
        regs.rdx = *third;
    if (result)
        regs.rax = (unsigned long long)*result;
    ptrace(PTRACE_SETREGS, pid, NULL, &regs);
}
#elif defined(__aarch64__)
static void regs_change(pid_t pid, long call, const uint64_t *third, const int64_t *result)
{
    struct user_regs_struct regs;
    int number = (int)call;
    struct iovec all = {&regs, sizeof(regs)}, one = {&number, sizeof(number)};
    ptrace(PTRACE_GETREGSET, pid, NT_PRSTATUS, &all);
    if (third)
        regs.regs[2] = *third;
    if (result)
        regs.regs[0] = (unsigned long long)*result;
    ptrace(PTRACE_SETREGSET, pid, NT_PRSTATUS, &all);
    if (call)
        ptrace(PTRACE_SETREGSET, pid, NT_ARM_SYSTEM_CALL, &one);
}
#else
#error "the fault tests know the registers of x86-64 and aarch64 only"
#endif

static bool trace_is_write(uint64_t call)
{
    return call == SYS_write || call == SYS_pwrite64;
}

static int trace_failure(const struct trace *trace, uint64_t call)
{
    if (trace->plan->old_kernel && call == SYS_renameat2)
        return EINVAL;
    if (trace->plan->old_kernel && call == SYS_openat2)
        return ENOSYS;
    return 0;
}

static void trace_strike(struct trace *trace, const struct __ptrace_syscall_info *info)
{
    const struct trace_plan *plan = trace->plan;
    trace->end->call = (long)info->entry.nr;
    trace->end->struck = true;
    trace->end->struck_in = trace->end->phase;
    if (plan->mode == TRACE_KILL) {
        kill(trace->pid, SIGKILL);
    } else if (plan->mode == TRACE_FAIL) {
        trace->fail = plan->code;
    } else if (plan->mode == TRACE_MEDDLE) {
        plan->meddle(plan->data);
    } else if (trace_is_write(info->entry.nr) && info->entry.args[2] > 1) {
        uint64_t half = info->entry.args[2] / 2;
        regs_change(trace->pid, 0, &half, NULL);
    } else {
        trace->end->struck = false;
    }
}

static void trace_note(struct trace_end *end, uint64_t call)
{
    bool moves = call == SYS_renameat || call == SYS_renameat2 || call == SYS_linkat;
    size_t len = strlen(end->order);
    if (len + 1 < sizeof(end->order) && (moves || call == SYS_fsync))
        end->order[len] = moves ? 'M' : 'S';
}

static void trace_enter(struct trace *trace, const struct __ptrace_syscall_info *info)
{
    if (info->entry.nr == SYS_prctl && info->entry.args[0] == TRACE_MARK) {
        if (info->entry.args[1] >= TRACE_PHASE)
            trace->end->phase = (long)info->entry.args[1] - TRACE_PHASE;
        else
            trace->counting = info->entry.args[1] == 1;
        return;
    }
    if (!trace->counting)
        return;
    trace->fail = trace_failure(trace, info->entry.nr);
    if (++trace->end->calls == trace->plan->at && trace->plan->mode != TRACE_COUNT)
        trace_strike(trace, info);
    if (trace->fail)
        regs_change(trace->pid, -1, NULL, NULL);
    else
        trace_note(trace->end, info->entry.nr);
}

static void trace_leave(struct trace *trace)
{
    if (trace->fail) {
        int64_t result = -trace->fail;
        regs_change(trace->pid, 0, NULL, &result);
    }
    trace->fail = 0;
}

static void trace_on_alarm(int signal)
{
    (void)signal;
}

static pid_t trace_start(char *const argv[])
{
    pid_t pid = fork();
    if (pid != 0)
        return pid;
    int nowhere = open("/dev/null", O_RDWR);
    dup2(nowhere, STDOUT_FILENO);
    dup2(nowhere, STDERR_FILENO);
    setenv("ASAN_OPTIONS", "detect_leaks=0", 1); /* it cannot look for leaks while traced */
    if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0)
        _exit(TRACE_DENIED);
    raise(SIGSTOP);
    execv(argv[0], argv);
    _exit(126);
}

/* Waits for the next stop; false when the child has ended or had to be ended. */
static bool trace_wait(struct trace *trace, int *status)
{
    if (waitpid(trace->pid, status, __WALL) == trace->pid) {
        if (WIFSTOPPED(*status))
            return true;
        trace->end->exited = WIFEXITED(*status);
        trace->end->status = WIFEXITED(*status) ? WEXITSTATUS(*status) : WTERMSIG(*status);
        return false;
    }
    trace->end->hung = true;
    kill(trace->pid, SIGKILL);
    waitpid(trace->pid, status, __WALL);
    return false;
}

static void trace_follow(struct trace *trace)
{
    int status, pass_on = 0;
    while (ptrace(PTRACE_SYSCALL, trace->pid, NULL, pass_on) == 0 || errno == ESRCH) {
        struct __ptrace_syscall_info info = {0};
        if (!trace_wait(trace, &status))
            return;
        pass_on = WSTOPSIG(status);
        if (pass_on == SIGTRAP)
            pass_on = 0;
        if (pass_on != (SIGTRAP | 0x80))
            continue;
        pass_on = 0;
        ptrace(PTRACE_GET_SYSCALL_INFO, trace->pid, sizeof(info), &info);
        if (info.op == PTRACE_SYSCALL_INFO_ENTRY)
            trace_enter(trace, &info);
        else if (info.op == PTRACE_SYSCALL_INFO_EXIT)
            trace_leave(trace);
    }
}

bool trace_run(char *const argv[], const struct trace_plan *plan, struct trace_end *end)
{
    int status;
    *end = (struct trace_end){0};
    struct trace trace = {.plan = plan, .end = end, .pid = trace_start(argv)};
    struct sigaction act = {.sa_handler = trace_on_alarm}; /* no SA_RESTART: waitpid is to end */
    sigaction(SIGALRM, &act, NULL);
    alarm(TRACE_SECONDS);
    if (!trace_wait(&trace, &status)) {
        alarm(0);
        return end->status != TRACE_DENIED;
    }
    ptrace(PTRACE_SETOPTIONS, trace.pid, NULL, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL);
    trace_follow(&trace);
    alarm(0);
    return true;
}

long trace_step(bool all, long step)
{
    return all ? 1 : getenv("PALIMPSEST_TEST_EVERY") ? 3 * step : step;
}
