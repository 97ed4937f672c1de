#include "tui/panes/pane.h"

#include "core/text/cluster.h"

/* The neighbourhood of a file as a small graph: who links to it at the left, itself in the middle,
 * where it leads at the right (dotted where nothing is yet), and below what is akin.
 *
 *        Harbour ──┐              ┌──▶ Bench
 *                  ├──▶  Lamp  ───┤
 *         Quay ⇄ ──┘              └┄┄▷ Tide Table
 *
 * A column that is too long for the screen shows the part around the selection. */

enum { ARM = 4 }; /* cells of a line from a bus to a name */

struct column {
    size_t first, count; /* rows of the report */
    size_t top;          /* the first that is shown */
    int shown, row;      /* lines, and the first */
};

static struct column graph_column(const struct links_view *view, size_t first, size_t end, int rows,
                                  int middle)
{
    struct column column = {.first = first, .count = end - first};
    size_t at = view->list.selected, room = rows > 0 ? (size_t)rows : 0;
    column.shown = (int)(column.count < room ? column.count : room);
    if (at >= first + room && at < end)
        column.top = at - first - room + 1;
    column.row = middle - column.shown / 2;
    return column;
}

static void graph_mark(const struct app *app, struct grid *grid, struct rect name)
{
    grid_add_attrs(grid, name, app->focus == PANE_MAIN ? STYLE_SELECTED | STYLE_BOLD : STYLE_BOLD);
}

/* A name in `area`, at its right edge if `right`; gives the cells that it took. */
static int graph_put_name(const struct app *app, size_t at, struct grid *grid, struct rect area,
                          bool right)
{
    const struct link_row *row = &app->links.report.rows[at];
    struct str name = {0};
    str_addf(&name, " %s%s ", row->title, row->mutual ? " ⇄" : "");
    int cols = (int)cluster_width(str_view(&name));
    cols = cols < area.cols ? cols : area.cols;
    struct rect place = {area.row, right ? area.col + area.cols - cols : area.col, 1, cols};
    grid_put_clipped(grid, place.row, place.col, cols, str_view(&name), links_pane_role(row), 0);
    if (at == app->links.list.selected)
        graph_mark(app, grid, place);
    str_finish(&name);
    return cols;
}

/* The corner or branch of the bus at `row` of a column that is joined at `middle`. */
static struct view graph_joint(const struct column *column, int row, int middle, bool left)
{
    int first = column->row < middle ? column->row : middle;
    int end = column->row + column->shown - 1, last = end > middle ? end : middle;
    bool name = row >= column->row && row <= end, up = row > first, down = row < last;
    if (row == middle && name)
        return up && down ? VIEW("┼") : up ? VIEW("┴") : down ? VIEW("┬") : VIEW("─");
    if (row == middle)
        return left ? (up && down ? VIEW("├")
                       : up       ? VIEW("└")
                                  : VIEW("┌"))
                    : (up && down ? VIEW("┤")
                       : up       ? VIEW("┘")
                                  : VIEW("┐"));
    if (!name)
        return VIEW("│");
    return left ? (up && down ? VIEW("┤")
                   : up       ? VIEW("┘")
                              : VIEW("┐"))
                : (up && down ? VIEW("├")
                   : up       ? VIEW("└")
                              : VIEW("┌"));
}

static void graph_draw_bus(const struct column *column, struct grid *grid, int col, int middle,
                           bool left)
{
    int first = column->row < middle ? column->row : middle;
    int end = column->row + column->shown - 1;
    for (int row = first; row <= (end > middle ? end : middle); row++)
        grid_put(grid, row, col, 1, graph_joint(column, row, middle, left), ROLE_RULE, 0);
}

static void graph_draw_left(const struct app *app, const struct column *column, struct grid *grid,
                            struct rect area, int middle)
{
    int bus = area.col + area.cols - 1;
    for (int i = 0; i < column->shown; i++) {
        struct rect name = {column->row + i, area.col, 1, area.cols - ARM};
        graph_put_name(app, column->first + column->top + (size_t)i, grid, name, true);
        grid_put(grid, name.row, bus - ARM + 1, ARM - 1, VIEW("───"), ROLE_RULE, 0);
    }
    graph_draw_bus(column, grid, bus, middle, true);
}

static void graph_draw_right(const struct app *app, const struct column *column, struct grid *grid,
                             struct rect area, int middle)
{
    for (int i = 0; i < column->shown; i++) {
        size_t at = column->first + column->top + (size_t)i;
        bool missing = app->links.report.rows[at].group == LINK_MISSING;
        struct rect name = {column->row + i, area.col + ARM, 1, area.cols - ARM};
        grid_put(grid, name.row, area.col + 1, ARM - 1, missing ? VIEW("┄┄▷") : VIEW("──▶"),
                 ROLE_RULE, 0);
        graph_put_name(app, at, grid, name, false);
    }
    graph_draw_bus(column, grid, area.col, middle, false);
}

/* What is left out above and below a column. */
static void graph_draw_more(const struct column *column, struct grid *grid, struct rect area)
{
    struct str more = {0};
    size_t below = column->count - column->top - (size_t)column->shown;
    if (column->top)
        str_addf(&more, "%zu above", column->top);
    if (below)
        str_addf(&more, "%s%zu more below", more.len ? " · " : "", below);
    grid_put_clipped(grid, column->row + column->shown, area.col, area.cols, str_view(&more),
                     ROLE_DIM, STYLE_ITALIC);
    str_finish(&more);
}

static void graph_draw_akin(const struct app *app, const struct column *column, struct grid *grid,
                            struct rect area)
{
    for (int i = 0; i < column->shown; i++) {
        size_t at = column->first + column->top + (size_t)i;
        struct rect name = {column->row + i, area.col + 4, 1, area.cols / 2};
        grid_put(grid, name.row, area.col + 1, 2, VIEW("┄┄"), ROLE_RULE, 0);
        int col = name.col + name.cols + 1;
        graph_put_name(app, at, grid, name, false);
        grid_put_clipped(grid, name.row, col, area.col + area.cols - col,
                         view_of(app->links.report.rows[at].text), ROLE_DIM, 0);
    }
}

static void graph_draw_centre(const struct links_view *view, struct grid *grid, struct rect area,
                              bool left, bool right)
{
    struct str name = {0};
    str_addf(&name, " %s ", view->report.title);
    int cols = (int)cluster_width(str_view(&name)), room = area.cols - 6;
    cols = cols < room ? cols : room;
    int col = area.col + (area.cols - cols) / 2;
    if (left) {
        grid_fill(grid, (struct rect){area.row, area.col, 1, col - area.col - 1}, "─", ROLE_RULE,
                  0);
        grid_put(grid, area.row, col - 1, 1, VIEW("▶"), ROLE_RULE, 0);
    }
    if (right)
        grid_fill(grid, (struct rect){area.row, col + cols, 1, area.col + area.cols - col - cols},
                  "─", ROLE_RULE, 0);
    grid_put_clipped(grid, area.row, col, cols, str_view(&name), ROLE_ACCENT,
                     STYLE_BOLD | STYLE_REVERSE);
    str_finish(&name);
}

void graph_pane_draw(const struct app *app, struct grid *grid, struct rect area)
{
    const struct links_view *view = &app->links;
    size_t from, from_end, to, to_end, akin, akin_end;
    links_view_group(view, LINK_FROM, &from, &from_end);
    links_view_group(view, LINK_TO, &to, &to_end);
    links_view_group(view, LINK_MISSING, &akin, &to_end);
    links_view_group(view, LINK_AKIN, &akin, &akin_end);
    int below = (int)(akin_end - akin), most = area.rows / 3;
    below = below < most ? below : most;
    int height = area.rows - (below ? below + 2 : 0) - 1, middle = area.row + height / 2;
    int longest = (int)(from_end - from > to_end - to ? from_end - from : to_end - to);
    if (longest + 2 < height) { /* what is small stands at the top, not in the middle of nothing */
        height = longest + 2;
        middle = area.row + height / 2;
    }
    bool alone = longest == 0;
    int side = alone ? 0 : area.cols * 2 / 7, core = area.cols - 2 * side - 4;
    struct rect left = {area.row, area.col + 2, height, side};
    struct rect centre = {middle, left.col + side, 1, core};
    struct rect right = {area.row, centre.col + core, height, side};
    struct column in = graph_column(view, from, from_end, height - 1, middle);
    struct column out = graph_column(view, to, to_end, height - 1, middle);
    struct column kin = graph_column(view, akin, akin_end, below, 0);
    kin.row = area.row + height + 2;
    if (in.shown) {
        graph_draw_left(app, &in, grid, left, middle);
        graph_draw_more(&in, grid, left);
    }
    if (out.shown) {
        graph_draw_right(app, &out, grid, right, middle);
        graph_draw_more(&out, grid, right);
    }
    graph_draw_centre(view, grid, centre, in.shown > 0, out.shown > 0);
    if (kin.shown)
        grid_put(grid, kin.row - 1, area.col + 2, 4, VIEW("Akin"), ROLE_HEADING, STYLE_BOLD);
    graph_draw_akin(app, &kin, grid, (struct rect){kin.row, area.col + 2, below, area.cols - 4});
}
