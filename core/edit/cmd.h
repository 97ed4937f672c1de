#ifndef CORE_EDIT_CMD_H
#define CORE_EDIT_CMD_H

#include "core/edit/command.h"

/* The tables of commands, and what their files share. */

extern const struct edit_command cmd_move_table[];
extern const struct edit_command cmd_select_table[];
extern const struct edit_command cmd_change_table[];
extern const struct edit_command cmd_clipboard_table[];
extern const struct edit_command cmd_prose_table[];
extern const struct edit_command cmd_find_table[];

/* Argument `at` as a number from 1 on, or `otherwise` when it is not given. */
MUST_CHECK enum status cmd_number(const struct edit_call *call, size_t at, size_t otherwise,
                                  size_t *out, struct error *err);
/* The lines that the selection touches, or the cursor's; a selection that ends at a line's start
 * does not touch that line. */
void cmd_lines(const struct editor *editor, size_t *first, size_t *last);

#endif
