#ifndef CORE_EDIT_STATE_H
#define CORE_EDIT_STATE_H

#include "core/edit/command.h"
#include "core/edit/tally.h"
#include "core/edit/wrap.h"
#include "core/text/pattern.h"

/* What an editor is made of, for the files of this room. */

#define EDITOR_BOOKMARKS 16
#define EDITOR_MARKS 27

/* What is looked for, and how many hits of it have been counted. */
struct editor_find {
    struct pattern *pattern; /* NULL for none */
    struct str text;
    struct rope *flat; /* the text that `view` is, or NULL */
    struct view view;  /* in `bytes` or the rope */
    struct str bytes;
    uint64_t counted_version;
    size_t *starts; /* of the hits counted so far */
    size_t count, cap;
    size_t counted_to;
    bool counted_all;
    bool slow; /* too slow to be shown with every frame */
};

struct editor {
    struct undo *undo;
    struct rope *text; /* shared with the buffer; what the last change left */
    void (*changed)(const struct undo_change *change, void *data);
    void *changed_data;
    struct undo_when when;
    size_t cursor;
    size_t anchor; /* the other end of the selection; SIZE_MAX for none */
    unsigned goal; /* the column that cursor-up and -down keep to */
    bool has_goal;
    unsigned groups;       /* editor_begin without its editor_end */
    bool crlf_known, crlf; /* the line end of most lines */
    uint64_t version;
    size_t bookmarks[EDITOR_BOOKMARKS]; /* the last one set is the last */
    size_t bookmark_count;
    size_t changed_from; /* the first byte that changed since somebody set it */
    size_t marks[EDITOR_MARKS]; /* of the vi keys: a position + 1, or 0 */
    size_t table_edit; /* where a table was last changed and not aligned; SIZE_MAX for nowhere */
    struct str clipboard, message;
    uint64_t clipboard_version;
    struct wrap wrap;
    struct tally tally;
    struct editor_find find;
};

/* All of the text in a row, borrowed until it changes. */
struct view find_flat(struct editor *editor);
void find_forget(struct editor_find *find);

/* Replaces [from, to), then puts the cursor at the border at or after `cursor`, a position in the
 * new text; nothing is selected. */
void state_splice(struct editor *editor, size_t from, size_t to, struct view with, size_t cursor);
/* As state_splice, with a step of undo of its own unless inside a group. */
void state_step(struct editor *editor, size_t from, size_t to, struct view with, size_t cursor);
/* Deletes what is selected; false when nothing is. */
bool state_delete_selection(struct editor *editor);
/* "\n" or "\r\n", as most lines of the text have it. */
struct view state_line_end(struct editor *editor);
/* Moves the cursor to a border without a selection and forgets the goal column. */
void state_move(struct editor *editor, size_t pos);
/* Where the cursor and the selection are; going there, to borders as they are now. */
struct undo_place state_place(const struct editor *editor);
void state_go_to(struct editor *editor, struct undo_place place);
void state_say(struct editor *editor, const char *format, ...) PRINTF_LIKE(2, 3);

#endif
