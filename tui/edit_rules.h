#ifndef TUI_EDIT_RULES_H
#define TUI_EDIT_RULES_H

#include "core/workspace/prose_rules.h"

/* What the rules for prose mark in the text being edited, and what of it is not checked yet. The
 * marks move with the text around them; those that a change touches go, until the paragraph is
 * checked anew. */

struct edit_rules {
    const struct prose_rules *rules; /* borrowed; NULL: there are none */
    struct prose_mark *marks;        /* by their start */
    size_t count, cap;
    size_t from, to; /* not checked yet; nothing when from >= to */
    size_t fences;   /* of code, when the text was last checked */
};

void edit_rules_finish(struct edit_rules *rules);
/* Begins anew with these rules, or none: all is to be checked. */
void edit_rules_begin(struct edit_rules *edit, const struct prose_rules *rules);
void edit_rules_changed(struct edit_rules *edit, size_t pos, size_t removed, size_t inserted);
/* A check of the text as it is now takes the place of the marks in its paragraphs. */
void edit_rules_take(struct edit_rules *edit, const struct prose_check *check);
/* The mark that `pos` stands in, the one that begins last; NULL for none. */
const struct prose_mark *edit_rules_at(const struct edit_rules *edit, size_t pos);
const struct prose_rule *edit_rules_rule(const struct edit_rules *edit,
                                         const struct prose_mark *mark);
/* Appends "warning · doubled-word: The same word twice." */
void edit_rules_add_line(const struct edit_rules *edit, const struct prose_mark *mark,
                         struct str *out);

#endif
