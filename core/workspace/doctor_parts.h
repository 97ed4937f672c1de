#ifndef CORE_WORKSPACE_DOCTOR_PARTS_H
#define CORE_WORKSPACE_DOCTOR_PARTS_H

#include "core/workspace/doctor.h"

/* For doctor's own files. */

#define DOCTOR_TEXT_MAX ((size_t)64 << 20)

/* What is known of a file when all have been read. */
struct doctor_file {
    const char *path; /* the catalog's */
    unsigned section;
    bool copy;               /* of a tool that syncs: it has no say in names */
    bool goes;               /* a twin that is the same text */
    char *title, *permalink; /* of its front matter, or NULL */
    struct str aliases;      /* each ended by a NUL */
    uint64_t hash;           /* of its text */
};

/* A link that the catalog does not know: it may be a title, an alias, or on the disk. */
struct doctor_link {
    size_t file; /* of the files */
    unsigned line;
    bool address; /* not [[…]] */
    char *target;
};

struct doctor {
    const struct folder *folder;
    const struct catalog *catalog;
    const atomic_bool *cancel;
    struct doctor_file *files;
    size_t file_count, file_cap;
    struct doctor_link *links;
    size_t link_count, link_cap;
    struct doctor_report *report;
};

/* Appends a problem with copies of the strings, or only counts it. */
void doctor_tell(struct doctor *doctor, const struct doctor_problem *problem);
bool doctor_cancelled(const struct doctor *doctor);

/* doctor_copy.c */

/* The file that `path` is a conflict copy of; NULL when its name is not that of one. The caller
 * frees. */
char *doctor_copy_of(const char *path);
/* What is to be done with the copy: CURE_DELETE, CURE_TAKE, CURE_MOVE (`original` is gone) or
 * CURE_PERSON. Fills the texts; `*there`: the original is. */
MUST_CHECK enum status doctor_copy_judge(const struct folder *folder, const char *path,
                                         const char *original, struct str *copy, struct str *text,
                                         enum doctor_cure *cure, struct error *err);

/* doctor_front.c */

/* Whether `text` begins with what is meant as front matter and is none; `*line` and `why` say what
 * is wrong. */
bool doctor_front_is_bad(struct view text, unsigned *line, struct str *why);
/* Appends `text` with readable front matter; false when that would be guessing. */
bool doctor_front_mend(struct view text, struct str *out);

/* doctor_link.c */

/* Notes the links of a file that lead to nothing that the catalog knows. */
void doctor_links_read(struct doctor *doctor, size_t file, struct view text);
/* Tells those that lead nowhere, now that all files are known. */
MUST_CHECK enum status doctor_links_tell(struct doctor *doctor, struct error *err);
/* Appends `text` with each link of the problem leading to `with`; returns how many. */
size_t doctor_links_change(const struct doctor_problem *problem, struct view text, struct str *out);

#endif
