#ifndef CORE_STORE_BLAME_PARTS_H
#define CORE_STORE_BLAME_PARTS_H

#include "core/store/blame.h"
#include "core/store/log_graft.h"

#include <git2.h>

/* Private to core/store: the inside of a blame. Lines are counted from 0. */

/* `count` lines of the text asked about, from `line`, which are those from `at` in another one. */
struct blame_part {
    uint32_t line, at, count;
};
struct blame_parts {
    struct blame_part *items;
    size_t count, cap;
};
void blame_parts_add(struct blame_parts *parts, struct blame_part part);

/* `old_count` lines from `old_line` became `new_count` from `new_line`. */
struct blame_hunk {
    uint32_t old_line, old_count, new_line, new_count;
};
struct blame_hunks {
    struct blame_hunk *items; /* in order */
    size_t count, cap;
};
/* Appends what differs, as git finds it. */
MUST_CHECK enum status blame_compare(struct view old, struct view new, struct blame_hunks *out,
                                     struct error *err);
/* Takes from `parts`, which it sorts, the lines that no hunk touches, and adds them to `old`. */
void blame_pass(struct blame_parts *parts, const struct blame_hunks *hunks,
                struct blame_parts *old);

/* A file as a commit has it. */
struct blame_origin {
    git_commit *commit; /* NULL: it is on the disk */
    char *path;
    git_oid id;
    uint32_t mode;
    bool read; /* its text is here */
    struct str text;
};
void blame_origin_finish(struct blame_origin *origin);
/* Finds `path` in `commit`, which it takes over. STATUS_ABSENT when it is not there as a file. */
MUST_CHECK enum status blame_origin_find(git_commit *commit, const char *path,
                                         struct blame_origin *out, struct error *err);
/* The name that the file had in the commit's parent, if it was renamed since; else NULL. The caller
 * frees it. */
MUST_CHECK enum status blame_origin_before(const struct blame_origin *origin,
                                           const git_commit *parent, const atomic_bool *cancel,
                                           char **path, struct error *err);
/* Reads its text unless it is there. */
MUST_CHECK enum status blame_origin_read(git_repository *git, struct blame_origin *origin,
                                         struct error *err);

#endif
