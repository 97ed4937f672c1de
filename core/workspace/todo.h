#ifndef CORE_WORKSPACE_TODO_H
#define CORE_WORKSPACE_TODO_H

#include "core/base/error.h"
#include "core/base/str.h"

/* A todo file: a GFM task list (any bullet, nested by indentation, under any headings) or a
 * todo.txt file. The list holds the file's text and where its tasks lie in it; every operation
 * changes the bytes it is about and no others, then reads the text again. */

enum todo_format { TODO_MARKDOWN, TODO_TXT };
enum todo_state { TODO_PENDING, TODO_PROGRESS, TODO_DONE, TODO_CANCELLED }; /* [ ] [/] [x] [-] */

struct todo_item {
    enum todo_state state;
    unsigned depth;    /* nesting, 0 at the top */
    size_t line;       /* 0-based line in the file */
    size_t start, end; /* bytes of its line, without the line end */
    size_t bullet;     /* the byte where its list marker begins; todo.txt: as `start` */
    size_t mark;       /* the byte between the brackets; todo.txt: as `start` */
    size_t
        text_start;   /* where its words begin; todo.txt: after `x ` and dates, a priority is one */
    unsigned column;  /* the cell in which the marker begins, tabs counted to every fourth */
    unsigned content; /* the cell in which its children may begin */
    size_t owner;     /* the line of the list item around it, task or not, or SIZE_MAX */
    size_t block_end; /* byte after its last line, children and continuation lines included */
    size_t lines;     /* from its line to that of `block_end`, blank ones between included */
    size_t heading;   /* index of its heading in `headings`, or SIZE_MAX */
    char priority;    /* 'A'..'Z' or 0 */
    char due[11];     /* YYYY-MM-DD or "" */
};

struct todo_list {
    enum todo_format format;
    struct str text;
    struct todo_item *items;
    size_t count, cap;
    char **headings; /* the text of each heading, in order */
    size_t heading_count, heading_cap;
    char today[11];    /* see todo_set_today */
    size_t done, open; /* done counts cancelled ones too; open counts those in progress */
};

/* Reads `text` (copied). Never fails: what is no task is left alone. */
void todo_init(struct todo_list *list, enum todo_format format, struct view text);
void todo_finish(struct todo_list *list);
enum todo_format todo_format_of(struct view path);

/* Borrowed until the list changes. */
struct view todo_words(const struct todo_list *list, size_t item);
/* Whether the task's text holds `tag` ("#work", "@home", "+project", "due:2026-01-01"), as a word:
 * `#work` is not in "#workshop", but it is in "(#work)," */
bool todo_has_tag(const struct todo_list *list, size_t item, struct view tag);

/* What a change does not mean to touch it never touches: when the new text would be read as another
 * list than was meant (a file that ends inside a code block, words that would read as a date), the
 * answer is STATUS_INVALID and nothing has changed. Each costs one reading of the text. */

/* Appends a pending task after the last task of the file (after item `after` and its children, at
 * its depth, when `after` is not SIZE_MAX), in the bullet style of its neighbour. STATUS_INVALID
 * when `words` is blank or holds a newline. `*added` is its index and may be NULL. */
MUST_CHECK enum status todo_add(struct todo_list *list, struct view words, size_t after,
                                size_t *added, struct error *err);
/* All of these: STATUS_INVALID when `item` is past the end. todo.txt knows pending and done alone;
 * there a done task's priority is kept as `pri:A`, and its dates stand after the `x`. */
MUST_CHECK enum status todo_set_state(struct todo_list *list, size_t item, enum todo_state state,
                                      struct error *err);
/* Replaces the words; everything else of the line stays. */
MUST_CHECK enum status todo_set_words(struct todo_list *list, size_t item, struct view words,
                                      struct error *err);
/* Deletes the task with its children and continuation lines. */
MUST_CHECK enum status todo_delete(struct todo_list *list, size_t item, struct error *err);
/* Moves it, children and all, past its neighbour of the same depth and heading: `by` is -1 or +1.
 * STATUS_INVALID when there is none. `*moved` is its new index. */
MUST_CHECK enum status todo_move(struct todo_list *list, size_t item, int by, size_t *moved,
                                 struct error *err);
/* Makes it the last child of the task above (+1), or its parent's sibling just below the parent and
 * the parent's other children (-1), its own children and all. STATUS_INVALID in a todo.txt. */
MUST_CHECK enum status todo_indent(struct todo_list *list, size_t item, int by, struct error *err);
/* today as YYYY-MM-DD, for the dates that todo.txt keeps; NULL writes none. Markdown ignores it. */
void todo_set_today(struct todo_list *list, const char *today);

#endif
