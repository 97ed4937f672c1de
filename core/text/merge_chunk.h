#ifndef CORE_TEXT_MERGE_CHUNK_H
#define CORE_TEXT_MERGE_CHUNK_H

#include "core/text/merge.h"

/* Two lists of edits of one base walked together ("diff3"). Units are the caller's: lines, words.
 */

/* Base [start, end) became other [other_start, other_end). What has really changed is base
 * [raw_start, raw_end); the rest of it belongs to the edit, so that nobody else may change it. */
struct merge_edit {
    size_t start, end;
    size_t raw_start, raw_end;
    size_t other_start, other_end;
};

struct merge_edits {
    struct merge_edit *items;
    size_t count, cap;
};

/* A part of the base with what it became on each side. */
struct merge_chunk {
    bool by_mine, by_theirs;              /* who changed it */
    struct merge_span base, mine, theirs; /* in units */
};

struct merge_chunks {
    struct merge_chunk *items;
    size_t count, cap;
};

/* Edits of both sides are in one chunk when they overlap, or when nothing unchanged stands between
 * what really changed. Appends the chunks in order; between them nobody changed anything. */
void merge_chunks_make(const struct merge_edits *mine, const struct merge_edits *theirs,
                       struct merge_chunks *out);

#endif
