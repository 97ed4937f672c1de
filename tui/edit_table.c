#include "tui/edit_table.h"

#include "core/base/memory.h"
#include "core/edit/command.h"
#include "tui/app.h"
#include "tui/app_edit.h"

static enum status edit_table_run(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    if (!app->edit.editor)
        return error_set(err, STATUS_INVALID, "nothing is being edited");
    return app_edit_do(app, call->argc, call->argv, err);
}

static size_t edit_table_count(void)
{
    size_t count = 0;
    for (const struct edit_command *const *table = edit_command_tables; *table; table++)
        for (const struct edit_command *command = *table; command->name; command++)
            count++;
    return count;
}

static struct command *edit_table_make(void)
{
    struct command *commands = mem_zalloc(edit_table_count() + 1, sizeof(*commands)),
                   *next = commands;
    for (const struct edit_command *const *table = edit_command_tables; *table; table++)
        for (const struct edit_command *command = *table; command->name; command++)
            *next++ = (struct command){.name = command->name,
                                       .usage = command->usage,
                                       .help = command->help,
                                       .group = command->group,
                                       .where = WHERE_EDITOR,
                                       .run = edit_table_run};
    return commands;
}

const struct command *edit_table(void)
{
    static struct command *commands;
    if (!commands)
        commands = edit_table_make();
    return commands;
}
