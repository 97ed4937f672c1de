#include "tui/panes/pane.h"

#include "core/base/clock.h"
#include "core/text/cluster.h"

/* A commit: who, when, why, and what it changed, line by line. Lines of prose are long: they wrap
 * at words, with the sign of the line in a gutter. */

/* The length in bytes of the first row of `text` in `cols` cells: up to the last blank that fits,
 * or a cluster at least. */
static size_t diff_first_row(struct view text, size_t cols)
{
    size_t used = 0, at = 0, blank = 0;
    struct cluster cluster;
    while (at < text.len) {
        size_t next = cluster_next(text, at, &cluster);
        if (used + cluster.width > cols)
            return blank ? blank : at ? at : next;
        used += cluster.width;
        if (text.data[at] == ' ')
            blank = next;
        at = next;
    }
    return text.len;
}

/* A page knows no tabs: they become blanks up to the next fourth cell. */
static void diff_expand(struct str *out, struct view text)
{
    size_t used = 0;
    while (text.len) {
        size_t tab = view_find(text, 0, '\t');
        struct view part = view_slice(text, 0, tab);
        str_add(out, part);
        used += cluster_width(part);
        if (tab < text.len) {
            str_add_many(out, ' ', 4 - used % 4);
            used += 4 - used % 4;
        }
        text = view_slice(text, tab + 1, text.len);
    }
}

static void diff_add_wrapped(struct page *page, struct view text, const char *gutter,
                             enum role role, unsigned attrs, size_t cols)
{
    size_t room = cols > 4 ? cols - 2 : 2;
    struct str expanded = {0};
    diff_expand(&expanded, text);
    text = str_view(&expanded);
    do {
        size_t len = diff_first_row(text, room);
        page_add_text(page, gutter, role, 0);
        page_add(page, view_slice(text, 0, len), role, attrs, 0);
        page_end_row(page, 0);
        text = view_slice(text, len, text.len);
    } while (text.len);
    str_finish(&expanded);
}

/* A line that is in both texts shows no CR at its end; where one was added or removed it stands for
 * the change. */
static struct view diff_line_text(const struct diff_line *line)
{
    bool ends = line->kind == DIFF_CONTEXT && view_ends(line->text, "\r");
    return view_slice(line->text, 0, line->text.len - ends);
}

static void diff_add_head(struct page *page, const struct diff *diff, size_t cols)
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
        diff_add_wrapped(page, view_trim(line), "  ", ROLE_TEXT, first ? STYLE_BOLD : 0, cols);
    page_end_row(page, 0);
}

static void diff_add_file_head(struct page *page, const struct diff_file *file)
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

static void diff_add_file(struct page *page, const struct diff_file *file, size_t cols)
{
    static const enum role roles[] = {ROLE_TEXT, ROLE_ADDED, ROLE_REMOVED, ROLE_HUNK};
    static const char *const gutters[] = {"  ", "+ ", "- ", ""};
    diff_add_file_head(page, file);
    for (size_t i = 0; i < file->line_count; i++) {
        const struct diff_line *line = &file->lines[i];
        diff_add_wrapped(page, diff_line_text(line), gutters[line->kind], roles[line->kind], 0,
                         cols);
    }
    if (file->notice)
        diff_add_wrapped(page, view_of(file->notice), "  ", ROLE_WARNING, 0, cols);
    page_end_row(page, 0);
}

void diff_pane_layout(struct diff_view *view, unsigned cols)
{
    page_finish(&view->page);
    view->page = (struct page){0};
    view->cols = cols;
    if (view->about == DIFF_COMMIT)
        diff_add_head(&view->page, &view->diff, cols);
    for (size_t i = 0; i < view->diff.file_count; i++)
        diff_add_file(&view->page, &view->diff.files[i], cols);
    if (view->diff.file_count == 0) {
        page_add_text(&view->page, "No file was changed.", ROLE_DIM, 0);
        page_end_row(&view->page, 0);
    }
}

void diff_pane_draw(const struct app *app, struct grid *grid, struct rect area)
{
    const struct diff_view *view = &app->diff;
    struct rect body = pane_body(app, area);
    struct str left = {0}, right = {0};
    if (view->about == DIFF_COMMIT)
        str_addf(&left, "Commit %.7s", view->id);
    else
        str_add_text(&left, view->title);
    if (view->loaded && view->about == DIFF_COMMIT)
        str_addf(&right, "%zu file%s", view->diff.file_count,
                 view->diff.file_count == 1 ? "" : "s");
    pane_draw_title(app, grid, area, str_view(&left), str_view(&right));
    str_finish(&left);
    str_finish(&right);
    if (!view->loaded)
        grid_put_clipped(grid, body.row, body.col, body.cols,
                         view_of(view->problem ? view->problem : "reading…"),
                         view->problem ? ROLE_WARNING : ROLE_DIM, 0);
    else
        pane_draw_page(&view->page, &view->find, view->top, view->skip, grid, body);
}
