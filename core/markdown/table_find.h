#ifndef CORE_MARKDOWN_TABLE_FIND_H
#define CORE_MARKDOWN_TABLE_FIND_H

#include "core/markdown/parse.h"

#include <stdint.h>

/* Where the tables of a document are and what is in their cells. */

enum table_align { ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT };

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
    struct str text;    /* the cells, a heading each */
    cmark_node **cells; /* those headings, parsed */
    size_t cell_count;
    struct parse parse;
};

#endif
