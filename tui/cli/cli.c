#include "tui/cli/cli.h"

#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/command/command.h"
#include "core/markdown/render.h"
#include "core/store/repository.h"
#include "core/text/cluster.h"
#include "tui/app.h"
#include "tui/cli/cli_doctor.h"
#include "tui/cli/cli_history.h"
#include "tui/cli/cli_note.h"
#include "tui/cli/cli_search.h"
#include "tui/cli/cli_workspace.h"
#include "tui/cli/plain.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

struct cli_verb {
    const char *name, *usage, *help;
    int (*run)(const char *dir, int argc, char **argv);
};

int cli_fail(const struct error *err)
{
    struct str line = {0};
    cluster_add_shown(&line, view_of(err->text));
    fflush(stdout);
    fprintf(stderr, "palimpsest: %s\n", str_text(&line));
    str_finish(&line);
    return 1;
}

int cli_wrong(const char *what)
{
    fprintf(stderr, "palimpsest: %s\nTry: palimpsest --help\n", what);
    return 2;
}

/* Ends the output; `ok` says whether all of it could be written so far. */
int cli_end(bool ok)
{
    if (ok && fflush(stdout) == 0)
        return 0;
    fprintf(stderr, "palimpsest: could not write all of the output: %s\n", strerror(errno));
    return 1;
}

int cli_print(struct str *out)
{
    bool ok = fwrite(str_text(out), 1, out->len, stdout) == out->len;
    str_finish(out);
    return cli_end(ok);
}

/* --- show --- */

bool cli_color(const char *when)
{
    const char *none = getenv("NO_COLOR");
    if (strcmp(when, "always") == 0)
        return true;
    return strcmp(when, "auto") == 0 && isatty(STDOUT_FILENO) && !(none && *none);
}

unsigned cli_columns(void)
{
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col < 100 ? size.ws_col : 100;
    return 80;
}

/* Reads a file by any path, or standard input for "-". */
static enum status cli_read(const char *path, struct str *out, struct error *err)
{
    if (strcmp(path, "-") == 0) {
        char buffer[65536];
        ssize_t len;
        while ((len = read(STDIN_FILENO, buffer, sizeof(buffer))) > 0)
            str_add(out, view_from(buffer, (size_t)len));
        return len < 0 ? error_system(err, errno, "standard input cannot be read") : STATUS_OK;
    }
    struct view folder_part = path_folder(view_of(path));
    char *folder_path = folder_part.len  ? mem_string_n(folder_part.data, folder_part.len)
                        : path[0] == '/' ? mem_string("/")
                                         : mem_string(".");
    struct folder folder;
    enum status status = folder_open(folder_path, &folder, err);
    if (status == STATUS_OK) {
        status =
            folder_read(&folder, path_name(view_of(path)).data, (size_t)256 << 20, out, NULL, err);
        folder_close(&folder);
    }
    free(folder_path);
    return status;
}

int cli_show_text(struct view text, struct view name, unsigned cols, bool color)
{
    struct rendered page = {0};
    struct error err;
    struct render_options options = {.cols = cols};
    enum status status = path_is_markdown(name) || view_is(name, "-")
                             ? render_markdown(text, &options, &page, &err)
                             : render_code(text, path_extension(name), &options, &page, &err);
    if (status != STATUS_OK)
        return cli_fail(&err);
    if (page.notice)
        fprintf(stderr, "palimpsest: %s\n", page.notice);
    int result = cli_end(plain_write_page(stdout, &page.page, color));
    render_finish(&page);
    return result;
}

/* A file when there is one of that name, else what history has. */
static int cli_show_any(const char *dir, const char *name, unsigned cols, bool color)
{
    struct str text = {0};
    struct error err;
    enum status status = cli_read(name, &text, &err);
    int code = status == STATUS_ABSENT ? cli_show_version(dir, name, cols, color, &err)
               : status == STATUS_OK
                   ? cli_show_text(str_view(&text), path_name(view_of(name)), cols, color)
                   : cli_fail(&err);
    str_finish(&text);
    return code;
}

static int cli_show(const char *dir, int argc, char **argv)
{
    const char *file = NULL, *when = "auto";
    unsigned cols = cli_columns();
    for (int i = 1; i < argc; i++) {
        const char *value = NULL;
        if (strcmp(argv[i], "-w") == 0 || strcmp(argv[i], "--color") == 0)
            value = i + 1 < argc ? argv[++i] : "";
        if (value && argv[i - 1][1] == 'w') {
            char *end;
            unsigned long number = strtoul(value, &end, 10);
            if (*end || number < 4 || number > 1000)
                return cli_wrong("show -w wants a number of columns from 4 to 1000");
            cols = (unsigned)number;
        } else if (value) {
            when = value;
        } else if (strncmp(argv[i], "--color=", 8) == 0) {
            when = argv[i] + 8;
        } else if (!file) {
            file = argv[i];
        } else {
            return cli_wrong("show takes one file");
        }
    }
    if (!file)
        return cli_wrong("show wants a file");
    if (strcmp(when, "auto") && strcmp(when, "always") && strcmp(when, "never"))
        return cli_wrong("show --color is auto, always or never");
    return cli_show_any(dir, file, cols, cli_color(when));
}

/* --- verbs --- */

static int cli_open(const char *dir)
{
    if (!isatty(STDOUT_FILENO) || !isatty(STDIN_FILENO))
        return cli_status(dir);
    if (strcmp(dir, ".") == 0 && !cli_is_workspace(dir)) {
        char answer[16] = "";
        char *here = realpath(dir, NULL);
        printf("%s holds no workspace yet. Make one here? [y/N] ", here ? here : dir);
        fflush(stdout);
        free(here);
        if (!fgets(answer, sizeof(answer), stdin) || (answer[0] != 'y' && answer[0] != 'Y'))
            return 1;
        if (cli_init(dir))
            return 1;
    }
    return app_main(dir);
}

static int cli_verb_status(const char *dir, int argc, char **argv)
{
    if (argc > 2)
        return cli_wrong("status takes one folder");
    return cli_status(argc > 1 ? argv[1] : dir);
}

static int cli_verb_init(const char *dir, int argc, char **argv)
{
    if (argc > 2)
        return cli_wrong("init takes one folder");
    return cli_init(argc > 1 ? argv[1] : dir);
}

static int cli_verb_run(const char *dir, int argc, char **argv)
{
    if (argc < 2)
        return cli_wrong("run wants a command line, such as: run 'todo-add \"Write the letter\"'");
    for (int i = 1; i < argc; i++) {
        int status = cli_run(dir, argv[i]);
        if (status)
            return status;
    }
    return 0;
}

/* Runs the command `name` with the verb's arguments, `least` to `most` of them. */
static int cli_command(const char *dir, const char *name, int argc, char **argv, int least,
                       int most)
{
    struct str line = {0};
    if (argc - 1 < least || argc - 1 > most) {
        str_addf(&line, "%s: wrong number of arguments", argv[0]);
        int wrong = cli_wrong(str_text(&line));
        str_finish(&line);
        return wrong;
    }
    str_add_text(&line, name);
    for (int i = 1; i < argc; i++) {
        str_add_char(&line, ' ');
        command_add_quoted(&line, view_of(argv[i]));
    }
    int code = cli_run(dir, str_text(&line));
    str_finish(&line);
    return code;
}

static int cli_verb_restore(const char *dir, int argc, char **argv)
{
    return cli_command(dir, "restore", argc, argv, 2, 3);
}

static int cli_verb_undo(const char *dir, int argc, char **argv)
{
    return cli_command(dir, "undo-change", argc, argv, 0, 0);
}

static int cli_verb_redo(const char *dir, int argc, char **argv)
{
    return cli_command(dir, "redo-change", argc, argv, 0, 0);
}

static int cli_verb_commands(const char *dir, int argc, char **argv)
{
    struct str out = {0};
    (void)dir;
    (void)argc;
    (void)argv;
    for (const struct command *const *table = command_model_tables; *table; table++)
        for (const struct command *command = *table; command->name; command++)
            str_addf(&out, "%s%s%s\n    %s\n", command->name, *command->usage ? " " : "",
                     command->usage, command->help);
    return cli_print(&out);
}

static const struct cli_verb cli_verbs[] = {
    {"status", "[DIR]", "print the panes as plain text", cli_verb_status},
    {"show", "FILE [-w COLUMNS] [--color auto|always|never]",
     "render one file; REV:FILE is that of a commit, REV the commit", cli_show},
    {"log", "[PATH] [FILTER...] [--stat] [--oneline|--json] [-n COUNT]",
     "list commits; filters: --author, --since, --until, --path, --subject, --text", cli_log},
    {"diff", "REV REV [PATH] [--words] [-w COLUMNS] [--color auto|always|never]",
     "what lies between two commits", cli_diff},
    {"blame", "PATH [--from REV] [--json] [--color auto|always|never]",
     "who wrote each line of a file, and when", cli_blame},
    {"search", "QUERY... [--history] [--json] [-n COUNT]",
     "find in all files; words, \"phrases\", /patterns/, tag: type: in: by: path: since: to:",
     cli_search},
    {"note", "write|read|edit|rename|move|delete|list …",
     "memory notes; write and edit take the text from standard input (man palimpsest)", cli_note},
    {"todo", "[list|add|done|start|cancel|open|edit|delete] …", "the task list", cli_todo},
    {"doctor", "[--json] [--fix NUMBER|all]",
     "twin names, dangling links, conflict copies and the like, and their fixes", cli_doctor},
    {"recent", "[SPAN] [--json]", "what changed, by day: 7 days, \"today\", 24h", cli_recent},
    {"run", "'COMMAND LINE'...", "run commands without a screen, each one a commit", cli_verb_run},
    {"restore", "REV PATH [LINES]", "bring a file, or lines of it, back as it was",
     cli_verb_restore},
    {"undo", "", "undo the last change, by a new commit", cli_verb_undo},
    {"redo", "", "bring the last undone change again", cli_verb_redo},
    {"commands", "", "list the commands that run takes", cli_verb_commands},
    {"init", "[DIR]", "make a workspace, or give a folder a history", cli_verb_init},
};

static int cli_help(void)
{
    struct str out = {0};
    str_add_text(&out, "palimpsest: a workspace of Markdown where every change is a commit\n\n"
                       "  palimpsest [DIR]\n      open a workspace on the terminal\n");
    for (size_t i = 0; i < ARRAY_LEN(cli_verbs); i++)
        str_addf(&out, "  palimpsest %s%s%s\n      %s\n", cli_verbs[i].name,
                 *cli_verbs[i].usage ? " " : "", cli_verbs[i].usage, cli_verbs[i].help);
    str_add_text(&out, "\nOptions:\n"
                       "  -C DIR      the workspace to act on (else the folder one stands in)\n"
                       "  --help      this text\n"
                       "  --version   the version\n\n"
                       "Exit status: 0, 1 after an error, 2 for wrong use.\n"
                       "The manual: man palimpsest. Inside the program: ? shows the keys.\n");
    return cli_print(&out);
}

/* Options before the verb; `--help` and `--version` anywhere before `--`. */
int cli_main(int argc, char **argv)
{
    const char *dir = ".";
    int at = 1;
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
            return cli_help();
        if (strcmp(argv[i], "--version") == 0) {
            struct str out = {0};
            str_add_text(&out, "palimpsest " PALIMPSEST_VERSION "\n");
            return cli_print(&out);
        }
    }
    while (at < argc && strcmp(argv[at], "-C") == 0) {
        if (at + 1 >= argc)
            return cli_wrong("-C wants a folder");
        dir = argv[at + 1];
        at += 2;
    }
    for (size_t i = 0; at < argc && i < ARRAY_LEN(cli_verbs); i++)
        if (strcmp(argv[at], cli_verbs[i].name) == 0)
            return cli_verbs[i].run(dir, argc - at, argv + at);
    if (at < argc && strcmp(argv[at], "--") == 0)
        at++;
    else if (at < argc && argv[at][0] == '-')
        return cli_wrong("there is no such option");
    if (argc - at > 1)
        return cli_wrong("one folder at a time");
    return cli_open(at < argc ? argv[at] : dir);
}
