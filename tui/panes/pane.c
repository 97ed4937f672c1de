#include "tui/panes/pane.h"

#include "core/base/memory.h"
#include "core/text/cluster.h"

#include <string.h>

static const struct pane_ops *const pane_table[] = {
    [PANE_SELF] = &pane_self,     [PANE_TODO] = &pane_todo,   [PANE_MEMORY] = &pane_memory,
    [PANE_DRAFTS] = &pane_drafts, [PANE_FILES] = &pane_files, [PANE_HISTORY] = &pane_history,
};

const struct pane_ops *pane_ops(enum pane pane)
{
    return (size_t)pane < ARRAY_LEN(pane_table) ? pane_table[pane] : NULL;
}

void pane_draw_row(struct grid *grid, struct rect area, struct view left, enum role role,
                   unsigned attrs, struct view right, enum role right_role)
{
    int right_cols = (int)cluster_width(right);
    if (area.cols - right_cols < 12) /* the words matter more */
        right_cols = 0;
    int cols = area.cols - (right_cols ? right_cols + 1 : 0);
    grid_put_clipped(grid, area.row, area.col, cols, left, role, attrs);
    if (right_cols)
        grid_put(grid, area.row, area.col + area.cols - right_cols, right_cols, right, right_role,
                 0);
}

void pane_draw_file(const struct app *app, enum section_kind section, size_t index,
                    struct grid *grid, struct rect area, bool with_words, const char *value)
{
    const struct catalog_entry *entry = &app->ws.catalog->sections[section].entries[index];
    const struct detail *detail = details_get(&app->details, entry->path);
    struct str left = {0}, right = {0};
    if (detail && detail->title)
        str_add_text(&left, detail->title);
    else
        detail_add_name(&left, view_of(entry->path));
    if (value)
        cluster_add_clipped(&right, view_of(value), (size_t)(area.cols > 0 ? area.cols / 3 : 0));
    else if (detail && with_words && detail->words != SIZE_MAX)
        str_addf(&right, "%zu", detail->words);
    else if (detail && !with_words)
        str_add_text(&right, detail->intensity);
    enum role role =
        entry->kind == FOLDER_FILE || entry->kind == FOLDER_LINK ? ROLE_TEXT : ROLE_DIM;
    pane_draw_row(grid, area, str_view(&left), role, 0, str_view(&right), ROLE_DIM);
    str_finish(&left);
    str_finish(&right);
}

/* --- the list of a pane, and what stands above it --- */

static bool pane_has_chips(const struct app *app, const struct pane_ops *ops)
{
    struct str chip = {0};
    bool has = ops->add_chip && ops->add_chip(app, 0, &chip);
    str_finish(&chip);
    return has;
}

size_t pane_wants(const struct app *app, enum pane pane)
{
    const struct pane_ops *ops = pane_ops(pane);
    size_t count = ops->count(app, ops);
    struct str line = {0};
    if (count == 0)
        while (ops->add_empty && ops->add_empty(app, count, &line))
            count++;
    str_finish(&line);
    return count + pane_has_chips(app, ops);
}

/* Filters have a row where there is one beside a row of the list. */
struct rect pane_list(const struct app *app, enum pane pane)
{
    struct rect area = app->layout.panes[pane];
    int above = app->layout.tabs ? 0 : 1;
    if (area.rows > above + 1 && pane_has_chips(app, pane_ops(pane)))
        above++;
    area.row += above;
    area.rows -= above;
    return area;
}

/* As many as there is room for, then how many more there are. */
static void pane_draw_chips(const struct app *app, const struct pane_ops *ops, struct grid *grid,
                            struct rect row)
{
    struct str chip = {0}, next = {0};
    int col = row.col, end = row.col + row.cols;
    for (size_t i = 0; ops->add_chip && col < end; i++) {
        str_clear(&chip);
        str_clear(&next);
        str_add_char(&chip, ' ');
        if (!ops->add_chip(app, i, &chip))
            break;
        str_add_char(&chip, ' ');
        bool last = !ops->add_chip(app, i + 1, &next);
        int cols = (int)cluster_width(str_view(&chip)), room = end - col - (last ? 0 : 3);
        if (i > 0 && cols > room) {
            size_t more = 1;
            while (!last && ops->add_chip(app, i + more, &next))
                more++;
            str_clear(&chip);
            str_addf(&chip, "+%zu", more);
            grid_put_clipped(grid, row.row, col, end - col, str_view(&chip), ROLE_ACCENT, 0);
            break;
        }
        col += 1 + grid_put_clipped(grid, row.row, col, room, str_view(&chip), ROLE_ACCENT,
                                    STYLE_REVERSE);
    }
    str_finish(&chip);
    str_finish(&next);
}

static void pane_draw_empty(const struct app *app, const struct pane_ops *ops, struct grid *grid,
                            struct rect area)
{
    struct str line = {0};
    int row = 0;
    for (; ops->add_empty && row < area.rows; row++) {
        str_clear(&line);
        if (!ops->add_empty(app, (size_t)row, &line))
            break;
        grid_put_clipped(grid, area.row + row, area.col + 1, area.cols - 2, str_view(&line),
                         ROLE_DIM, STYLE_ITALIC);
    }
    if (row == 0 && area.rows > 0)
        grid_put_clipped(grid, area.row, area.col + 1, area.cols - 2, view_of(ops->empty), ROLE_DIM,
                         STYLE_ITALIC);
    str_finish(&line);
}

/* " Self  6 ──────": the accent where the focus is. */
static void pane_draw_heading(const struct app *app, const struct pane_ops *ops, bool focused,
                              struct grid *grid, struct rect area)
{
    struct rect row = {area.row, area.col, 1, area.cols};
    struct str count = {0};
    ops->add_count(app, ops, &count);
    grid_fill(grid, row, "─", ROLE_RULE, 0);
    int col = area.col;
    col += grid_put(grid, area.row, col, 1, VIEW(" "), ROLE_TEXT, 0);
    col += grid_put(grid, area.row, col, area.cols - 2, view_of(ops->title),
                    focused ? ROLE_ACCENT : ROLE_TITLE, STYLE_BOLD);
    if (count.len) {
        col += grid_put(grid, area.row, col, 2, VIEW("  "), ROLE_TEXT, 0);
        col += grid_put_clipped(grid, area.row, col, area.col + area.cols - col - 2,
                                str_view(&count), focused ? ROLE_ACCENT : ROLE_DIM, 0);
    }
    grid_put(grid, area.row, col, 1, VIEW(" "), ROLE_TEXT, 0);
    str_finish(&count);
}

void pane_draw(const struct app *app, enum pane pane, struct grid *grid, struct rect area,
               bool bare)
{
    const struct pane_ops *ops = pane_ops(pane);
    bool focused = app->focus == pane;
    if (area.rows <= 0)
        return;
    if (!bare)
        pane_draw_heading(app, ops, focused, grid, area);
    int first = area.row + !bare;
    area = pane_list(app, pane);
    if (area.row > first)
        pane_draw_chips(app, ops, grid, (struct rect){first, area.col + 1, 1, area.cols - 2});
    const struct list *list = &app->lists[pane];
    size_t count = ops->count(app, ops);
    if (count == 0)
        pane_draw_empty(app, ops, grid, area);
    for (int row = 0; row < area.rows && list->top + (size_t)row < count; row++) {
        size_t index = list->top + (size_t)row;
        bool selected = index == list->selected;
        struct rect line = {area.row + row, area.col + 1, 1, area.cols - 2};
        ops->draw_row(app, ops, index, grid, line);
        if (!selected)
            continue;
        if (focused)
            grid_put(grid, line.row, area.col, 1, VIEW("▌"), ROLE_ACCENT, 0);
        struct rect whole = {line.row, area.col, 1, area.cols};
        if (focused)
            grid_add_attrs(grid, whole, STYLE_SELECTED);
        else if (pane == app->reader_from && app_view(app) == VIEW_READER)
            grid_put(grid, line.row, area.col, 1, VIEW("▏"), ROLE_ACCENT, 0);
    }
}

void pane_draw_title(const struct app *app, struct grid *grid, struct rect area, struct view left,
                     struct view right)
{
    const struct rect *found = &app->layout.search; /* the page beside has not the focus */
    bool focused = app->focus == PANE_MAIN && (!found->rows || found->col == area.col);
    struct rect row = {area.row, area.col + 2, 1, area.cols - 4};
    pane_draw_row(grid, row, left, focused ? ROLE_ACCENT : ROLE_TITLE, STYLE_BOLD, right, ROLE_DIM);
    if (focused)
        grid_put(grid, area.row, area.col, 1, VIEW("▌"), ROLE_ACCENT, 0);
}

struct rect pane_body(const struct app *app, struct rect area)
{
    int above = area.rows >= 18 ? 3 : area.rows >= 8 ? 2 : 1; /* title, second line, a blank */
    struct rect body = {area.row + above, area.col, area.rows - above, area.cols};
    int margin = area.cols >= 70 ? 4 : area.cols >= 50 ? 2 : 1;
    int width = area.cols - 2 * margin, most = (int)app->ws.settings.width;
    if (width > most) {
        margin += (width - most) / 2;
        width = most;
    }
    body.col = area.col + margin;
    body.cols = width > 0 ? width : 0;
    return body;
}

void pane_draw_page(const struct page *page, const struct find *find, size_t top, size_t skip,
                    struct grid *grid, struct rect area)
{
    size_t shown = page->row_count > top ? page->row_count - top : 0;
    for (int row = 0; row < area.rows && (size_t)row < shown; row++)
        grid_put_page_row(grid, area.row + row, area.col, area.cols, page, top + (size_t)row, skip);
    if (!find || !find->text.len)
        return;
    for (size_t i = 0; i < find->count; i++) {
        const struct find_part *part = &find->parts[i];
        if (part->row < top || part->row >= top + (size_t)area.rows)
            continue;
        int from = (int)part->col - (int)skip, to = from + (int)part->cols;
        if (from < 0)
            from = 0;
        if (to > area.cols)
            to = area.cols;
        bool current = part->row == find->parts[find->current].row &&
                       part->col == find->parts[find->current].col;
        struct rect hit = {area.row + (int)(part->row - top), area.col + from, 1, to - from};
        if (to > from && current) /* no paler than the others where the text is pale */
            grid_restyle(grid, hit, ROLE_TEXT, STYLE_REVERSE | STYLE_BOLD);
        else if (to > from)
            grid_add_attrs(grid, hit, STYLE_MATCH);
    }
}
