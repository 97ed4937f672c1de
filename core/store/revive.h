#ifndef CORE_STORE_REVIVE_H
#define CORE_STORE_REVIVE_H

#include "core/store/change.h"
#include "core/store/folder.h"
#include "core/store/repository.h"

#include <stdint.h>

/* Bringing back what history has: a file as it was, what a commit took away, the last change of
 * the workspace. The answer is a change set, to be saved and committed like any other: history only
 * grows. What was undone is told by the commits themselves, in trailers `Undoes: ID`, `Redoes: ID`
 * and `Reverts: ID`, so it is the same after a restart and for every writer. */

enum revive_kind {
    REVIVE_NOTHING,
    REVIVE_RESTORE,  /* `path` as it was in `rev`, or only some lines of it */
    REVIVE_UNDELETE, /* `path` as it last was */
    REVIVE_REVERT,   /* what `rev`, or the run of commits from `rev` to `to`, changed: taken back */
    REVIVE_UNDO,     /* the newest change that is not undone */
    REVIVE_REDO,     /* the newest undo that is not redone */
};

struct revive_request {
    enum revive_kind kind;
    char *rev, *to, *path; /* names of commits as in core/store/revision.h; NULL where not used */
    char *from;            /* restore: the name that `path` had then; NULL: the same */
    size_t first, last;    /* restore: these lines of the version, from 1; 0 for the whole file */
};
void revive_request_finish(struct revive_request *request);

/* A file in which later changes stand where something is to be taken back: for a person to settle
 * with core/text/merge. */
struct revive_conflict {
    char *path;                    /* NULL: none */
    struct str base, mine, theirs; /* as the commit left it, as it is now, as it was before */
};

struct revive_plan {
    struct change_set set; /* all but the conflict; its subject and body are there even if empty */
    struct revive_conflict conflict;
    char head[41]; /* what it was made for */
    char *about;   /* the subject of the commit that it is about; unfiltered; may be NULL */
    int64_t time;  /* and when that was */
};

/* Makes the plan; nothing is written. An empty set without a conflict: all of it is so already.
 * STATUS_REFUSED when it would touch a file whose text on disk is not committed, or what is no
 * file; STATUS_CONFLICT when it cannot be merged and is not for the merge of one text;
 * STATUS_ABSENT when there is nothing to undo, or no such commit or file. */
MUST_CHECK enum status revive_plan_make(struct repository *repo, const struct folder *folder,
                                        const struct revive_request *request,
                                        const atomic_bool *cancel, struct revive_plan *out,
                                        struct error *err);
void revive_plan_finish(struct revive_plan *plan);
/* STATUS_CONFLICT when HEAD is no longer what the plan was made for. */
MUST_CHECK enum status revive_plan_check(struct repository *repo, const char *head,
                                         struct error *err);

#endif
