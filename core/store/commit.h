#ifndef CORE_STORE_COMMIT_H
#define CORE_STORE_COMMIT_H

#include "core/store/change.h"
#include "core/store/repository.h"

#include <stdint.h>

/* The commit protocol (promises P2 to P4): one commit that touches exactly the paths given, checked
 * by a tree diff before the ref moves; other writers' staged and committed work stays.
 * core/store/commit_edits.c has the steps. */

struct commit_result {
    bool made; /* false when the tree would not change: no commit */
    char id[41];
};

/* Told while it waits for somebody else's lock: `what` is a line to show. May be NULL. */
struct commit_progress {
    void (*waiting)(void *data, const char *what);
    void *data;
    const atomic_bool *cancel;
};

/* Commits the saved `set`. What somebody staged of these very paths, and neither HEAD nor `set`
 * has, is first put into history by a commit of its own ("keep: …"), so that it is neither lost nor
 * part of ours. Likewise each deleted or renamed file whose text HEAD does not hold is first kept
 * by a commit of its own, so that nothing deleted is lost. STATUS_BUSY after two seconds of other
 * writers, or while a rebase or merge is in progress: the files stand, commit again later.
 * `who` NULL: git's configuration (STATUS_ABSENT when it has none). */
MUST_CHECK enum status commit_change_set(struct repository *repo, const struct change_set *set,
                                         const struct identity *who,
                                         const struct commit_progress *progress,
                                         struct commit_result *result, struct error *err);

/* A path that differs from HEAD. */
struct outside_change {
    char *path;
    enum { OUTSIDE_ADDED, OUTSIDE_CHANGED, OUTSIDE_DELETED } kind;
    bool staged;    /* somebody staged it by hand: left to them */
    bool too_large; /* over 64 MiB: left alone */
    bool held;      /* to be looked at first: left alone (core/store/outside_hold.h) */
    bool is_judged; /* then the text with the hash `judged` is the only one that is taken */
    uint64_t judged;
};
/* What differs between HEAD and the work tree among `paths` (files or folders), or in all of it
 * when `paths` is NULL; hidden and ignored files left out. Free with outside_free. */
MUST_CHECK enum status outside_find(struct repository *repo, const char *const *paths, size_t count,
                                    const atomic_bool *cancel, struct outside_change **out,
                                    size_t *out_count, struct error *err);
void outside_free(struct outside_change *changes, size_t count);
/* Commits those that are not staged, too large or held as they now are on disk, with the subject
 * "outside: …" (or `subject`), as one commit. The text committed is the text read, checked again.
 */
MUST_CHECK enum status outside_commit(struct repository *repo, const struct outside_change *changes,
                                      size_t count, const char *subject, const struct identity *who,
                                      const struct commit_progress *progress,
                                      struct commit_result *result, struct error *err);

#endif
