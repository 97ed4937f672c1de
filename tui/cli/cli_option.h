#ifndef TUI_CLI_CLI_OPTION_H
#define TUI_CLI_CLI_OPTION_H

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
/* Takes all options of `argv`; what is left are `words`, at most `most` of them, and `*count`. What
 * follows `--` are words. False, and told on stderr, for an unknown option or too many words. */
bool cli_take_all(const struct cli_option *options, size_t option_count, int argc, char **argv,
                  const char **words, size_t most, size_t *count);
bool cli_is_color(const char *when); /* auto, always or never */

/* Adds `text`, cut or filled to so many cells, and two blanks. */
void cli_add_cell(struct page *page, const char *text, size_t cols, enum role role);

#endif
