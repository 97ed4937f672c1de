#ifndef TUI_CLI_OPTION_H
#define TUI_CLI_OPTION_H

#include "core/text/page.h"

#include <stdbool.h>

/* What the verbs of the command line share: their options, and columns of output. */

/* An option that takes a value, or (value NULL) one that does not. */
struct cli_option {
    const char *name;
    const char **value;
    bool *given;
};

/* Takes `--name VALUE`, `--name=VALUE` or `--name` at `*at`; false when it is none of them. */
bool cli_take(const struct cli_option *options, size_t count, int argc, char **argv, int *at);
bool cli_is_color(const char *when); /* auto, always or never */

/* Adds `text`, cut or filled to so many cells, and two blanks. */
void cli_add_cell(struct page *page, const char *text, size_t cols, enum role role);

#endif
