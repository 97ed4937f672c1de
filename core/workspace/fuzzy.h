#ifndef CORE_WORKSPACE_FUZZY_H
#define CORE_WORKSPACE_FUZZY_H

#include "core/base/str.h"

/* A file by some letters of its path: they must come in order, with any others between. The
 * nearer they stand, the more of them begin a word or stand in the file's name, the better (after
 * fzf's first algorithm: one pass forward to where they end, one back to where they begin last). */

enum { FUZZY_LETTERS_MAX = 128 };

struct fuzzy_match {
    int score;                            /* more is better */
    unsigned short at[FUZZY_LETTERS_MAX]; /* bytes of the path that were matched */
    unsigned count;
};

/* Both are folded (core/text/fold.h). What stands between blanks must all be found, in any order.
 * False when it is not. An empty pattern takes any path. */
bool fuzzy_find(struct view pattern, struct view path, struct fuzzy_match *out);
/* Whether the pattern is a glob: for rule_glob, with any folders before one without a slash. */
bool fuzzy_is_glob(struct view pattern);

#endif
