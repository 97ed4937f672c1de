#include "tui/panes/pane.h"

#include "core/base/path.h"
#include "core/text/cluster.h"

#include <string.h>

/* What is wrong in the workspace, and what a replacement would change: a row for each, and below a
 * line what the selected one is about in full. */

enum { DETAIL_ROWS = 3, LEAST_ROWS = 8, BEFORE_BYTES = 200, WIDE = 70 };

size_t sheet_pane_rows(struct rect area)
{
    int rows = area.rows - 2 - (area.rows > LEAST_ROWS ? DETAIL_ROWS : 0);
    return rows > 0 ? (size_t)rows : 1;
}

/* --- the doctor --- */

static void add_place(const struct doctor_problem *problem, bool whole, struct str *out)
{
    struct view path = view_of(problem->path);
    str_add(out, whole ? path : path_name(path));
    if (problem->line)
        str_addf(out, ":%u", problem->line);
}

static void doctor_draw_row(const struct doctor_problem *problem, struct grid *grid,
                            struct rect row)
{
    struct str place = {0}, what = {0};
    bool wide = row.cols >= WIDE;
    int kind = wide ? 15 : 0, name = wide ? row.cols / 3 : row.cols / 2, col = row.col;
    add_place(problem, false, &place);
    doctor_add_problem(problem, &what);
    grid_put(grid, row.row, col, 1, problem->cure == CURE_PERSON ? VIEW(" ") : VIEW("+"), ROLE_GOOD,
             0);
    col += 2;
    if (wide)
        grid_put_clipped(grid, row.row, col, kind - 2, view_of(doctor_kind_word(problem->kind)),
                         ROLE_DIM, 0);
    col += kind;
    grid_put_clipped(grid, row.row, col, name - 2, str_view(&place), ROLE_TEXT, 0);
    col += name;
    grid_put_clipped(grid, row.row, col, row.col + row.cols - col, str_view(&what), ROLE_DIM, 0);
    str_finish(&place);
    str_finish(&what);
}

static void doctor_draw_detail(const struct doctor_problem *problem, struct grid *grid,
                               struct rect area)
{
    struct str line = {0};
    add_place(problem, true, &line);
    str_add_text(&line, ": ");
    doctor_add_problem(problem, &line);
    grid_put_clipped(grid, area.row, area.col, area.cols, str_view(&line), ROLE_TEXT, 0);
    str_clear(&line);
    bool person = problem->cure == CURE_PERSON;
    str_add_text(&line, person ? "needs you: " : "f fixes it: ");
    doctor_add_cure(problem, &line);
    grid_put_clipped(grid, area.row + 1, area.col, area.cols, str_view(&line),
                     person ? ROLE_DIM : ROLE_GOOD, 0);
    str_finish(&line);
}

static void doctor_add_count(const struct doctor_report *report, struct str *out)
{
    size_t total = 0, cures = 0;
    for (size_t i = 0; i < DOCTOR_KINDS; i++)
        total += report->totals[i];
    for (size_t i = 0; i < report->count; i++)
        cures += report->items[i].cure != CURE_PERSON;
    str_addf(out, "%zu problem%s · %zu can be fixed", total, total == 1 ? "" : "s", cures);
    if (total > report->count)
        str_addf(out, " · the first %zu are listed", report->count);
    if (report->unread)
        str_addf(out, " · %zu files could not be read", report->unread);
}

/* --- replacing --- */

static int put(struct grid *grid, struct rect row, int col, struct view text, enum role role,
               unsigned attrs)
{
    int room = row.col + row.cols - col;
    return col + (room > 0 ? grid_put(grid, row.row, col, room, text, role, attrs) : 0);
}

/* The line of the hit: what goes struck through, what comes behind it. */
static void hit_draw_line(const struct replace_plan *plan, const struct replace_hit *hit,
                          struct grid *grid, struct rect row)
{
    struct view text = str_view(&plan->files[hit->file].text);
    size_t from = hit->start, end = hit->end, to;
    while (from > 0 && text.data[from - 1] != '\n' && hit->start - from < BEFORE_BYTES)
        from--;
    struct view before = view_slice(text, from, hit->start);
    while (before.len && (before.data[0] & 0xC0) == 0x80) /* the line was cut in a character */
        before = view_slice(before, 1, before.len);
    for (size_t at = 0; (int)cluster_width(before) > row.cols / 3 && at < before.len;) {
        struct cluster cluster;
        before = view_slice(before, cluster_next(before, 0, &cluster), before.len);
    }
    to = view_find(text, end, '\n');
    to = to > end + BEFORE_BYTES ? end + BEFORE_BYTES : to;
    int col = put(grid, row, row.col, before, ROLE_DIM, 0);
    col = put(grid, row, col, view_slice(text, hit->start, hit->end),
              hit->off ? ROLE_TEXT : ROLE_REMOVED, hit->off ? 0 : STYLE_STRIKE);
    if (!hit->off)
        col = put(grid, row, col, view_of(hit->with), ROLE_ADDED, STYLE_BOLD);
    put(grid, row, col, view_slice(text, end, to), ROLE_DIM, 0);
}

static void hit_draw_row(const struct sheet_view *view, size_t at, bool named, struct grid *grid,
                         struct rect row)
{
    const struct replace_hit *hit = &view->plan.hits[at];
    struct str line = {0};
    int name = row.cols >= WIDE ? row.cols / 4 : row.cols / 3, col = row.col;
    grid_put(grid, row.row, col, 1, hit->off ? VIEW("☐") : VIEW("☒"),
             hit->off ? ROLE_DIM : ROLE_ACCENT, 0);
    col += 2;
    if (named)
        grid_put_clipped(grid, row.row, col, name - 2,
                         path_name(view_of(view->plan.files[hit->file].path)), ROLE_TEXT,
                         STYLE_BOLD);
    col += name;
    str_addf(&line, "%5u", hit->line);
    grid_put(grid, row.row, col, 5, str_view(&line), ROLE_DIM, 0);
    str_finish(&line);
    col += 7;
    hit_draw_line(&view->plan, hit, grid, (struct rect){row.row, col, 1, row.col + row.cols - col});
}

static void replace_add_left_out(const struct sheet_view *view, struct str *out)
{
    const struct replace_plan *plan = &view->plan;
    size_t left = plan->large + plan->slow + plan->unread;
    if (view->skipped)
        str_addf(out, "%s has unsaved text and is left out: save it first. ", view->skipped);
    if (left)
        str_addf(out,
                 "%zu file%s left out: %zu over the limit of size, %zu too much work, %zu "
                 "not read; the first is %s. ",
                 left, left == 1 ? "" : "s", plan->large, plan->slow, plan->unread, plan->left_out);
    if (plan->more)
        str_addf(out, "There are more hits: the first %zu are here.", plan->hit_count);
}

static void replace_draw_detail(const struct sheet_view *view, struct grid *grid, struct rect area)
{
    struct str line = {0};
    unsigned number;
    const char *path = sheet_selected(view, &number);
    if (path) {
        str_addf(&line, "%s:%u", path, number);
        grid_put_clipped(grid, area.row, area.col, area.cols, str_view(&line), ROLE_TEXT, 0);
        str_clear(&line);
    }
    replace_add_left_out(view, &line);
    grid_put_clipped(grid, area.row + 1, area.col, area.cols, str_view(&line), ROLE_WARNING, 0);
    str_finish(&line);
}

/* --- the view --- */

static void sheet_add_count(const struct sheet_view *view, struct str *out)
{
    size_t files;
    if (view->running && !view->made)
        str_addf(out, "%zu files read… esc stops", atomic_load(&view->seen));
    else if (view->made && view->kind == SHEET_DOCTOR)
        doctor_add_count(&view->report, out);
    else if (view->made) {
        size_t hits = replace_meant(&view->plan, &files);
        str_addf(out, "%zu of %zu in %zu file%s", hits, view->plan.hit_count, files,
                 files == 1 ? "" : "s");
    }
}

static void sheet_draw_empty(const struct sheet_view *view, struct grid *grid, struct rect row)
{
    struct str line = {0};
    if (view->problem)
        str_add_text(&line, view->problem);
    else if (!view->made)
        str_add_text(&line, "reading every file…");
    else if (view->kind == SHEET_DOCTOR)
        str_addf(&line, "Nothing is wrong in %zu files.", view->report.files);
    else
        str_addf(&line, "“%s” stands in none of %zu files.", view->what, view->plan.searched);
    grid_put_clipped(grid, row.row, row.col, row.cols, str_view(&line),
                     view->problem ? ROLE_WARNING : ROLE_DIM, 0);
    str_finish(&line);
}

static void sheet_draw_title(const struct app *app, struct grid *grid, struct rect area)
{
    const struct sheet_view *view = &app->sheet;
    struct str left = {0}, right = {0};
    if (view->kind == SHEET_DOCTOR)
        str_add_text(&left, "Doctor");
    else
        str_addf(&left, "Replace “%s” with “%s”", view->what, view->with);
    sheet_add_count(view, &right);
    pane_draw_title(app, grid, area, str_view(&left), str_view(&right));
    str_finish(&left);
    str_finish(&right);
}

void sheet_pane_draw(const struct app *app, struct grid *grid, struct rect area)
{
    const struct sheet_view *view = &app->sheet;
    size_t count = sheet_count(view), rows = sheet_pane_rows(area);
    struct rect row = {area.row + 2, area.col + 2, 1, area.cols - 4};
    sheet_draw_title(app, grid, area);
    if (count == 0 || view->problem)
        sheet_draw_empty(view, grid,
                         count ? (struct rect){area.row + 1, row.col, 1, row.cols} : row);
    for (size_t i = 0; i < rows && view->list.top + i < count; i++) {
        size_t at = view->list.top + i;
        row.row = area.row + 2 + (int)i;
        if (view->kind == SHEET_DOCTOR)
            doctor_draw_row(&view->report.items[at], grid, row);
        else
            hit_draw_row(view, at,
                         i == 0 || view->plan.hits[at].file != view->plan.hits[at - 1].file, grid,
                         row);
        if (at != view->list.selected)
            continue;
        grid_put(grid, row.row, area.col, 1, VIEW("▌"), ROLE_ACCENT, 0);
        if (app->focus == PANE_MAIN)
            grid_add_attrs(grid, (struct rect){row.row, area.col, 1, area.cols - 1},
                           STYLE_SELECTED);
    }
    if (area.rows <= LEAST_ROWS)
        return;
    struct rect detail = {area.row + area.rows - DETAIL_ROWS + 1, row.col, 2, row.cols};
    if (view->kind == SHEET_REPLACE && view->made)
        replace_draw_detail(view, grid, detail);
    else if (view->kind == SHEET_DOCTOR && view->list.selected < count)
        doctor_draw_detail(&view->report.items[view->list.selected], grid, detail);
}
