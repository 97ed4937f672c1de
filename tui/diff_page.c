/* Lines of prose are long: they wrap at words, with the sign of the line in a gutter. */
#include "tui/diff_page.h"

#include "core/base/clock.h"
#include "core/base/path.h"
#include "tui/diff_ink.h"

#include <stdlib.h>

enum { GUTTER = 2, MIDDLE = 3 };

static void add_line(struct page *page, const struct ink_line *line, const char *gutter,
                     enum role role, size_t cols, bool begins)
{
    size_t at = 0, used, room = cols > GUTTER * 2 ? cols - GUTTER : GUTTER;
    do {
        page_add_text(page, gutter, role, 0);
        at = ink_add_row(line, at, page, room, &used);
        page_end_row(page, begins);
        begins = false;
    } while (at < line->text.len);
}

static void add_text(struct page *page, struct view text, const char *gutter, enum role role,
                     unsigned attrs, size_t cols, bool begins)
{
    struct ink_line line = {0};
    struct str expanded = {0};
    ink_expand(&expanded, text);
    ink_add(&line, str_view(&expanded), role, attrs);
    add_line(page, &line, gutter, role, cols, begins);
    str_finish(&expanded);
    ink_finish(&line);
}

void diff_page_add_head(struct page *page, const struct diff *diff, unsigned cols)
{
    struct str date = {0};
    clock_add_date(&date, diff->commit.time, diff->commit.offset);
    page_add(page, view_from(diff->commit.id, 10), ROLE_COMMIT, 0, 0);
    page_add_text(page, "  ", ROLE_TEXT, 0);
    page_add_text(page, diff->commit.author, ROLE_AUTHOR, 0);
    page_add_text(page, "  ", ROLE_TEXT, 0);
    page_add(page, str_view(&date), ROLE_DATE, 0, 0);
    page_end_row(page, 0);
    page_end_row(page, 0);
    str_finish(&date);
    struct view rest = view_trim(view_of(diff->message)), line;
    for (bool first = true; view_line(&rest, &line); first = false)
        add_text(page, view_trim(line), "  ", ROLE_TEXT, first ? STYLE_BOLD : 0, cols, false);
    page_end_row(page, 0);
}

static void add_file_head(struct page *page, const struct diff_file *file)
{
    static const struct {
        char status;
        const char *words;
    } kinds[] = {{'A', "new"}, {'D', "deleted"}, {'R', "renamed"}, {'T', "other type"}};
    struct str counts = {0};
    page_add_text(page, file->status == 'D' ? file->old_path : file->new_path, ROLE_HEADING,
                  STYLE_BOLD);
    for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
        if (kinds[i].status == file->status)
            str_addf(&counts, "  %s", kinds[i].words);
    if (file->status == 'R')
        str_addf(&counts, " from %s", file->old_path);
    page_add(page, str_view(&counts), ROLE_DIM, 0, 0);
    str_clear(&counts);
    str_addf(&counts, "  +%zu", file->added);
    page_add(page, str_view(&counts), ROLE_ADDED, 0, 0);
    str_clear(&counts);
    str_addf(&counts, " -%zu", file->removed);
    page_add(page, str_view(&counts), ROLE_REMOVED, 0, 0);
    page_end_row(page, 0);
    str_finish(&counts);
}

static void add_block(struct page *page, const struct ink_block *block, size_t cols)
{
    for (size_t i = 0; i < block->old_count; i++)
        add_line(page, &block->old[i], "- ", ROLE_REMOVED, cols, i == 0);
    for (size_t i = 0; i < block->new_count; i++)
        add_line(page, &block->new[i], "+ ", ROLE_ADDED, cols, i == 0 && !block->old_count);
}

/* --- side by side --- */

/* One row of a line, or blanks, `cols` wide with its gutter. */
static size_t add_half(struct page *page, const struct ink_line *line, size_t at,
                       const char *gutter, enum role role, size_t cols)
{
    size_t used = 0;
    bool any = line && (at == 0 || at < line->text.len);
    if (any) {
        page_add_text(page, gutter, role, 0);
        at = ink_add_row(line, at, page, cols - GUTTER, &used);
    }
    page_add_blank(page, cols - used - (any ? GUTTER : 0));
    return any && at == 0 ? 1 : at; /* an empty line has its row too */
}

static bool has_more(const struct ink_line *line, size_t at)
{
    return line && (at == 0 || at < line->text.len);
}

static void add_pair(struct page *page, const struct ink_line *old, const struct ink_line *new,
                     bool same, size_t cols, bool begins)
{
    size_t left = 0, right = 0, half = (cols - MIDDLE) / 2;
    while (has_more(old, left) || has_more(new, right)) {
        left = add_half(page, old, left, same ? "  " : "- ", ROLE_REMOVED, half);
        page_add_text(page, " │ ", ROLE_RULE, 0);
        right = add_half(page, new, right, same ? "  " : "+ ", ROLE_ADDED, half);
        page_end_row(page, begins);
        begins = false;
    }
}

static void add_block_side(struct page *page, const struct ink_block *block, size_t cols)
{
    size_t rows = block->old_count > block->new_count ? block->old_count : block->new_count;
    for (size_t i = 0; i < rows; i++)
        add_pair(page, i < block->old_count ? &block->old[i] : NULL,
                 i < block->new_count ? &block->new[i] : NULL, false, cols, i == 0);
}

/* --- files --- */

static void add_context(struct page *page, const struct diff_line *line, bool side, size_t cols)
{
    struct view text = view_slice(line->text, 0, line->text.len - view_ends(line->text, "\r"));
    struct ink_line ink = {0};
    struct str expanded = {0};
    ink_expand(&expanded, text);
    ink_add(&ink, str_view(&expanded), ROLE_TEXT, 0);
    if (side)
        add_pair(page, &ink, &ink, true, cols, false);
    else
        add_line(page, &ink, "  ", ROLE_TEXT, cols, false);
    str_finish(&expanded);
    ink_finish(&ink);
}

static size_t count_kind(const struct diff_file *file, size_t from, enum diff_line_kind kind)
{
    size_t count = 0;
    while (from + count < file->line_count && file->lines[from + count].kind == kind)
        count++;
    return count;
}

static void add_lines(struct page *page, const struct diff_file *file,
                      const struct diff_page_options *options)
{
    bool side = options->look == DIFF_SIDE && options->cols >= 40;
    for (size_t i = 0; i < file->line_count;) {
        const struct diff_line *line = &file->lines[i];
        if (line->kind == DIFF_HUNK) {
            add_text(page, line->text, "", ROLE_HUNK, 0, options->cols, false);
            i++;
        } else if (line->kind == DIFF_CONTEXT) {
            add_context(page, line, side, options->cols);
            i++;
        } else {
            struct ink_block block;
            size_t old = count_kind(file, i, DIFF_REMOVED);
            size_t new = count_kind(file, i + old, DIFF_ADDED);
            ink_block_make(line, old, new, options, &block);
            if (side)
                add_block_side(page, &block, options->cols);
            else
                add_block(page, &block, options->cols);
            ink_block_finish(&block);
            i += old + new;
        }
    }
}

void diff_page_add_files(struct page *page, const struct diff *diff,
                         const struct diff_page_options *options)
{
    for (size_t i = 0; i < diff->file_count; i++) {
        const struct diff_file *file = &diff->files[i];
        add_file_head(page, file);
        if (options->look == DIFF_RENDERED && file->whole &&
            path_is_markdown(path_name(view_of(file->new_path))))
            diff_render_add(page, file, options->cols);
        else
            add_lines(page, file, options);
        if (file->notice)
            add_text(page, view_of(file->notice), "  ", ROLE_WARNING, 0, options->cols, false);
        page_end_row(page, 0);
    }
    if (diff->files_beyond) {
        struct str more = {0};
        str_addf(&more, "and %zu more files", diff->files_beyond);
        add_text(page, str_view(&more), "", ROLE_WARNING, 0, options->cols, false);
        str_finish(&more);
    }
    if (diff->file_count == 0)
        add_text(page, VIEW("No file was changed."), "", ROLE_DIM, 0, options->cols, false);
}
