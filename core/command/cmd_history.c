#include "core/command/tables.h"

static enum status cmd_commit_outside(struct command_call *call, struct error *err)
{
    (void)err;
    call->commit_outside = true;
    return STATUS_OK;
}

const struct command command_history_table[] = {
    {"commit-outside", "", "commit now what other programs changed", "History", WHERE_ANY,
     cmd_commit_outside},
    {0},
};
