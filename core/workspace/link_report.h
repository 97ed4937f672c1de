#ifndef CORE_WORKSPACE_LINK_REPORT_H
#define CORE_WORKSPACE_LINK_REPORT_H

#include "core/workspace/link_map.h"

/* What one file has to do with others: who links to it and in which line, where its own links lead,
 * by type where they are relations (`- type [[Target]]`), which lead nowhere yet, and which files
 * are akin to it. Made on a worker from the disk's texts; holds nothing of the index. */

enum link_group { LINK_FROM, LINK_TO, LINK_MISSING, LINK_AKIN, LINK_GROUPS };

struct link_row {
    enum link_group group;
    char *path;     /* of the other file; NULL: MISSING */
    char *title;    /* of it, for people; MISSING: what the link says */
    char *relation; /* the type of a relation, or "" */
    char *text;     /* FROM and MISSING: the line; AKIN: what both have; else "" */
    uint32_t line;  /* FROM: of the other file, MISSING: of this one; else 0 */
    bool mutual;    /* FROM and TO: it goes both ways */
};

struct link_report {
    char *path, *title;
    struct link_row *rows; /* group by group; FROM newest first, TO relations first */
    size_t count, cap;
    size_t totals[LINK_GROUPS]; /* in all; there are rows for the first LINK_ROWS_MAX of a group */
};

#define LINK_ROWS_MAX 200
#define LINK_AKIN_MAX 8

/* STATUS_CANCELLED, STATUS_ABSENT and what reading the file gives. Free with link_report_finish. */
MUST_CHECK enum status link_report_make(const struct link_map *map, const struct folder *folder,
                                        const char *path, const atomic_bool *cancel,
                                        struct link_report *out, struct error *err);
void link_report_finish(struct link_report *report);

#endif
