/* Runs a program in a pseudo-terminal and times what it shows:
 * pty_time [-s COLSxROWS] COMMAND [ARGUMENT…]
 *
 * What to do is read from standard input, a step a line; a step that measures prints a line. Times
 * are in microseconds since the mark, which is first set just before the program is started.
 *
 *   all TEXT|TEXT|…     waits until all of them are on the screen; prints the time
 *   watch TEXT          the word after TEXT is noted at every mark from now on
 *   watch-row TEXT      the same, for all of the row that stands after TEXT
 *   new                 waits until that is another than at the mark; prints the time
 *   send TEXT           sets the mark and types TEXT (\r \e \t \xNN)
 *   type TEXT           types it, and the mark stays where it is
 *   write AT TEXT PATH  sets the mark and writes TEXT, its blanks as \x20, and a newline into the
 *                       file PATH, at the byte AT or, when that is "end", after its last
 *   frame MS            waits for output and until there was none for so long; prints the time of
 *                       its last byte
 *   settle MS           the same, but there need be no output
 *   sleep MS            goes on reading for so long
 *   stat                prints the voluntary switches of all its threads, its resident size now
 *                       and at most, and what of it now is not pages of files, all in KiB
 *   end SIGNAL          ends it; prints the microseconds of processor time, user and system
 *
 * The screen is libvterm's, so a text is found however the program came to draw it. A time is that
 * of the read that brought the last byte needed: what the emulation costs is not in it, unless the
 * program had to wait for the reader. What is not shown within 30 seconds is a failure, status 1.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <vterm.h>

enum { PATIENCE_MS = 30000, ROW_BYTES = 4096 };

struct driver {
    int fd, rows, cols;
    pid_t pid;
    VTerm *terminal;
    VTermScreen *screen;
    double mark, last; /* in microseconds; `last` is when the last byte came */
    bool ended;
    bool row;                                   /* all of the row is watched, not a word */
    char watched[ROW_BYTES], before[ROW_BYTES]; /* what `watch` names, what followed at the mark */
    char *text;                                 /* the screen: `rows` lines of ROW_BYTES */
};

static void driver_fail(struct driver *driver, const char *what, const char *which)
{
    fprintf(stderr, "pty_time: %s: %s\n", what, which);
    if (driver->text)
        for (int row = 0; row < driver->rows; row++)
            fprintf(stderr, "|%s\n", driver->text + row * ROW_BYTES);
    kill(driver->pid, SIGKILL);
    exit(1);
}

static double now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

/* How many bytes at the end begin a character that the next read completes. */
static size_t cut_bytes(const char *text, size_t len)
{
    for (size_t back = 1; back <= 3 && back <= len; back++) {
        unsigned char byte = (unsigned char)text[len - back];
        if (byte >= 0xc0)
            return back < (byte >= 0xf0 ? 4u : byte >= 0xe0 ? 3u : 2u) ? back : 0;
        if (byte < 0x80)
            return 0;
    }
    return 0;
}

/* Takes all there is, waiting at most `ms` for the first of it; false when nothing came. Characters
 * are given to libvterm whole: it does not keep half a one from one call to the next. */
static bool driver_read(struct driver *driver, int ms)
{
    struct pollfd ready = {.fd = driver->fd, .events = POLLIN};
    static char buffer[65536];
    static size_t kept;
    bool any = false;
    while (!driver->ended && poll(&ready, 1, any ? 0 : ms) > 0) {
        ssize_t len = read(driver->fd, buffer + kept, sizeof(buffer) - kept);
        if (len <= 0) {
            driver->ended = len == 0 || errno != EAGAIN;
            break;
        }
        driver->last = now_us();
        size_t whole = kept + (size_t)len;
        kept = cut_bytes(buffer, whole);
        whole -= kept;
        vterm_input_write(driver->terminal, buffer, whole);
        memmove(buffer, buffer + whole, kept);
        any = true;
    }
    return any;
}

static size_t text_put(char *out, uint32_t code)
{
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    size_t len = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    static const unsigned char lead[] = {0, 0, 0xc0, 0xe0, 0xf0};
    for (size_t i = len; i-- > 1; code >>= 6)
        out[i] = (char)(0x80 | (code & 0x3f));
    out[0] = (char)(lead[len] | code);
    return len;
}

static void driver_look(struct driver *driver)
{
    for (int row = 0; row < driver->rows; row++) {
        char *out = driver->text + row * ROW_BYTES;
        size_t len = 0;
        for (int col = 0; col < driver->cols && len < ROW_BYTES - 8; col++) {
            VTermScreenCell cell;
            vterm_screen_get_cell(driver->screen, (VTermPos){.row = row, .col = col}, &cell);
            if (cell.chars[0] != (uint32_t)-1)
                len += text_put(out + len, cell.chars[0] ? cell.chars[0] : ' ');
        }
        out[len] = '\0';
    }
}

static const char *driver_find(const struct driver *driver, const char *text)
{
    for (int row = 0; row < driver->rows; row++) {
        const char *found = strstr(driver->text + row * ROW_BYTES, text);
        if (found)
            return found;
    }
    return NULL;
}

/* What follows `text`, empty when it is not on the screen. */
static void driver_after(const struct driver *driver, const char *text, char out[ROW_BYTES])
{
    const char *found = driver_find(driver, text);
    out[0] = '\0';
    if (found)
        sscanf(found + strlen(text), driver->row ? " %4095[^\n]" : " %4095s", out);
}

static bool driver_has_all(const struct driver *driver, const char *texts)
{
    char copy[ROW_BYTES], *rest = NULL;
    snprintf(copy, sizeof(copy), "%s", texts);
    for (char *text = strtok_r(copy, "|", &rest); text; text = strtok_r(NULL, "|", &rest))
        if (!driver_find(driver, text))
            return false;
    return true;
}

static bool driver_has_new(const struct driver *driver, const char *text)
{
    char after[ROW_BYTES];
    driver_after(driver, text, after);
    return after[0] && strcmp(after, driver->before) != 0;
}

static void driver_wait(struct driver *driver, const char *texts,
                        bool (*is_there)(const struct driver *, const char *))
{
    double limit = now_us() + PATIENCE_MS * 1e3;
    for (;;) {
        driver_look(driver);
        if (is_there(driver, texts))
            break;
        if (driver->ended || now_us() > limit)
            driver_fail(driver, driver->ended ? "the program ended before" : "never shown", texts);
        driver_read(driver, 1000);
    }
    printf("%.0f\n", driver->last - driver->mark);
}

static void driver_sleep(struct driver *driver, double ms)
{
    double until = now_us() + ms * 1e3;
    for (double left; (left = until - now_us()) > 0;) {
        if (driver->ended)
            break;
        driver_read(driver, (int)(left / 1e3) + 1);
    }
}

static void driver_settle(struct driver *driver, int ms)
{
    double limit = now_us() + PATIENCE_MS * 1e3;
    while (driver_read(driver, ms))
        if (now_us() > limit)
            driver_fail(driver, "never quiet", "settle");
    printf("%.0f\n", driver->last > driver->mark ? driver->last - driver->mark : 0);
}

static void driver_frame(struct driver *driver, int ms)
{
    if (!driver_read(driver, PATIENCE_MS))
        driver_fail(driver, "nothing shown", "frame");
    driver_settle(driver, ms);
}

/* --- what is done to the program --- */

static void driver_mark(struct driver *driver)
{
    while (driver_read(driver, 0))
        continue;
    driver_look(driver);
    driver_after(driver, driver->watched, driver->before);
    driver->mark = now_us();
}

static size_t unescape(const char *in, char *out)
{
    size_t len = 0;
    for (; *in; in++) {
        unsigned code;
        if (in[0] != '\\' || !in[1]) {
            out[len++] = *in;
        } else if (in[1] == 'x' && sscanf(in + 2, "%2x", &code) == 1) {
            out[len++] = (char)code;
            in += 3;
        } else {
            in++;
            out[len++] = *in == 'r' ? '\r' : *in == 'e' ? '\x1b' : *in == 't' ? '\t' : *in;
        }
    }
    return len;
}

static void driver_type(struct driver *driver, const char *text)
{
    char bytes[ROW_BYTES];
    size_t len = unescape(text, bytes);
    if (write(driver->fd, bytes, len) != (ssize_t)len)
        driver_fail(driver, "cannot be typed", text);
}

static void driver_watch(struct driver *driver, const char *text, bool row)
{
    driver->row = row;
    snprintf(driver->watched, sizeof(driver->watched), "%s", text);
}

static void driver_write(struct driver *driver, char *line)
{
    char *rest = NULL;
    const char *at = strtok_r(line, " ", &rest);
    char *text = strtok_r(NULL, " ", &rest);
    if (!at || !text || !*rest)
        driver_fail(driver, "write needs a place, a word and a path", line);
    char bytes[ROW_BYTES];
    size_t len = unescape(text, bytes);
    bytes[len++] = '\n';
    int fd = open(rest, O_WRONLY | O_CLOEXEC);
    off_t place = strcmp(at, "end") == 0 ? lseek(fd, 0, SEEK_END) : (off_t)strtol(at, NULL, 10);
    driver_mark(driver);
    if (fd < 0 || pwrite(fd, bytes, len, place) != (ssize_t)len)
        driver_fail(driver, "cannot be written", rest);
    close(fd);
}

static long status_number(const char *path, const char *name)
{
    char line[256];
    long number = 0;
    FILE *file = fopen(path, "re");
    while (file && fgets(line, sizeof(line), file))
        if (strncmp(line, name, strlen(name)) == 0)
            number = strtol(line + strlen(name), NULL, 10);
    if (file)
        fclose(file);
    return number;
}

static void driver_stat(const struct driver *driver)
{
    char path[600];
    long switches = 0;
    snprintf(path, sizeof(path), "/proc/%d/task", (int)driver->pid);
    DIR *tasks = opendir(path);
    for (struct dirent *task; tasks && (task = readdir(tasks));) {
        snprintf(path, sizeof(path), "/proc/%d/task/%s/status", (int)driver->pid, task->d_name);
        switches += task->d_name[0] == '.' ? 0 : status_number(path, "voluntary_ctxt_switches:");
    }
    if (tasks)
        closedir(tasks);
    snprintf(path, sizeof(path), "/proc/%d/status", (int)driver->pid);
    printf("%ld %ld %ld %ld\n", switches, status_number(path, "VmRSS:"),
           status_number(path, "VmHWM:"), status_number(path, "RssAnon:"));
}

static void driver_end(struct driver *driver, int signal_number)
{
    struct rusage used;
    kill(driver->pid, signal_number);
    for (double limit = now_us() + 5e6; now_us() < limit && !driver->ended;)
        driver_read(driver, 100);
    kill(driver->pid, SIGKILL);
    close(driver->fd);
    wait4(driver->pid, NULL, 0, &used);
    printf("%.0f %.0f\n", (double)used.ru_utime.tv_sec * 1e6 + (double)used.ru_utime.tv_usec,
           (double)used.ru_stime.tv_sec * 1e6 + (double)used.ru_stime.tv_usec);
    driver->pid = 0;
}

/* --- */

static void driver_start(struct driver *driver, char **command)
{
    struct winsize size = {.ws_row = (unsigned short)driver->rows,
                           .ws_col = (unsigned short)driver->cols};
    driver->terminal = vterm_new(driver->rows, driver->cols);
    vterm_set_utf8(driver->terminal, 1);
    driver->screen = vterm_obtain_screen(driver->terminal);
    vterm_screen_enable_altscreen(driver->screen, 1);
    vterm_screen_reset(driver->screen, 1);
    driver->text = calloc((size_t)driver->rows, ROW_BYTES);
    driver->mark = driver->last = now_us();
    driver->pid = forkpty(&driver->fd, NULL, NULL, &size);
    if (driver->pid == 0) {
        execvp(command[0], command);
        _exit(127);
    }
    if (driver->pid < 0 || !driver->text)
        driver_fail(driver, "cannot start", command[0]);
    fcntl(driver->fd, F_SETFL, fcntl(driver->fd, F_GETFL) | O_NONBLOCK);
}

static void driver_step(struct driver *driver, char *line)
{
    char *rest = strchr(line, ' ');
    if (rest)
        *rest++ = '\0';
    else
        rest = line + strlen(line);
    if (strcmp(line, "all") == 0)
        driver_wait(driver, rest, driver_has_all);
    else if (strcmp(line, "new") == 0)
        driver_wait(driver, driver->watched, driver_has_new);
    else if (strcmp(line, "watch") == 0)
        driver_watch(driver, rest, false);
    else if (strcmp(line, "watch-row") == 0)
        driver_watch(driver, rest, true);
    else if (strcmp(line, "send") == 0) {
        driver_mark(driver);
        driver_type(driver, rest);
    } else if (strcmp(line, "type") == 0)
        driver_type(driver, rest);
    else if (strcmp(line, "write") == 0)
        driver_write(driver, rest);
    else if (strcmp(line, "frame") == 0)
        driver_frame(driver, (int)strtol(rest, NULL, 10));
    else if (strcmp(line, "settle") == 0)
        driver_settle(driver, (int)strtol(rest, NULL, 10));
    else if (strcmp(line, "sleep") == 0)
        driver_sleep(driver, strtod(rest, NULL));
    else if (strcmp(line, "stat") == 0)
        driver_stat(driver);
    else if (strcmp(line, "end") == 0)
        driver_end(driver, (int)strtol(rest, NULL, 10));
    else
        driver_fail(driver, "no such step", line);
}

int main(int argc, char **argv)
{
    struct driver driver = {.rows = 40, .cols = 120, .fd = -1};
    int first = 1;
    if (argc > 2 && strcmp(argv[1], "-s") == 0 &&
        sscanf(argv[2], "%dx%d", &driver.cols, &driver.rows) == 2)
        first = 3;
    if (first >= argc || driver.rows < 1 || driver.cols < 1 || driver.cols > 500) {
        fprintf(stderr, "usage: pty_time [-s COLSxROWS] COMMAND [ARGUMENT...] <STEPS\n");
        return 2;
    }
    char line[ROW_BYTES];
    setvbuf(stdout, NULL, _IOLBF, 0);
    driver_start(&driver, argv + first);
    while (driver.pid && fgets(line, sizeof(line), stdin)) {
        line[strcspn(line, "\n")] = '\0';
        driver_step(&driver, line);
    }
    if (driver.pid)
        kill(driver.pid, SIGKILL);
    return 0;
}
