#include "tui/panes/pane.h"

#include "core/workspace/detail.h"

#include <stdlib.h>

/* The file being edited: its name, the numbers that writers want, its rows. */

/* The target of words from the front matter, "300-400" or "800"; false when there is none. */
static bool editor_target(const struct app *app, size_t *least, size_t *most)
{
    const char *target = app->edit.target;
    char *end;
    if (!target)
        return false;
    *least = *most = strtoul(target, &end, 10);
    if (*end == '-')
        *most = strtoul(end + 1, &end, 10);
    return *most > 0 && *least <= *most;
}

/* "▰▰▰▱▱ 181 of 300-400 words · 1 min · 12:4" */
static void editor_add_numbers(const struct app *app, struct str *out)
{
    const struct editor *editor = app->edit.editor;
    size_t words, least, most, start, end;
    bool all = editor_words(editor, &words);
    if (editor_target(app, &least, &most)) {
        size_t filled = words >= least ? 5 : words * 5 / least;
        for (size_t i = 0; i < 5; i++)
            str_add_text(out, i < filled ? "▰" : "▱");
        str_addf(out, " %zu%s of %s words · ", words, all ? "" : "+", app->edit.target);
    } else {
        str_addf(out, "%zu%s word%s · ", words, all ? "" : "+", words == 1 ? "" : "s");
    }
    if (app->edit.rules.rules && app->edit.rules.count)
        str_addf(out, "%zu mark%s · ", app->edit.rules.count,
                 app->edit.rules.count == 1 ? "" : "s");
    if (words >= 220)
        str_addf(out, "%zu min · ", words / 220);
    if (editor_selection(editor, &start, &end))
        str_addf(out, "%zu selected · ", editor_selected_clusters(editor, 1 << 20));
    str_addf(out, "%zu:%zu", editor_line_of(editor, editor_cursor(editor)) + 1,
             editor_column(editor));
}

void editor_pane_draw(const struct app *app, struct grid *grid, struct rect area)
{
    const struct edit_view *view = &app->edit;
    struct rect body = pane_body(app, area);
    struct str left = {0}, right = {0};
    if (!view->editor)
        return;
    detail_add_name(&left, view_of(view->path));
    if (editor_is_dirty(view->editor))
        str_add_text(&left, " ●");
    editor_add_numbers(app, &right);
    pane_draw_title(app, grid, area, str_view(&left), str_view(&right));
    str_finish(&left);
    str_finish(&right);
    if (body.row > area.row + 1) {
        struct view message = editor_message(view->editor);
        struct str rule = {0};
        const struct prose_mark *mark = edit_rules_at(&view->rules, editor_cursor(view->editor));
        if (!message.len && mark) {
            edit_rules_add_line(&view->rules, mark, &rule);
            message = str_view(&rule);
        }
        grid_put_clipped(grid, area.row + 1, area.col + 2, area.cols - 4,
                         message.len ? message : view_of(view->path),
                         rule.len ? ROLE_WARNING : ROLE_DIM, 0);
        str_finish(&rule);
    }
    pane_draw_page(&view->page, NULL, 0, 0, grid, body);
    if (app->focus == PANE_MAIN && view->cursor_row >= 0 && app->prompt.kind == PROMPT_NONE) {
        grid->cursor_row = body.row + view->cursor_row;
        grid->cursor_col = body.col + view->cursor_col;
    }
}
