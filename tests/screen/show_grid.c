/* Draws the clusters on whose width terminals disagree between two borders, and obeys keys: c
 * changes the words beside them, n makes a large frame for a terminal that takes only a part of it
 * at a time, 0 to 2 a frame of lines that is cut short, after so many letters, s raises SIGSEGV, t
 * traps, o uses up the stack, z suspends, q ends. With "ascii" as its argument it draws for a
 * terminal without Unicode. */
#include "tui/term/term.h"

#include "core/base/memory.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

static const char *const samples[] = {"⚠️",  "❤️", "🧑‍🌾", "👍🏽",
                                      "1️⃣", "🇩🇪",     "日本",        "e\u0301",
                                      "é",       "☐ ☒ ◐",  "…",           "ab"};

/* Each cell in another style than the one before: twenty bytes and more for each. */
static void draw_much(struct grid *grid)
{
    for (int row = 0; row < grid->rows; row++)
        for (int col = 0; col < grid->cols; col++)
            grid_put(grid, row, col, 1, VIEW("x"), (enum role)(col % ROLE_MARK), 0);
    grid_put(grid, grid->rows - 1, grid->cols - 4, 4, VIEW("end."), ROLE_TEXT, 0);
    grid->cursor_row = 14;
    grid->cursor_col = 2;
}

static void on_alarm(int number)
{
    (void)number;
}

/* Signals end the wait for a terminal that takes nothing; then it may go on. */
static void show_cut(struct term *term, struct grid *grid, int letters)
{
    const struct itimerval often = {{0, 2000}, {0, 2000}}, never = {{0, 0}, {0, 0}};
    struct sigaction action = {.sa_handler = on_alarm};
    sigaction(SIGALRM, &action, NULL);
    fcntl(STDOUT_FILENO, F_SETFL, fcntl(STDOUT_FILENO, F_GETFL) | O_NONBLOCK);
    grid_clear(grid);
    grid_fill(grid, (struct rect){0, 0, grid->rows, grid->cols}, "─", ROLE_RULE, 0);
    grid_fill(grid, (struct rect){0, 0, 1, letters}, "x", ROLE_RULE, 0);
    setitimer(ITIMER_REAL, &often, NULL);
    enum status status = term_show(term, grid, NULL);
    setitimer(ITIMER_REAL, &never, NULL);
    raise(status ? SIGTERM : SIGSTOP);
}

static void draw(struct grid *grid, bool changed, bool dark)
{
    int right = 20;
    grid_clear(grid);
    grid_put_clipped(grid, 0, 0, grid->cols, VIEW("samples"), ROLE_TITLE, STYLE_BOLD);
    for (int i = 0; i < (int)ARRAY_LEN(samples); i++) {
        struct rect column = {i + 1, 0, 1, 1};
        grid_fill(grid, column, "│", ROLE_RULE, 0);
        column.col = right;
        grid_fill(grid, column, "│", ROLE_RULE, 0);
        int used = grid_put(grid, i + 1, 1, right - 1, view_of(samples[i]), ROLE_TEXT, 0);
        grid_put(grid, i + 1, 1 + used, 1, VIEW("|"), ROLE_ACCENT, 0);
        grid_put(grid, i + 1, 10, 9, view_of(changed ? "changed" : "as it was"), ROLE_DIM, 0);
    }
    grid_put(grid, 14, 0, grid->cols, view_of(dark ? "dark" : "ready"), ROLE_TEXT, STYLE_SELECTED);
    grid->cursor_row = 14;
    grid->cursor_col = 2;
}

static bool wait_input(struct term *term, struct key_decoder *keys, struct input *input)
{
    struct pollfd poller = {.fd = term_fd(term), .events = POLLIN};
    while (!key_decoder_next(keys, input)) {
        if (poll(&poller, 1, -1) < 0)
            continue;
        if (term_read(term, keys, NULL))
            return false;
    }
    return true;
}

static unsigned use_stack(unsigned depth)
{
    volatile char room[4096];
    room[depth % sizeof(room)] = 1;
    return depth == 0 ? 0 : use_stack(depth - 1) + (unsigned)room[depth % sizeof(room)];
}

static void obey(struct term *term, uint32_t code)
{
    if (code == 's')
        raise(SIGSEGV);
    if (code == 't')
        __builtin_trap();
    if (code == 'o') {
        const struct rlimit stack = {8 << 20, 8 << 20};
        setrlimit(RLIMIT_STACK, &stack);
        raise(use_stack(UINT32_MAX) ? SIGTERM : SIGKILL); /* not reached */
    }
    if (code == 'n')
        fcntl(STDOUT_FILENO, F_SETFL, fcntl(STDOUT_FILENO, F_GETFL) | O_NONBLOCK);
    if (code == 'z') {
        term_suspend(term);
        raise(SIGSTOP);
        term_resume(term);
    }
}

int main(int argc, char **argv)
{
    struct term_options options = {.mouse = true,
                                   .ascii = argc > 1 && strcmp(argv[1], "ascii") == 0};
    struct term *term;
    struct key_decoder keys = {0};
    struct grid grid;
    struct input input = {0};
    bool changed = false, dark = false, much = false;
    if (term_open(&options, &term, NULL))
        return 3;
    term_set_title(term, VIEW("sam\x1bples"));
    term_ask_background(term);
    int rows, cols;
    term_size(term, &rows, &cols);
    grid_init(&grid, rows, cols);
    do {
        if (term_update_size(term)) {
            term_size(term, &rows, &cols);
            grid_resize(&grid, rows, cols);
        }
        changed = changed || (input.kind == INPUT_KEY && input.key.code == 'c');
        dark = dark || (input.kind == INPUT_BACKGROUND && input.dark);
        much = much || (input.kind == INPUT_KEY && input.key.code == 'n');
        if (much)
            draw_much(&grid);
        else
            draw(&grid, changed, dark);
        if (term_show(term, &grid, NULL) || !wait_input(term, &keys, &input))
            break;
        if (input.kind == INPUT_KEY && input.key.code >= '0' && input.key.code <= '2')
            show_cut(term, &grid, (int)input.key.code - '0');
        else if (input.kind == INPUT_KEY)
            obey(term, input.key.code);
        str_finish(&input.paste);
    } while (input.kind != INPUT_KEY || input.key.code != 'q');
    term_close(term);
    key_decoder_finish(&keys);
    grid_finish(&grid);
    return 0;
}
