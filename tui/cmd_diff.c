#include "tui/app.h"
#include "tui/app_past.h"
#include "tui/commands.h"
#include "tui/panes/pane.h"

#include <string.h>

/* Commands about how a difference is shown. */

static enum status cmd_diff_look(struct command_call *call, struct error *err)
{
    static const char *const names[] = {"lines", "side", "rendered"};
    struct app *app = call->view;
    struct diff_taste *taste = &app->diff.taste;
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        if (strcmp(call->argv[1], names[i]) != 0)
            continue;
        if (i == DIFF_SIDE && app->grid.cols < DIFF_SIDE_COLS)
            return error_set(err, STATUS_INVALID, "side by side needs a screen of %d columns",
                             DIFF_SIDE_COLS);
        taste->look = taste->look == (enum diff_look)i ? DIFF_UNIFIED : (enum diff_look)i;
        app_reload_diff(app);
        return STATUS_OK;
    }
    return error_set(err, STATUS_INVALID, "\"%s\" is no look: lines, side or rendered",
                     call->argv[1]);
}

static size_t diff_count(const struct page *page)
{
    size_t count = 0;
    for (size_t i = 0; i < page->row_count; i++)
        count += page->rows[i].source != 0;
    return count;
}

/* From the change that was stepped to while that is in sight, else from the top of the screen. */
static enum status diff_step(struct app *app, int by, struct error *err)
{
    struct diff_view *view = &app->diff;
    size_t rows = (size_t)app_page_rows(app), count = diff_count(&view->page),
           change = view->change;
    size_t row = diff_change_row(&view->page, change);
    if (!change || row < view->top || row >= view->top + rows) {
        change = 0;
        for (size_t i = 0; i < view->top && i < view->page.row_count; i++)
            change += view->page.rows[i].source != 0;
        change += by < 0; /* the one before the screen */
    }
    if (by > 0 ? change >= count : change <= 1)
        return error_set(err, STATUS_INVALID,
                         by > 0 ? "there is no further change" : "there is no change before");
    view->change = by > 0 ? change + 1 : change - 1;
    row = diff_change_row(&view->page, view->change);
    if (row < view->top || row >= view->top + rows - rows / 3)
        view->top = row > rows / 4 ? row - rows / 4 : 0;
    return STATUS_OK;
}

static enum status cmd_diff_next(struct command_call *call, struct error *err)
{
    return diff_step(call->view, 1, err);
}

static enum status cmd_diff_previous(struct command_call *call, struct error *err)
{
    return diff_step(call->view, -1, err);
}

static enum status need_commit(const struct app *app, struct error *err)
{
    return app->diff.about == DIFF_COMMIT
               ? STATUS_OK
               : error_set(err, STATUS_INVALID, "that is for the difference of a commit");
}

static enum status cmd_diff_context(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    unsigned *context = &app->diff.taste.context;
    unsigned lines = *context == DIFF_NO_CONTEXT ? 0 : *context ? *context : 3;
    bool more = strcmp(call->argv[1], "more") == 0;
    if (need_commit(app, err) != STATUS_OK)
        return STATUS_INVALID;
    if (!more && strcmp(call->argv[1], "less") != 0)
        return error_set(err, STATUS_INVALID, "\"%s\" is neither more nor less", call->argv[1]);
    if (more)
        lines = lines < 3 ? lines + 1 : lines < 1000000 ? lines * 2 : lines;
    else
        lines = lines > 3 ? lines / 2 : lines ? lines - 1 : 0;
    *context = lines ? lines : DIFF_NO_CONTEXT;
    status_say(&app->status, ROLE_TEXT, "%u line%s around each change", lines,
               lines == 1 ? "" : "s");
    app_reload_diff(app);
    return STATUS_OK;
}

static enum status cmd_diff_blanks(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    if (need_commit(app, err) != STATUS_OK)
        return STATUS_INVALID;
    app->diff.taste.ignore_blanks = !app->diff.taste.ignore_blanks;
    app_reload_diff(app);
    return STATUS_OK;
}

const struct command command_view_diff_table[] = {
    {"diff-look", "LOOK", "show a difference rendered, side by side or by lines", "History",
     WHERE_DIFF, cmd_diff_look},
    {"diff-next", "", "go to the next change", "History", WHERE_DIFF, cmd_diff_next},
    {"diff-previous", "", "go to the previous change", "History", WHERE_DIFF, cmd_diff_previous},
    {"diff-context", "STEP", "show more or less lines around the changes", "History", WHERE_DIFF,
     cmd_diff_context},
    {"diff-blanks", "", "leave out changes of blanks alone, and back", "History", WHERE_DIFF,
     cmd_diff_blanks},
    {0},
};
