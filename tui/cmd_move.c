#include "core/base/memory.h"
#include "tui/app.h"
#include "tui/commands.h"
#include "tui/panes/pane.h"

#include <stdlib.h>
#include <string.h>

/* Commands that move the focus, the selection and the scroll. None changes the model. */

static enum status cmd_focus(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    for (enum pane pane = PANE_SELF; pane <= PANE_HISTORY; pane++)
        if (strcmp(call->argv[1], pane_ops(pane)->name) == 0) {
            app->focus = app->last_stack = pane;
            app_preview(app);
            return STATUS_OK;
        }
    if (strcmp(call->argv[1], "reader") == 0) {
        app->focus = PANE_MAIN;
        return STATUS_OK;
    }
    return error_set(err, STATUS_INVALID, "there is no pane \"%s\"", call->argv[1]);
}

static void move_focus(struct app *app, int by)
{
    app->focus = (enum pane)(((int)app->focus + by + PANE_COUNT) % PANE_COUNT);
    if (app->focus != PANE_MAIN)
        app->last_stack = app->focus;
    app_preview(app);
}

static enum status cmd_focus_next(struct command_call *call, struct error *err)
{
    (void)err;
    move_focus(call->view, 1);
    return STATUS_OK;
}

static enum status cmd_focus_previous(struct command_call *call, struct error *err)
{
    (void)err;
    move_focus(call->view, -1);
    return STATUS_OK;
}

static enum status cmd_zoom(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    (void)err;
    app->zoom = !app->zoom;
    return STATUS_OK;
}

/* The scroll position of the page that has the focus, and its length; NULL for a list. */
static size_t *move_top(struct app *app, size_t *count)
{
    *count = 0;
    if (app->focus != PANE_MAIN || app_view(app) == VIEW_LOG || app_view(app) == VIEW_LEDGER ||
        app_view(app) == VIEW_LINKS || app_view(app) == VIEW_SHEET)
        return NULL;
    switch (app_view(app)) {
    case VIEW_READER:
        *count = app->reader.page.page.row_count;
        return &app->reader.top;
    case VIEW_DIFF:
        *count = app->diff.page.row_count;
        return &app->diff.top;
    case VIEW_GONE:
        *count = app->gone.page.page.row_count;
        return &app->gone.top;
    default:
        *count = app->help.page.row_count;
        return &app->help.top;
    }
}

static void move_by(struct app *app, long by)
{
    if (app->focus == PANE_MAIN && app_view(app) == VIEW_BLAME) {
        blame_view_move(&app->blame, by, (size_t)app_page_rows(app));
        return;
    }
    size_t count, *top = move_top(app, &count), rows = (size_t)app_page_rows(app);
    if (top) {
        size_t most = count > rows ? count - rows : 0;
        if (by < 0)
            *top = (size_t)-by > *top ? 0 : *top - (size_t)-by;
        else
            *top = *top + (size_t)by > most ? most : *top + (size_t)by;
        return;
    }
    if (app->focus == PANE_MAIN && app_view(app) == VIEW_LINKS) {
        list_move(&app->links.list, by, app->links.report.count);
        return;
    }
    if (app->focus == PANE_MAIN && app_view(app) == VIEW_SHEET) {
        list_move(&app->sheet.list, by, sheet_count(&app->sheet));
        return;
    }
    if (app->focus == PANE_MAIN && app_view(app) == VIEW_LEDGER) {
        list_move(&app->ledger.list, by, app->ledger.count);
        return;
    }
    if (app->focus == PANE_MAIN) {
        list_move(&app->log.list, by, app->log.count);
        return;
    }
    list_move(&app->lists[app->focus], by, app_pane_count(app, app->focus));
    app_preview(app);
}

#define MOVE_FAR 1000000000L

static enum status cmd_move(struct command_call *call, struct error *err)
{
    static const struct {
        const char *name;
        int lines, half_pages;
    } moves[] = {{"down", 1, 0},     {"up", -1, 0},        {"half-down", 0, 1},
                 {"half-up", 0, -1}, {"page-down", -1, 2}, {"page-up", 1, -2}};
    struct app *app = call->view;
    (void)err;
    for (size_t i = 0; i < ARRAY_LEN(moves); i++)
        if (strcmp(call->argv[0], moves[i].name) == 0) {
            long by = moves[i].lines + (long)app_page_rows(app) * moves[i].half_pages / 2;
            bool turned = by != 0 && (by > 0) != (moves[i].lines + moves[i].half_pages > 0);
            move_by(app, turned || by == 0 ? (moves[i].half_pages > 0 ? 1 : -1) : by);
        }
    return STATUS_OK;
}

static enum status cmd_top(struct command_call *call, struct error *err)
{
    (void)err;
    move_by(call->view, -MOVE_FAR);
    return STATUS_OK;
}

static enum status cmd_bottom(struct command_call *call, struct error *err)
{
    (void)err;
    move_by(call->view, MOVE_FAR);
    return STATUS_OK;
}

/* Sideways: a wide table scrolls; at its left edge, and in short pages, left goes back to the list.
 */
static enum status cmd_left(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    (void)err;
    if (app->focus == PANE_MAIN && app_view(app) == VIEW_LINKS) {
        links_view_side(&app->links, -1);
        return STATUS_OK;
    }
    if (app->focus != PANE_MAIN) {
        size_t row = app->lists[PANE_FILES].selected;
        if (app->focus == PANE_FILES && row < app->places.count && app->places.rows[row].open) {
            places_toggle(&app->places, row);
            app_changed(app, 1u << SECTION_FILES);
        }
        return STATUS_OK;
    }
    size_t *skip = app_view(app) == VIEW_READER ? &app->reader.skip : &app->diff.skip;
    if (app_view(app) == VIEW_READER && *skip == 0)
        app->focus = app->last_stack;
    else
        *skip = *skip > 8 ? *skip - 8 : 0;
    return STATUS_OK;
}

static enum status cmd_right(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    (void)err;
    if (app->focus == PANE_MAIN && app_view(app) == VIEW_LINKS) {
        links_view_side(&app->links, 1);
        return STATUS_OK;
    }
    if (app->focus != PANE_MAIN) {
        size_t row = app->lists[PANE_FILES].selected;
        if (app->focus == PANE_FILES && row < app->places.count && app->places.rows[row].folder) {
            if (!app->places.rows[row].open)
                places_toggle(&app->places, row);
            app_changed(app, 1u << SECTION_FILES);
        } else if (app->focus != PANE_TODO && app->focus != PANE_HISTORY) {
            app->focus = PANE_MAIN;
        }
        return STATUS_OK;
    }
    int cols = pane_body(app, app->layout.main).cols;
    if (app_view(app) == VIEW_READER &&
        (int)app->reader.page.page.widest > cols + (int)app->reader.skip)
        app->reader.skip += 8;
    return STATUS_OK;
}

const struct command command_view_move_table[] = {
    {"focus", "PANE", "go to a pane", "Move", WHERE_ANY, cmd_focus},
    {"focus-next", "", "go to the next pane", "Move", WHERE_ANY, cmd_focus_next},
    {"focus-previous", "", "go to the previous pane", "Move", WHERE_ANY, cmd_focus_previous},
    {"zoom", "", "give one pane the whole screen, and back", "Move", WHERE_ANY, cmd_zoom},
    {"down", "", "down a row", "Move", WHERE_ANY, cmd_move},
    {"up", "", "up a row", "Move", WHERE_ANY, cmd_move},
    {"left", "", "close a place, scroll left, go back to the list", "Move", WHERE_ANY, cmd_left},
    {"right", "", "open a place, scroll right, go to the reader", "Move", WHERE_ANY, cmd_right},
    {"top", "", "go to the beginning", "Move", WHERE_ANY, cmd_top},
    {"bottom", "", "go to the end", "Move", WHERE_ANY, cmd_bottom},
    {"half-down", "", "down half a page", "Move", WHERE_ANY, cmd_move},
    {"half-up", "", "up half a page", "Move", WHERE_ANY, cmd_move},
    {"page-down", "", "down a page", "Move", WHERE_ANY, cmd_move},
    {"page-up", "", "up a page", "Move", WHERE_ANY, cmd_move},
    {0},
};
