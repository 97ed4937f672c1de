#ifndef CORE_STORE_REPOSITORY_H
#define CORE_STORE_REPOSITORY_H

#include "core/base/error.h"
#include "core/base/str.h"

#include <stdatomic.h>
#include <stddef.h>

/* A workspace's git repository, through libgit2. Opening it runs no program, follows no path out of
 * the folder and searches no parent. One thread at a time may use a `struct repository`; open
 * another for another thread. libgit2 itself starts (3 ms) with the first one. */

struct repository;

enum repository_place {
    REPOSITORY_HERE,  /* the folder has one of its own */
    REPOSITORY_ABOVE, /* none, but the folder lies inside another work tree */
    REPOSITORY_NONE,
};
/* Looks at names only: no libgit2, nothing opened. */
enum repository_place repository_look(const char *path);

/* STATUS_ABSENT: no repository in the folder itself. STATUS_REFUSED: somebody else's, or its work
 * tree or git folder lies elsewhere, bare, or a gitlink; the message says which. */
MUST_CHECK enum status repository_open(const char *path, struct repository **out,
                                       struct error *err);
/* Makes one with branch main (or the configured init.defaultBranch); runs no template's hooks. */
MUST_CHECK enum status repository_create(const char *path, struct repository **out,
                                         struct error *err);
void repository_free(struct repository *repo);
/* Lets go of git's index as it was read last; the next to need it reads it again. */
void repository_rest(struct repository *repo);

struct repository_state {
    char branch[256]; /* or the short id when detached, or "" */
    char head[41];    /* "" before the first commit */
    bool detached;
    const char *busy; /* "a rebase", "a merge", … in progress: no commits now; else NULL */
};
MUST_CHECK enum status repository_read_state(struct repository *repo, struct repository_state *out,
                                             struct error *err);

/* The author of commits. repository_identity gives STATUS_ABSENT when git's configuration has none.
 */
struct identity {
    char name[256], email[256];
};
MUST_CHECK enum status repository_identity(struct repository *repo, struct identity *out,
                                           struct error *err);
/* Keeps it in the repository's own configuration. STATUS_INVALID: empty, or `<`, `>`, newline, NUL.
 */
MUST_CHECK enum status repository_set_identity(struct repository *repo, const struct identity *who,
                                               struct error *err);
/* A guess from the login name and the host's, to offer or to use where nobody can be asked. */
void identity_guess(struct identity *out);

#endif
