#ifndef CORE_STORE_LOG_H
#define CORE_STORE_LOG_H

#include "core/store/change.h"
#include "core/store/path_index.h"
#include "core/store/repository.h"

#include <limits.h>
#include <stdint.h>

/* Reading history: commits newest first, and what one of them changed. All strings are as git has
 * them: not filtered. */

struct log_commit {
    char id[41];
    int64_t time; /* of the author, seconds UTC */
    int offset;   /* minutes from UTC */
    const char *author, *email;
    const char *subject; /* the first line */
    const char (*parents)[41];
    size_t parent_count;
    void *own;   /* what all of these lie in */
    bool helped; /* a trailer says that a program wrote it: Agent, Tool, Co-authored-by,
                    Assisted-by, Generated-by; or another program's change was found ("outside:") */
};
void log_commit_finish(struct log_commit *commit);

/* Which commits are listed; zero is all of them from HEAD. Everything given must hold. The strings
 * are copied. */
struct log_options {
    const char *from;         /* a commit's name (core/store/revision.h); NULL: HEAD */
    const char *path;         /* a file or a folder that it changed; NULL: whatever it changed */
    struct path_index *index; /* with a path that is no folder: its history through its renames */
    const char *glob;         /* as git's: `*` crosses folders, a folder means all below it */
    const char *author;       /* part of "name <email>", with smart case */
    const char *subject;      /* a PCRE2 pattern, with smart case */
    const char *text;     /* the same, found in a line that it added or removed; no merge has one */
    int64_t since, until; /* of its committer, both included; 0: open. As with git, what is behind
                             a commit before `since` is not looked at */
};

struct log_walk;
/* With a path or a glob, a merge that equals one parent is left out with its other parents, as git
 * does. An unborn HEAD gives an empty walk. STATUS_INVALID for a pattern that is none. Parents are
 * cut where the repository is shallow, and are those of .git/info/grafts where that names the
 * commit. The repository and the index must outlive the walk.
 *
 * With an index the history of a file is that of `git log --follow`: no branch is left out, no
 * merge listed. One call of log_next may then give STATUS_CONFLICT: the index was of no use and is
 * made anew by the next walk. */
MUST_CHECK enum status log_open(struct repository *repo, const struct log_options *options,
                                struct log_walk **out, struct error *err);
void log_close(struct log_walk *walk);
/* One call of log_next looks at so many commits at most, then gives STATUS_BUSY: asked again, it
 * goes on. 0, as it begins, is no bound. */
void log_set_pace(struct log_walk *walk, size_t pace);
/* The next commit, in the order of `git log`. STATUS_ABSENT at the end. */
MUST_CHECK enum status log_next(struct log_walk *walk, const atomic_bool *cancel,
                                struct log_commit *out, struct error *err);
/* The name that the path had in the commit given last; borrowed until the next. NULL: no path. */
const char *log_path(const struct log_walk *walk);
/* Commits looked at so far; may be asked for by another thread while log_next runs. */
size_t log_visited(const struct log_walk *walk);

/* What a commit changed, in figures, as `git log --numstat` counts them: a merge nothing. */
struct log_stat {
    size_t files, added, removed;
};
MUST_CHECK enum status log_stat_read(struct repository *repo, const char *id,
                                     const atomic_bool *cancel, struct log_stat *out,
                                     struct error *err);

/* The text of `path` (a file, or a link's target) in commit `id`. STATUS_ABSENT when it is not
 * there. `out` is replaced. */
MUST_CHECK enum status log_read_file(struct repository *repo, const char *id, const char *path,
                                     struct str *out, struct error *err);

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
    bool whole;   /* the two texts are here */
    struct str old_text, new_text;
};
struct diff {
    struct log_commit commit;
    char *message; /* whole */
    struct diff_file *files;
    size_t file_count, file_cap;
    size_t files_beyond; /* changed too, but over the limit of 2,000 */
    struct str text;     /* what the lines borrow from */
};
struct diff_options {
    const char *path;   /* that file, or what is below that folder, only; NULL: all */
    unsigned context;   /* lines around a change; 0 is git's 3, DIFF_NO_CONTEXT none */
    bool whole;         /* texts of up to 1 MiB are kept too */
    bool ignore_blanks; /* lines that differ in blanks alone are the same */
};
#define DIFF_NO_CONTEXT UINT_MAX
/* What commit `id` (40 hex digits) changed against its first parent. Bounded: files, lines and
 * bytes over the limits are counted, not kept. `options` may be NULL. */
MUST_CHECK enum status diff_commit(struct repository *repo, const char *id,
                                   const struct diff_options *options, const atomic_bool *cancel,
                                   struct diff *out, struct error *err);
/* What lies between the commits `from` and `to` (40 hex digits); the commit told of is `to`. */
MUST_CHECK enum status diff_commits(struct repository *repo, const char *from, const char *to,
                                    const struct diff_options *options, const atomic_bool *cancel,
                                    struct diff *out, struct error *err);
/* Two texts of `path` as a diff of that file; the commit is zero. Bounded as above. */
void diff_texts(const char *path, struct view old, struct view new, struct diff *out);
/* All that a change set does, file by file. */
void diff_change_set(const struct change_set *set, struct diff *out);
void diff_finish(struct diff *diff);

#endif
