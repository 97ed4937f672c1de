#include "tui/panes/pane.h"

#include "core/base/clock.h"
#include "core/text/cluster.h"
#include "tui/app_edit.h"

#include <string.h>

/* The rows around the panes: header, tabs, footer, the line between. */

void chrome_draw_header(const struct app *app, struct grid *grid)
{
    struct rect row = app->layout.header;
    struct str left = {0}, state = {0}, clock = {0};
    str_addf(&left, " %s", app->ws.name);
    clock_add_time(&clock, app->now);
    enum role role = status_add_state(&app->status, &state);
    grid_fill(grid, row, " ", ROLE_TEXT, STYLE_BAR);
    int end = row.cols - 1 - (int)clock.len, col;
    if (end > 24)
        grid_put(grid, row.row, end, (int)clock.len, str_view(&clock), ROLE_DIM, STYLE_BAR);
    else
        end = row.cols;
    int state_cols = (int)cluster_width(str_view(&state));
    int room = end - state_cols - 3;
    if (state_cols && room > 6) {
        grid_put(grid, row.row, room + 1, state_cols, str_view(&state), role, STYLE_BAR);
    } else {
        room = end - 1;
        if (app->status.state == SAVE_FAILED || app->status.state == SAVE_WAITING)
            grid_put(grid, row.row, room--, 1, VIEW("!"), ROLE_ERROR, STYLE_BAR);
    }
    col = grid_put_clipped(grid, row.row, 0, room, str_view(&left), ROLE_ACCENT,
                           STYLE_BAR | STYLE_BOLD);
    struct str branch = {0};
    app_alarm_add_line(app, &branch);
    enum role branch_role = branch.len ? ROLE_WARNING : ROLE_DIM;
    if (!branch.len && app->repo_there)
        str_addf(&branch, "%s%s%s", app->repo.branch,
                 app->repo.busy       ? " · in "
                 : app->repo.detached ? " · on no branch"
                                      : "",
                 app->repo.busy ? app->repo.busy : "");
    else if (!branch.len && app->repo_known)
        str_add_text(&branch, "no history");
    grid_put_clipped(grid, row.row, col + 2, room - col - 2, str_view(&branch), branch_role,
                     STYLE_BAR);
    str_finish(&branch);
    str_finish(&left);
    str_finish(&state);
    str_finish(&clock);
}

/* " 1 Self  2 Todo … Read": the shown one in the accent. */
static void chrome_tabs(const struct app *app, struct grid *grid, struct rect row)
{
    int col = 1;
    bool tight = row.cols < 64;
    for (enum pane pane = PANE_SELF; pane <= PANE_MAIN; pane++) {
        const struct pane_ops *ops = pane_ops(pane);
        bool shown = app->focus == pane;
        struct str text = {0};
        if (ops)
            str_addf(&text, "%d %s", (int)pane + 1, tight && !shown ? "" : ops->title);
        else
            str_add_text(&text, "Read");
        if (ops && shown && row.cols >= 50) {
            struct str count = {0};
            ops->add_count(app, ops, &count);
            str_addf(&text, " %s", str_text(&count));
            str_finish(&count);
        }
        col += grid_put_clipped(grid, row.row, col, row.cols - col - 1, view_trim(str_view(&text)),
                                shown ? ROLE_ACCENT : ROLE_DIM,
                                shown ? STYLE_BOLD | STYLE_UNDERLINE : 0);
        col += 2;
        str_finish(&text);
    }
}

/* Whether the footer shows a binding: in the first round those of a state of the view (an earlier
 * version, something held), in the second all others. */
static bool chrome_is_shown(const struct app *app, const struct keymap_binding *binding, int round)
{
    unsigned where = app_where(app), state = where >> 16 << 16;
    const char *now = NULL, *there = NULL;
    if (!binding->label || !(binding->where & where) || (round == 0) == !(binding->where & state))
        return false;
    if (keymap_look(&app->keymap, binding->keys, binding->key_count, where, &now) != KEYMAP_FOUND ||
        strcmp(now, binding->command) != 0)
        return false;
    return round == 0 || !state ||
           keymap_look(&app->keymap, binding->keys, binding->key_count, state, &there) !=
               KEYMAP_FOUND;
}

/* The keys that matter here, as far as there is room. */
static void chrome_footer_keys(const struct app *app, struct grid *grid, struct rect row)
{
    int col = 1;
    for (size_t at = 0; at < app->keymap.count * 2; at++) {
        const struct keymap_binding *binding = &app->keymap.bindings[at % app->keymap.count];
        if (!chrome_is_shown(app, binding, at >= app->keymap.count))
            continue;
        struct str key = {0};
        keymap_add_names(binding, &key);
        if (key.len == 5 && strcmp(key.data, "enter") == 0) {
            str_clear(&key);
            str_add_text(&key, "⏎");
        }
        int need = (int)(cluster_width(str_view(&key)) + 1 + strlen(binding->label));
        if (col + need >= row.cols) {
            str_finish(&key);
            return;
        }
        col += grid_put(grid, row.row, col, row.cols - col, str_view(&key), ROLE_KEY, 0);
        col += grid_put(grid, row.row, col + 1, row.cols - col - 1, view_of(binding->label),
                        ROLE_DIM, 0) +
               4;
        str_finish(&key);
    }
}

void chrome_draw_footer(const struct app *app, struct grid *grid)
{
    struct rect row = app->layout.footer;
    if (app_where(app) == WHERE_EDITOR && app->edit.vi)
        app_vi_draw_foot(app, grid, row);
    else if (app->status.message.len)
        grid_put_clipped(grid, row.row, 1, row.cols - 2, str_view(&app->status.message),
                         app->status.role, 0);
    else
        chrome_footer_keys(app, grid, row);
}

static void chrome_border(const struct app *app, struct grid *grid)
{
    const struct layout *layout = &app->layout;
    for (int row = layout->main.row; row < layout->main.row + layout->main.rows; row++) {
        bool title = false;
        for (int i = 0; i < LAYOUT_STACK; i++)
            title = title || (layout->panes[i].rows && layout->panes[i].row == row);
        bool first = row == layout->main.row;
        grid_put(grid, row, layout->border, 1,
                 first   ? VIEW("┐")
                 : title ? VIEW("┤")
                         : VIEW("│"),
                 ROLE_RULE, 0);
    }
}

void chrome_draw(const struct app *app, struct grid *grid)
{
    chrome_draw_header(app, grid);
    if (app->layout.tabs)
        chrome_tabs(app, grid, app->layout.tab_row);
    if (app->layout.border >= 0)
        chrome_border(app, grid);
    if (app->prompt.kind == PROMPT_NONE || app->prompt.inline_task)
        chrome_draw_footer(app, grid);
}
