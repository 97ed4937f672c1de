/* The terminal's life: taken, given back, taken again. Whatever is switched on in enter_add is
 * switched off in leave_add, and leave_add is also what a crash writes. Keys come raw, control-C
 * and control-Z among them: what they do is the application's to say. No signal is handled here but
 * those of a crash; window size, stop and end belong to the application's loop. */
#include "tui/term/term_parts.h"

#include "core/base/memory.h"
#include "core/text/cluster.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum {
    ROWS_MAX = 1000,
    COLS_MAX = 2000,
    READ_SIZE = 64 * 1024,
    TITLE_COLS = 120,
    PATIENCE_MS = 1000
};

static const char mouse_on[] = "\x1b[?1000h\x1b[?1006h";
static const char mouse_off[] = "\x1b[?1006l\x1b[?1000l";

static void add_cap(struct str *out, const char *cap)
{
    str_add_text(out, cap ? cap : "");
}

static void enter_add(const struct term *term, struct str *out)
{
    add_cap(out, term->caps.enter);
    add_cap(out, term->caps.wrap_off);
    add_cap(out, term->caps.hide_cursor);
    if (term->caps.ansi)
        str_add_text(out, "\x1b[?2004h\x1b[?1004h");
    if (term->caps.ansi && term->mouse)
        str_add_text(out, mouse_on);
}

static void leave_add(const struct term *term, struct str *out)
{
    if (term->caps.ansi) {
        str_add_text(out, "\x18\x1b[?2026l");
        str_add_text(out, mouse_off);
        str_add_text(out, "\x1b[?1004l\x1b[?2004l");
    }
    str_add_text(out, term->caps.ansi ? "\x1b[0m" : "");
    add_cap(out, term->caps.plain);
    add_cap(out, term->caps.wrap_on);
    if (term->caps.leave) {
        add_cap(out, term->caps.leave);
    } else {
        term_caps_add(out, term->caps.place, term->rows - 1, 0);
        str_add_text(out, "\r\n");
    }
    add_cap(out, term->caps.show_cursor);
}

/* False in a locale that is not UTF-8, when the one that always is one is not there either. */
static bool locale_is_unicode(void)
{
    setlocale(LC_CTYPE, "");
    if (strcmp(nl_langinfo(CODESET), "UTF-8") == 0)
        return true;
    return setlocale(LC_CTYPE, "C.UTF-8") && strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

static enum term_colors colors_of(const struct term_caps *caps)
{
    const char *none = getenv("NO_COLOR");
    if ((none && *none) || caps->colors < 8 || !caps->ansi)
        return TERM_MONO;
    if (caps->true_color)
        return TERM_TRUE;
    return caps->colors >= 256 ? TERM_256 : TERM_16;
}

static struct termios raw_of(struct termios mode)
{
    mode.c_iflag &=
        ~(tcflag_t)(IGNBRK | BRKINT | PARMRK | ISTRIP | INLCR | IGNCR | ICRNL | IXON | IXOFF);
    mode.c_oflag &= ~(tcflag_t)OPOST;
    mode.c_lflag &= ~(tcflag_t)(ECHO | ECHONL | ICANON | ISIG | IEXTEN);
    mode.c_cflag = (mode.c_cflag & ~(tcflag_t)(CSIZE | PARENB)) | CS8;
    mode.c_cc[VMIN] = 1;
    mode.c_cc[VTIME] = 0;
    return mode;
}

static int size_or(int size, int otherwise, int last, int most)
{
    if (size <= 0)
        size = otherwise > 0 ? otherwise : last;
    return size < most ? size : most;
}

bool term_update_size(struct term *term)
{
    struct winsize size = {0};
    int rows = term->rows, cols = term->cols;
    ioctl(term->out, TIOCGWINSZ, &size);
    term->rows = size_or(size.ws_row, term->caps.rows, 24, ROWS_MAX);
    term->cols = size_or(size.ws_col, term->caps.cols, 80, COLS_MAX);
    if (rows == term->rows && cols == term->cols)
        return false;
    term_forget(term);
    return true;
}

/* Raw mode and our screen, with the way back prepared first. */
static enum status term_enter(struct term *term, struct error *err)
{
    struct str bytes = {0};
    leave_add(term, &bytes);
    term_crash_arm(term, str_view(&bytes));
    str_clear(&bytes);
    enter_add(term, &bytes);
    term->active = true;
    term->cursor_hidden = true;
    term_forget(term);
    enum status status = STATUS_OK;
    if (tcsetattr(term->in, TCSADRAIN, &term->raw))
        status = error_system(err, errno, "The terminal cannot be set to raw mode");
    if (!status)
        status = term_write(term, str_view(&bytes), err);
    str_finish(&bytes);
    return status;
}

static void term_leave(struct term *term)
{
    if (!term->active)
        return;
    struct str bytes = {0};
    term->active = false;
    leave_add(term, &bytes);
    enum status status = term_write(term, str_view(&bytes), NULL);
    (void)status; /* a terminal that is gone needs no restoring */
    str_finish(&bytes);
    tcsetattr(term->in, TCSANOW, &term->cooked);
    fcntl(term->in, F_SETFL, term->in_flags);
    fcntl(term->out, F_SETFL, term->out_flags);
    term_crash_disarm();
}

enum status term_open(const struct term_options *options, struct term **out, struct error *err)
{
    struct termios cooked;
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO) || tcgetattr(STDIN_FILENO, &cooked))
        return error_set(err, STATUS_INVALID,
                         "This is not a terminal; palimpsest status and show work without one");
    struct term_caps caps;
    enum status status = term_caps_init(&caps, STDOUT_FILENO, err);
    if (status)
        return status;
    struct term *term = mem_zalloc(1, sizeof(*term));
    term->in = STDIN_FILENO;
    term->out = STDOUT_FILENO;
    term->in_flags = fcntl(term->in, F_GETFL);
    term->out_flags = fcntl(term->out, F_GETFL);
    term->cooked = cooked;
    term->raw = raw_of(cooked);
    term->caps = caps;
    term->colors = colors_of(&caps);
    term->ascii = !locale_is_unicode() || options->ascii;
    term->mouse = options->mouse;
    term->theme = theme_builtin(true);
    term_update_size(term);
    status = term_enter(term, err);
    if (status)
        term_close(term);
    else
        *out = term;
    return status;
}

void term_close(struct term *term)
{
    if (!term)
        return;
    term_leave(term);
    term_caps_finish(&term->caps);
    grid_finish(&term->shown);
    str_finish(&term->owed);
    str_finish(&term->frame);
    str_finish(&term->styles);
    free(term);
}

void term_suspend(struct term *term)
{
    term_leave(term);
}

void term_resume(struct term *term)
{
    struct termios cooked;
    if (term->active)
        return;
    /* The shell, or the person in it, may have changed what there is to come back to. */
    if (!tcgetattr(term->in, &cooked)) {
        term->cooked = cooked;
        term->raw = raw_of(cooked);
    }
    term_update_size(term);
    enum status status = term_enter(term, NULL);
    (void)status; /* the next term_show meets the same failure and tells */
}

void term_size(const struct term *term, int *rows, int *cols)
{
    *rows = term->rows;
    *cols = term->cols;
}

enum term_colors term_colors(const struct term *term)
{
    return term->colors;
}

void term_set_theme(struct term *term, const struct theme *theme)
{
    term->theme = theme ? theme : theme_builtin(true);
    term_style_forget(term);
    term_forget(term);
}

void term_forget(struct term *term)
{
    term->shown_valid = false;
}

int term_fd(const struct term *term)
{
    return term->in;
}

/* Waits until the terminal takes more. A slow line must not end the session, so there is no limit
 * but on the way out and after a signal, as the loop may have to end. */
static enum status wait_writable(struct term *term, struct error *err)
{
    struct pollfd poller = {.fd = term->out, .events = POLLOUT};
    int ready = poll(&poller, 1, term->active ? -1 : PATIENCE_MS);
    if (ready < 0 && errno == EINTR)
        ready = poll(&poller, 1, PATIENCE_MS);
    if (ready <= 0)
        return error_set(err, STATUS_CANCELLED, "The terminal is slow");
    if (poller.revents & (POLLERR | POLLHUP | POLLNVAL))
        return error_set(err, STATUS_IO, "The terminal is gone");
    return STATUS_OK;
}

/* As term_write; `*done` is how many of the bytes were taken. */
static enum status put_bytes(struct term *term, struct view bytes, size_t *done, struct error *err)
{
    *done = 0;
    while (*done < bytes.len) {
        ssize_t put = write(term->out, bytes.data + *done, bytes.len - *done);
        enum status status = STATUS_OK;
        if (put > 0)
            *done += (size_t)put;
        else if (put < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            status = wait_writable(term, err);
        else if (put < 0 && errno != EINTR)
            return error_set(err, STATUS_IO, "The terminal is gone");
        if (status)
            return status;
    }
    return STATUS_OK;
}

enum status term_write(struct term *term, struct view bytes, struct error *err)
{
    size_t done;
    enum status status = put_bytes(term, str_view(&term->owed), &done, err);
    str_replace(&term->owed, 0, done, VIEW(""));
    if (status)
        return status;
    status = put_bytes(term, bytes, &done, err);
    if (status && done > 0) {
        /* The rest of a character, as not all terminals drop its first bytes; CAN ends a sequence.
         */
        while (done < bytes.len && ((unsigned char)bytes.data[done] & 0xC0) == 0x80)
            str_add_char(&term->owed, bytes.data[done++]);
        str_add_char(&term->owed, 0x18);
    }
    return status;
}

enum status term_show(struct term *term, const struct grid *grid, struct error *err)
{
    if (!term->active)
        return STATUS_OK;
    term_paint(term, grid);
    enum status status = term_write(term, str_view(&term->frame), err);
    if (status)
        term_forget(term);
    return status == STATUS_CANCELLED ? STATUS_OK : status;
}

/* For what is asked beside the frames: if it does not get through, nothing is lost. */
static void term_send(struct term *term, struct view bytes)
{
    if (!term->active || !term->caps.ansi)
        return;
    if (term_write(term, bytes, NULL))
        term_forget(term);
}

void term_set_mouse(struct term *term, bool on)
{
    if (term->mouse != on)
        term_send(term, view_of(on ? mouse_on : mouse_off));
    term->mouse = on;
}

void term_ask_background(struct term *term)
{
    if (!term->caps.strict)
        term_send(term, VIEW("\x1b]11;?\x1b\\"));
}

void term_set_title(struct term *term, struct view title)
{
    struct str bytes = {0};
    if (!term->caps.title || term->ascii)
        return;
    str_add_text(&bytes, "\x1b]2;");
    cluster_add_clipped(&bytes, title, TITLE_COLS);
    str_add_text(&bytes, "\x1b\\");
    term_send(term, str_view(&bytes));
    str_finish(&bytes);
}

/* Base64 of RFC 4648. */
static void add_base64(struct str *out, struct view text)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < text.len; i += 3) {
        uint32_t bits = 0;
        size_t have = text.len - i < 3 ? text.len - i : 3;
        for (size_t j = 0; j < 3; j++)
            bits = bits << 8 | (j < have ? (unsigned char)text.data[i + j] : 0);
        for (size_t j = 0; j < 4; j++)
            str_add_char(out, j <= have ? digits[bits >> (18 - 6 * j) & 63] : '=');
    }
}

bool term_copy(struct term *term, struct view text)
{
    struct str bytes = {0};
    if (text.len > TERM_COPY_MAX)
        return false;
    str_add_text(&bytes, "\x1b]52;c;");
    add_base64(&bytes, text);
    str_add_text(&bytes, "\x1b\\");
    term_send(term, str_view(&bytes));
    str_finish(&bytes);
    return true;
}

enum status term_read(struct term *term, struct key_decoder *decoder, struct error *err)
{
    char bytes[READ_SIZE];
    struct pollfd poller = {.fd = term->in, .events = POLLIN};
    for (int i = 0; i < 16 && poll(&poller, 1, 0) > 0; i++) {
        ssize_t got = read(term->in, bytes, sizeof(bytes));
        if (got < 0 && (errno == EINTR || errno == EAGAIN))
            break;
        if (got <= 0)
            return error_set(err, STATUS_IO, "The terminal is gone");
        key_decoder_add(decoder, view_from(bytes, (size_t)got));
        if ((size_t)got < sizeof(bytes))
            break; /* that was all: what comes now wakes the loop again */
    }
    return STATUS_OK;
}
