#ifndef CORE_MARKDOWN_CODE_H
#define CORE_MARKDOWN_CODE_H

#include "core/markdown/canvas.h"

#include <cmark.h>

/* Draws a code block with a bar and the name of its language; long lines are broken. */
void code_draw(cmark_node *node, struct canvas *canvas, uint32_t line);
/* Draws a block of HTML as it stands. */
void code_draw_html(cmark_node *node, struct canvas *canvas, uint32_t line);
/* Draws lines as they stand, from source line `line` on. */
void code_draw_plain(struct view text, struct canvas *canvas, enum role role, uint32_t line);

#endif
