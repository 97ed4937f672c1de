#ifndef CORE_STORE_DIFF_TREE_H
#define CORE_STORE_DIFF_TREE_H

#include "core/base/str.h"
#include "core/store/log.h"

#include <git2.h>

/* Private to core/store: two trees compared by files and lines. The changed paths are found by our
 * own walk (bounded depth, nothing equal is read); libgit2 is then shown those paths alone, for it
 * finds renames and lines well but walks without a bound. */

#define DIFF_FILE_LIMIT 2000
#define DIFF_BYTE_LIMIT ((size_t)8 << 20)

/* Which files count; both may be given. */
struct diff_paths {
    const char *only;         /* a file, or a folder with all below it; NULL: all */
    const git_pathspec *glob; /* NULL: all */
    char **items;             /* from here on: what was found */
    size_t count, cap;
    size_t beyond; /* changed too, but over DIFF_FILE_LIMIT */
};
void diff_paths_finish(struct diff_paths *paths);

/* Fills `paths` and gives the difference of those, with renames found; `*out` is NULL when nothing
 * differs. `old` may be NULL. `options` may be NULL. */
MUST_CHECK enum status diff_tree_open(git_repository *git, git_tree *old, git_tree *new,
                                      const struct diff_options *options, struct diff_paths *paths,
                                      const atomic_bool *cancel, git_diff **out, struct error *err);

/* One line, without its end, that is on one side only. Anything but STATUS_OK ends the walk and is
 * what it gives. */
typedef enum status diff_line_visit(void *data, bool added, struct view line, struct error *err);
MUST_CHECK enum status diff_tree_lines(git_repository *git, git_tree *old, git_tree *new,
                                       struct diff_paths *paths, const atomic_bool *cancel,
                                       diff_line_visit *visit, void *data, struct error *err);

/* The trees of a commit and of its first parent (NULL for none). */
MUST_CHECK enum status diff_tree_pair(struct repository *repo, git_commit *commit, git_tree **old,
                                      git_tree **new, struct error *err);
/* STATUS_INVALID when `id` is no 40 hexadecimal digits. */
MUST_CHECK enum status diff_tree_commit(struct repository *repo, const char *id, git_commit **out,
                                        struct error *err);

#endif
