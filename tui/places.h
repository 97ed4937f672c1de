#ifndef TUI_PLACES_H
#define TUI_PLACES_H

#include "core/workspace/catalog.h"

/* The Files pane's rows: the places as folders that open and close, and the files in those that are
 * open. The files that lie in no folder come first. */

struct places_row {
    const char *folder; /* a folder's row: its path, `len` bytes; else NULL */
    size_t len;
    size_t entry; /* a file's row: index in the section; a folder's: its first file */
    size_t files; /* a folder's row: how many files below it */
    bool open;
};

struct places {
    struct places_row *rows;
    size_t count, cap;
    char **open; /* paths of the open folders */
    size_t open_count, open_cap;
};

/* Builds the rows anew; they borrow from the section. */
void places_build(struct places *places, const struct section *section);
/* Opens or closes the folder of a row; then build again. */
void places_toggle(struct places *places, size_t row);
void places_finish(struct places *places);

#endif
