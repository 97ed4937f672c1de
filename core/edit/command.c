#include "core/edit/command.h"

#include "core/edit/cmd.h"
#include "core/edit/state.h"
#include "core/edit/table_edit.h"

#include <string.h>

const struct edit_command *const edit_command_tables[] = {
    cmd_move_table,
    cmd_select_table,
    cmd_change_table,
    cmd_clipboard_table,
    cmd_prose_table,
    cmd_find_table,
    NULL,
};

const struct edit_command *edit_command_find(struct view name)
{
    for (const struct edit_command *const *table = edit_command_tables; *table; table++)
        for (const struct edit_command *command = *table; command->name; command++)
            if (view_is(name, command->name))
                return command;
    return NULL;
}

/* The usage is words: "NAME" must be given, "[NAME]" may be. */
static enum status check_arguments(const struct edit_command *command, size_t given,
                                   struct error *err)
{
    size_t least = 0, most = 0;
    for (struct view rest = view_of(command->usage); rest.len;) {
        size_t end = view_find(rest, 0, ' ');
        least += rest.data[0] != '[';
        most++;
        rest = view_slice(rest, end + 1, rest.len);
    }
    if (given >= least && given <= most)
        return STATUS_OK;
    return error_set(err, STATUS_INVALID, "%s: wrong number of arguments; use: %s %s",
                     command->name, command->name, command->usage);
}

/* A table is not aligned after undo: that would end the way forward. */
static bool moves_in_time(const struct edit_command *command)
{
    return strcmp(command->name, "undo") == 0 || strcmp(command->name, "redo") == 0;
}

enum status edit_command_run(struct editor *editor, size_t argc, char *const *argv,
                             struct error *err)
{
    const struct edit_command *command = argc ? edit_command_find(view_of(argv[0])) : NULL;
    if (!command)
        return error_set(err, STATUS_ABSENT, "There is no command \"%s\" in the editor",
                         argc ? argv[0] : "");
    enum status status = check_arguments(command, argc - 1, err);
    if (status != STATUS_OK)
        return status;
    struct edit_call call = {.editor = editor, .argc = argc, .argv = argv};
    uint64_t version = editor->version;
    str_clear(&editor->message);
    status = command->run(&call, err);
    if (version == editor->version)
        table_edit_leave(editor);
    else if (moves_in_time(command))
        editor->table_edit = SIZE_MAX;
    else if (strcmp(command->name, "table-align") != 0)
        table_edit_note(editor);
    return status;
}
