#ifndef CORE_MARKDOWN_FRONT_MATTER_H
#define CORE_MARKDOWN_FRONT_MATTER_H

#include "core/base/str.h"
#include "core/text/yaml.h"

/* The YAML between a first line `---` and the next line `---`, as basic-memory and others write it.
 * Malformed YAML or a missing closing fence: there is no front matter, and that is no error. */

struct front_matter {
    struct yaml_node *fields; /* a mapping; NULL when there is none */
    size_t from, to;          /* the YAML's bytes, between the fences */
    size_t body;              /* byte where the text after the closing fence's line begins */
    unsigned body_line;       /* 1-based line of that byte */
};

/* Always succeeds; `source` is borrowed for the call. Free with front_matter_finish. */
void front_matter_read(struct view source, struct front_matter *out);
void front_matter_finish(struct front_matter *front);
/* The end (position after the closing fence's line) of what would be front matter, 0 if none;
 * without parsing it. */
size_t front_matter_extent(struct view source);

#endif
