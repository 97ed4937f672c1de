#ifndef TUI_CLI_PLAIN_H
#define TUI_CLI_PLAIN_H

#include "core/text/page.h"
#include "core/workspace/workspace.h"

#include <stdio.h>

/* Output without a screen. All of it has passed the filter. Colours are the terminal's own sixteen,
 * so that they fit its background. */

/* Writes the rows of a page; blanks at the ends of rows are cut. False when `file` takes no more.
 */
bool plain_write_page(FILE *file, const struct page *page, bool color);
/* Appends the panes as labelled text. `branch` may be NULL. */
void plain_add_status(struct str *out, const struct workspace *ws, const char *branch);

#endif
