#ifndef TUI_HINT_H
#define TUI_HINT_H

#include "core/text/line_edit.h"
#include "core/workspace/catalog.h"
#include "core/workspace/search_offers.h"

/* What completes the word that a line being typed ends in: of a search its filters and their
 * values, of a task `#tag`, `@context`, `+project` and `[[link]]`, of Markdown `#tag`, where it is
 * one: not in `code`, nor the first of its line. */

enum hint_kind { HINT_NONE, HINT_QUERY, HINT_TEXT, HINT_MARKDOWN };

/* What is known to complete with; all borrowed. */
struct hint_sources {
    const struct search_offers *found;
    const struct note_offers *authors;
    const struct note_offers *marked; /* "#tag", "@context", "+project" of tasks */
    const struct catalog *catalog;    /* its files are linked to; may be NULL */
};

struct hint {
    size_t from;     /* where `text` would go, up to the end of the line */
    struct str text; /* in place of what was typed there: with the case and quotes that it needs */
    size_t typed;    /* so much of it stands there: what is behind is shown */
};

/* The best offer; false for none: the cursor is not at the end, or the word is whole. Without
 * regard to ASCII case. */
MUST_CHECK bool hint_find(enum hint_kind kind, const struct hint_sources *sources,
                          const struct line_edit *line, struct hint *out);
/* The same for the line up to the cursor. */
MUST_CHECK bool hint_find_in(enum hint_kind kind, const struct hint_sources *sources,
                             struct view line, struct hint *out);
void hint_finish(struct hint *hint);
struct view hint_rest(const struct hint *hint);
void hint_take(const struct hint *hint, struct line_edit *line);

#endif
