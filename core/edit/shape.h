#ifndef CORE_EDIT_SHAPE_H
#define CORE_EDIT_SHAPE_H

#include "core/text/rope.h"

/* What stands before the words of a line of Markdown: quote marks, indentation, a bullet or number,
 * a task's box. By the line alone; bytes from the line's start, each part empty where it is not. */

#define SHAPE_MAX 256 /* bytes of a line that are looked at */

struct shape {
    size_t start;          /* of the line, in the text */
    size_t end;            /* of the line, before its line end */
    size_t quote;          /* end of the quote marks and the blank after the last */
    size_t indent;         /* end of the blanks after them */
    size_t mark;           /* end of the bullet or number with its `.` or `)` */
    size_t gap;            /* end of the blanks after it */
    size_t text;           /* end of the task's box and the blank after it: where the words begin */
    unsigned cols;         /* cells of the indentation, after the quote */
    unsigned content;      /* cells to where an item's content begins, after the quote */
    unsigned quotes;       /* how many quote marks */
    char kind;             /* '-', '*', '+', '.' or ')'; 0 when it is no item */
    bool task;             /* has a box */
    bool blank;            /* nothing after `text` */
    unsigned long number;  /* of an item of kind '.' or ')' */
    char bytes[SHAPE_MAX]; /* the line's first bytes */
    size_t len;            /* how many */
};

void shape_read(const struct rope *rope, size_t line, struct shape *out);
/* Whether the item is one of a numbered list. */
bool shape_is_ordered(const struct shape *shape);
/* The length of a heading's marks and the blank after them; 0 when it is none. */
size_t shape_heading(const struct shape *shape);
/* Whether the line opens or closes a fence of code; then `*fence` is its character. */
bool shape_is_fence(const struct shape *shape, char *fence, size_t *len);
/* Whether line `line` lies inside a fence, as far as the 2,000 lines or 1 MiB above can tell. */
bool shape_in_fence(const struct rope *rope, size_t line);
/* The number of cells that blanks and tabs take, begun at cell `col`. */
unsigned shape_blank_cols(struct view text, unsigned col);

#endif
