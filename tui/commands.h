#ifndef TUI_COMMANDS_H
#define TUI_COMMANDS_H

#include "core/command/command.h"

/* The commands of the view, by what they are about; call->view is the struct app. Tables end with a
 * command without a name. */

extern const struct command command_view_move_table[];
extern const struct command command_view_open_table[];
extern const struct command command_view_link_table[];
extern const struct command command_view_browse_table[];
extern const struct command command_view_prompt_table[];
extern const struct command command_view_program_table[];
extern const struct command command_view_edit_table[];
extern const struct command command_view_revive_table[];
extern const struct command command_view_diff_table[];
extern const struct command command_view_blame_table[];
extern const struct command command_view_log_table[];
extern const struct command command_view_ledger_table[];
extern const struct command command_view_version_table[];
extern const struct command command_view_alarm_table[];
extern const struct command command_view_rules_table[];
extern const struct command command_view_margin_table[];
extern const struct command command_view_undo_table[];
extern const struct command command_view_replace_table[];
extern const struct command command_view_sheet_table[];

extern const struct command command_view_search_table[];

#endif
