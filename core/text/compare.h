#ifndef CORE_TEXT_COMPARE_H
#define CORE_TEXT_COMPARE_H

#include <stddef.h>
#include <stdint.h>

/* Two sequences of symbols (lines, words: numbers of core/text/intern.h) compared. The answer is
 * the list of edits that make the new one of the old one; it is the shortest such list unless that
 * would take too long (see compare.c), and always a right one. */

/* `old_count` symbols from `old_start` are replaced by `new_count` from `new_start`; one of the
 * counts may be 0. Edits stand in order, and at least one equal symbol stands between two. */
struct compare_edit {
    size_t old_start, old_count;
    size_t new_start, new_count;
};

struct compare_edits {
    struct compare_edit *items;
    size_t count, cap;
};

struct compare_side {
    const uint32_t *symbols;
    size_t count; /* at most INT32_MAX / 2 */
};

/* Steps to allow for sequences of `count` symbols together: up to some 50 ms, and as many ns each.
 */
size_t compare_budget(size_t count);
/* Appends to `out`, which the caller frees (compare_edits_finish). Each symbol is less than
 * `symbol_count`. Takes its steps off `*budget`; when none is left the answer is a coarse one, in
 * linear time. The same input gives the same edits. */
void compare_symbols(struct compare_side old, struct compare_side new, size_t symbol_count,
                     size_t *budget, struct compare_edits *out);
void compare_edits_finish(struct compare_edits *edits);

#endif
