#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/command/tables.h"

#include <stdlib.h>

/* What history brings back. A command says what is wanted (core/store/revive.h); whoever runs it
 * makes the change set of it, for that reads history, which takes its time. */

static enum status cmd_commit_outside(struct command_call *call, struct error *err)
{
    (void)err;
    call->commit_outside = true;
    return STATUS_OK;
}

static enum status cmd_undo_change(struct command_call *call, struct error *err)
{
    (void)err;
    call->revive->kind = REVIVE_UNDO;
    return STATUS_OK;
}

static enum status cmd_redo_change(struct command_call *call, struct error *err)
{
    (void)err;
    call->revive->kind = REVIVE_REDO;
    return STATUS_OK;
}

/* "12" or "12-18" */
static enum status read_lines(const char *text, size_t *first, size_t *last, struct error *err)
{
    char *end = NULL;
    bool digits = text[0] >= '0' && text[0] <= '9';
    *first = *last = strtoul(text, &end, 10);
    if (digits && *end == '-' && end[1] >= '0' && end[1] <= '9')
        *last = strtoul(end + 1, &end, 10);
    if (!digits || *end || *first == 0 || *last < *first)
        return error_set(err, STATUS_INVALID, "\"%s\" is no line and no range of lines", text);
    return STATUS_OK;
}

/* restore REV [PATH] [LINES] */
static enum status cmd_restore(struct command_call *call, struct error *err)
{
    const char *path;
    size_t first = 0, last = 0;
    enum status status = command_path(call, 2, &path, err);
    if (status == STATUS_OK && call->argc > 3)
        status = read_lines(call->argv[3], &first, &last, err);
    if (status == STATUS_OK)
        *call->revive = (struct revive_request){.kind = REVIVE_RESTORE,
                                                .rev = mem_string(call->argv[1]),
                                                .path = mem_string(path),
                                                .first = first,
                                                .last = last};
    return status;
}

static enum status cmd_undelete(struct command_call *call, struct error *err)
{
    const char *path = call->argv[1];
    enum status status = path_check(view_of(path), err);
    if (status == STATUS_OK)
        *call->revive = (struct revive_request){.kind = REVIVE_UNDELETE, .path = mem_string(path)};
    return status;
}

/* revert REV [TO] */
static enum status cmd_revert(struct command_call *call, struct error *err)
{
    (void)err;
    *call->revive =
        (struct revive_request){.kind = REVIVE_REVERT,
                                .rev = mem_string(call->argv[1]),
                                .to = call->argc > 2 ? mem_string(call->argv[2]) : NULL};
    return STATUS_OK;
}

const struct command command_history_table[] = {
    {"commit-outside", "", "commit now what other programs changed", "History", WHERE_ANY,
     cmd_commit_outside},
    {"undo-change", "", "undo the last change, by a new commit", "History", WHERE_ANY,
     cmd_undo_change},
    {"redo-change", "", "bring the last undone change again", "History", WHERE_ANY,
     cmd_redo_change},
    {"restore", "REV [PATH] [LINES]", "bring a file, or lines of it, back as it was", "History",
     WHERE_ANY, cmd_restore},
    {"undelete", "PATH", "bring a deleted file back as it last was", "History", WHERE_ANY,
     cmd_undelete},
    {"revert", "REV [TO]", "take a commit back, or a run of them as one", "History", WHERE_ANY,
     cmd_revert},
    {0},
};
