#ifndef TUI_READER_H
#define TUI_READER_H

#include "core/markdown/render.h"
#include "core/store/folder.h"
#include "core/workspace/workspace.h"
#include "tui/find.h"
#include "tui/jobs.h"

/* The file being read: its text, its page, where in it we are. A large file shows the page of its
 * first part at once; the whole is laid out by a job. */

struct reader {
    char *path;    /* NULL: nothing to read */
    char *problem; /* why it cannot be shown */
    struct str text;
    struct file_stamp stamp;
    struct rendered page;
    unsigned cols;    /* the width that `page` was laid out for */
    bool source;      /* as source text */
    bool partial;     /* `page` is of the first part; the rest is on its way */
    size_t top, skip; /* first row shown, cells scrolled sideways */
    /* The place that `top` was set to, which stands as long as `top` is still `want_row`: a page
     * that is laid out again and again stays there, and a first part may not reach it yet. */
    uint32_t want_line; /* source line; 0 for the top */
    size_t want_offset; /* letters of that line above the row */
    size_t want_row;
    char *want_heading; /* the anchor to go to when it is laid out, or NULL */
    bool past;          /* `text` is of history: reader_show_past */
    bool has_older;     /* the page shows what changed since `older` */
    struct str older;
    bool *changed;    /* for each row of such a page, or NULL */
    struct str still; /* the text in which the person scrolled last, and where in it that was */
    uint32_t still_line;
    size_t still_offset;
    struct find find;
    char **contexts; /* paths of CLAUDE.md and AGENTS.md above it */
    size_t context_count, context_cap;
};

void reader_close(struct reader *reader);
/* Reads `path`; on failure `reader->problem` says why. Lays nothing out. */
void reader_load(struct reader *reader, const struct workspace *ws, const char *path);
/* Reads the file again. Page and place stay when the text is the same; else the page is to be laid
 * out again at the same line. True if there is something new to show. */
bool reader_reload(struct reader *reader, const struct workspace *ws);
/* Lays the page out `cols` wide: all of a small file, the first part of a large one, whose rest is
 * then started on LANE_RENDER with `done`. `jobs` NULL: all of any file. */
void reader_layout(struct reader *reader, unsigned cols, struct jobs *jobs,
                   void (*done)(struct job *, void *));
/* Shows a text that the file once had in place of the disk's, and what changed in it since `older`,
 * if that is given; the file is not read again until reader_leave_past. The text at the top of the
 * screen stays there. */
void reader_show_past(struct reader *reader, struct view text, const struct view *older);
/* The disk's text again, at the place that is shown. */
void reader_leave_past(struct reader *reader, const struct workspace *ws);
/* Scrolls to the next (`by` 1) or previous (-1) rows that changed; false when there are none. */
bool reader_step_change(struct reader *reader, int by, size_t rows);
/* Colours the wiki links to nothing; for when the catalog is whole. */
void reader_mark_dangling(struct reader *reader, const struct catalog *catalog);
/* The source line of the top row, and back. */
uint32_t reader_line(const struct reader *reader);
void reader_go_to_line(struct reader *reader, uint32_t line);
/* The same, with `letters` of the line (bytes but blanks) above the top row. */
void reader_go_to_place(struct reader *reader, uint32_t line, size_t letters);
/* Goes to the heading that `anchor` names, at once or when the page is laid out. False if the page
 * is whole and has none. */
bool reader_go_to_heading(struct reader *reader, const char *anchor);
/* Scrolls only if the line is not among the `rows` shown. */
void reader_reveal_line(struct reader *reader, uint32_t line, size_t rows);
/* Keeps `top` within the page for a window of `rows`. */
void reader_fit(struct reader *reader, size_t rows);

/* A finished layout, from LANE_RENDER's `done`. */
struct reader_job {
    struct job job;
    char *path;
    struct str text;
    unsigned cols;
    bool source;
    struct rendered page;
    enum status status;
};
/* Takes the page over if it is still what is wanted. */
bool reader_take(struct reader *reader, struct reader_job *job);
void reader_job_free(struct reader_job *job);

#endif
