#ifndef TUI_EDIT_VIEW_H
#define TUI_EDIT_VIEW_H

#include "core/edit/editor.h"
#include "core/edit/vi.h"
#include "core/edit/view.h"
#include "core/text/page.h"
#include "core/text/shared_text.h"
#include "tui/edit_colors.h"
#include "tui/edit_journal.h"
#include "tui/edit_margin.h"
#include "tui/edit_rules.h"

/* A file being edited: the editor's model, the text that the disk is known to have, and the rows on
 * the screen as a page. */

/* What the page was made of, and what came after. */
struct edit_laid {
    struct view_place top;
    unsigned cols, rows;
    bool plain;     /* no row has a mark, nothing is carried over lines */
    size_t changes; /* of the text since; one that took something away or added lines counts more */
    size_t changed; /* the line of the last one */
};

struct edit_view {
    char *path;               /* in the workspace */
    char *target;             /* words, from the front matter: "800", "700-800"; or NULL */
    struct editor *editor;    /* NULL: nothing is being edited */
    struct vi *vi;            /* its keys are vi's; or NULL */
    struct shared_text *base; /* what the disk had when it was read or last saved */
    struct view_place top;    /* the first row shown */
    struct edit_colors colors;
    struct edit_rules rules;
    struct edit_margin margin; /* against the last commit */
    size_t line_count;         /* of the text before the change that is being told */
    struct page page;          /* the rows shown, */
    size_t *row_lines;         /* the line of each, page.row_count of them, */
    size_t row_cap;
    struct source_line *row_states; /* and what its colours depend on */
    size_t state_cap;
    struct page typed; /* rows that take the place of the page's from `typed_row` on: a character */
    size_t typed_row;  /* was typed there since; without any, all of the page is new */
    struct edit_laid laid;
    int cursor_row, cursor_col; /* in the page, or -1 */
    struct edit_journal journal;
    uint64_t kept;   /* the version of the text whose history is on the disk */
    uint64_t saving; /* the version of the text that is on its way to the disk, */
    bool save_runs;  /* while it is */
    bool close_when_saved;
    bool gone; /* somebody deleted the file */
};

/* The text is taken, and there on the disk. `workspace` is absolute; `state_folder` is a
 * descriptor, or -1. */
void edit_view_open(struct edit_view *view, const char *workspace, const char *path,
                    struct shared_text *text, int state_folder);
struct view edit_view_base(const struct edit_view *view);
/* Lets go of all; the journal stays on the disk when there are unsaved changes. */
void edit_view_close(struct edit_view *view);
/* Before each key: what a pause is measured by. */
void edit_view_tick(struct edit_view *view);

/* edit_rows.c */
/* Brings the cursor into sight if it moved, and makes the page of the rows shown. */
void edit_view_layout(struct edit_view *view, unsigned cols, unsigned rows);
/* Scrolls by rows, taking the cursor along. */
void edit_view_scroll(struct edit_view *view, long rows, unsigned shown);

/* edit_view.c again: the disk. */
/* `text` is on its way to the disk, then it is there (`saved`), or was refused. */
void edit_view_begin_save(struct edit_view *view);
void edit_view_end_save(struct edit_view *view, struct view text, bool saved);
/* The disk has `text`, written by somebody else, and nothing is unsaved here: follow it. */
void edit_view_follow_disk(struct edit_view *view, struct view text);
/* What the disk has was merged into the text: from now on that is the base. */
void edit_view_take_base(struct edit_view *view, struct view text);
/* Replaces what differs between the text and `text`, so that cursor and undo stay. */
void edit_view_become(struct edit_view *view, struct view text);

#endif
