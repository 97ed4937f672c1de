#ifndef TUI_CLI_CLI_WORKSPACE_H
#define TUI_CLI_CLI_WORKSPACE_H

#include "core/base/error.h"
#include "core/base/str.h"
#include "core/store/commit.h"
#include "core/workspace/workspace.h"

#include <stdbool.h>

/* What the command line does with a workspace, without a screen. Each returns an exit status. */

int cli_status(const char *dir);
int cli_init(const char *dir);
/* Runs one command line of the model: saves and commits before it returns. */
int cli_run(const char *dir, const char *line);
/* The same without a word: appends what there is to say; `*code` is the exit status of a failure.
 */
MUST_CHECK enum status cli_run_line(const char *dir, const char *line, struct str *message,
                                    int *code, struct error *err);
/* A repository of its own, or a file in one of the panes. */
bool cli_is_workspace(const char *dir);

/* Saves and commits `set`, which may be empty. `result` is zero when nothing was to commit. */
MUST_CHECK enum status cli_commit(const struct workspace *ws, struct change_set *set,
                                  struct commit_result *result, struct error *err);
/* The whole standard input, at most 64 MiB; nothing when it is a terminal. */
MUST_CHECK enum status cli_read_input(struct str *out, struct error *err);
/* Lines that may hold words of files, filtered, to stdout. */
int cli_print_lines(struct view lines);

int cli_fail(const struct error *err); /* one line on stderr; 1 */
int cli_print(struct str *out);        /* to stdout; frees `out` */

#endif
