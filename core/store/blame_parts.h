#ifndef CORE_STORE_BLAME_PARTS_H
#define CORE_STORE_BLAME_PARTS_H

#include "core/store/blame.h"
#include "core/store/log_graft.h"
#include "core/store/object_reader.h"

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
/* The line behind the last of them. */
uint32_t blame_parts_end(const struct blame_parts *parts);

/* `old_count` lines from `old_line` became `new_count` from `new_line`. */
struct blame_hunk {
    uint32_t old_line, old_count, new_line, new_count;
};
struct blame_hunks {
    struct blame_hunk *items; /* in order */
    size_t count, cap;
};
/* core/store/blame_compare.c: appends what differs, as git finds it. */
MUST_CHECK enum status blame_compare(struct view old, struct view new, struct blame_hunks *out,
                                     struct error *err);
/* Takes from `parts`, which it sorts, the lines that no hunk touches, and adds them to `old`. */
void blame_pass(struct blame_parts *parts, const struct blame_hunks *hunks,
                struct blame_parts *old);

/* A text's lines, each with how often it is there. */
struct blame_lines {
    struct blame_slot *slots; /* a power of two of them; NULL: not counted */
    size_t slot_count;
};
void blame_lines_finish(struct blame_lines *lines);

/* A version's text, once it is read. */
struct blame_text {
    bool read;
    struct view view; /* borrowed from one of these: */
    struct str own;
    struct object_bytes bytes;
    struct object_reader *reader; /* that the bytes came from */
    struct blame_lines lines;
};
void blame_text_finish(struct blame_text *text);
/* core/store/blame_fresh.c: as blame_compare, in place of what is in `out`, where that can be told
 * without comparing; else false. Only what stands before line `end` of `new` is right. */
bool blame_compare_fresh(struct blame_text *old, struct blame_text *new, uint32_t end,
                         struct blame_hunks *out);

/* A file as a commit has it. */
struct blame_origin {
    bool disk;  /* what is on the disk: of no commit */
    git_oid at; /* the commit */
    int64_t time;
    git_commit *commit; /* NULL when it was not needed yet; what is here is then the index's word */
    char *path;
    git_oid id;
    uint32_t mode;
    struct blame_text text;
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
/* Reads its commit unless it is there; when `check`, STATUS_CONFLICT if that has another file. */
MUST_CHECK enum status blame_origin_open(git_repository *git, struct blame_origin *origin,
                                         bool check, struct error *err);
/* Reads its text unless it is there; with `reader` (may be NULL) without looking at its hash. */
MUST_CHECK enum status blame_origin_read(git_repository *git, struct object_reader *reader,
                                         struct blame_origin *origin, struct error *err);

/* The version of the file before `origin`, core/store/blame_index.c. First `origin` becomes that of
 * the commit that made this version, as far back as that is certain. */
struct blame_version {
    bool found;     /* else the trees have to say */
    git_oid parent; /* of the commit that made the version asked about */
    struct blame_origin before;
};
MUST_CHECK enum status blame_index_before(struct path_index *index, struct blame_origin *origin,
                                          const atomic_bool *cancel, struct blame_version *out,
                                          struct error *err);
/* Whether `origin`'s commit has its file and `parent` the file `before`, by their own trees.
 * STATUS_CONFLICT when not. */
MUST_CHECK enum status blame_index_check(struct path_index *index,
                                         const struct blame_origin *origin, const git_oid *parent,
                                         const git_oid *before, struct error *err);

#endif
