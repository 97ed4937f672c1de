#ifndef CORE_STORE_LOG_H
#define CORE_STORE_LOG_H

#include "core/store/change.h"
#include "core/store/repository.h"

#include <stdint.h>

/* Reading history: commits newest first, and what one of them changed. All strings are as git has
 * them: not filtered. */

struct log_commit {
    char id[41];
    int64_t time; /* of the author, seconds UTC */
    int offset;   /* minutes from UTC */
    char *author, *email;
    char *subject; /* the first line */
    size_t parents;
};
void log_commit_finish(struct log_commit *commit);

struct log_walk;
/* Begins at HEAD; `path` NULL for the whole workspace, else the commits that changed that file.
 * An unborn HEAD gives an empty walk. The repository must outlive the walk. */
MUST_CHECK enum status log_open(struct repository *repo, const char *path, struct log_walk **out,
                                struct error *err);
void log_close(struct log_walk *walk);
/* The next commit. STATUS_ABSENT at the end. */
MUST_CHECK enum status log_next(struct log_walk *walk, const atomic_bool *cancel,
                                struct log_commit *out, struct error *err);

enum diff_line_kind { DIFF_CONTEXT, DIFF_ADDED, DIFF_REMOVED, DIFF_HUNK };
struct diff_line {
    enum diff_line_kind kind;
    int old_line, new_line; /* 1-based, -1 where there is none */
    struct view text;       /* without its line end; borrowed from the diff */
};
struct diff_file {
    char *old_path, *new_path;
    char status; /* A M D R T */
    bool binary;
    struct diff_line *lines;
    size_t line_count, line_cap;
    size_t added, removed;
    char *notice; /* why lines are missing: binary, too large; else NULL */
};
struct diff {
    struct log_commit commit;
    char *message; /* whole */
    struct diff_file *files;
    size_t file_count, file_cap;
    size_t files_beyond; /* changed too, but over the limit of 2,000 */
    struct str text;     /* what the lines borrow from */
};
/* What commit `id` (40 hex digits) changed against its first parent. With `path`, that file only.
 * Bounded: files, lines and bytes over the limits are counted, not kept. */
MUST_CHECK enum status diff_commit(struct repository *repo, const char *id, const char *path,
                                   const atomic_bool *cancel, struct diff *out, struct error *err);
/* Two texts of `path` as a diff of that file; the commit is zero. Bounded as above. */
void diff_texts(const char *path, struct view old, struct view new, struct diff *out);
/* All that a change set does, file by file. */
void diff_change_set(const struct change_set *set, struct diff *out);
void diff_finish(struct diff *diff);

#endif
