#ifndef CORE_MARKDOWN_HEADER_H
#define CORE_MARKDOWN_HEADER_H

#include "core/markdown/canvas.h"
#include "core/markdown/front_matter.h"

/* Draws front matter as a compact header: the title, unless the body begins with a heading of the
 * same words, and below it the other fields in dim text. */
void header_draw(const struct front_matter *front, struct view body, struct canvas *canvas);

#endif
