#ifndef TUI_CLI_WORKSPACE_H
#define TUI_CLI_WORKSPACE_H

#include "core/base/error.h"
#include "core/base/str.h"

#include <stdbool.h>

/* What the command line does with a workspace, without a screen. Each returns an exit status. */

int cli_status(const char *dir);
int cli_init(const char *dir);
/* Runs one command line of the model: saves and commits before it returns. */
int cli_run(const char *dir, const char *line);
/* A repository of its own, or a file in one of the panes. */
bool cli_is_workspace(const char *dir);

int cli_fail(const struct error *err); /* one line on stderr; 1 */
int cli_print(struct str *out);        /* to stdout; frees `out` */

#endif
