#ifndef CORE_STORE_REVIVE_PARTS_H
#define CORE_STORE_REVIVE_PARTS_H

#include "core/store/log_graft.h"
#include "core/store/repository_git.h"
#include "core/store/revive.h"

/* Private to core/store: what the files of revive share. */

struct revive_work {
    struct repository *repo;
    const struct folder *folder;
    const atomic_bool *cancel;
    struct log_grafts grafts;
    git_commit *head;
    git_tree *now; /* HEAD's */
    struct revive_plan *plan;
};

/* A file in a tree: its text, unless it is not there. */
struct revive_text {
    bool there;
    git_oid id;
    struct str text;
};
void revive_text_finish(struct revive_text *text);
/* STATUS_REFUSED for what is no regular file there, STATUS_LIMIT for a text that is too large. */
MUST_CHECK enum status revive_text_read(struct revive_work *work, const git_oid *id, uint32_t mode,
                                        const char *path, struct revive_text *out,
                                        struct error *err);
/* What HEAD has at `path`. STATUS_REFUSED when the disk has something else. */
MUST_CHECK enum status revive_text_now(struct revive_work *work, const char *path,
                                       struct revive_text *out, struct error *err);

/* Adds to the plan what makes of `after` what was `before` (NULL: nothing), merged with what the
 * files are now. */
MUST_CHECK enum status revive_trees(struct revive_work *work, const git_tree *after,
                                    const git_tree *before, struct error *err);
/* The same for a commit against its first parent. */
MUST_CHECK enum status revive_commit(struct revive_work *work, git_commit *commit,
                                     struct error *err);

/* core/store/revive_undo.c. Subject and trailers are made, too. */
MUST_CHECK enum status revive_undo(struct revive_work *work, bool redo, struct error *err);

/* A code of libgit2's. `*out` is the first parent, NULL where the history begins; the caller frees
 * it. */
MUST_CHECK int revive_parent(const struct revive_work *work, const git_commit *commit,
                             git_commit **out);
/* The first line of the message; borrowed from the commit. */
struct view revive_subject(const git_commit *commit);
/* "Undoes: <id>" and a line end. */
void revive_add_trailer(struct str *body, const char *name, const git_oid *id);

#endif
