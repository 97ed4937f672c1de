#ifndef TUI_CLI_CLI_NOTE_PARTS_H
#define TUI_CLI_CLI_NOTE_PARTS_H

#include "core/workspace/note_write.h"
#include "tui/cli/cli_option.h"
#include "tui/cli/cli_workspace.h"

/* Private to the verbs of `palimpsest note`. */

/* What most of them take. */
struct note_cli {
    struct workspace ws;
    bool json;
    const char *title, *folder, *tags, *type, *base;
    const char *agent, *session; /* who writes, for the commit; or NULL */
    const char *lines[NOTE_LINES];
};

/* The exit status for a failure: one line on stderr, and with --json an object on stdout. */
int note_cli_fail(const struct note_cli *cli, const char *path, const struct error *err);
/* Opens the workspace; false when that fails. */
bool note_cli_open(struct note_cli *cli, const char *dir, struct error *err);
/* Saves and commits `set`, with who wrote it as trailers. */
MUST_CHECK enum status note_cli_commit(const struct note_cli *cli, struct change_set *set,
                                       struct commit_result *result, struct error *err);
/* `, "key": "value"` */
void note_cli_add(struct str *out, const char *key, struct view value);
/* What a note that was written, edited or moved is now, as an object or as basic-memory says it;
 * `done` is "Created", "Updated", …, `more` further lines or "". */
int note_cli_answer(const struct note_cli *cli, const char *done, const char *path,
                    struct view text, struct view more);

int note_cli_write(const char *dir, int argc, char **argv);
int note_cli_edit(const char *dir, int argc, char **argv);
int note_cli_move(const char *dir, int argc, char **argv);
int note_cli_delete(const char *dir, int argc, char **argv);
int note_cli_rename(const char *dir, int argc, char **argv);

#endif
