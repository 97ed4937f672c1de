#ifndef CORE_WORKSPACE_SEARCH_MATCH_H
#define CORE_WORKSPACE_SEARCH_MATCH_H

#include "core/workspace/search_lines.h"
#include "core/workspace/search_query.h"

#include <stdatomic.h>

/* A query held against one file: what the index can only guess at, and what is shown of it. */

struct search_match {
    unsigned rank;     /* the fields of the terms' best hits, added up */
    uint32_t span;     /* words between the first and the last of the nearest hits of all terms */
    uint32_t line;     /* of these, 1-based; 0: the name alone has what was asked for */
    size_t start, end; /* bytes of the text: from the first of them to the end of the last */
    bool limited;      /* the pattern took too much work somewhere: there may be more */
    struct str found;  /* some of the texts that were hit, each once, each ended by a NUL */
};

/* What a term's hit in a field adds to the rank. */
unsigned search_field_weight(enum search_field field);

/* STATUS_ABSENT when something is not in it, STATUS_CANCELLED. `match` is zeroed before and
 * finished by the caller in any case; `brief`: only whether everything is in it is asked for, and
 * what it says of places is nothing to go by. */
MUST_CHECK enum status search_match_text(const struct query *query, const char *path,
                                         struct view text, const atomic_bool *cancel, bool brief,
                                         struct search_match *match, struct error *err);
void search_match_finish(struct search_match *match);

struct search_range {
    uint32_t start, len;
};

/* Appends what stands around the match, about `want` bytes on one line, and where the hits are in
 * it. For a match by name or in the front matter the beginning of the text. `ranges` is an array to
 * free. */
void search_snippet(const struct query *query, struct view text, const struct search_match *match,
                    size_t want, struct str *out, struct search_range **ranges, size_t *count);

#endif
