#include "tests/screen/screen.h"

#include "core/base/clock.h"
#include "core/base/memory.h"
#include "core/text/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <regex.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utmp.h>
#include <vterm.h>

struct screen {
    VTerm *vterm;
    VTermScreen *cells;
    pid_t pid;
    int master, slave; /* the slave stays open here, so that the line's settings outlive the end */
    bool ended, stopped;
    int status;
    int rows, cols;
    bool cursor_visible, alternate;
    struct str title, output;
    size_t given; /* of the output, to libvterm */
};

static int on_property(VTermProp property, VTermValue *value, void *data)
{
    struct screen *screen = data;
    if (property == VTERM_PROP_CURSORVISIBLE)
        screen->cursor_visible = value->boolean;
    if (property == VTERM_PROP_ALTSCREEN)
        screen->alternate = value->boolean;
    if (property == VTERM_PROP_TITLE) {
        str_clear(&screen->title);
        str_add_text(&screen->title, value->string);
    }
    return 1;
}

static const VTermScreenCallbacks callbacks = {.settermprop = on_property};

static void child_run(const struct screen_options *options, int slave)
{
    login_tty(slave);
    setenv("TERM", "xterm-256color", 1);
    for (size_t i = 0; options->env && options->env[i]; i++) {
        char *entry = mem_string(options->env[i]), *equals = strchr(entry, '=');
        if (!equals)
            unsetenv(entry);
        else
            putenv(entry);
    }
    if (!options->folder || !chdir(options->folder))
        execvp(options->argv[0], (char *const *)(uintptr_t)options->argv);
    _exit(127);
}

struct screen *screen_start(const struct screen_options *options)
{
    struct screen *screen = mem_zalloc(1, sizeof(*screen));
    struct winsize size = {.ws_row = (unsigned short)options->rows,
                           .ws_col = (unsigned short)options->cols};
    screen->rows = options->rows;
    screen->cols = options->cols;
    screen->cursor_visible = true;
    screen->vterm = vterm_new(options->rows, options->cols);
    vterm_set_utf8(screen->vterm, 1);
    screen->cells = vterm_obtain_screen(screen->vterm);
    vterm_screen_enable_altscreen(screen->cells, 1);
    vterm_screen_set_callbacks(screen->cells, &callbacks, screen);
    vterm_screen_reset(screen->cells, 1);
    if (openpty(&screen->master, &screen->slave, NULL, NULL, &size))
        fail_msg("no pseudo-terminal: %s", strerror(errno));
    fcntl(screen->master, F_SETFD, FD_CLOEXEC);
    fcntl(screen->master, F_SETFL, O_NONBLOCK);
    screen->pid = fork();
    if (screen->pid == 0)
        child_run(options, screen->slave);
    fcntl(screen->slave, F_SETFD, FD_CLOEXEC);
    return screen;
}

void screen_hang_up(struct screen *screen)
{
    if (screen->master >= 0)
        close(screen->master);
    if (screen->slave >= 0)
        close(screen->slave);
    screen->master = screen->slave = -1;
}

void screen_finish(struct screen *screen)
{
    if (!screen)
        return;
    if (!screen->ended) {
        kill(screen->pid, SIGKILL);
        waitpid(screen->pid, NULL, 0);
    }
    screen_hang_up(screen);
    vterm_free(screen->vterm);
    str_finish(&screen->title);
    str_finish(&screen->output);
    free(screen);
}

/* Sends the terminal's own answers. */
static void send_answers(struct screen *screen)
{
    char bytes[256];
    size_t len = vterm_output_read(screen->vterm, bytes, sizeof(bytes));
    if (len)
        screen_send_view(screen, view_from(bytes, len));
}

/* How many bytes at the end begin a character and do not end it. */
static size_t unfinished(struct view bytes)
{
    for (size_t n = 1; n <= 3 && n <= bytes.len; n++) {
        unsigned char c = (unsigned char)bytes.data[bytes.len - n];
        if (c >= 0xC0)
            return n < (c >= 0xF0 ? 4u : c >= 0xE0 ? 3u : 2u) ? n : 0;
        if (c < 0x80)
            return 0;
    }
    return 0;
}

/* Whole characters, as libvterm 0.1 shows one wrongly whose bytes come in two parts. */
static void screen_give(struct screen *screen)
{
    struct view rest = view_slice(str_view(&screen->output), screen->given, screen->output.len);
    rest.len -= unfinished(rest);
    vterm_input_write(screen->vterm, rest.data, rest.len);
    screen->given += rest.len;
}

/* Takes in what there is; true if something came. */
static bool screen_take(struct screen *screen)
{
    char bytes[8192];
    ssize_t got = screen->master >= 0 ? read(screen->master, bytes, sizeof(bytes)) : 0;
    if (got <= 0)
        return false;
    str_add(&screen->output, view_from(bytes, (size_t)got));
    screen_give(screen);
    send_answers(screen);
    return true;
}

/* Waits a moment for output or a change of the process, at most `ms`. */
static void screen_pump(struct screen *screen, int ms)
{
    struct pollfd poller = {.fd = screen->master, .events = POLLIN};
    int status;
    if (poll(&poller, 1, ms) > 0 && screen_take(screen))
        return;
    if (!screen->ended && waitpid(screen->pid, &status, WNOHANG | WUNTRACED) == screen->pid) {
        screen->stopped = WIFSTOPPED(status);
        screen->ended = !screen->stopped;
        screen->status = status;
        while (screen_take(screen))
            continue;
    }
}

static void screen_fail(struct screen *screen, const char *what)
{
    char *text = screen_text(screen);
    fprintf(stderr, "-- screen, %d x %d%s --\n%s--\n", screen->rows, screen->cols,
            screen->ended ? ", the program has ended" : "", text);
    free(text);
    fail_msg("waited %d seconds for %s", SCREEN_SECONDS, what);
}

void screen_wait_until(struct screen *screen, bool (*holds)(struct screen *, void *),
                       const char *what, void *data)
{
    int64_t end = clock_ticks() + SCREEN_SECONDS * 1000;
    while (!holds(screen, data)) {
        bool ended = screen->ended;
        screen_pump(screen, 10);
        if (clock_ticks() > end || (ended && !holds(screen, data))) {
            screen_fail(screen, what);
            return;
        }
    }
}

void screen_send_view(struct screen *screen, struct view bytes)
{
    int64_t end = clock_ticks() + SCREEN_SECONDS * 1000;
    for (size_t done = 0; done < bytes.len;) {
        ssize_t put = write(screen->master, bytes.data + done, bytes.len - done);
        if (put > 0)
            done += (size_t)put;
        else
            screen_pump(screen, 10);
        if (clock_ticks() > end) {
            screen_fail(screen, "the program to read its keys");
            return;
        }
    }
}

void screen_send(struct screen *screen, const char *bytes)
{
    screen_send_view(screen, view_of(bytes));
}

void screen_resize(struct screen *screen, int rows, int cols)
{
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
    screen->rows = rows;
    screen->cols = cols;
    vterm_set_size(screen->vterm, rows, cols);
    if (ioctl(screen->master, TIOCSWINSZ, &size))
        fail_msg("the size cannot be set: %s", strerror(errno));
}

int screen_pid(const struct screen *screen)
{
    return screen->pid;
}

static bool has_text(struct screen *screen, void *data)
{
    int row, col;
    return screen_find(screen, data, &row, &col);
}

static bool has_no_text(struct screen *screen, void *data)
{
    return !has_text(screen, data);
}

static bool has_match(struct screen *screen, void *data)
{
    bool found = false;
    for (int row = 0; row < screen->rows && !found; row++) {
        char *text = screen_row(screen, row);
        found = regexec(data, text, 0, NULL, 0) == 0;
        free(text);
    }
    return found;
}

static bool has_output(struct screen *screen, void *data)
{
    const struct str *output = &screen->output;
    return output->len && memmem(output->data, output->len, data, strlen(data));
}

static bool has_ended(struct screen *screen, void *data)
{
    (void)data;
    return screen->ended;
}

static bool has_stopped(struct screen *screen, void *data)
{
    (void)data;
    return screen->stopped;
}

void screen_wait_text(struct screen *screen, const char *text)
{
    screen_wait_until(screen, has_text, text, (void *)(uintptr_t)text);
}

void screen_wait_gone(struct screen *screen, const char *text)
{
    screen_wait_until(screen, has_no_text, text, (void *)(uintptr_t)text);
}

void screen_wait_match(struct screen *screen, const char *pattern)
{
    regex_t regex;
    if (regcomp(&regex, pattern, REG_EXTENDED | REG_NOSUB))
        fail_msg("\"%s\" is no regular expression", pattern);
    screen_wait_until(screen, has_match, pattern, &regex);
    regfree(&regex);
}

void screen_wait_output(struct screen *screen, const char *bytes)
{
    screen_wait_until(screen, has_output, bytes, (void *)(uintptr_t)bytes);
}

int screen_wait_exit(struct screen *screen)
{
    screen_wait_until(screen, has_ended, "the end of the program", NULL);
    return WIFEXITED(screen->status) ? WEXITSTATUS(screen->status) : -WTERMSIG(screen->status);
}

void screen_wait_stop(struct screen *screen)
{
    screen_wait_until(screen, has_stopped, "the program to stop", NULL);
    screen->stopped = false;
}

static struct screen_color color_of(const struct screen *screen, VTermColor color)
{
    struct screen_color out = {.is_default = VTERM_COLOR_IS_DEFAULT_FG(&color) ||
                                             VTERM_COLOR_IS_DEFAULT_BG(&color)};
    vterm_screen_convert_color_to_rgb(screen->cells, &color);
    out.red = color.rgb.red;
    out.green = color.rgb.green;
    out.blue = color.rgb.blue;
    return out;
}

struct screen_cell screen_cell(const struct screen *screen, int row, int col)
{
    VTermScreenCell cell;
    struct screen_cell out = {0};
    if (!vterm_screen_get_cell(screen->cells, (VTermPos){row, col}, &cell))
        return out;
    size_t len = 0;
    for (size_t i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++)
        if (cell.chars[i] != UINT32_MAX && len + 4 < sizeof(out.text))
            len += utf8_encode(cell.chars[i], out.text + len);
    out.width = cell.width;
    out.fg = color_of(screen, cell.fg);
    out.bg = color_of(screen, cell.bg);
    out.bold = cell.attrs.bold;
    out.italic = cell.attrs.italic;
    out.underline = cell.attrs.underline != 0;
    out.strike = cell.attrs.strike;
    out.reverse = cell.attrs.reverse;
    return out;
}

/* The row's text; `cols` (may be NULL) gets the column of each byte. */
static struct str row_text(const struct screen *screen, int row, struct str *cols)
{
    struct str text = {0};
    size_t end = 0;
    for (int col = 0; col < screen->cols;) {
        struct screen_cell cell = screen_cell(screen, row, col);
        size_t from = text.len;
        str_add_text(&text, cell.text[0] ? cell.text : " ");
        if (cell.text[0] && cell.text[0] != ' ')
            end = text.len;
        for (; cols && from < text.len; from++)
            str_add(cols, view_from((const char *)&col, sizeof(col)));
        col += cell.width > 0 ? cell.width : 1;
    }
    str_replace(&text, end, text.len, VIEW(""));
    return text;
}

char *screen_row(const struct screen *screen, int row)
{
    struct str text = row_text(screen, row, NULL);
    return str_take(&text);
}

char *screen_text(const struct screen *screen)
{
    struct str text = {0};
    for (int row = 0; row < screen->rows; row++) {
        struct str line = row_text(screen, row, NULL);
        str_add(&text, str_view(&line));
        str_add_char(&text, '\n');
        str_finish(&line);
    }
    return str_take(&text);
}

bool screen_find(const struct screen *screen, const char *text, int *row, int *col)
{
    bool found = false;
    for (int i = 0; i < screen->rows && !found; i++) {
        struct str cols = {0}, line = row_text(screen, i, &cols);
        const char *at = strstr(str_text(&line), text);
        if (at) {
            found = true;
            *row = i;
            *col = 0;
            if (cols.len)
                memcpy(col, cols.data + (size_t)(at - line.data) * sizeof(*col), sizeof(*col));
        }
        str_finish(&line);
        str_finish(&cols);
    }
    return found;
}

bool screen_cursor(const struct screen *screen, int *row, int *col)
{
    VTermPos at;
    vterm_state_get_cursorpos(vterm_obtain_state(screen->vterm), &at);
    *row = at.row;
    *col = at.col;
    return screen->cursor_visible;
}

bool screen_is_alternate(const struct screen *screen)
{
    return screen->alternate;
}

const char *screen_title(const struct screen *screen)
{
    return str_text(&screen->title);
}

struct termios screen_termios(const struct screen *screen)
{
    struct termios mode;
    memset(&mode, 0, sizeof(mode));
    if (tcgetattr(screen->slave, &mode))
        fail_msg("the line's settings cannot be read: %s", strerror(errno));
    return mode;
}

bool screen_is_blocking(const struct screen *screen)
{
    return !(fcntl(screen->slave, F_GETFL) & O_NONBLOCK);
}

struct view screen_output(const struct screen *screen)
{
    return str_view(&screen->output);
}

void screen_mark(struct screen *screen)
{
    str_replace(&screen->output, 0, screen->given, VIEW(""));
    screen->given = 0;
}
