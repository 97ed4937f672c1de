#ifndef CORE_TEXT_WORD_DIFF_H
#define CORE_TEXT_WORD_DIFF_H

#include "core/base/str.h"

/* Two texts compared as a reader of prose would: by words within the lines that changed. A
 * paragraph whose lines were only broken elsewhere has no changed word; one that stands elsewhere
 * with the same words has moved.
 *
 * The answer is a list of runs. Those of the kinds SAME, REMOVED and AWAY, in order, are the whole
 * old text; those of the kinds SAME, ADDED and HERE the whole new one. So the list draws inline
 * from its beginning to its end (the same from the new text), or side by side, each side from its
 * kinds. */

enum word_kind {
    WORD_SAME,    /* on both sides; what differs between the two ranges is blanks alone */
    WORD_REMOVED, /* in the old text; the new range is empty and says where it would stand */
    WORD_ADDED,   /* in the new text; the old range is empty */
    WORD_AWAY,    /* in the old text, at this place; the new range is where it went */
    WORD_HERE,    /* in the new text, at this place; the old range is where it came from */
};

struct word_run {
    enum word_kind kind;
    size_t old_start, old_end; /* bytes */
    size_t new_start, new_end;
};

struct word_diff {
    struct word_run *runs;
    size_t count, cap;
    size_t added, removed, moved; /* words */
};

void word_diff_make(struct view old, struct view new, struct word_diff *out);
void word_diff_finish(struct word_diff *diff);

#endif
