#ifndef CORE_STORE_BRANCH_SWITCH_PARTS_H
#define CORE_STORE_BRANCH_SWITCH_PARTS_H

#include "core/store/branch_switch.h"
#include "core/store/revive_parts.h"

/* Private to core/store: what the files of branch_switch share. */

/* A file that differs. A mode of 0: it is not there. */
struct switch_file {
    char *path;
    git_oid old_id, new_id;
    uint32_t old_mode, new_mode;
};

struct switch_work {
    struct revive_work texts; /* to read texts of the side that is left */
    struct switch_file *files;
    size_t count, cap;
    char *ref; /* where HEAD goes; NULL: to `to` itself */
    git_oid from, to;
    git_tree *after;
};

/* What the two sides differ in. STATUS_REFUSED for links, submodules and too many files. */
MUST_CHECK enum status switch_find(struct switch_work *work, struct error *err);
/* Nothing stands in the way. */
MUST_CHECK enum status switch_check(struct switch_work *work, const struct branch_target *target,
                                    struct error *err);
/* The files and then git's index, whose lock is held. Files that are so already are passed over,
 * those that are neither as before nor as after are left and counted. */
MUST_CHECK enum status switch_apply(struct switch_work *work, struct branch_result *result,
                                    struct error *err);

#endif
