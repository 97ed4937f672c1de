#ifndef TUI_LIST_H
#define TUI_LIST_H

#include <stddef.h>

/* Selection and scroll of a list of rows. */

struct list {
    size_t selected; /* < count, or 0 */
    size_t top;      /* the first row shown */
};

/* Brings both into a list of `count` rows shown on `rows` lines, the selection in sight. */
void list_fit(struct list *list, size_t count, size_t rows);
/* Moves the selection by `by`, stopping at both ends. */
void list_move(struct list *list, long by, size_t count);

#endif
