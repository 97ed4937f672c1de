#ifndef CORE_WORKSPACE_TODO_PLAN_H
#define CORE_WORKSPACE_TODO_PLAN_H

#include "core/workspace/todo.h"

/* A change to a todo list before it is made: the new text, and what it shall be read as. A change
 * is taken only when it is read so; see plan_take. */

struct todo_plan {
    struct str text;
    size_t *order; /* for each task of the new text the old one's index; SIZE_MAX for a new one */
    size_t count;
    size_t changed;        /* the old task with another state or other words, or SIZE_MAX */
    enum todo_state state; /* of that one, or of the new one */
    struct view words;
    bool whole;      /* every block keeps its lines; else only those without children */
    size_t from, to; /* the old tasks [from, to) come `deeper` levels further in */
    int deeper;
};

/* In the order of the list, and nothing changed yet. Free with plan_finish. */
void plan_init(struct todo_plan *plan, const struct todo_list *list);
void plan_finish(struct todo_plan *plan);
/* Puts the old tasks [from, to) at the new index `at`; returns the index after them. */
size_t plan_put(struct todo_plan *plan, size_t at, size_t from, size_t to);
/* Appends a part of the old text, or a new line; one without a line end gets `list`'s. */
void plan_add(struct todo_plan *plan, const struct todo_list *list, struct view part);
/* Reads the new text and makes it the list's. STATUS_INVALID, with nothing changed, when it is not
 * read as planned. A file without a final line end keeps none. */
MUST_CHECK enum status plan_take(struct todo_plan *plan, struct todo_list *list, struct error *err);

/* The index after the last task in the block of `item`. */
size_t todo_block_count(const struct todo_list *list, size_t item);
/* The line end of the line that holds byte `pos`; of the first line when that one has none. */
struct view todo_line_end(const struct todo_list *list, size_t pos);
/* What stands before the marker of `item`, as blanks. */
void todo_add_margin(struct str *out, const struct todo_list *list, size_t item);
MUST_CHECK enum status todo_check_item(const struct todo_list *list, size_t item,
                                       struct error *err);

#endif
