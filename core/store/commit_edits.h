#ifndef CORE_STORE_COMMIT_EDITS_H
#define CORE_STORE_COMMIT_EDITS_H

#include "core/store/commit.h"
#include "core/store/repository_git.h"

/* Private to core/store: the commit protocol itself, on paths whose blobs are written already. */

struct edit_list {
    struct path_edit *items;
    size_t count, cap;
};
void edit_list_finish(struct edit_list *list);
/* A zeroed edit of a copy of `path`; one for the same path that is there already is reused. */
struct path_edit *edit_list_add(struct edit_list *list, const char *path);
/* By path; of several for one path one stays. */
void edit_list_sort(struct edit_list *list);
/* Writes the blob of `text` and sets the edit's id, mode and what is known of the file on disk. */
MUST_CHECK enum status path_edit_write(struct repository *repo, struct path_edit *edit,
                                       struct view text, struct error *err);

/* Writes the index that is loaded with these edits (sorted) carried out; its lock is held. */
MUST_CHECK enum status index_replace(struct repository *repo, const struct edit_list *list,
                                     struct error *err);
/* One commit that does exactly `list` (which is sorted by it) to HEAD's files. */
MUST_CHECK enum status commit_edits(struct repository *repo, struct edit_list *list,
                                    const char *message, const struct identity *who,
                                    const struct commit_progress *progress,
                                    struct commit_result *result, struct error *err);

/* The protocol's steps on trees, core/store/commit_tree.c. */

/* HEAD's entry of `path`: its id and mode, or mode 0 when it has none. */
MUST_CHECK enum status tree_find(git_repository *git, const git_tree *tree, const char *path,
                                 git_oid *id, uint32_t *mode, struct error *err);
/* `old` with the edits carried out, their modes filled in where they are zero. `*changed` is how
 * many of them make a difference; it has been checked that nothing else differs. */
MUST_CHECK enum status tree_edit(git_repository *git, const git_tree *old,
                                 const struct edit_list *list, git_tree **out, size_t *changed,
                                 struct error *err);

#endif
