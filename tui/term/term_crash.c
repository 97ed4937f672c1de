/* When the program dies by its own fault the person gets the terminal back as it was. All that the
 * handler needs is prepared beforehand; it calls only what POSIX allows in a handler: write,
 * tcsetattr, fcntl, sigaction, raise. It runs on a stack of its own, as the fault may be that there
 * is none left. State is global because signals are. */
#include "tui/term/term_parts.h"

#include "core/base/memory.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static const int fatal_signals[] = {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL};

static struct {
    volatile sig_atomic_t armed;
    bool installed;
    int in, out, in_flags, out_flags;
    struct termios cooked;
    char restore[512];
    size_t restore_len;
    struct sigaction old[ARRAY_LEN(fatal_signals)];
} crash;

static char crash_stack[64 * 1024];

static void crash_handle(int signal)
{
    if (crash.armed) {
        crash.armed = 0;
        fcntl(crash.out, F_SETFL, crash.out_flags & ~O_NONBLOCK);
        ssize_t put = write(crash.out, crash.restore, crash.restore_len);
        (void)put; /* there is nobody left to tell */
        tcsetattr(crash.in, TCSANOW, &crash.cooked);
        fcntl(crash.in, F_SETFL, crash.in_flags);
        fcntl(crash.out, F_SETFL, crash.out_flags);
    }
    for (size_t i = 0; i < ARRAY_LEN(fatal_signals); i++)
        if (fatal_signals[i] == signal)
            sigaction(signal, &crash.old[i], NULL);
    raise(signal);
}

static void crash_install(void)
{
    stack_t stack = {.ss_sp = crash_stack, .ss_size = sizeof(crash_stack)}, old;
    if (!sigaltstack(NULL, &old) && old.ss_flags & SS_DISABLE)
        sigaltstack(&stack, NULL);
    struct sigaction action = {.sa_handler = crash_handle, .sa_flags = SA_ONSTACK};
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < ARRAY_LEN(fatal_signals); i++)
        sigaction(fatal_signals[i], &action, &crash.old[i]);
    crash.installed = true;
}

void term_crash_arm(const struct term *term, struct view restore)
{
    crash.armed = 0;
    if (restore.len > sizeof(crash.restore))
        restore.len = sizeof(crash.restore);
    memcpy(crash.restore, restore.data, restore.len);
    crash.restore_len = restore.len;
    crash.in = term->in;
    crash.out = term->out;
    crash.in_flags = term->in_flags;
    crash.out_flags = term->out_flags;
    crash.cooked = term->cooked;
    crash.armed = 1;
    if (!crash.installed)
        crash_install();
}

void term_crash_disarm(void)
{
    crash.armed = 0;
    if (!crash.installed)
        return;
    for (size_t i = 0; i < ARRAY_LEN(fatal_signals); i++)
        sigaction(fatal_signals[i], &crash.old[i], NULL);
    crash.installed = false;
}
