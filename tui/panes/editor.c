#include "tui/panes/pane.h"

#include "core/workspace/detail.h"
#include "tui/app_edit.h"
#include "tui/edit_numbers.h"

/* The file being edited: its name, the numbers that writers want, its rows with what changed in
 * them, the page beside it. */

/* In the blank column beside the text, one sign for each row of a changed line. */
static void editor_draw_margin(const struct edit_view *view, struct grid *grid, struct rect area,
                               struct rect body, size_t from, size_t to)
{
    int col = body.col - (body.col - area.col > 2 ? 2 : 1);
    static const struct {
        const char *sign;
        enum role role;
    } signs[] = {[EDIT_ADDED] = {"+", ROLE_ADDED},
                 [EDIT_CHANGED] = {"~", ROLE_WARNING},
                 [EDIT_REMOVED] = {"_", ROLE_REMOVED}};
    for (size_t row = from; row < to && row < view->page.row_count; row++) {
        enum edit_change change = edit_margin_at(&view->margin, view->row_lines[row]);
        bool last =
            row + 1 == view->page.row_count || view->row_lines[row + 1] != view->row_lines[row];
        if (change != EDIT_SAME && (change != EDIT_REMOVED || last))
            grid_put(grid, body.row + (int)row, col, 1, view_of(signs[change].sign),
                     signs[change].role, 0);
    }
}

/* What the last command said, the rule that is broken here, or the path. */
static void editor_draw_second_line(const struct edit_view *view, struct grid *grid,
                                    struct rect row)
{
    struct view message = editor_message(view->editor);
    struct str rule = {0};
    const struct prose_mark *mark = edit_rules_at(&view->rules, editor_cursor(view->editor));
    if (!message.len && mark) {
        edit_rules_add_line(&view->rules, mark, &rule);
        message = str_view(&rule);
    }
    grid_put_clipped(grid, row.row, row.col, row.cols, message.len ? message : view_of(view->path),
                     rule.len ? ROLE_WARNING : ROLE_DIM, 0);
    str_finish(&rule);
}

/* With what is offered behind it, where nothing else stands. */
static void editor_place_cursor(const struct app *app, struct grid *grid, struct rect body)
{
    const struct edit_view *view = &app->edit;
    struct view rest = hint_rest(&app->hints.offer);
    int room = body.cols - view->cursor_col;
    if (app->focus == PANE_MAIN && view->cursor_row >= 0 && app->prompt.kind == PROMPT_NONE) {
        grid->cursor_row = body.row + view->cursor_row;
        grid->cursor_col = body.col + view->cursor_col;
        if (rest.len && room > 0)
            grid_put_clipped(grid, grid->cursor_row, grid->cursor_col, room, rest, ROLE_DIM, 0);
    }
}

/* The rows of the page, but for those that came after it. */
static void editor_draw_rows(const struct edit_view *view, struct grid *grid, struct rect body)
{
    size_t first = view->typed.row_count ? view->typed_row : view->page.row_count;
    size_t next = first + view->typed.row_count;
    int above = first < (size_t)body.rows ? (int)first : body.rows;
    int shown = next < (size_t)body.rows ? (int)next : body.rows;
    pane_draw_page(&view->page, NULL, 0, 0, grid,
                   (struct rect){body.row, body.col, above, body.cols});
    pane_draw_page(&view->typed, NULL, 0, 0, grid,
                   (struct rect){body.row + above, body.col, shown - above, body.cols});
    pane_draw_page(&view->page, NULL, next, 0, grid,
                   (struct rect){body.row + shown, body.col, body.rows - shown, body.cols});
}

static void editor_draw_source(const struct app *app, struct grid *grid, struct rect area)
{
    struct rect body = pane_body(app, area);
    if (body.rows < 1)
        return;
    editor_draw_rows(&app->edit, grid, body);
    editor_draw_margin(&app->edit, grid, area, body, 0, (size_t)body.rows);
    editor_place_cursor(app, grid, body);
}

static void editor_draw_preview(const struct app *app, struct grid *grid, struct rect area)
{
    const struct reader *reader = &app->preview.reader;
    struct rect body = pane_body(app, area);
    pane_draw_page(&reader->page.page, NULL, reader->top, 0, grid, body);
    for (int row = body.row; area.col > app->layout.main.col && row < body.row + body.rows; row++)
        grid_put(grid, row, area.col - 1, 1, VIEW("│"), ROLE_RULE, 0);
}

/* The two rows over the text. */
static void editor_draw_head(const struct app *app, struct grid *grid, struct rect area)
{
    const struct edit_view *view = &app->edit;
    struct str left = {0}, right = {0};
    detail_add_name(&left, view_of(view->path));
    if (editor_is_dirty(view->editor))
        str_add_text(&left, " ●");
    edit_numbers_add(view, area.cols > 24 ? (size_t)area.cols - 24 : 0, &right);
    pane_draw_title(app, grid, area, str_view(&left), str_view(&right));
    str_finish(&left);
    str_finish(&right);
    if (pane_body(app, area).row > area.row + 1)
        editor_draw_second_line(view, grid,
                                (struct rect){area.row + 1, area.col + 2, 1, area.cols - 4});
}

void editor_pane_draw(const struct app *app, struct grid *grid, struct rect area)
{
    enum edit_shows shows = app_edit_shows(app);
    struct rect source, page;
    if (!app->edit.editor)
        return;
    editor_draw_head(app, grid, area);
    app_preview_areas(app, &source, &page);
    if (shows != EDIT_SHOWS_PAGE)
        editor_draw_source(app, grid, source);
    if (shows != EDIT_SHOWS_SOURCE)
        editor_draw_preview(app, grid, page);
}

void editor_pane_draw_typed(const struct app *app, struct grid *grid, struct rect area)
{
    const struct edit_view *view = &app->edit;
    struct rect body = pane_body(app, area);
    int first = (int)view->typed_row, rows = (int)view->typed.row_count;
    struct rect typed = {body.row + first, body.col, rows, body.cols};
    grid_clear_area(grid, (struct rect){area.row, area.col, body.row - area.row, area.cols});
    grid_clear_area(grid, (struct rect){typed.row, area.col, rows, area.cols});
    editor_draw_head(app, grid, area);
    pane_draw_page(&view->typed, NULL, 0, 0, grid, typed);
    editor_draw_margin(view, grid, area, body, view->typed_row,
                       view->typed_row + view->typed.row_count);
    editor_place_cursor(app, grid, body);
}
