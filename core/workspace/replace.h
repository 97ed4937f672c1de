#ifndef CORE_WORKSPACE_REPLACE_H
#define CORE_WORKSPACE_REPLACE_H

#include "core/store/change.h"
#include "core/workspace/catalog.h"

/* Replacing in all files of the workspace: first every hit is found, then those that are meant
 * become one change set, so one commit. Patterns and replacements are those of the editor
 * (core/text/pattern.h): PCRE2 with smart case, groups in what is put there. */

struct replace_hit {
    size_t file, start, end; /* bytes of the file's text */
    unsigned line;           /* 1-based */
    char *with;              /* what takes its place */
    bool off;                /* it is left out */
};

struct replace_file {
    char *path;
    struct str text;     /* as it was read */
    size_t first, count; /* of the hits */
};

struct replace_plan {
    struct replace_file *files; /* with hits, in reading order */
    size_t file_count, file_cap;
    struct replace_hit *hits; /* by file, then by place */
    size_t hit_count, hit_cap;
    size_t searched;
    size_t large, slow, unread; /* files left out: over the limit of size; too much work; others */
    char *left_out;             /* the first of these, or NULL */
    bool more;                  /* there are more hits than are kept */
};

#define REPLACE_TEXT_MAX ((size_t)16 << 20)
#define REPLACE_HITS_MAX ((size_t)20000)

struct replace_request {
    struct view what, with;
    const char *skip; /* a file to leave alone, or NULL */
};

/* STATUS_INVALID for a wrong pattern, or a group that it does not have; STATUS_LIMIT when it takes
 * too much work on many files; STATUS_CANCELLED within a tenth of a second. What is the same
 * afterwards is no hit. `seen` (may be NULL) counts files. */
MUST_CHECK enum status replace_find(const struct folder *folder, const struct catalog *catalog,
                                    const struct replace_request *request,
                                    const atomic_bool *cancel, atomic_size_t *seen,
                                    struct replace_plan *out, struct error *err);
void replace_plan_finish(struct replace_plan *plan);
/* STATUS_INVALID as above, without a file being read. */
MUST_CHECK enum status replace_check(struct view what, struct view with, struct error *err);
/* How many hits are meant, and in how many files. */
size_t replace_meant(const struct replace_plan *plan, size_t *files);
/* Adds a write for each file with a hit that is meant, and the subject. */
void replace_change(const struct replace_plan *plan, const struct replace_request *request,
                    struct change_set *set);

#endif
