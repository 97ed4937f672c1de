#ifndef CORE_TEXT_YAML_H
#define CORE_TEXT_YAML_H

#include "core/base/error.h"
#include "core/base/str.h"

/* YAML as a tree, by libyaml, for front matter, settings and themes. Bounds: 32 levels, 100,000
 * nodes, no aliases (STATUS_LIMIT / STATUS_REFUSED). The only file that includes <yaml.h> is
 * yaml.c. */

enum yaml_kind { YAML_SCALAR, YAML_SEQUENCE, YAML_MAPPING };

struct yaml_node {
    enum yaml_kind kind;
    char *text;  /* scalar: NUL-terminated; a scalar with a NUL inside is cut there */
    bool quoted; /* scalar: in quotes or a block, so never null, a number or a date */
    struct yaml_node *children; /* mapping: key, value, key, value, … */
    size_t count;               /* nodes in `children` */
    unsigned line;              /* 1-based */
    /* Its bytes in the text, with quotes and brackets. A block of lines has no end of its own: it
     * ends with its last child, or somewhere in the blanks behind its last line. */
    size_t from, to;
};

/* Parses one document; an empty text gives an empty mapping. STATUS_INVALID names line and reason.
 * Free with yaml_node_free (libyaml has a yaml_free of its own and calls it). */
MUST_CHECK enum status yaml_parse(struct view text, struct yaml_node **out, struct error *err);
void yaml_node_free(struct yaml_node *node);
/* The value of `key` in a mapping; NULL if there is none or `node` is no mapping. */
const struct yaml_node *yaml_get(const struct yaml_node *node, const char *key);
/* The same values in the same order, quoted alike; where they stand does not matter. */
bool yaml_equal(const struct yaml_node *a, const struct yaml_node *b);
/* The text of a scalar, else `otherwise`. */
const char *yaml_text(const struct yaml_node *node, const char *otherwise);

#endif
