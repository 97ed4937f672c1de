#include "tui/cli/cli_workspace.h"

#include "core/base/clock.h"
#include "core/command/command.h"
#include "core/store/commit.h"
#include "core/store/outside_hold.h"
#include "core/store/repository.h"
#include "core/store/save.h"
#include "core/text/cluster.h"
#include "core/workspace/template.h"
#include "core/workspace/workspace.h"
#include "tui/cli/plain.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define CLI_INPUT_LIMIT ((size_t)64 << 20)

bool cli_is_workspace(const char *dir)
{
    struct workspace ws;
    if (repository_look(dir) == REPOSITORY_HERE)
        return true;
    if (workspace_open(dir, 1, &ws, NULL) != STATUS_OK)
        return false;
    bool any = ws.todo_there;
    for (size_t i = 0; i < SECTION_COUNT; i++)
        any = any || ws.catalog->sections[i].count > 0;
    workspace_close(&ws);
    return any;
}

int cli_status(const char *dir)
{
    struct workspace ws;
    struct error err;
    struct repository *repo = NULL;
    struct repository_state state;
    struct str out = {0};
    if (workspace_open(dir, 0, &ws, &err) != STATUS_OK)
        return cli_fail(&err);
    enum status status = repository_open(ws.folder.path, &repo, &err);
    if (status == STATUS_OK)
        status = repository_read_state(repo, &state, &err);
    plain_add_status(&out, &ws, status == STATUS_OK ? state.branch : NULL);
    repository_free(repo);
    workspace_close(&ws);
    int code = status == STATUS_OK || status == STATUS_ABSENT ? 0 : cli_fail(&err);
    return cli_print(&out) ? 1 : code;
}

/* Who signs where nobody can be asked: git's configuration, else the login name; that is told. */
static enum status cli_identity(struct repository *repo, struct identity *who, struct error *err)
{
    enum status status = repository_identity(repo, who, err);
    if (status != STATUS_ABSENT)
        return status;
    identity_guess(who);
    struct str line = {0};
    str_addf(&line, "git knows no name and address: signing as %s <%s>", who->name, who->email);
    struct str shown = {0};
    cluster_add_shown(&shown, str_view(&line));
    fprintf(stderr, "palimpsest: %s\n", str_text(&shown));
    str_finish(&line);
    str_finish(&shown);
    return STATUS_OK;
}

/* Makes the folder and its parents. */
static enum status cli_make_folder(const char *dir, struct error *err)
{
    struct str path = {0};
    enum status status = STATUS_OK;
    struct stat st;
    for (const char *c = dir; status == STATUS_OK; c++) {
        if ((*c == '/' && path.len) || !*c)
            if (mkdir(str_text(&path), 0777) < 0 && errno != EEXIST)
                status = error_system(err, errno, "%s cannot be made", str_text(&path));
        if (!*c)
            break;
        str_add_char(&path, *c);
    }
    if (status == STATUS_OK && (stat(dir, &st) < 0 || !S_ISDIR(st.st_mode)))
        status = error_set(err, STATUS_INVALID, "%s is not a folder", dir);
    str_finish(&path);
    return status;
}

/* Fills an empty folder from the template. */
static enum status cli_fill(const char *dir, struct error *err)
{
    struct folder folder;
    enum status status = folder_open(dir, &folder, err);
    if (status != STATUS_OK)
        return status;
    if (template_wanted(&folder)) {
        struct change_set set = {0};
        template_fill(&set);
        status = save_change_set(&folder, &set, err);
        change_set_finish(&set);
    }
    folder_close(&folder);
    return status;
}

/* Commits every file that is there as the first commit, or what is new. */
static enum status cli_first_commit(struct repository *repo, const char *subject,
                                    struct commit_result *result, size_t *count, struct error *err)
{
    struct outside_change *changes = NULL;
    struct identity who;
    enum status status = cli_identity(repo, &who, err);
    if (status == STATUS_OK)
        status = outside_find(repo, NULL, 0, NULL, &changes, count, err);
    if (status == STATUS_OK && *count)
        status = outside_commit(repo, changes, *count, subject, &who, NULL, result, err);
    outside_free(changes, *count);
    return status;
}

int cli_init(const char *dir)
{
    struct error err;
    struct repository *repo = NULL;
    struct commit_result result = {0};
    size_t count = 0;
    bool there = repository_look(dir) == REPOSITORY_HERE;
    enum status status = cli_make_folder(dir, &err);
    if (status == STATUS_OK && !there)
        status = cli_fill(dir, &err);
    if (status == STATUS_OK)
        status = there ? repository_open(dir, &repo, &err) : repository_create(dir, &repo, &err);
    if (status == STATUS_OK && !there)
        status = cli_first_commit(repo, "workspace: first commit", &result, &count, &err);
    repository_free(repo);
    if (status != STATUS_OK)
        return cli_fail(&err);
    struct str out = {0};
    if (there)
        str_add_text(&out, "this folder has a history already; nothing was changed\n");
    else if (result.made)
        str_addf(&out, "committed %zu file%s as %.7s\n", count, count == 1 ? "" : "s", result.id);
    else
        str_add_text(&out, "made a repository; there was nothing to commit yet\n");
    return cli_print(&out);
}

/* Commits what other programs did, but not what a person should look at first. */
static enum status cli_commit_outside(struct repository *repo, const struct identity *who,
                                      const struct command_call *call, struct commit_result *result,
                                      struct error *err)
{
    struct outside_change *changes = NULL;
    struct outside_held *held = NULL;
    size_t count = 0, held_count = 0;
    enum status status = outside_find(repo, NULL, 0, NULL, &changes, &count, err);
    if (status == STATUS_OK)
        status = outside_hold(repo, changes, count, NULL, 0, NULL, &held, &held_count, err);
    if (status == STATUS_OK && count)
        status = outside_commit(repo, changes, count, NULL, who, NULL, result, err);
    for (size_t i = 0; status == STATUS_OK && i < held_count; i++) {
        str_addf(call->message, "%sheld, not committed: %s ", call->message->len ? "\n" : "",
                 held[i].path);
        alarm_add_reason(call->message, &held[i].alarm);
    }
    outside_held_free(held, held_count);
    outside_free(changes, count);
    return status;
}

/* STATUS_CONFLICT when our commit of a file would carry along what should be looked at first. */
static enum status cli_check_held(struct repository *repo, const struct change_set *set,
                                  struct error *err)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < set->count; i++) {
        const struct change *change = &set->items[i];
        struct str head = {0}, reason = {0};
        struct alarm alarm;
        if (change->kind == CHANGE_WRITE && change->was_there &&
            outside_read_head(repo, change->path, &head, NULL) == STATUS_OK &&
            alarm_judge(str_view(&head), str_view(&change->old), &alarm)) {
            alarm_add_reason(&reason, &alarm);
            status = error_set(err, STATUS_CONFLICT,
                               "nothing was written: another program changed %s, which %s since "
                               "the last commit; open the workspace and look at it first",
                               change->path, str_text(&reason));
        }
        str_finish(&head);
        str_finish(&reason);
    }
    return status;
}

/* Makes the change set that brings back what a command wants. A conflict needs a screen. */
static enum status cli_revive(struct repository *repo, const struct workspace *ws,
                              const struct command_call *call, struct error *err)
{
    struct revive_plan plan;
    enum status status = revive_plan_make(repo, &ws->folder, call->revive, NULL, &plan, err);
    if (status != STATUS_OK)
        return status;
    if (plan.conflict.path) {
        status = error_set(err, STATUS_CONFLICT,
                           "%s was changed since in the same words: nothing was changed; the "
                           "program on a terminal merges it",
                           plan.conflict.path);
    } else {
        *call->set = plan.set;
        plan.set = (struct change_set){0};
    }
    revive_plan_finish(&plan);
    return status;
}

/* Makes the change set of a rename or a move, with the links that lead there. */
static enum status cli_relocate(const struct workspace *ws, const struct command_call *call,
                                struct error *err)
{
    struct relocate_plan plan;
    enum status status =
        relocate_plan_make(&ws->folder, ws->catalog, call->relocate, NULL, NULL, &plan, err);
    if (status != STATUS_OK)
        return status;
    *call->set = plan.set;
    plan.set = (struct change_set){0};
    if (plan.links)
        str_addf(call->message, "%zu link%s changed in %zu file%s", plan.links,
                 plan.links == 1 ? "" : "s", plan.files, plan.files == 1 ? "" : "s");
    if (plan.unread)
        str_addf(call->message, "%s%zu files could not be read: their links stay",
                 plan.links ? "\n" : "", plan.unread);
    relocate_plan_finish(&plan);
    return STATUS_OK;
}

/* Saves and commits what a command made. */
static enum status cli_carry_out(const struct workspace *ws, const struct command_call *call,
                                 struct commit_result *result, struct error *err)
{
    struct repository *repo = NULL;
    struct identity who;
    enum status status = repository_open(ws->folder.path, &repo, err);
    if (status == STATUS_OK)
        status = cli_identity(repo, &who, err);
    if (status == STATUS_OK && call->revive->kind)
        status = cli_revive(repo, ws, call, err);
    if (status == STATUS_OK && call->relocate->from)
        status = cli_relocate(ws, call, err);
    if (status == STATUS_OK)
        status = cli_check_held(repo, call->set, err);
    if (status == STATUS_OK && call->set->count) {
        status = save_change_set(&ws->folder, call->set, err);
        if (status == STATUS_OK)
            status = commit_change_set(repo, call->set, &who, NULL, result, err);
    }
    if (status == STATUS_OK && call->commit_outside)
        status = cli_commit_outside(repo, &who, call, result, err);
    repository_free(repo);
    return status;
}

static enum status cli_run_words(struct workspace *ws, struct command_call *call, int *code,
                                 struct error *err)
{
    const struct command *command = command_find(command_model_tables, view_of(call->argv[0]));
    enum status status =
        command ? command_check(command, call->argc, err)
                : error_set(err, STATUS_INVALID,
                            "there is no command \"%s\"; palimpsest commands lists them",
                            call->argv[0]);
    *code = 2;
    if (status != STATUS_OK)
        return status;
    *code = 1;
    call->ws = ws;
    status = command->run(call, err);
    struct commit_result result = {0};
    if (status == STATUS_OK)
        status = cli_carry_out(ws, call, &result, err);
    if (status == STATUS_OK && result.made)
        str_addf(call->message, "%s%.7s %s", call->message->len ? "\n" : "", result.id,
                 call->set->subject ? call->set->subject : "outside");
    else if (status == STATUS_OK && !call->message->len)
        str_add_text(call->message, "nothing to change");
    return status;
}

enum status cli_commit(const struct workspace *ws, struct change_set *set,
                       struct commit_result *result, struct error *err)
{
    struct revive_request nothing = {0};
    struct relocate_request nowhere = {0};
    const struct command_call call = {.set = set, .revive = &nothing, .relocate = &nowhere};
    *result = (struct commit_result){0};
    return set->count ? cli_carry_out(ws, &call, result, err) : STATUS_OK;
}

enum status cli_read_input(struct str *out, struct error *err)
{
    char buffer[65536];
    ssize_t len = 0;
    if (isatty(STDIN_FILENO))
        return STATUS_OK;
    while ((len = read(STDIN_FILENO, buffer, sizeof(buffer))) > 0) {
        str_add(out, view_from(buffer, (size_t)len));
        if (out->len > CLI_INPUT_LIMIT)
            return error_set(err, STATUS_LIMIT, "what comes in is longer than 64 MiB");
    }
    return len < 0 ? error_system(err, errno, "standard input cannot be read") : STATUS_OK;
}

int cli_print_lines(struct view rest)
{
    struct view line;
    struct str out = {0};
    while (view_line(&rest, &line)) {
        cluster_add_shown(&out, line);
        str_add_char(&out, '\n');
    }
    return cli_print(&out);
}

enum status cli_run_line(const char *dir, const char *line, struct str *message, int *code,
                         struct error *err)
{
    struct workspace ws;
    struct change_set set = {0};
    struct revive_request revive = {0};
    struct relocate_request relocate = {0};
    struct str open = {0};
    char today[11] = "", **words = NULL;
    size_t count = 0;
    time_t now = (time_t)clock_now();
    struct tm tm;
    if (localtime_r(&now, &tm))
        strftime(today, sizeof(today), "%Y-%m-%d", &tm);
    *code = 2;
    enum status status = command_words(view_of(line), &words, &count, err);
    if (status == STATUS_OK && count == 0)
        status = error_set(err, STATUS_INVALID, "the command line is empty");
    if (status != STATUS_OK)
        return status;
    status = workspace_open(dir, 0, &ws, err);
    if (status == STATUS_OK) {
        struct command_call call = {.argc = count,
                                    .argv = words,
                                    .set = &set,
                                    .message = message,
                                    .open = &open,
                                    .revive = &revive,
                                    .relocate = &relocate,
                                    .task = SIZE_MAX,
                                    .today = today};
        status = cli_run_words(&ws, &call, code, err);
        workspace_close(&ws);
    } else {
        *code = 1;
    }
    command_words_free(words, count);
    change_set_finish(&set);
    revive_request_finish(&revive);
    relocate_request_finish(&relocate);
    str_finish(&open);
    return status;
}

int cli_run(const char *dir, const char *line)
{
    struct str message = {0};
    struct error err;
    int code;
    enum status status = cli_run_line(dir, line, &message, &code, &err);
    if (status == STATUS_OK)
        code = cli_print_lines(str_view(&message));
    else
        cli_fail(&err);
    str_finish(&message);
    return code;
}
