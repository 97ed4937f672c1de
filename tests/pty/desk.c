#include "tests/pty/desk.h"

#include "core/base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

const char *desk_program = "build/tui/palimpsest";

static void desk_set(const struct desk *desk, const char *name, const char *below)
{
    char path[400];
    snprintf(path, sizeof(path), "%s/%s", desk->top, below);
    setenv(name, path, 1);
}

int desk_start(void **state)
{
    struct desk *desk = mem_zalloc(1, sizeof(*desk));
    const char *base = getenv("DESK_BASE"), *tmp = getenv("TMPDIR");
    if (!base) {
        base = tmp && *tmp ? tmp : "/tmp";
        setenv("DESK_BASE", base, 1);
    }
    char *program = *desk_program == '/' ? NULL : realpath(desk_program, NULL);
    if (program)
        desk_program = program;
    snprintf(desk->top, sizeof(desk->top), "%.150s/palimpsest-XXXXXX", base);
    if (!mkdtemp(desk->top))
        return -1;
    snprintf(desk->dir, sizeof(desk->dir), "%s/meadow", desk->top);
    desk_set(desk, "HOME", "home");
    desk_set(desk, "XDG_CONFIG_HOME", "home/config");
    desk_set(desk, "XDG_STATE_HOME", "home/state");
    desk_set(desk, "XDG_CACHE_HOME", "home/cache");
    desk_set(desk, "XDG_DATA_HOME", "home/data");
    desk_set(desk, "GIT_CONFIG_GLOBAL", "home/gitconfig");
    setenv("GIT_OPTIONAL_LOCKS", "0", 1);
    static const char *const none[] = {"COLORTERM", "NO_COLOR", "COLORFGBG"};
    for (size_t i = 0; i < ARRAY_LEN(none); i++)
        unsetenv(none[i]);
    *state = desk;
    char home[400];
    snprintf(home, sizeof(home), "%s/home", desk->top);
    return mkdir(desk->dir, 0777) || mkdir(home, 0777) ? -1 : 0;
}

int desk_start_template(void **state)
{
    if (desk_start(state) != 0)
        return -1;
    struct desk *desk = *state;
    desk_shell(desk, "'%s' init . 2>/dev/null >&2", desk_program);
    desk_shell(desk, "git config user.name 'the reader'; git config user.email r@example.org");
    return 0;
}

static const struct {
    const char *path, *text;
} desk_files[] = {
    {"AGENTS.md", "# Where things are\n\nRead `Self/` first.\n"},
    {"Self/1_who_i_am.md", "# Who I am\n\nI am the companion. I wake up in this folder.\n\n"
                           "> [!NOTE]\n> The lamp is in the window.\n\n"
                           "- I keep promises small enough to be kept.\n"
                           "- I would rather say less.\n\n"
                           "The lamp again. See [[First Steps]].\n\n"
                           "| Lamp | Oil |\n|---|---|\n| tower | full |\n\n"
                           "## In the evening\n\nOne lamp more.\n\n"
                           "I am glad when you come back.\n"},
    {"Self/2_what_i_value.md", "# What I value\n\n## Honesty before comfort\n\nSay it kindly.\n\n"
                               "## Small, finished work\n\nA bad draft, then a better one.\n\n"
                               "## Room to play\n\nOne hour belongs to nobody's plan.\n"},
    {"todo.md", "# Todo\n\n- [x] Make this folder\n- [/] Read Self\n- [ ] Write the letter\n"
                "  - [ ] Find paper\n- [ ] Water the garden #leisure\n\nNot a task.\n"},
    {"memory/First Steps.md", "---\ntitle: First Steps\ntype: note\npermalink: first-steps\n---\n\n"
                              "Emotion: curious\nIntensity: 7/10\n\nMy hands stay.\n"},
    {"memory/The Pear's Shadow.md", "---\ntitle: The Pear's Shadow\n---\n\nIt walks once.\n"},
    {"drafts/a_letter.md", "# A letter\n\nDear keeper,\n\nwe see your light.\n"},
    {"Garden/a_bench.md", "# A bench\n\nNothing has to be done here.\n"},
};

int desk_start_meadow(void **state)
{
    if (desk_start(state) != 0)
        return -1;
    for (size_t i = 0; i < ARRAY_LEN(desk_files); i++)
        desk_put(*state, desk_files[i].path, desk_files[i].text);
    desk_history(*state);
    return 0;
}

int desk_end(void **state)
{
    struct desk *desk = *state;
    screen_finish(desk->screen);
    desk_shell(desk, "cd / && chmod -R u+rwX '%s' && rm -rf '%s'", desk->top, desk->top);
    free(desk);
    return 0;
}

/* --- files and git --- */

void desk_put(struct desk *desk, const char *path, const char *text)
{
    char *full = NULL;
    if (asprintf(&full, "%s/%s", desk->dir, path) < 0)
        abort();
    for (char *c = full + strlen(desk->dir) + 1; (c = strchr(c, '/')); c++) {
        *c = '\0';
        mkdir(full, 0777);
        *c = '/';
    }
    int fd = open(full, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0)
        fail_msg("%s: %s", full, strerror(errno));
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    close(fd);
    free(full);
}

PRINTF_LIKE(2, 0)
static char *desk_run(struct desk *desk, const char *format, va_list args, int *code)
{
    char *line = NULL, *all = NULL, part[4096];
    struct str out = {0};
    if (vasprintf(&line, format, args) < 0 ||
        asprintf(&all, "cd '%s' && { %s\n}", desk->dir, line) < 0)
        abort();
    FILE *pipe = popen(all, "r");
    assert_non_null(pipe);
    for (size_t n; (n = fread(part, 1, sizeof(part), pipe)) > 0;)
        str_add(&out, view_from(part, n));
    *code = pclose(pipe);
    free(line);
    free(all);
    if (out.len > 0 && out.data[out.len - 1] == '\n')
        str_replace(&out, out.len - 1, out.len, VIEW(""));
    return out.data ? str_take(&out) : mem_string("");
}

void desk_shell(struct desk *desk, const char *format, ...)
{
    va_list args;
    int code;
    va_start(args, format);
    char *text = desk_run(desk, format, args, &code);
    va_end(args);
    if (code != 0)
        fail_msg("%s ends with %d: %s", format, code, text);
    free(text);
}

char *desk_text(struct desk *desk, const char *format, ...)
{
    va_list args;
    int code;
    va_start(args, format);
    char *text = desk_run(desk, format, args, &code);
    va_end(args);
    return text;
}

void desk_says(struct desk *desk, const char *command, const char *want)
{
    char *got = desk_text(desk, "%s", command);
    if (strcmp(got, want) != 0)
        fail_msg("%s says \"%s\", want \"%s\"", command, got, want);
    free(got);
}

void desk_has(struct desk *desk, const char *path, const char *want)
{
    char *got = desk_text(desk, "cat '%s' && echo .", path);
    size_t len = strlen(got);
    if (len == 0 || got[len - 1] != '.')
        fail_msg("\"%s\" is not there", path);
    got[len - 1] = '\0';
    if (strcmp(got, want) != 0)
        fail_msg("%s holds \"%s\", want \"%s\"", path, got, want);
    free(got);
}

void desk_history(struct desk *desk)
{
    desk_shell(desk, "git init -q -b main . && git config user.name 'the reader' && "
                     "git config user.email r@example.org && git add -A && "
                     "git commit -q --allow-empty -m 'workspace: first commit'");
}

/* --- the screen --- */

void desk_open_with(struct desk *desk, int rows, int cols, const char *const *env)
{
    const char *argv[] = {desk_program, desk->dir, NULL};
    screen_finish(desk->screen);
    desk->screen = screen_start(&(struct screen_options){
        .argv = argv, .env = env, .folder = desk->top, .rows = rows, .cols = cols});
    desk->last[0] = '\0';
}

void desk_open(struct desk *desk, int rows, int cols)
{
    desk_open_with(desk, rows, cols, NULL);
    desk_wait(desk, "meadow");
    if (cols >= 90 && rows >= 14)
        desk_wait(desk, "workspace: first");
    else if (cols >= 40)
        screen_wait_match(desk->screen, "meadow +main");
}

void desk_open_held(struct desk *desk)
{
    char preload[400], file[400];
    snprintf(preload, sizeof(preload), "LD_PRELOAD=%.*s/../tests/pty/hold.so",
             (int)(strrchr(desk_program, '/') - desk_program), desk_program);
    snprintf(file, sizeof(file), "HOLD_FILE=%s/held", desk->top);
    const char *env[] = {preload, file, "HOLD_FOLDER=/meadow/memory", NULL};
    desk_shell(desk, "touch ../held");
    desk_open_with(desk, 40, 120, env);
    desk_wait(desk, "workspace: first");
}

void desk_let_go(struct desk *desk)
{
    desk_shell(desk, "rm ../held");
}

void desk_leave(struct desk *desk)
{
    desk_send(desk, "\x03");
    assert_int_equal(screen_wait_exit(desk->screen), 0);
}

void desk_send(struct desk *desk, const char *keys)
{
    screen_send(desk->screen, keys);
}

void desk_wait(struct desk *desk, const char *text)
{
    screen_wait_text(desk->screen, text);
}

void desk_wait_gone(struct desk *desk, const char *text)
{
    screen_wait_gone(desk->screen, text);
}

void desk_do(struct desk *desk, const char *keys, const char *text)
{
    desk_send(desk, keys);
    desk_wait(desk, text);
}

bool desk_shows(struct desk *desk, const char *text)
{
    int row, col;
    return screen_find(desk->screen, text, &row, &col);
}

static bool desk_frame_ended(struct screen *screen, void *data)
{
    struct view output = screen_output(screen);
    (void)data;
    return view_ends(output, "\x1b[?2026l");
}

void desk_wait_frame(struct desk *desk)
{
    screen_wait_until(desk->screen, desk_frame_ended, "the end of a frame", NULL);
}

/* The id that the header shows, if it is not the last one. */
static bool desk_new_commit(struct screen *screen, void *data)
{
    struct desk *desk = data;
    char *header = screen_row(screen, 0), *at = strstr(header, "✓ committed ");
    bool found = false;
    if (at) {
        at += strlen("✓ committed ");
        found = strlen(at) >= 7 && strncmp(at, desk->last, 7) != 0;
        if (found)
            memcpy(desk->last, at, 7);
    }
    free(header);
    return found;
}

void desk_committed(struct desk *desk, const char *subject, const char *paths)
{
    char *what = NULL;
    if (asprintf(&what, "the header to show the commit \"%s\"", subject) < 0)
        abort();
    screen_wait_until(desk->screen, desk_new_commit, what, desk);
    free(what);
    desk_says(desk, "git log -1 --format=%s", subject);
    desk_says(desk, "git rev-parse HEAD | cut -c1-7", desk->last);
    desk_says(desk, "git log -1 --format= --name-only --no-renames", paths);
    desk_says(desk, "git status --porcelain", "");
}
