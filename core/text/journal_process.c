#include "core/text/journal_parts.h"

#include "core/text/hash.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What /proc says, NUL-terminated; empty when it says nothing. */
static void read_proc(const char *path, char *out, size_t size)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t len = fd < 0 ? 0 : read(fd, out, size - 1);
    out[len > 0 ? len : 0] = '\0';
    if (fd >= 0)
        close(fd);
}

/* Clock ticks from the boot to the start of process `pid`; 0 when it is not there, or is there only
 * until its parent asks how it ended. */
static uint64_t start_of(long pid)
{
    enum { START_FIELD = 22, STATE_FIELD = 3 };
    char path[64], stat[1024];
    snprintf(path, sizeof(path), "/proc/%ld/stat", pid);
    read_proc(path, stat, sizeof(stat));
    const char *at = strrchr(stat, ')'); /* the name before it may hold blanks */
    if (!at || at[1] != ' ' || at[2] == 'Z' || at[2] == 'X')
        return 0;
    for (int field = STATE_FIELD - 1; at && field < START_FIELD; field++) {
        at = strchr(at, ' ');
        at = at ? at + 1 : NULL;
    }
    return at ? strtoull(at, NULL, 10) : 0;
}

static uint64_t boot_of_now(void)
{
    char id[64];
    read_proc("/proc/sys/kernel/random/boot_id", id, sizeof(id));
    return id[0] ? hash_of(view_of(id)) : 0;
}

struct journal_process journal_process_self(void)
{
    long pid = (long)getpid();
    return (struct journal_process){
        .boot = boot_of_now(), .pid = (uint64_t)pid, .start = start_of(pid)};
}

bool journal_process_lives(const struct journal_process *process)
{
    uint64_t boot = boot_of_now();
    if (process->pid == 0 || process->pid > INT_MAX)
        return false;
    if (boot != 0 && process->boot != 0 && boot != process->boot)
        return false;
    if (process->start != 0 && start_of((long)getpid()) != 0)
        return start_of((long)process->pid) == process->start;
    return kill((pid_t)process->pid, 0) == 0 || errno == EPERM;
}
