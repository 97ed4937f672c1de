#ifndef CORE_WORKSPACE_WORKSPACE_H
#define CORE_WORKSPACE_WORKSPACE_H

#include "core/store/change.h"
#include "core/store/folder.h"
#include "core/workspace/catalog.h"
#include "core/workspace/rules.h"
#include "core/workspace/settings.h"
#include "core/workspace/todo.h"

/* The open workspace as the panes see it. Only tui/app (and the plain command line) holds it
 * mutable. Memory first: a command makes a change set from it, workspace_apply brings the model to
 * the new state, and the files and the commit follow on a worker. */

/* Settings and rules of a workspace, read when it is opened. */
#define WORKSPACE_RULES ".palimpsest.yaml"

struct workspace {
    struct folder folder;
    char *name; /* of the folder */
    struct rules rules;
    struct catalog *catalog;
    struct todo_list todo;
    bool todo_there;       /* the todo file exists */
    unsigned todo_pending; /* changes of it that are not on disk yet: then memory is right */
    char *todo_problem;    /* why it could not be read; then todo is empty and refuses changes */
    struct settings settings;
};

/* What changed, as bits: 1 << enum section_kind, and these. */
enum { CHANGED_HISTORY = 1 << 8, CHANGED_READER = 1 << 9, CHANGED_ALL = 0x3FF };

/* Opens `path` and reads what the first screen needs: names (at most `limit` a section, 0 for all)
 * and the todo file. */
MUST_CHECK enum status workspace_open(const char *path, size_t limit, struct workspace *out,
                                      struct error *err);
/* The same with the files that may be `wanted` (sealed), of all sections, and no others. */
MUST_CHECK enum status workspace_open_wanted(const char *path, struct catalog_wanted *wanted,
                                             struct workspace *out, struct error *err);
void workspace_close(struct workspace *ws);
/* Takes over a catalog that a worker has scanned. */
void workspace_take_catalog(struct workspace *ws, struct catalog *catalog);
/* Brings the model to the state after `set`, which is then to be saved. Returns the bits of what
 * changed at once; new, renamed and deleted files follow with workspace_settle. */
unsigned workspace_apply(struct workspace *ws, const struct change_set *set);
/* `set` is on disk, or could not be saved (then disk is right): looks at its files again. */
unsigned workspace_settle(struct workspace *ws, const struct change_set *set);
/* Something outside changed `path`: looks again. Returns the bits of what changed. */
unsigned workspace_refresh(struct workspace *ws, const char *path);

/* The text of a file for a change; the limit is 64 MiB. */
MUST_CHECK enum status workspace_read(const struct workspace *ws, const char *path, struct str *out,
                                      struct error *err);
/* Reads the todo file again before a change. */
MUST_CHECK enum status workspace_read_todo(struct workspace *ws, struct error *err);

#endif
