#include "tui/app.h"

#include "core/base/clock.h"
#include "core/base/memory.h"
#include "tui/app_edit.h"
#include "tui/app_notes.h"
#include "tui/app_past.h"
#include "tui/log_day.h"
#include "tui/panes/pane.h"

#include <stdlib.h>
#include <string.h>

/* The model to the screen: which rows are needed, laid out and read before the panes, which get the
 * application const, draw them. */

enum { TYPED_POOL_MAX = 64 * 1024 }; /* bytes; what is drawn in part leaves some behind */

size_t app_pane_count(const struct app *app, enum pane pane)
{
    const struct pane_ops *ops = pane_ops(pane);
    return ops ? ops->count(app, ops) : 0;
}

enum view_kind app_view(const struct app *app)
{
    return app->view_count ? app->views[app->view_count - 1] : VIEW_READER;
}

int app_prompt_rows(const struct app *app)
{
    int most = app->grid.rows / 2 > 12 ? 12 : app->grid.rows / 2;
    int want = (int)app->prompt.shown_count;
    return want < 1 ? 1 : want < most ? want : most;
}

int app_page_rows(const struct app *app)
{
    if (app->focus != PANE_MAIN) {
        int rows = pane_list(app, app->focus).rows;
        return rows > 1 ? rows : 1;
    }
    if (app_view(app) == VIEW_SHEET)
        return (int)sheet_pane_rows(app->layout.main);
    if (app_view(app) == VIEW_LOG || app_view(app) == VIEW_LEDGER)
        return app->layout.main.rows > 3 ? app->layout.main.rows - 2 : 1;
    int rows = pane_body(app, app->layout.main).rows;
    if (app_view(app) == VIEW_READER)
        rows -= versions_bar_rows(app, app->layout.main);
    return rows > 1 ? rows : 1;
}

/* Of the list of deleted files, or of the one that is read. */
static const char *app_deleted_path(const struct app *app)
{
    const struct ledger_row *row = ledger_selected(&app->ledger);
    bool shown = app_view(app) == VIEW_LEDGER || app_view(app) == VIEW_GONE;
    return shown && row && row->last[0] ? row->name : NULL;
}

const char *app_selected_path(const struct app *app)
{
    enum pane pane = app->focus;
    if (pane == PANE_MAIN || pane == PANE_TODO || pane == PANE_HISTORY)
        return pane == PANE_TODO                                   ? app->ws.catalog->todo_path
               : pane == PANE_MAIN && app_view(app) == VIEW_READER ? app->reader.path
               : pane == PANE_MAIN && app_view(app) == VIEW_BLAME  ? app->blame.path
               : pane == PANE_MAIN                                 ? app_deleted_path(app)
                                                                   : NULL;
    const struct section *section = &app->ws.catalog->sections[pane];
    size_t at = app->lists[pane].selected;
    if (pane == PANE_FILES) {
        if (at >= app->places.count || app->places.rows[at].folder)
            return NULL;
        at = app->places.rows[at].entry;
    } else {
        at = app_entry_of(app, pane, at);
    }
    return at < section->count ? section->entries[at].path : NULL;
}

/* --- what is shown in the main view --- */

void app_remember_place(struct app *app)
{
    if (app->session && app->reader.path && !app->reader.problem && !app->reader.past)
        session_set_line(app->session, app->reader.path, reader_line(&app->reader));
}

void app_open_path(struct app *app, const char *path, enum pane from)
{
    app->reader_from = from;
    app->dirty = true;
    if (app->reader.path && strcmp(app->reader.path, path) == 0)
        return;
    char *copy = mem_string(path);
    app->follow_next = 0;
    app_version_drop(app);
    app_remember_place(app);
    reader_load(&app->reader, &app->ws, copy);
    app->reader.want_line = app->session ? session_line(app->session, copy) : 0;
    free(copy);
}

void app_preview(struct app *app)
{
    const char *path = app_selected_path(app);
    if (!path || app->focus == PANE_MAIN || app_view(app) != VIEW_READER)
        return;
    if (app->focus != PANE_TODO || app->ws.todo_there)
        app_open_path(app, path, app->focus);
    struct selection selection = app_selection(app);
    if (selection.task != SIZE_MAX)
        reader_reveal_line(&app->reader, (uint32_t)app->ws.todo.items[selection.task].line + 1,
                           (size_t)pane_body(app, app->layout.main).rows);
}

void app_push_view(struct app *app, enum view_kind view)
{
    if (view == VIEW_EDITOR)
        app_version_leave(app);
    if (app->view_count == 1)
        app->view_from = app->focus;
    if (app_view(app) != view && app->view_count < APP_VIEWS_MAX)
        app->views[app->view_count++] = view;
    app->focus = PANE_MAIN;
    app->dirty = true;
}

void app_fit_selection(struct app *app, enum pane pane)
{
    struct list *list = &app->lists[pane];
    size_t count = app_pane_count(app, pane);
    if (list->selected >= count)
        list->selected = count ? count - 1 : 0;
}

void app_changed(struct app *app, unsigned bits)
{
    if (!bits)
        return;
    app->dirty = true;
    if (bits & (1u << SECTION_FILES))
        places_build(&app->places, &app->ws.catalog->sections[SECTION_FILES]);
    if (bits & (1u << SECTION_TODO))
        app_filter_todo(app);
    if (bits & (1u << SECTION_MEMORY))
        browse_desk_place(&app->browse, app->ws.catalog);
    for (enum pane pane = PANE_SELF; pane <= PANE_HISTORY; pane++)
        app_fit_selection(app, pane);
    if (app->reader.problem && app->focus != PANE_MAIN) /* it may be gone: on to what is selected */
        app_preview(app);
    if (bits & CHANGED_HISTORY)
        app_load_newest(app);
}

/* --- before drawing --- */

/* Reads titles and numbers of the rows on the screen. */
static void app_prepare_details(struct app *app, enum pane pane)
{
    if (pane == PANE_TODO || pane >= PANE_HISTORY)
        return;
    const struct section *section = &app->ws.catalog->sections[pane];
    struct rect area = pane_list(app, pane);
    size_t count = app_pane_count(app, pane), top = app->lists[pane].top;
    for (size_t row = top; row < count && row < top + (size_t)(area.rows > 0 ? area.rows : 0);
         row++) {
        size_t at = app_entry_of(app, pane, row);
        if (pane == PANE_FILES) {
            if (app->places.rows[row].folder)
                continue;
            at = app->places.rows[row].entry;
        }
        if (at >= section->count)
            continue;
        details_want(&app->details, &app->ws.folder, section->entries[at].path,
                     (enum section_kind)pane);
    }
}

void app_find_again(struct app *app)
{
    struct find *find = &app->reader.find;
    if (!find->text.len)
        return;
    struct str text = {0};
    str_add(&text, str_view(&find->text));
    if (find_run(find, &app->reader.page.page, str_view(&text), NULL) == STATUS_OK)
        find_from_row(find, app->reader.top);
    str_finish(&text);
}

static void app_reader_done(struct job *job, void *data)
{
    struct app *app = data;
    struct reader_job *own = (struct reader_job *)job;
    if (reader_take(&app->reader, own)) {
        if (app->ws.catalog->complete)
            reader_mark_dangling(&app->reader, app->ws.catalog);
        app_find_again(app);
        app->dirty = true;
    }
    reader_job_free(own);
}

static void app_prepare_reader(struct app *app)
{
    struct rect body = pane_body(app, app->layout.main);
    if (app->layout.main.rows <= 0 || !app->reader.path)
        return;
    enum section_kind section;
    size_t index;
    if (catalog_find(app->ws.catalog, view_of(app->reader.path), &section, &index))
        details_want(&app->details, &app->ws.folder, app->reader.path, section);
    if (app->reader.cols != (unsigned)body.cols) {
        reader_layout(&app->reader, app->ws.folder.fd >= 0 ? (unsigned)body.cols : 1, &app->jobs,
                      app_reader_done);
        app->mark = (struct link_mark){0};
        if (app->ws.catalog->complete)
            reader_mark_dangling(&app->reader, app->ws.catalog);
        app_find_again(app);
    }
    body.rows -= versions_bar_rows(app, app->layout.main);
    reader_fit(&app->reader, (size_t)(body.rows > 0 ? body.rows : 1));
}

static void app_fit_top(size_t *top, size_t count, int rows)
{
    size_t room = rows > 0 ? (size_t)rows : 1;
    if (count <= room)
        *top = 0;
    else if (*top > count - room)
        *top = count - room;
}

static void app_prepare_editor(struct app *app, struct rect body)
{
    struct rect source, page;
    app_preview_typed(app);
    app_preview_areas(app, &source, &page);
    body = pane_body(app, source);
    edit_view_layout(&app->edit, (unsigned)body.cols, (unsigned)body.rows);
    app_complete_prepare(app);
    app_margin_count(app);
    app_margin_prepare(app);
    app_preview_prepare(app);
    app_rules_wait(app);
}

static void app_prepare_main(struct app *app)
{
    struct rect body = pane_body(app, app->layout.main);
    if (app->layout.main.rows <= 0)
        return;
    if (app_view(app) == VIEW_READER || app_view(app) == VIEW_SEARCH) {
        app_prepare_reader(app);
        app_search_reveal(app, (size_t)(body.rows > 0 ? body.rows : 1));
    }
    if (app_view(app) == VIEW_LOG) {
        size_t rows = (size_t)(app->layout.main.rows > 2 ? app->layout.main.rows - 2 : 1);
        if (app->log.days)
            log_day_fit(&app->log, rows);
        else
            list_fit(&app->log.list, app->log.count, rows);
        app_load_log(app);
    }
    if (app_view(app) == VIEW_SHEET)
        list_fit(&app->sheet.list, sheet_count(&app->sheet), sheet_pane_rows(app->layout.main));
    if (app_view(app) == VIEW_LEDGER) {
        list_fit(&app->ledger.list, app->ledger.count, (size_t)(app->layout.main.rows - 2));
        app_ledger_load(app);
    }
    if (app_view(app) == VIEW_GONE)
        app_gone_prepare(app, body);
    if (app_view(app) == VIEW_LINKS)
        links_view_fit(&app->links,
                       (size_t)(app->layout.main.rows > 3 ? app->layout.main.rows - 2 : 1));
    if (app_view(app) == VIEW_BLAME)
        app_blame_prepare(app);
    if (app_view(app) == VIEW_DIFF && app->diff.loaded) {
        body = diff_pane_body(app, app->layout.main);
        if (app->diff.cols != (unsigned)body.cols)
            diff_pane_layout(app, &app->diff, (unsigned)body.cols);
        app_fit_top(&app->diff.top, app->diff.page.row_count, body.rows);
    }
    if (app_view(app) == VIEW_EDITOR && body.cols > 0 && body.rows > 0)
        app_prepare_editor(app, body);
    if (app_view(app) == VIEW_HELP) {
        if (app->help.cols != (unsigned)body.cols)
            help_pane_layout(app, &app->help, (unsigned)body.cols, app->help.where);
        app_fit_top(&app->help.top, app->help.page.row_count, body.rows);
    }
}

static void app_prepare(struct app *app)
{
    size_t wants[LAYOUT_STACK];
    for (int i = 0; i < LAYOUT_STACK; i++)
        wants[i] = pane_wants(app, (enum pane)i);
    layout_make(&app->layout, app->grid.rows, app->grid.cols, wants, (int)app->focus, app->zoom);
    if (app->layout.too_small)
        return;
    if (app_view(app) == VIEW_SEARCH && app->focus == PANE_MAIN) {
        layout_search(&app->layout, app->grid.rows, app->grid.cols);
        list_fit(&app->search.list, app->search.results.count, search_pane_results(app));
    }
    for (enum pane pane = PANE_SELF; pane <= PANE_HISTORY; pane++) {
        int rows = pane_list(app, pane).rows;
        if (app->layout.panes[pane].rows <= 0)
            continue;
        list_fit(&app->lists[pane], app_pane_count(app, pane), (size_t)(rows > 0 ? rows : 1));
        app_prepare_details(app, pane);
    }
    app_prepare_main(app);
    if (app->prompt.kind == PROMPT_PICK || app->prompt.kind == PROMPT_PALETTE)
        list_fit(&app->prompt.list, app->prompt.shown_count, (size_t)app_prompt_rows(app));
}

/* --- drawing --- */

static void app_draw_small(const struct app *app, struct grid *grid)
{
    (void)app;
    if (grid->rows > 0)
        grid_put_clipped(grid, grid->rows / 2, 0, grid->cols, VIEW("palimpsest needs 20x5"),
                         ROLE_DIM, 0);
}

static void app_draw(const struct app *app, struct grid *grid)
{
    const struct layout *layout = &app->layout;
    grid->cursor_row = grid->cursor_col = -1;
    if (layout->too_small) {
        app_draw_small(app, grid);
        return;
    }
    for (enum pane pane = PANE_SELF; pane <= PANE_HISTORY; pane++)
        pane_draw(app, pane, grid, layout->panes[pane], layout->tabs);
    if (layout->search.rows > 0)
        search_pane_draw(app, grid, layout->search);
    if (layout->main.rows > 0) { /* a search shows beside it what it has found */
        static void (*const draw[])(const struct app *, struct grid *, struct rect) = {
            reader_pane_draw, log_pane_draw,    diff_pane_draw,   help_pane_draw,
            editor_pane_draw, reader_pane_draw, ledger_pane_draw, gone_pane_draw,
            blame_pane_draw,  links_pane_draw,  sheet_pane_draw};
        draw[app_view(app)](app, grid, layout->main);
    }
    chrome_draw(app, grid);
    prompt_draw(app, grid);
}

/* What the footer shows the keys of; 0 when it shows something else. */
static unsigned app_footer(const struct app *app)
{
    return app->status.message.len ? 0 : app_where(app);
}

/* Draws what a typed character changes over the frame before. False when that is not all. */
static bool app_draw_typed(struct app *app)
{
    const struct layout *layout = &app->layout;
    struct grid *grid = &app->grid;
    if (app->dirty || app_view(app) != VIEW_EDITOR || app->prompt.kind != PROMPT_NONE ||
        layout->too_small || layout->main.rows <= 0 || grid->pool.len > TYPED_POOL_MAX)
        return false;
    app->typed = false;
    uint64_t margin = app->margin.version;
    app_prepare_main(app);
    if (app->dirty)
        return false;
    grid->cursor_row = grid->cursor_col = -1;
    grid_clear_area(grid, layout->header);
    chrome_draw_header(app, grid);
    if (app->edit.typed.row_count && margin == app->margin.version &&
        app_edit_shows(app) == EDIT_SHOWS_SOURCE) {
        editor_pane_draw_typed(app, grid, layout->main);
    } else {
        grid_clear_area(grid, layout->main);
        editor_pane_draw(app, grid, layout->main);
    }
    if (app_footer(app) != app->footer || !app->footer) {
        grid_clear_area(grid, layout->footer);
        chrome_draw_footer(app, grid);
    }
    return true;
}

void app_show(struct app *app)
{
    int rows, cols;
    if (!app->dirty && !app->typed)
        return;
    app->now = clock_now();
    term_size(app->term, &rows, &cols);
    if (rows != app->grid.rows || cols != app->grid.cols) {
        grid_resize(&app->grid, rows, cols);
        app->dirty = true;
    }
    if (!app_draw_typed(app)) {
        app->dirty = app->typed = false;
        grid_clear(&app->grid);
        app_prepare(app);
        app_draw(app, &app->grid);
    }
    app->footer = app_footer(app);
    if (term_show(app->term, &app->grid, NULL) != STATUS_OK)
        app->quitting = true;
    grid_shown(&app->grid);
}
