#ifndef CORE_COMMAND_TABLES_H
#define CORE_COMMAND_TABLES_H

#include "core/command/command.h"

/* Private to the room: the tables by noun (each ends with a command without a name), and what the
 * commands share. */

extern const struct command command_todo_table[];
extern const struct command command_note_table[];
extern const struct command command_draft_table[];
extern const struct command command_file_table[];
extern const struct command command_history_table[];
extern const struct command command_rules_table[];

/* Appends argv[from] and what follows, joined with blanks. */
void command_add_arguments(const struct command_call *call, size_t from, struct str *out);
/* STATUS_INVALID for a title that is more than a line. */
MUST_CHECK enum status command_title(struct view title, struct error *err);
bool command_is_below(const char *folder, const char *path); /* no path is below NULL or "" */
/* "self", "memory", "draft", "place" or "todo": the area of a commit's subject; that of a new file
 * by its folder. */
const char *command_area(const struct workspace *ws, const char *path);
/* STATUS_EXISTS when something is at `path` already; STATUS_REFUSED when it may not be made. */
MUST_CHECK enum status command_check_free(const struct workspace *ws, const char *path,
                                          struct error *err);
/* argv[at], or the selected file when it is not given. */
MUST_CHECK enum status command_path(const struct command_call *call, size_t at, const char **path,
                                    struct error *err);

#endif
