#ifndef CORE_WORKSPACE_NOTE_LINES_H
#define CORE_WORKSPACE_NOTE_LINES_H

#include "core/workspace/note_meta.h"

/* For note_meta's own files: where the lines at the head of a body stand. */

struct note_span {
    size_t from, to;         /* the whole line with its end; empty when there is none */
    size_t value, value_end; /* what is said */
};

struct note_lines {
    struct note_span at[NOTE_LINES];
    size_t begin; /* of the first line of the body that is not blank, or the end of the text */
};

/* The block of lines that the body at `body` begins with; the first of a name counts. */
void note_lines_find(struct view text, size_t body, struct note_lines *out);

#endif
