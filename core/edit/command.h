#ifndef CORE_EDIT_COMMAND_H
#define CORE_EDIT_COMMAND_H

#include "core/edit/editor.h"

/* What a person does in an editor: each act is a named command of one of the tables below, which
 * feed key maps, help, the palette and the manual. A command that changes the text is one step of
 * undo; one that fails has changed nothing. */

struct edit_call {
    struct editor *editor;
    size_t argc;
    char *const *argv; /* argv[0] is the name */
};

struct edit_command {
    const char *name;
    const char
        *usage;       /* "TEXT", "[NUMBER]", "": capitals are arguments, brackets may be left out */
    const char *help; /* one line */
    const char *group; /* heading in help: "Move", "Select", "Edit", "Prose", "Find" */
    enum status (*run)(struct edit_call *call, struct error *err);
};

/* Each table ends with a command without a name; a NULL ends the list of tables. */
extern const struct edit_command *const edit_command_tables[];

/* NULL if there is none. */
const struct edit_command *edit_command_find(struct view name);
/* Looks up argv[0], checks the arguments against the usage, runs it. */
MUST_CHECK enum status edit_command_run(struct editor *editor, size_t argc, char *const *argv,
                                        struct error *err);

#endif
