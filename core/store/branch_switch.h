#ifndef CORE_STORE_BRANCH_SWITCH_H
#define CORE_STORE_BRANCH_SWITCH_H

#include "core/store/folder.h"
#include "core/store/repository.h"

/* Standing on another branch, or on a commit without one: the files that differ become those of the
 * other side, git's index and HEAD follow. Only when nothing would be lost: every text on disk that
 * is in no commit, staged work on these paths and unsaved text that a crash left stand in the way.
 *
 * What is being done stands in `.git/palimpsest.switch` from before the first file is touched until
 * HEAD has moved; while it does, nothing is committed ("a switch of branches" is in progress). When
 * the program was killed in between, branch_switch_finish goes on. */

struct branch_target {
    const char *branch; /* its name; NULL: `id`, without a branch */
    const char *id;     /* 40 hex digits */
    const char *const *unsaved;
    size_t unsaved_count; /* paths of which there is unsaved text elsewhere */
};
struct branch_result {
    size_t files; /* that were changed */
    size_t left;  /* changed by another program meanwhile, and left as they are */
    char *first;  /* one of those, or NULL */
};
/* STATUS_REFUSED, and nothing touched, with what stands in the way; STATUS_EXISTS when HEAD is
 * there already. On any failure later the message says so, and the switch is still in progress. */
MUST_CHECK enum status branch_switch(struct repository *repo, const struct folder *folder,
                                     const struct branch_target *target, const atomic_bool *cancel,
                                     struct branch_result *result, struct error *err);
/* Goes on with a switch that was cut short; does nothing when there is none. STATUS_BUSY when it is
 * another program's and that is still at it. */
MUST_CHECK enum status branch_switch_finish(struct repository *repo, const struct folder *folder,
                                            struct branch_result *result, struct error *err);
void branch_result_finish(struct branch_result *result);

#endif
