#ifndef TESTS_FAULTS_TRACE_H
#define TESTS_FAULTS_TRACE_H

#include <stdbool.h>

/* Runs a program and breaks it at one of its system calls, by ptrace. The calls between its two
 * marks (see save_once.c) are counted from 1. x86-64 and aarch64. */

enum { TRACE_PHASE = 16 };

enum trace_mode {
    TRACE_COUNT,  /* only count */
    TRACE_KILL,   /* SIGKILL before the call */
    TRACE_FAIL,   /* the call is not made and fails with `code` */
    TRACE_SHORT,  /* a write writes half of what it should */
    TRACE_MEDDLE, /* `meddle` is called before the call */
};

struct trace_plan {
    enum trace_mode mode;
    long at;
    int code;
    bool old_kernel; /* renameat2 always fails with EINVAL, openat2 with ENOSYS */
    void (*meddle)(void *data);
    void *data;
};

struct trace_end {
    long calls;  /* how many there were */
    bool struck; /* the plan was carried out */
    bool hung;   /* it did not end within ten seconds */
    bool exited; /* by itself, with `status`; otherwise by a signal */
    int status;
    long call;      /* the number of the call that was struck */
    long phase;     /* the last mark above TRACE_PHASE that the program set, without it */
    long struck_in; /* what that was when the call was struck */
    char order[64]; /* the calls that were made: S for fsync, M for what moves or links a name */
};

/* How far it is to the next call to be struck: to the next one of `all`, in a sample `step`, three
 * times as far under the sanitizers (PALIMPSEST_TEST_EVERY), where each run takes so much longer.
 */
long trace_step(bool all, long step);
/* False when the system does not permit it. What the program prints goes nowhere. */
bool trace_run(char *const argv[], const struct trace_plan *plan, struct trace_end *end);

#endif
