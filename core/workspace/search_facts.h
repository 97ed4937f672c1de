#ifndef CORE_WORKSPACE_SEARCH_FACTS_H
#define CORE_WORKSPACE_SEARCH_FACTS_H

#include "core/base/str.h"

/* What the index keeps of a file beside its words. */

struct search_facts {
    struct str title;     /* front matter's, else the first heading; may be empty */
    bool titled;          /* it is front matter's */
    struct str permalink; /* may be empty */
    struct str aliases;   /* each ends in a NUL */
    struct str keys;      /* tags, type and link targets, each with its mark and a NUL at its end */
};

/* The marks, which no word begins with. */
#define SEARCH_KEY_TAG '#'   /* folded: `tags:` and `#tag` in the text */
#define SEARCH_KEY_SPELT '=' /* a tag as it is written, when that is not how it folds */
#define SEARCH_KEY_TYPE ':'  /* folded */
#define SEARCH_KEY_LINK '['  /* of `[[target]]`, as written but for heading and alias */
#define SEARCH_KEY_MAX 255   /* bytes; longer ones are not kept */

/* `facts` is zeroed, or cleared and used again. */
void search_facts_read(struct view text, struct search_facts *facts);
void search_facts_clear(struct search_facts *facts);
void search_facts_finish(struct search_facts *facts);

#endif
