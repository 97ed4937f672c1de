#ifndef CORE_WORKSPACE_RULES_H
#define CORE_WORKSPACE_RULES_H

#include "core/base/error.h"
#include "core/base/str.h"

/* Which files fill which pane, as `.palimpsest.yaml` at the workspace's root sets it: keys `self`,
 * `todo`, `memory`, `drafts`, each a path or a list of paths and globs (`*`, `?`, `[…]`, `**`). An
 * absent key means the convention. Other keys of the file are settings (core/workspace/settings.h).
 */

struct rule_list {
    char **globs;
    size_t count;
    bool set;
};

struct rules {
    struct rule_list self, todo, memory, drafts;
};

/* `text` is the file's; empty for none. STATUS_INVALID (line and reason), STATUS_LIMIT and
 * STATUS_REFUSED (of core/text/yaml.h) leave the conventions. Free with rules_finish. */
MUST_CHECK enum status rules_parse(struct view text, struct rules *out, struct error *err);
void rules_finish(struct rules *rules);
/* A path matches a list when it or a folder above it matches a glob. */
bool rule_list_match(const struct rule_list *list, struct view path);
/* gitignore's glob on a whole path: `**` crosses folders, `*` does not. No recursion without bound.
 */
bool rule_glob(struct view glob, struct view path);

#endif
