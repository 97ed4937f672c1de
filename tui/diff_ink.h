#ifndef TUI_DIFF_INK_H
#define TUI_DIFF_INK_H

#include "core/text/page.h"
#include "tui/diff_page.h"

/* Private to tui/diff_*: lines whose parts have styles of their own, and rows of them. */

struct ink {
    size_t end; /* in bytes of the line */
    enum role role;
    unsigned attrs;
};

struct ink_line {
    struct str text; /* tabs are blanks */
    struct ink *items;
    size_t count, cap;
};

/* Adds a part; `marks` puts it into [-…-] or {+…+} when its role is that of a changed word. */
void ink_add(struct ink_line *line, struct view text, enum role role, unsigned attrs);
void ink_finish(struct ink_line *line);
/* Adds the row of `line` that begins at byte `from` to the row being built, at most `cols` cells of
 * it and cut at a blank; returns where the next begins. `*used` is how many cells it took. */
size_t ink_add_row(const struct ink_line *line, size_t from, struct page *page, size_t cols,
                   size_t *used);
/* Blanks up to every fourth cell in place of tabs. */
void ink_expand(struct str *out, struct view text);

/* The removed lines and the added lines of one change, with the changed words marked in those that
 * have something in common. The caller frees both arrays and their lines. */
struct ink_block {
    struct ink_line *old, *new;
    size_t old_count, new_count;
};
void ink_block_make(const struct diff_line *lines, size_t old_count, size_t new_count,
                    const struct diff_page_options *options, struct ink_block *out);
void ink_block_finish(struct ink_block *block);

/* The whole of a Markdown file, rendered. */
void diff_render_add(struct page *page, const struct diff_file *file, unsigned cols);

#endif
