#ifndef TUI_CLI_CLI_HISTORY_H
#define TUI_CLI_CLI_HISTORY_H

#include "core/base/error.h"
#include "core/base/str.h"

#include <stdbool.h>

/* History on the command line. Each returns an exit status. */

int cli_log(const char *dir, int argc, char **argv);
int cli_diff(const char *dir, int argc, char **argv);
int cli_blame(const char *dir, int argc, char **argv);
/* "REV:PATH" or "REV"; `absent` is what is said when `name` looks like neither. */
int cli_show_version(const char *dir, const char *name, unsigned cols, bool color,
                     const struct error *absent);

/* From cli.c, for all verbs. */

int cli_wrong(const char *what); /* one line on stderr; 2 */
int cli_end(bool ok);            /* whether all of the output could be written */
bool cli_color(const char *when);
unsigned cli_columns(void);
/* Renders a text by its file's name. */
int cli_show_text(struct view text, struct view name, unsigned cols, bool color);

#endif
