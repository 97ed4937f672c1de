#ifndef CORE_STORE_BLAME_H
#define CORE_STORE_BLAME_H

#include "core/store/log.h"
#include "core/store/path_index.h"

/* Who wrote each line of a file: the commit that brought the line, found as `git blame` finds it
 * (blame.c of git): a line that stands in a parent's file, by the difference that git's own xdiff
 * makes of the two, is that parent's; a file that a commit renamed is followed under its old name.
 * All strings are as git has them: not filtered. */

struct blame_commit {
    struct log_commit commit;
    char *path;        /* of the file there */
    char before[41];   /* the commit behind it that has the file, and */
    char *before_path; /* its name there; "" and NULL when the file begins here */
};

struct blame_line {
    uint32_t commit; /* its place in blame.commits; BLAME_NONE: it is in no commit yet */
    uint32_t line;   /* in the file of that commit, from 1 */
};
#define BLAME_NONE UINT32_MAX

struct blame {
    struct blame_commit *commits; /* in no order; each has a line */
    size_t commit_count, commit_cap;
    struct blame_line *lines; /* of `text`, whose last line may have no LF */
    size_t line_count;
    struct str text;
};

struct blame_options {
    const char *from;        /* a commit's name; NULL: HEAD */
    const struct view *text; /* what is on the disk; NULL: the text that the commit has */
    struct path_index
        *index;             /* makes it fast where much was changed beside the file; may be NULL */
    atomic_size_t *visited; /* counts the commits looked at, for another thread; may be NULL */
};

/* STATUS_ABSENT when neither the commit nor the disk has `path`, STATUS_REFUSED when it is no file,
 * STATUS_LIMIT for a text over 8 MiB. */
MUST_CHECK enum status blame_read(struct repository *repo, const char *path,
                                  const struct blame_options *options, const atomic_bool *cancel,
                                  struct blame *out, struct error *err);
void blame_finish(struct blame *blame);

#endif
