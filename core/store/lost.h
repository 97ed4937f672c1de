#ifndef CORE_STORE_LOST_H
#define CORE_STORE_LOST_H

#include "core/store/repository.h"

#include <stdint.h>

/* What was there once: files whose text had something that it has no more, found by walking history
 * from HEAD, the newest first. Each path comes at most once, by the commit that took it away last;
 * a path that has it now does not come, nor does a file that left while one that came in the same
 * commit has it. Merges are left out. */

/* Says in `*has` whether a file's text has what is looked for: the same for the same text. Any
 * failure ends the walk. */
typedef enum status lost_judge(void *data, struct view text, bool *has, struct error *err);

struct lost_options {
    int64_t since;                               /* of the committer, included; 0: all */
    bool (*wants)(void *data, const char *path); /* which files; NULL: all */
    lost_judge *judge;
    void *data;
};

struct lost_text {
    char *path;    /* as git has it: not filtered */
    char id[41];   /* the commit that took it away */
    char last[41]; /* the parent of that, which still has it */
    int64_t time;  /* of its author, seconds UTC */
    char *author, *subject;
    struct str text; /* of the file, in `last` */
    bool deleted;    /* the whole file went */
};
void lost_text_finish(struct lost_text *lost);

struct lost_walk;
/* The repository and what `options` names must outlive the walk. An unborn HEAD: an empty one. */
MUST_CHECK enum status lost_open(struct repository *repo, const struct lost_options *options,
                                 struct lost_walk **out, struct error *err);
void lost_close(struct lost_walk *walk);
/* The next file. STATUS_ABSENT at the end; STATUS_BUSY when some commits were looked at and took
 * nothing away: asked again, it goes on. STATUS_CANCELLED between two files. */
MUST_CHECK enum status lost_next(struct lost_walk *walk, const atomic_bool *cancel,
                                 struct lost_text *out, struct error *err);
/* Commits looked at so far, and files and commits over the limits (8 MiB a text, those of
 * core/store/tree_compare.h), which were left out. */
size_t lost_visited(const struct lost_walk *walk);
size_t lost_left_out(const struct lost_walk *walk);

#endif
