#include "core/command/tables.h"
#include "core/workspace/prose_rules.h"

static enum status cmd_rules_start(struct command_call *call, struct error *err)
{
    enum status status = command_check_free(call->ws, PROSE_RULES_PATH, err);
    if (status != STATUS_OK)
        return status;
    change_set_write(call->set, PROSE_RULES_PATH, NULL, prose_rules_starter());
    change_set_subject(call->set, "rules: a set to begin with");
    str_add_text(call->message,
                 PROSE_RULES_PATH " is there now, for you to change; f7 lists its marks");
    return STATUS_OK;
}

const struct command command_rules_table[] = {
    {"rules-start", "", "make a few rules for prose to begin with", "Files", WHERE_ANY,
     cmd_rules_start},
    {0},
};
