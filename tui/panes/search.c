#include "tui/panes/pane.h"

#include "core/base/clock.h"
#include "core/base/path.h"
#include "core/text/cluster.h"

#include <string.h>

/* What a search has found: of names a row each, of words three rows a file: its title with how old
 * it is, and what stands around the match. */

enum { RESULT_ROWS = 3 };

static int search_result_rows(const struct app *app)
{
    return app->search.mode == SEARCH_NAMES ? 1 : RESULT_ROWS;
}

size_t search_pane_results(const struct app *app)
{
    int rows = app->layout.search.rows - 2, each = search_result_rows(app);
    return rows >= each ? (size_t)(rows / each) : 1;
}

/* The end of the row that begins at `from`: as many clusters as there is room for, cut at a blank
 * if there is one in its last third. */
static size_t search_row_end(struct view text, size_t from, int cols)
{
    size_t at = from, blank = 0;
    int width = 0, blank_width = 0;
    while (at < text.len) {
        struct cluster cluster;
        size_t next = cluster_next(text, at, &cluster);
        if (width + (int)cluster.width > cols)
            return blank && blank_width > cols * 2 / 3 ? blank : at;
        width += (int)cluster.width;
        at = next;
        if (text.data[at - 1] == ' ') {
            blank = at;
            blank_width = width;
        }
    }
    return at;
}

/* Draws [from, to) of the snippet, the hits marked. */
static void search_draw_part(const struct search_result *result, size_t from, size_t to,
                             struct grid *grid, struct rect row)
{
    struct view text = view_of(result->snippet);
    int col = row.col, end = row.col + row.cols;
    while (from < to && col < end) {
        size_t next = to;
        bool hit = false;
        for (size_t i = 0; i < result->range_count; i++) {
            size_t start = result->ranges[i].start, stop = start + result->ranges[i].len;
            if (start <= from && from < stop) {
                hit = true;
                next = stop < to ? stop : to;
                break;
            }
            if (start > from && start < next)
                next = start;
        }
        col += grid_put(grid, row.row, col, end - col, view_slice(text, from, next),
                        hit ? ROLE_TEXT : ROLE_DIM, hit ? STYLE_MATCH : 0);
        from = next;
    }
}

static void search_draw_snippet(const struct search_result *result, struct grid *grid,
                                struct rect area)
{
    struct view text = view_of(result->snippet);
    size_t from = 0;
    for (int i = 0; i < area.rows && from < text.len; i++) {
        size_t to = search_row_end(text, from, area.cols);
        struct rect row = {area.row + i, area.col, 1, area.cols};
        search_draw_part(result, from, to, grid, row);
        from = to;
        while (from < text.len && text.data[from] == ' ')
            from++;
    }
}

static void search_draw_result(const struct app *app, size_t at, struct grid *grid,
                               struct rect area)
{
    const struct search_result *result = &app->search.results.items[at];
    struct view folder = path_folder(view_of(result->path));
    struct str where = {0};
    bool selected = at == app->search.list.selected;
    if (folder.len && !app->layout.main.rows) { /* else the page beside it says where it lies */
        cluster_add_clipped(&where, folder, (size_t)area.cols / 3);
        str_add_text(&where, " · ");
    }
    clock_add_short(&where, result->mtime / 1000000000, app->now);
    struct rect title = {area.row, area.col, 1, area.cols};
    pane_draw_row(grid, title, view_of(result->title), selected ? ROLE_ACCENT : ROLE_TEXT,
                  STYLE_BOLD, str_view(&where), ROLE_DIM);
    str_finish(&where);
    search_draw_snippet(result, grid,
                        (struct rect){area.row + 1, area.col + 2, area.rows - 1, area.cols - 2});
}

/* [from, to) of the path, the letters that were typed in the accent; returns the column behind. */
static int search_draw_letters(const struct search_result *result, size_t from, size_t to,
                               enum role role, struct grid *grid, struct rect area)
{
    struct view path = view_of(result->path);
    int col = area.col, end = area.col + area.cols;
    while (from < to && col < end) {
        struct cluster cluster;
        size_t next = cluster_next(path, from, &cluster);
        bool hit = false;
        for (size_t i = 0; i < result->range_count && !hit; i++)
            hit = result->ranges[i].start >= from && result->ranges[i].start < next;
        bool cut = col + (int)cluster.width == end && next < to;
        col +=
            grid_put(grid, area.row, col, end - col, cut ? VIEW("…") : view_slice(path, from, next),
                     hit ? ROLE_ACCENT : role, hit ? STYLE_BOLD : 0);
        from = next;
    }
    return col;
}

/* The file's name, and at the right where it lies. */
static void search_draw_name(const struct app *app, size_t at, struct grid *grid, struct rect area)
{
    const struct search_result *result = &app->search.results.items[at];
    struct view path = view_of(result->path), folder = path_folder(path);
    int col = search_draw_letters(result, path.len - path_name(path).len, path.len, ROLE_TEXT, grid,
                                  area);
    int room = area.col + area.cols - col - 2, cols = (int)cluster_width(folder);
    if (folder.len && cols <= room)
        search_draw_letters(result, 0, folder.len, ROLE_DIM, grid,
                            (struct rect){area.row, area.col + area.cols - cols, 1, cols});
}

/* --- when there is nothing --- */

static int search_draw_lines(const char *const *lines, size_t count, struct grid *grid,
                             struct rect area)
{
    size_t i = 0;
    for (; i < count && (int)i < area.rows; i++) {
        const char *gap = strstr(lines[i], "   ");
        struct view line = view_of(lines[i]);
        size_t key = gap ? (size_t)(gap - lines[i]) : 0;
        int col = area.col;
        col += grid_put_clipped(grid, area.row + (int)i, col, area.cols, view_slice(line, 0, key),
                                ROLE_KEY, 0);
        grid_put_clipped(grid, area.row + (int)i, col, area.cols - (col - area.col),
                         view_slice(line, key, line.len), ROLE_DIM, 0);
    }
    return (int)i;
}

static void search_draw_help(struct grid *grid, struct rect area)
{
    static const char *const lines[] = {
        "All your files are searched as you type.",
        "",
        "open letter     words that begin so, in any order",
        "\"open letter\"   these words, one after another",
        "/(let|riv)er/   a PCRE2 pattern",
        "tag:  type:     what the front matter says, or #tag",
        "in:memory       a pane or a folder",
        "path:*.md       a part of the path, or a glob",
        "since:7d        changed since then",
        "by:companion    changed by them",
        "to:letter       has a link to that file",
        "tab             takes what is offered behind the cursor",
        "",
        "A capital or an accent asks for just that.",
    };
    search_draw_lines(lines, sizeof(lines) / sizeof(*lines), grid, area);
}

/* The summary, a row for each of its parts. */
static void search_draw_why(const struct search_results *results, struct grid *grid,
                            struct rect area)
{
    struct str why = {0};
    search_add_summary(results, &why);
    struct view rest = str_view(&why);
    for (int i = 0; i < area.rows && rest.len; i++) {
        size_t end = view_find(rest, 0, ';');
        grid_put_clipped(grid, area.row + i, area.col, area.cols,
                         view_trim(view_slice(rest, 0, end)), ROLE_DIM, 0);
        rest = view_slice(rest, end + 1, rest.len);
    }
    str_finish(&why);
}

static void search_draw_none(const struct app *app, struct grid *grid, struct rect area)
{
    const struct search_desk *desk = &app->search;
    if (desk->problem)
        grid_put_clipped(grid, area.row, area.col, area.cols, view_of(desk->problem), ROLE_WARNING,
                         0);
    else if (desk->mode == SEARCH_WORDS && !view_trim(str_view(&desk->text)).len)
        search_draw_help(grid, area);
    else if (!desk->ready || (desk->searching && (desk->fresh || !desk->results.done)))
        grid_put_clipped(grid, area.row, area.col, area.cols,
                         desk->results.asking ? VIEW("nothing yet: reading every file again…")
                                              : VIEW("searching…"),
                         ROLE_DIM, 0);
    else if (desk->results.done)
        search_draw_why(&desk->results, grid, area);
}

/* --- the pane --- */

/* "3 files", or how far the index is. */
static void search_add_count(const struct app *app, struct str *out)
{
    const struct search_desk *desk = &app->search;
    bool more = desk->mode == SEARCH_WORDS && (desk->syncs || !desk->ready);
    bool some = desk->results.total && !desk->problem;
    if (some)
        search_add_summary(&desk->results, out);
    else if (more)
        str_addf(out, "reading your files: %zu", atomic_load(&desk->seen));
    if (some && (more || (desk->searching && !desk->results.done)))
        str_add_text(out, "…");
}

void search_pane_draw(const struct app *app, struct grid *grid, struct rect area)
{
    const struct search_desk *desk = &app->search;
    struct str count = {0};
    search_add_count(app, &count);
    bool names = desk->mode == SEARCH_NAMES;
    pane_draw_title(app, grid, area, names ? VIEW("Go to") : VIEW("Search"), str_view(&count));
    str_finish(&count);
    struct rect body = {area.row + 2, area.col + 2, area.rows - 2, area.cols - 3};
    if (!desk->results.count) {
        search_draw_none(app, grid, body);
        return;
    }
    size_t rows = search_pane_results(app);
    int each = search_result_rows(app);
    for (size_t i = 0; i < rows && desk->list.top + i < desk->results.count; i++) {
        size_t at = desk->list.top + i;
        struct rect row = {body.row + (int)i * each, body.col, each, body.cols};
        if (row.row + each > area.row + area.rows)
            row.rows = area.row + area.rows - row.row;
        if (names)
            search_draw_name(app, at, grid, row);
        else
            search_draw_result(app, at, grid, row);
        for (int j = 0; at == desk->list.selected && j < row.rows; j++)
            grid_put(grid, row.row + j, area.col, 1, VIEW("▌"), ROLE_ACCENT, 0);
    }
}
