#ifndef TUI_CLI_CLI_DOCTOR_H
#define TUI_CLI_CLI_DOCTOR_H

/* `palimpsest doctor`. Returns an exit status. */
int cli_doctor(const char *dir, int argc, char **argv);

#endif
