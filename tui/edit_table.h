#ifndef TUI_EDIT_TABLE_H
#define TUI_EDIT_TABLE_H

#include "core/command/command.h"

/* The commands of core/edit in the shape of all others, so that keys, help and the palette treat
 * them alike. Where the editor is, they go before those of the same name elsewhere ("find",
 * "page-up"). */

/* Ends with a command without a name; WHERE_EDITOR. Made at the first call, never freed. */
const struct command *edit_table(void);

#endif
