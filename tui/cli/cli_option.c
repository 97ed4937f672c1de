#include "tui/cli/cli_option.h"

#include "core/text/cluster.h"
#include "tui/cli/cli_history.h"

#include <string.h>

bool cli_take(const struct cli_option *options, size_t count, int argc, char **argv, int *at)
{
    for (size_t i = 0; i < count; i++) {
        const struct cli_option *option = &options[i];
        size_t len = strlen(option->name);
        const char *word = argv[*at];
        if (strncmp(word, option->name, len) != 0)
            continue;
        if (option->given && word[len] == '\0')
            return *option->given = true;
        if (option->value && word[len] == '=')
            *option->value = word + len + 1;
        else if (option->value && word[len] == '\0' && *at + 1 < argc)
            *option->value = argv[++*at];
        else
            continue;
        return true;
    }
    return false;
}

static bool cli_refuse(const char *verb, const char *what, const char *word)
{
    struct str line = {0};
    str_addf(&line, "%s: %s %s", verb, what, word);
    cli_wrong(str_text(&line));
    str_finish(&line);
    return false;
}

bool cli_take_all(const struct cli_option *options, size_t option_count, int argc, char **argv,
                  const char **words, size_t most, size_t *count)
{
    bool open = true; /* options may still come */
    *count = 0;
    for (int i = 1; i < argc; i++) {
        if (open && strcmp(argv[i], "--") == 0) {
            open = false;
            continue;
        }
        if (open && cli_take(options, option_count, argc, argv, &i))
            continue;
        if (open && argv[i][0] == '-' && argv[i][1])
            return cli_refuse(argv[0], "no such option, or it wants a value:", argv[i]);
        if (*count == most)
            return cli_refuse(argv[0], "one word too many:", argv[i]);
        words[(*count)++] = argv[i];
    }
    return true;
}

bool cli_is_color(const char *when)
{
    return strcmp(when, "auto") == 0 || strcmp(when, "always") == 0 || strcmp(when, "never") == 0;
}

void cli_add_cell(struct page *page, const char *text, size_t cols, enum role role)
{
    size_t used, at = 0;
    struct view view = view_of(text);
    struct cluster cluster;
    for (used = 0; at < view.len;) {
        size_t next = cluster_next(view, at, &cluster);
        if (used + cluster.width > cols)
            break;
        used += cluster.width;
        at = next;
    }
    used = page_add(page, view_slice(view, 0, at), role, 0, 0);
    page_add_blank(page, used < cols + 2 ? cols + 2 - used : 2);
}
