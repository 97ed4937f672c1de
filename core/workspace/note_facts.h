#ifndef CORE_WORKSPACE_NOTE_FACTS_H
#define CORE_WORKSPACE_NOTE_FACTS_H

#include "core/workspace/catalog.h"

/* What basic-memory reads out of a note's body: observations (`- [category] text`) by category, and
 * where its `[[links]]` lead. */

struct note_category {
    char *name;
    size_t count;
};

struct note_facts {
    struct note_category *categories; /* by name */
    size_t category_count, category_cap;
    size_t resolved, unresolved; /* links to files that are there, and that are not yet */
};

/* Code and front matter do not count. Checkboxes, marks of one character, and times in brackets are
 * no observations. */
void note_facts_read(struct view text, const struct catalog *catalog, struct note_facts *out);
void note_facts_finish(struct note_facts *facts);

#endif
