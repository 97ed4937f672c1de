#ifndef CORE_MARKDOWN_TABLE_FIND_H
#define CORE_MARKDOWN_TABLE_FIND_H

#include "core/markdown/parse.h"

#include <stdint.h>

/* Where the tables of a document are and what is in their cells. */

enum table_align { ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT };

/* A cell without any mark of Markdown is its text; the others are parsed. */
struct table_source {
    struct view text;
    cmark_node *node; /* a heading, or NULL */
};

struct table_row {
    size_t first, count; /* cells */
    uint32_t line;       /* of the parsed text */
};

struct table_place {
    cmark_node *paragraph;
    bool has_text;         /* its first cell is text that stood before the header */
    size_t first, count;   /* rows; the first is the header */
    size_t align, columns; /* index of the first column's alignment */
};

struct tables {
    struct table_place *places;
    size_t place_count, place_cap, next;
    struct table_row *rows;
    size_t row_count, row_cap;
    unsigned char *aligns; /* enum table_align */
    size_t align_count, align_cap;
    struct table_source *cells;
    size_t cell_count, cell_cap;
    struct str text; /* the cells to be parsed, a heading each */
    struct parse parse;
};

#endif
