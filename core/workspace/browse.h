#ifndef CORE_WORKSPACE_BROWSE_H
#define CORE_WORKSPACE_BROWSE_H

#include "core/workspace/link_map.h"

/* Memory notes in another order, or only some of them, as a line that a person types:
 *
 *   by:intensity tag:hope folder:insights emotion:joy intensity:8
 *
 *   by:        name (as they stand), newest, linked (by most files), emotion, intensity
 *   tag:       that tag; where no file has it, one that begins so
 *   folder:    below that folder
 *   emotion:   one of its emotions begins so
 *   intensity: at least so much; ∞ is more than any number
 *
 * Each is given once; all must hold. */

enum browse_order {
    BROWSE_NAME,
    BROWSE_NEWEST,
    BROWSE_LINKED,
    BROWSE_EMOTION,
    BROWSE_INTENSITY,
    BROWSE_ORDERS
};

enum browse_chip { BROWSE_BY, BROWSE_TAG, BROWSE_FOLDER, BROWSE_WITH, BROWSE_LEAST, BROWSE_CHIPS };

struct browse {
    enum browse_order order;
    char *values[BROWSE_CHIPS]; /* as typed; NULL: not given */
};

/* STATUS_INVALID for an order that is none, a name without a value, a word without a name. */
MUST_CHECK enum status browse_parse(struct view line, struct browse *out, struct error *err);
void browse_finish(struct browse *browse);
bool browse_is_empty(const struct browse *browse);
const char *browse_order_name(enum browse_order order);
/* "tag:hope", quoted where that is needed. */
void browse_add_chip(const struct browse *browse, enum browse_chip chip, struct str *out);
/* All of them but `without` (BROWSE_CHIPS: all), to be parsed again. */
void browse_add_line(const struct browse *browse, enum browse_chip without, struct str *out);

struct browse_list {
    struct browse_note {
        char *path;
        size_t place; /* in `paths` */
        char *value;  /* what it was sorted by, for its row: "3d", "12", "calm"; or "" */
    } * notes;
    size_t count, cap;
    size_t hidden[BROWSE_CHIPS]; /* how many this one filter alone leaves out */
};

/* What the notes say of how they felt, which the index does not know: read from the beginning of a
 * file and kept for the next time. For one thread at a time. */
struct browse_heads;
struct browse_heads *browse_heads_new(void);
void browse_heads_free(struct browse_heads *heads);

/* Which of `paths` fit, in order. STATUS_CANCELLED. */
MUST_CHECK enum status browse_run(const struct link_map *map, struct browse_heads *heads,
                                  const struct folder *folder, const struct search_files *paths,
                                  const struct browse *browse, int64_t now,
                                  const atomic_bool *cancel, struct browse_list *out,
                                  struct error *err);
void browse_list_finish(struct browse_list *list);

/* What could be asked for: "tag:hope" and how many of `paths` have it, the most frequent first, at
 * most BROWSE_FACETS_MAX of a kind; intensities from the strongest down, each with those above. */
struct browse_facets {
    struct browse_facet {
        char *chip;
        size_t count;
    } * items;
    size_t count, cap;
};
#define BROWSE_FACETS_MAX 500
MUST_CHECK enum status browse_facets_make(const struct link_map *map, struct browse_heads *heads,
                                          const struct folder *folder,
                                          const struct search_files *paths,
                                          const atomic_bool *cancel, struct browse_facets *out,
                                          struct error *err);
void browse_facets_finish(struct browse_facets *facets);

#endif
