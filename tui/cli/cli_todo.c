#include "core/base/memory.h"
#include "core/command/command.h"
#include "core/text/cluster.h"
#include "core/text/json.h"
#include "tui/cli/cli_history.h"
#include "tui/cli/cli_note.h"
#include "tui/cli/cli_option.h"
#include "tui/cli/cli_workspace.h"

#include <stdlib.h>
#include <string.h>

/* `palimpsest todo`: the list as text or as JSON, and its changes through the commands that keys
 * use too. "done 3" means done, however often it is said. */

static const char *const state_names[] = {"open", "started", "done", "cancelled"};

static void add_task(struct str *out, const struct todo_list *list, size_t at, bool json)
{
    static const char *const marks[] = {"☐", "◐", "☒", "☒"};
    const struct todo_item *item = &list->items[at];
    if (!json) {
        str_addf(out, "%3zu  ", at + 1);
        str_add_many(out, ' ', (size_t)item->depth * 2);
        str_addf(out, "%s ", marks[item->state]);
        cluster_add_shown(out, todo_words(list, at));
        str_add_text(out, item->state == TODO_CANCELLED ? "  (cancelled)\n" : "\n");
        return;
    }
    str_addf(out, "{\"number\":%zu,\"state\":\"%s\",\"depth\":%u,\"text\":", at + 1,
             state_names[item->state], item->depth);
    json_add_string(out, todo_words(list, at));
    if (item->heading != SIZE_MAX) {
        str_add_text(out, ",\"heading\":");
        json_add_string(out, view_of(list->headings[item->heading]));
    }
    if (item->due[0])
        str_addf(out, ",\"due\":\"%s\"", item->due);
    if (item->priority)
        str_addf(out, ",\"priority\":\"%c\"", item->priority);
    str_add_text(out, "}\n");
}

static int todo_print(const char *dir, const char *shown, bool json)
{
    struct workspace ws;
    struct error err;
    struct str out = {0};
    size_t only = 0;
    while (only < ARRAY_LEN(state_names) && strcmp(shown, state_names[only]) != 0)
        only++;
    if (only == ARRAY_LEN(state_names) && strcmp(shown, "all") != 0)
        return cli_wrong("todo list takes one of: all, open, started, done, cancelled");
    if (workspace_open(dir, 0, &ws, &err) != STATUS_OK)
        return cli_fail(&err);
    for (size_t i = 0; i < ws.todo.count; i++)
        if (only == ARRAY_LEN(state_names) || ws.todo.items[i].state == only)
            add_task(&out, &ws.todo, i, json);
    int code = 0;
    if (ws.todo_problem) {
        error_set(&err, STATUS_IO, "the todo list cannot be read: %s", ws.todo_problem);
        code = cli_fail(&err);
    }
    workspace_close(&ws);
    return cli_print(&out) ? 1 : code;
}

static int todo_run(const char *dir, const char *action, const char *line, bool json)
{
    struct str message = {0}, out = {0};
    struct error err;
    int code;
    enum status status = cli_run_line(dir, line, &message, &code, &err);
    if (json) {
        str_addf(&out, "{\"%s\":\"%s\",\"message\":", status == STATUS_OK ? "action" : "error",
                 status == STATUS_OK ? action : "refused");
        json_add_string(&out, status == STATUS_OK ? str_view(&message) : view_of(err.text));
        str_add_text(&out, "}\n");
        int printed = cli_print(&out);
        code = status == STATUS_OK ? printed : code;
    } else if (status == STATUS_OK) {
        code = cli_print_lines(str_view(&message));
    }
    if (status != STATUS_OK)
        cli_fail(&err);
    str_finish(&message);
    return code;
}

/* Sets the state of one task, through the command that would switch it on or off. */
static int todo_set(const char *dir, enum todo_state wanted, const char *number, bool json)
{
    static const char *const commands[] = {NULL, "todo-start", "todo-toggle", "todo-cancel"};
    struct workspace ws;
    struct error err;
    struct str line = {0};
    char *end;
    unsigned long at = strtoul(number, &end, 10);
    if (*end || at == 0)
        return cli_wrong("todo wants the number of a task, as todo list shows it");
    if (workspace_open(dir, 0, &ws, &err) != STATUS_OK)
        return cli_fail(&err);
    enum todo_state now = at <= ws.todo.count ? ws.todo.items[at - 1].state : wanted;
    bool there = at <= ws.todo.count;
    workspace_close(&ws);
    if (there && now == wanted) {
        str_addf(&line,
                 json ? "{\"action\":\"%s\",\"message\":\"nothing to change\"}\n"
                      : "it is %s already: nothing to change\n",
                 state_names[wanted]);
        return cli_print(&line);
    }
    const char *command = commands[wanted == TODO_PENDING ? now : wanted];
    str_addf(&line, "%s %lu", command ? command : "todo-toggle", at);
    int code = todo_run(dir, state_names[wanted], str_text(&line), json);
    str_finish(&line);
    return code;
}

/* `COMMAND word word …`, each quoted. */
static int todo_change(const char *dir, const char *action, const char *command,
                       const char *const *words, size_t count, bool json)
{
    struct str line = {0};
    str_add_text(&line, command);
    for (size_t i = 0; i < count; i++) {
        str_add_char(&line, ' ');
        command_add_quoted(&line, view_of(words[i]));
    }
    int code = todo_run(dir, action, str_text(&line), json);
    str_finish(&line);
    return code;
}

enum { WORDS_MAX = 256 };

int cli_todo(const char *dir, int argc, char **argv)
{
    static const struct {
        const char *name;
        enum todo_state state;
    } states[] = {{"done", TODO_DONE},
                  {"start", TODO_PROGRESS},
                  {"cancel", TODO_CANCELLED},
                  {"open", TODO_PENDING}};
    bool json = false;
    const struct cli_option table[] = {{"--json", NULL, &json}};
    const char *words[WORDS_MAX];
    size_t count;
    if (!cli_take_all(table, ARRAY_LEN(table), argc, argv, words, WORDS_MAX, &count))
        return 2;
    const char *verb = count ? words[0] : "list";
    if (strcmp(verb, "list") == 0 && count <= 2)
        return todo_print(dir, count > 1 ? words[1] : "all", json);
    if (strcmp(verb, "add") == 0 && count > 1)
        return todo_change(dir, "added", "todo-add", words + 1, count - 1, json);
    if (strcmp(verb, "edit") == 0 && count > 2)
        return todo_change(dir, "edited", "todo-edit", words + 1, count - 1, json);
    if (strcmp(verb, "delete") == 0 && count == 2)
        return todo_change(dir, "deleted", "todo-delete", words + 1, 1, json);
    for (size_t i = 0; i < ARRAY_LEN(states); i++)
        if (strcmp(verb, states[i].name) == 0 && count == 2)
            return todo_set(dir, states[i].state, words[1], json);
    return cli_wrong("todo wants one of: list [STATE], add TEXT, done NUMBER, start NUMBER, "
                     "cancel NUMBER, open NUMBER, edit NUMBER TEXT, delete NUMBER");
}
