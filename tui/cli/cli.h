#ifndef TUI_CLI_CLI_H
#define TUI_CLI_CLI_H

/* The command line: what `palimpsest ARGUMENTS` does. Returns the exit status: 0, 1 after an error
 * (one line on stderr), 2 for wrong use. */
int cli_main(int argc, char **argv);

#endif
