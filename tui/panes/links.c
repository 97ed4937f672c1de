#include "tui/panes/pane.h"

#include "core/text/cluster.h"

/* What a file has to do with others: under the name of each group its rows, with the title at the
 * left and what it is about at the right. */

static const char *const group_names[LINK_GROUPS] = {"Linked from", "Leads to", "Not there yet",
                                                     "Akin"};

enum role links_pane_role(const struct link_row *row)
{
    return row->group == LINK_MISSING ? ROLE_DANGLING
           : row->group == LINK_AKIN  ? ROLE_TEXT
                                      : ROLE_LINK;
}

/* "Linked from  3 ────", and of very many how many are shown. */
static void links_draw_group(const struct links_view *view, size_t at, struct grid *grid,
                             struct rect row)
{
    size_t first, end;
    enum link_group group = view->report.rows[at].group;
    links_view_group(view, group, &first, &end);
    struct str count = {0};
    if (end - first < view->report.totals[group])
        str_addf(&count, "%zu of ", end - first);
    str_addf(&count, "%zu", view->report.totals[group]);
    int col = row.col;
    grid_fill(grid, row, "─", ROLE_RULE, 0);
    col += grid_put(grid, row.row, col, row.cols, view_of(group_names[group]), ROLE_HEADING,
                    STYLE_BOLD);
    col += grid_put(grid, row.row, col, 2, VIEW("  "), ROLE_TEXT, 0);
    col += grid_put(grid, row.row, col, row.col + row.cols - col, str_view(&count), ROLE_DIM, 0);
    grid_put(grid, row.row, col, 1, VIEW(" "), ROLE_TEXT, 0);
    str_finish(&count);
}

static void links_draw_row(const struct link_row *row, struct grid *grid, struct rect area)
{
    int title = area.cols * 2 / 5, col = area.col + title + 2, end = area.col + area.cols;
    int used = grid_put_clipped(grid, area.row, area.col, title, view_of(row->title),
                                links_pane_role(row), 0);
    if (row->mutual && used + 2 <= title)
        grid_put(grid, area.row, area.col + used + 1, 1, VIEW("⇄"), ROLE_DIM, 0);
    if (*row->relation)
        col +=
            grid_put_clipped(grid, area.row, col, end - col, view_of(row->relation), ROLE_LIST, 0) +
            2;
    if (col < end)
        grid_put_clipped(grid, area.row, col, end - col, view_of(row->text), ROLE_DIM, 0);
}

static void links_draw_list(const struct app *app, struct grid *grid, struct rect area)
{
    const struct links_view *view = &app->links;
    for (size_t at = view->list.top; at < view->report.count; at++) {
        int line = (int)links_view_line(view, view->list.top, at);
        struct rect row = {area.row + line, area.col + 2, 1, area.cols - 4};
        if ((at == view->list.top || links_view_begins_group(view, at)) && line - 1 < area.rows)
            links_draw_group(view, at, grid, (struct rect){row.row - 1, row.col, 1, row.cols});
        if (line >= area.rows)
            return;
        links_draw_row(&view->report.rows[at], grid, row);
        if (at == view->list.selected)
            log_pane_draw_bar(app, grid, (struct rect){row.row, area.col, 1, area.cols});
    }
}

/* "Links of Lamp", what one came by, and how many. */
static void links_draw_title(const struct app *app, struct grid *grid, struct rect area)
{
    const struct links_view *view = &app->links;
    struct str left = {0}, right = {0}, way = {0};
    str_add_text(&left, view->graph ? "Around " : "Links of ");
    if (view->report.title)
        str_add_text(&left, view->report.title);
    else if (view->path)
        detail_add_name(&left, view_of(view->path));
    const size_t *totals = view->report.totals;
    if (view->loaded && !totals[LINK_FROM] && !totals[LINK_TO] && !totals[LINK_MISSING])
        str_add_text(&right, "no links yet");
    else if (view->loaded)
        str_addf(&right, "%zu in · %zu out · %zu not there", totals[LINK_FROM], totals[LINK_TO],
                 totals[LINK_MISSING]);
    pane_draw_title(app, grid, area, str_view(&left), str_view(&right));
    for (size_t i = trail_length(&view->trail, view->path); i-- > 0;) {
        str_add_text(&way, way.len ? " ‹ " : "‹ ");
        detail_add_name(&way, view_of(view->trail.steps[i].path));
    }
    grid_put_clipped(grid, area.row + 1, area.col + 2, area.cols - 4, str_view(&way), ROLE_DIM, 0);
    str_finish(&left);
    str_finish(&right);
    str_finish(&way);
}

void links_pane_draw(const struct app *app, struct grid *grid, struct rect area)
{
    const struct links_view *view = &app->links;
    struct rect body = {area.row + 2, area.col, area.rows - 2, area.cols};
    links_draw_title(app, grid, area);
    if (view->problem || !view->report.count)
        grid_put_clipped(grid, body.row, area.col + 2, area.cols - 4,
                         view_of(view->problem ? view->problem
                                 : !view->loaded
                                     ? "looking…"
                                     : "No links here, and nothing akin. [[Title]] in a text links "
                                       "to the note of that title."),
                         view->problem ? ROLE_WARNING : ROLE_DIM, 0);
    else if (view->graph && area.cols >= GRAPH_COLS)
        graph_pane_draw(app, grid, body);
    else
        links_draw_list(app, grid, body);
}
