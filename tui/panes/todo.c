#include "tui/panes/pane.h"

#include "core/text/cluster.h"
#include "tui/app_notes.h"

/* Tasks with their marks; nested ones are set in. The row that is being edited shows the line. */

static size_t todo_count(const struct app *app, const struct pane_ops *ops)
{
    (void)ops;
    return app->filter.words ? app->filter.count : app->ws.todo.count;
}

static void todo_add_count(const struct app *app, const struct pane_ops *ops, struct str *out)
{
    (void)ops;
    if (app->ws.todo.count)
        str_addf(out, "%zu of %zu", app->ws.todo.done, app->ws.todo.count);
    if (app->filter.words)
        str_addf(out, " · %s", app->filter.words);
}

static size_t todo_item_at(const struct app *app, size_t row)
{
    return app->filter.words ? app->filter.items[row] : row;
}

/* The line that is being edited, and dim behind it what is offered. A line wider than the row is
 * shown around the cursor, with room for the offer. */
static void todo_draw_line(const struct app *app, struct grid *grid, struct rect area)
{
    struct view text = str_view(&app->prompt.line.text);
    struct view before = view_slice(text, 0, app->prompt.line.cursor);
    int cursor = (int)cluster_width(before);
    size_t from = 0;
    struct hint hint;
    bool offered = app_hint_find(app, &hint);
    int rest = offered ? (int)cluster_width(hint_rest(&hint)) : 0;
    int room = area.cols - (rest < area.cols / 3 ? rest : area.cols / 3);
    while (cursor >= room && from < before.len) {
        struct cluster cluster;
        from = cluster_next(text, from, &cluster);
        cursor = (int)cluster_width(view_slice(before, from, before.len));
    }
    grid_fill(grid, area, " ", ROLE_TEXT, 0);
    int used = grid_put(grid, area.row, area.col, area.cols, view_slice(text, from, text.len),
                        ROLE_TEXT, STYLE_UNDERLINE);
    if (offered && used < area.cols)
        grid_put_clipped(grid, area.row, area.col + used, area.cols - used, hint_rest(&hint),
                         ROLE_DIM, 0);
    grid->cursor_row = area.row;
    grid->cursor_col = area.col + cursor;
    hint_finish(&hint);
}

static void todo_draw_row(const struct app *app, const struct pane_ops *ops, size_t index,
                          struct grid *grid, struct rect area)
{
    (void)ops;
    static const char *const marks[] = {"☐", "◐", "☒", "☒"};
    static const enum role roles[] = {ROLE_TEXT, ROLE_TEXT, ROLE_DONE, ROLE_DONE};
    static const enum role mark_roles[] = {ROLE_LIST, ROLE_ACCENT, ROLE_DONE, ROLE_DONE};
    size_t at = todo_item_at(app, index);
    const struct todo_item *item = &app->ws.todo.items[at];
    int indent = (int)(item->depth > 8 ? 8 : item->depth) * 2;
    if (indent + 4 > area.cols)
        indent = 0;
    area.col += indent;
    area.cols -= indent;
    grid_put(grid, area.row, area.col, 1, view_of(marks[item->state]), mark_roles[item->state], 0);
    area.col += 2;
    area.cols -= 2;
    bool selected = index == app->lists[PANE_TODO].selected;
    if (selected && app->prompt.kind == PROMPT_ASK && app->prompt.inline_task) {
        todo_draw_line(app, grid, area);
        return;
    }
    unsigned attrs = item->state == TODO_DONE || item->state == TODO_CANCELLED ? STYLE_STRIKE : 0;
    pane_draw_row(grid, area, todo_words(&app->ws.todo, at), roles[item->state], attrs,
                  view_of(item->due), ROLE_DATE);
}

const struct pane_ops pane_todo = {
    .name = "todo",
    .title = "Todo",
    .empty = "nothing to do: press a",
    .where = WHERE_TODO,
    .count = todo_count,
    .add_count = todo_add_count,
    .draw_row = todo_draw_row,
};
