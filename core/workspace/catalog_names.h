#ifndef CORE_WORKSPACE_CATALOG_NAMES_H
#define CORE_WORKSPACE_CATALOG_NAMES_H

#include "core/base/str.h"

/* What files are called that their paths do not tell: titles, permalinks and aliases of front
 * matter. A catalog that has it (catalog.names) lets links name files so too. */

struct catalog_names;

struct catalog_names *catalog_names_new(void);
void catalog_names_free(struct catalog_names *names);
/* What `path` is called; "" for none; `aliases` each end in a NUL, then one more. What was known of
 * the path is to be dropped before. */
void catalog_names_put(struct catalog_names *names, const char *path, const char *title,
                       const char *permalink, const char *aliases);
void catalog_names_drop(struct catalog_names *names, const char *path);
/* Moves all that `from` has into `names`, and frees it. */
void catalog_names_merge(struct catalog_names *names, struct catalog_names *from);

enum names_rank { NAMES_NONE, NAMES_FOLDED, NAMES_ALIAS, NAMES_TITLE, NAMES_PERMALINK };
/* The file that `target` names best, at least so well; of several the one nearest to the file
 * `from` ("" for none). NULL if there is none; borrowed until something is put or dropped. */
const char *catalog_names_find(const struct catalog_names *names, struct view target,
                               enum names_rank least, struct view from);
/* Tells each title and alias that can be written into a link, with its file, until it says no. */
void catalog_names_each(const struct catalog_names *names,
                        bool (*tell)(void *data, struct view name, const char *path), void *data);
/* How near two files lie: how many folders they share from the top, whole ones. */
size_t catalog_nearness(struct view a, struct view b);

#endif
