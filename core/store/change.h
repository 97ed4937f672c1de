#ifndef CORE_STORE_CHANGE_H
#define CORE_STORE_CHANGE_H

#include "core/base/error.h"
#include "core/base/str.h"

/* One act of a person: some files and a message; becomes saved files and one commit. Commands make
 * these in memory and touch no disk; core/store/save.h and core/store/commit.h carry them out. */

enum change_kind { CHANGE_WRITE, CHANGE_DELETE, CHANGE_RENAME };

struct change {
    enum change_kind kind;
    char *path;      /* the file; for a rename its new path */
    char *from;      /* rename: its old path; else NULL */
    bool was_there;  /* write: whether there is an old text; delete, rename: always */
    struct str old;  /* the text that was read: what is on disk must still be this */
    struct str text; /* write: the new text */
};

struct change_set {
    struct change *items;
    size_t count, cap;
    char *subject; /* "area: what", at most 72 columns; see change_set_subject */
    char *body;    /* may be NULL */
};

/* `old` NULL: the file must not be there. All arguments are copied. */
void change_set_write(struct change_set *set, const char *path, const struct view *old,
                      struct view text);
void change_set_delete(struct change_set *set, const char *path, struct view old);
void change_set_rename(struct change_set *set, const char *from, const char *to, struct view old);
/* Sets the subject from a format: line ends and controls become blanks; cut at 72 columns with `…`,
 * and a quote that was cut off is closed again. */
void change_set_subject(struct change_set *set, const char *format, ...) PRINTF_LIKE(2, 3);
void change_set_finish(struct change_set *set);

#endif
