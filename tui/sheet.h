#ifndef TUI_SHEET_H
#define TUI_SHEET_H

#include "core/workspace/doctor.h"
#include "core/workspace/replace.h"
#include "tui/jobs.h"
#include "tui/list.h"

/* Lists made by reading every file: what is wrong in the workspace, what a replacement would
 * change. One view shows one of them; a job of LANE_SCAN fills it. */

enum sheet_kind { SHEET_DOCTOR, SHEET_REPLACE };

struct sheet_view {
    enum sheet_kind kind;
    struct list list;
    struct job *running; /* what reads the files, or NULL */
    atomic_size_t seen;  /* files so far */
    bool made;           /* what is shown is whole */
    char *problem;       /* why it could not be made */
    unsigned generation; /* a new one each time it begins anew */
    struct doctor_report report;
    char *what, *with; /* of a replacement */
    char *skipped;     /* a file that was left alone for its unsaved text, or NULL */
    struct replace_plan plan;
};

void sheet_finish(struct sheet_view *view);
size_t sheet_count(const struct sheet_view *view);
/* The file of the selected row, and its line (0: none); NULL when there is no row. */
const char *sheet_selected(const struct sheet_view *view, unsigned *line);
/* Leaves the selected hit out, or takes it in again; `all_of` SHEET_FILE: all of its file,
 * SHEET_ALL: all. What is off as a whole is put on, else off. */
enum sheet_part { SHEET_HIT, SHEET_FILE, SHEET_ALL };
void sheet_toggle(struct sheet_view *view, enum sheet_part part);

#endif
