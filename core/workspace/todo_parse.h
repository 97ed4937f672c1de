#ifndef CORE_WORKSPACE_TODO_PARSE_H
#define CORE_WORKSPACE_TODO_PARSE_H

#include "core/workspace/todo.h"

/* What the files todo*.c share and nobody else needs. */

/* Fill list->items and list->headings from list->text. */
void todo_parse_markdown(struct todo_list *list);
void todo_parse_txt(struct todo_list *list);

/* "2026-01-02" at `pos`: ten bytes that look like a day. */
bool todo_date_at(struct view text, size_t pos);

/* todo.txt: append `line` (without its end) with the marks of a done or of a pending task. */
void todo_txt_add_done(struct str *out, struct view line, const char *today);
void todo_txt_add_pending(struct str *out, struct view line, const char *today);
/* The words of a line, as todo_words gives them. */
struct view todo_txt_words(struct view line);

#endif
