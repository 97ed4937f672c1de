#ifndef CORE_MARKDOWN_TABLE_H
#define CORE_MARKDOWN_TABLE_H

#include "core/markdown/canvas.h"
#include "core/markdown/inline.h"

#include <cmark.h>

/* GFM tables. libcmark sees a paragraph; the cells are cut from its lines in the source and parsed
 * one by one, all tables of a document in one go. */

struct tables;

/* Finds the tables below `root`, which was parsed from `source`. NULL when there are none.
 * Free with tables_free. */
struct tables *tables_find(cmark_node *root, struct view source, const atomic_bool *cancel);
/* Draws `paragraph` if it is the next table and returns true. To be asked in reading order. */
bool tables_draw(struct tables *tables, cmark_node *paragraph, struct canvas *canvas,
                 struct inliner *in, uint32_t line);
void tables_free(struct tables *tables);

#endif
