#ifndef CORE_STORE_OUTSIDE_HOLD_H
#define CORE_STORE_OUTSIDE_HOLD_H

#include "core/store/commit.h"
#include "core/text/alarm.h"

/* What another program did to a file that a person should look at before it is committed
 * (core/text/alarm.h). Until then the file stays as it is on the disk, and HEAD has the old text.
 */

/* A text of a file, by its hash: one that was looked at and is to be kept. */
struct outside_accept {
    char *path;
    uint64_t hash;
};

struct outside_held {
    char *path;
    struct alarm alarm;
};

/* Judges the changes of files that HEAD has too; marks those that are held up, which are then left
 * out of the commit, and appends them to `*held`. Texts that are accepted are not held. The text
 * that was judged is the only one that outside_commit takes. */
MUST_CHECK enum status outside_hold(struct repository *repo, struct outside_change *changes,
                                    size_t count, const struct outside_accept *accepted,
                                    size_t accepted_count, const atomic_bool *cancel,
                                    struct outside_held **held, size_t *held_count,
                                    struct error *err);
void outside_held_free(struct outside_held *held, size_t count);
/* Whether HEAD has `text` at `path`, which is told by its hash: HEAD's text is not read. */
MUST_CHECK enum status outside_head_is(struct repository *repo, const char *path, struct view text,
                                       bool *same, struct error *err);
/* Appends what HEAD has at `path`. STATUS_ABSENT when it has no such file. */
MUST_CHECK enum status outside_read_head(struct repository *repo, const char *path, struct str *out,
                                         struct error *err);

#endif
