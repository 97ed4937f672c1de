#ifndef CORE_TEXT_MERGE_H
#define CORE_TEXT_MERGE_H

#include "core/base/str.h"

/* Three-way merge: what `mine` and `theirs` each made of `base`, in one text. Changes of different
 * lines merge as in git. Where both changed the same lines they are merged by sentence: two people
 * may change different sentences of one paragraph. The same change of both is made once. All else
 * is a conflict, for a person to settle. Any bytes are a text.
 *
 * merge(b, x, b) = merge(b, b, x) = merge(b, x, x) = x. Mine and theirs are treated alike. */

struct merge_span {
    size_t start, end; /* bytes */
};

struct merge_conflict {
    size_t at; /* where in the merged text it stands */
    struct merge_span base, mine, theirs;
    bool whole_lines; /* else it lies within a paragraph's line */
};

/* The three texts are borrowed until the finish. */
struct merge {
    struct view base, mine, theirs;
    struct str text;                  /* what is merged, the conflicts left out */
    struct merge_conflict *conflicts; /* in order */
    size_t count, cap;
};

/* Clean when out->count is 0: out->text is the answer. */
void merge_make(struct view base, struct view mine, struct view theirs, struct merge *out);
void merge_finish(struct merge *merge);

enum merge_choice {
    MERGE_MINE,
    MERGE_THEIRS,
    MERGE_BOTH, /* mine, then theirs; a blank or line break between them where there is none */
    MERGE_BASE,
    MERGE_CUSTOM,
};

struct merge_answer {
    enum merge_choice choice;
    struct view custom;
};

/* Appends the merged text with each conflict settled; `answers` has merge->count of them. */
void merge_add_settled(struct str *out, const struct merge *merge,
                       const struct merge_answer *answers);
/* The choice's bytes of one conflict, appended: for a preview. */
void merge_add_answer(struct str *out, const struct merge *merge, size_t conflict,
                      const struct merge_answer *answer);

#endif
