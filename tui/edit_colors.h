#ifndef TUI_EDIT_COLORS_H
#define TUI_EDIT_COLORS_H

#include "core/edit/editor.h"
#include "core/markdown/source_line.h"

/* Colours of the lines of a text being edited. What carries over from line to line (fences,
 * comments) is kept at every 64th line, so that a frame scans a few lines, and an edit forgets only
 * what follows. */

struct edit_run {
    size_t len; /* bytes */
    enum role role;
};

struct edit_colors {
    struct source_line *states; /* states[i] holds before line 64 * i */
    size_t count, cap;
    struct source_line at; /* before line `line` */
    size_t line;
    struct source_line top; /* before line `top_line`, where the frame before began */
    size_t top_line;        /* 0: nowhere */
    struct edit_run *runs;  /* of the line that was colored last */
    size_t run_count, run_cap;
};

/* The text changed in line `line`: forgets what may depend on it. */
void edit_colors_changed(struct edit_colors *colors, size_t line);
/* Goes to `line`, the first of a frame. */
void edit_colors_begin(struct edit_colors *colors, const struct editor *editor, size_t line);
/* Fills `runs` for the next line, whose text (without its end) is `text`; `next` is that of the
 * line after it, empty when that is longer than EDIT_COLORS_LONG. */
void edit_colors_line(struct edit_colors *colors, struct view text, struct view next);
/* The same for a line of `size` bytes, longer than EDIT_COLORS_LONG: it is one run. */
void edit_colors_long_line(struct edit_colors *colors, size_t size, struct view next);
#define EDIT_COLORS_LONG ((size_t)16 << 10) /* bytes */
/* Goes back to `line`, before which `state` held; the same for what holds before the next line. */
void edit_colors_go(struct edit_colors *colors, const struct source_line *state, size_t line);
bool edit_colors_are(const struct edit_colors *colors, const struct source_line *state);
void edit_colors_finish(struct edit_colors *colors);

#endif
