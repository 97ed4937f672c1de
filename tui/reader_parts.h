#ifndef TUI_READER_PARTS_H
#define TUI_READER_PARTS_H

#include "tui/reader.h"

/* Private to tui/reader*: what its files share. */

/* The place that is to be kept when the page is made anew. */
void reader_mark_place(struct reader *reader);
/* The page is to be made anew. */
void reader_drop_page(struct reader *reader);
/* Reads the file; on failure `problem` says why. */
void reader_read(struct reader *reader, const struct workspace *ws);

#endif
