#ifndef CORE_WORKSPACE_DOCTOR_H
#define CORE_WORKSPACE_DOCTOR_H

#include "core/store/change.h"
#include "core/workspace/catalog.h"

/* What is wrong with the files of a workspace as a whole: what two notes claim, what leads nowhere,
 * what nobody can read. Each problem has a fix that is one commit, or says that it needs a person:
 * nothing is ever fixed by throwing away words that stand nowhere else. */

enum doctor_kind {
    DOCTOR_COPY,         /* a conflict copy of a tool that syncs folders */
    DOCTOR_FRONT_MATTER, /* looks like front matter and cannot be read */
    DOCTOR_TWINS,        /* two notes whose titles or names fold to one */
    DOCTOR_PERMALINK,    /* two notes with one permalink */
    DOCTOR_OUTSIDE,      /* a note that is not below the memory folder */
    DOCTOR_LINK,         /* a link that leads nowhere */
    DOCTOR_KINDS
};

enum doctor_cure {
    CURE_PERSON,  /* none: somebody has to look */
    CURE_DELETE,  /* `path` goes: `other` has all of it */
    CURE_TAKE,    /* its text takes the place of that of `other`, and it goes */
    CURE_MOVE,    /* `path` becomes `with`, links follow */
    CURE_FIELD,   /* its permalink becomes `with` */
    CURE_QUOTE,   /* values are put in quotes, a fence is closed */
    CURE_ADDRESS, /* links to `what` become links to `with` */
};

struct doctor_problem {
    enum doctor_kind kind;
    enum doctor_cure cure;
    char *path;    /* the file that it is about */
    char *other;   /* the other one, or NULL */
    char *what;    /* the permalink, the link's target, why YAML cannot be read; or NULL */
    char *with;    /* what the cure puts there, or NULL */
    bool address;  /* the link is no [[link]] */
    unsigned line; /* 1-based; 0: the file as a whole */
};

/* Of one kind no more are kept; `totals` counts on. */
#define DOCTOR_KEPT_MAX 1000

struct doctor_report {
    struct doctor_problem *items; /* by kind, then in reading order */
    size_t count, cap;
    size_t totals[DOCTOR_KINDS];
    size_t files, unread; /* looked at; could not be read */
};

/* Reads every file of the catalog, which is not looked at by another thread meanwhile. Nothing is
 * written. STATUS_CANCELLED. `seen` (may be NULL) counts files. */
MUST_CHECK enum status doctor_examine(const struct folder *folder, const struct catalog *catalog,
                                      const atomic_bool *cancel, atomic_size_t *seen,
                                      struct doctor_report *out, struct error *err);
void doctor_report_finish(struct doctor_report *report);

/* Fills `set` with the cure, from the texts as they are now. STATUS_CONFLICT when the problem is no
 * longer what it was, STATUS_REFUSED when it has no cure. */
MUST_CHECK enum status doctor_fix(const struct folder *folder, const struct catalog *catalog,
                                  const struct doctor_problem *problem, const atomic_bool *cancel,
                                  struct change_set *set, struct error *err);

/* "twin names", and as one word: "twin-names". */
const char *doctor_kind_name(enum doctor_kind kind);
const char *doctor_kind_word(enum doctor_kind kind);
/* Appends what is wrong: "has the same name as memory/b/Lake.md". */
void doctor_add_problem(const struct doctor_problem *problem, struct str *out);
/* Appends what the cure does, or what a person should: "give it the permalink b/lake". */
void doctor_add_cure(const struct doctor_problem *problem, struct str *out);

#endif
