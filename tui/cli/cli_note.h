#ifndef TUI_CLI_CLI_NOTE_H
#define TUI_CLI_CLI_NOTE_H

/* Notes, tasks and recent changes on the command line, for people and for agents. Each returns an
 * exit status: 0, 1 after an error, 2 for wrong use. With --json the answer is one JSON object (or
 * one a line), and an error is one too. */

int cli_note(const char *dir, int argc, char **argv);
int cli_recent(const char *dir, int argc, char **argv);
int cli_todo(const char *dir, int argc, char **argv);

#endif
