#ifndef TUI_CLI_SEARCH_H
#define TUI_CLI_SEARCH_H

/* `palimpsest search QUERY`. Returns an exit status: 1 also when nothing is found. */
int cli_search(const char *dir, int argc, char **argv);

#endif
