#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/markdown/address.h"
#include "tui/app.h"
#include "tui/app_notes.h"
#include "tui/app_past.h"
#include "tui/commands.h"
#include "tui/link.h"
#include "tui/panes/pane.h"

#include <stdlib.h>
#include <string.h>

/* Commands that show something in the main view: files, links, commits, help. */

static void open_reader(struct app *app, const char *path, enum pane from)
{
    app->view_count = 1;
    app_open_path(app, path, from);
    app->focus = PANE_MAIN;
}

static void open_commit(struct app *app, const struct log_view *view, size_t at)
{
    if (at < view->count)
        app_load_diff(app, "", view->commits[at].id, view->notes[at].path);
}

static enum status cmd_open(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    if (call->argc > 1) {
        const char *path = catalog_resolve(app->ws.catalog, view_of(call->argv[1]));
        if (!path)
            return error_set(err, STATUS_ABSENT, "there is no file \"%s\" here", call->argv[1]);
        open_reader(app, path, app->reader_from);
    } else if (app->focus == PANE_HISTORY) {
        open_commit(app, &app->strip, app->lists[PANE_HISTORY].selected);
    } else if (app->focus == PANE_MAIN && app_view(app) == VIEW_LOG) {
        open_commit(app, &app->log, app->log.list.selected);
    } else if (app->focus != PANE_MAIN) {
        const char *path = app_selected_path(app);
        size_t row = app->lists[PANE_FILES].selected;
        if (path)
            open_reader(app, path, app->focus);
        else if (app->focus == PANE_FILES && row < app->places.count) {
            places_toggle(&app->places, row);
            app_changed(app, 1u << SECTION_FILES);
        }
    }
    return STATUS_OK;
}

static enum status cmd_back(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    (void)err;
    if (app->focus != PANE_MAIN) {
        prompt_confirm(&app->prompt, "Leave palimpsest?", 'q', "quit");
    } else if (app->view_count > 1) {
        if (app_view(app) == VIEW_BLAME)
            app_blame_leave(app);
        app->view_count--;
        if (app_view(app) == VIEW_READER)
            app->focus = app->view_from;
    } else {
        app->focus = app->last_stack;
        app->zoom = false;
    }
    return STATUS_OK;
}

static struct find *open_find(struct app *app, const struct page **page, size_t **top)
{
    switch (app_view(app)) {
    case VIEW_READER:
        *page = &app->reader.page.page;
        *top = &app->reader.top;
        return &app->reader.find;
    case VIEW_DIFF:
        *page = &app->diff.page;
        *top = &app->diff.top;
        return &app->diff.find;
    case VIEW_GONE:
        *page = &app->gone.page.page;
        *top = &app->gone.top;
        return &app->gone.find;
    case VIEW_BLAME:
        *page = &app->blame.page.page.page;
        *top = &app->blame.page.top;
        return &app->blame.page.find;
    case VIEW_HELP:
        *page = &app->help.page;
        *top = &app->help.top;
        return &app->help.find;
    default:
        return NULL;
    }
}

static enum status cmd_escape(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    const struct page *page;
    size_t *top;
    struct find *find = open_find(app, &page, &top);
    (void)err;
    if (find && find->text.len)
        find_finish(find);
    else if (app_move_stop(app) || app_sheet_stop(app))
        return STATUS_OK;
    else if (app->focus == PANE_MAIN && app_view(app) == VIEW_LOG && app_stop_log(app))
        status_say(&app->status, ROLE_WARNING, "stopped; f and enter begin it again");
    else if (app->focus == PANE_MAIN && app_view(app) == VIEW_LEDGER && app_ledger_stop(app))
        status_say(&app->status, ROLE_WARNING, "stopped; g d begins it again");
    else if (app->filter.words && app->focus == PANE_TODO)
        app_run(app, "todo-filter all");
    else if (app->focus == PANE_MEMORY && app_browse_escape(app))
        return STATUS_OK;
    else if (app->focus == PANE_MAIN && app_view(app) == VIEW_READER && app->versions.on)
        app_version_leave(app);
    else if (app->focus == PANE_MAIN)
        return cmd_back(call, err);
    return STATUS_OK;
}

/* Brings the row of the current hit into sight, a third down the page. */
static void open_show_hit(struct app *app, const struct find *find, size_t *top)
{
    if (!find->count)
        return;
    size_t row = find->parts[find->current].row, rows = (size_t)app_page_rows(app);
    if (row < *top || row >= *top + rows)
        *top = row > rows / 3 ? row - rows / 3 : 0;
}

static enum status cmd_find_text(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    const struct page *page;
    size_t *top;
    struct find *find = open_find(app, &page, &top);
    if (!find)
        return error_set(err, STATUS_INVALID, "there is no page to find in");
    enum status status = find_run(find, page, view_of(call->argv[1]), err);
    find_from_row(find, *top);
    open_show_hit(app, find, top);
    if (status == STATUS_OK && find->text.len && !find->hits)
        status_say(&app->status, ROLE_WARNING, "not found: %s%s", call->argv[1],
                   app_view(app) == VIEW_READER ? " · in all files: ctrl-f" : "");
    return status;
}

/* Next hit while something is being found, else the next file of the book. */
static enum status open_step(struct app *app, int by, struct error *err)
{
    const struct page *page;
    size_t *top;
    struct find *find = open_find(app, &page, &top);
    if (app_search_step(app, by))
        return STATUS_OK;
    if (find && find->text.len) {
        find_step(find, by);
        open_show_hit(app, find, top);
        return STATUS_OK;
    }
    enum section_kind section;
    size_t index;
    if (app_view(app) != VIEW_READER || !app->reader.path ||
        !catalog_find(app->ws.catalog, view_of(app->reader.path), &section, &index))
        return STATUS_OK;
    const struct section *files = &app->ws.catalog->sections[section];
    enum pane pane = (enum pane)section;
    size_t row = app_row_of(app, pane, index);
    size_t count = section == SECTION_MEMORY ? app_pane_count(app, pane) : files->count;
    if (row == SIZE_MAX) /* left out by a filter: the first of those that are not */
        row = by < 0 ? 0 : SIZE_MAX;
    if (by < 0 ? row == 0 : row + 1 >= count)
        return error_set(err, STATUS_INVALID, by < 0 ? "this is the first" : "this is the last");
    row = by < 0 ? row - 1 : row + 1;
    if (section != SECTION_FILES)
        app->lists[section].selected = row;
    app_open_path(app, files->entries[app_entry_of(app, pane, row)].path, pane);
    return STATUS_OK;
}

static enum status cmd_next(struct command_call *call, struct error *err)
{
    return open_step(call->view, 1, err);
}

static enum status cmd_previous(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    find_finish(&app->reader.find);
    return open_step(app, -1, err);
}

static enum status cmd_find_previous(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    const struct page *page;
    size_t *top;
    struct find *find = open_find(app, &page, &top);
    return find && find->text.len ? open_step(app, -1, err) : STATUS_OK;
}

static enum status cmd_source(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    (void)err;
    app->reader.source = !app->reader.source;
    app->reader.cols = 0;
    app->reader.skip = 0;
    return STATUS_OK;
}

static enum status cmd_go_to_row(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    char *end;
    unsigned long row = strtoul(call->argv[1], &end, 10);
    if (*end || end == call->argv[1])
        return error_set(err, STATUS_INVALID, "\"%s\" is no row", call->argv[1]);
    app->reader.top = row;
    return STATUS_OK;
}

static enum status open_file_link(struct app *app, const char *target, struct error *err)
{
    const char *anchor = link_fragment(view_of(target)).data;
    if (target[0] == '#') {
        if (reader_go_to_heading(&app->reader, anchor))
            return STATUS_OK;
        return error_set(err, STATUS_ABSENT, "no heading %s in this file", target);
    }
    struct str path = {0};
    struct file_stamp stamp;
    address_add_path(&path, view_of(app->reader.path), view_of(target));
    enum status status = path_check(str_view(&path), err);
    if (status == STATUS_OK)
        status = folder_stat(&app->ws.folder, str_text(&path), &stamp, err);
    if (status == STATUS_OK) {
        char *heading = mem_string(anchor); /* the page that the target stands in goes */
        open_reader(app, str_text(&path), app->reader_from);
        if (*heading)
            reader_go_to_heading(&app->reader, heading);
        free(heading);
    }
    str_finish(&path);
    return status;
}

static enum status open_link(struct app *app, const struct render_link *link, struct error *err)
{
    const char *path;
    switch (link->kind) {
    case LINK_WEB:
    case LINK_IMAGE:
        status_say(&app->status, ROLE_ADDRESS, "%s", link->target);
        return STATUS_OK;
    case LINK_FOOTNOTE:
        app->reader.top = app->reader.top < link->to ? link->to : link->row; /* there, and back */
        return STATUS_OK;
    case LINK_WIKI:
        path =
            catalog_resolve_from(app->ws.catalog, view_of(link->target), view_of(app->reader.path));
        if (path)
            open_reader(app, path, app->reader_from);
        else
            app_offer_note(app, link->target);
        return STATUS_OK;
    case LINK_FILE:
        return open_file_link(app, link->target, err);
    }
    return STATUS_OK;
}

/* No path is called so, and what the notes are called is not known yet: it may be one of them. A
 * note that just changed may be called otherwise now. */
static bool open_must_wait(const struct app *app, const struct render_link *link)
{
    if (link->kind != LINK_WIKI || app->search.updates)
        return link->kind == LINK_WIKI;
    return (!app->search.ready || app->search.syncs) &&
           !catalog_resolve_from(app->ws.catalog, view_of(link->target), view_of(app->reader.path));
}

/* follow NUMBER: the number that stands behind a link's words. */
static enum status cmd_follow(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    char *end;
    unsigned long number = strtoul(call->argv[1], &end, 10);
    if (*end || number < 1 || number > app->reader.page.link_count)
        return error_set(err, STATUS_INVALID, "there is no link %s on this page", call->argv[1]);
    const struct render_link *link = &app->reader.page.links[number - 1];
    if (open_must_wait(app, link)) {
        app->follow_next = number;
        status_say(&app->status, ROLE_DIM, "%s: the names of the notes are still being read…",
                   link->target);
        return STATUS_OK;
    }
    char *from = mem_string(app->reader.path);
    uint32_t line = reader_line(&app->reader);
    enum status status = open_link(app, link, err);
    app_trail_followed(app, from, line);
    free(from);
    return status;
}

static enum status cmd_log(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    (void)err;
    log_view_begin(&app->log, NULL);
    app_push_view(app, VIEW_LOG);
    return STATUS_OK;
}

static enum status cmd_log_file(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    const char *path = call->argc > 1 ? call->argv[1] : app_selected_path(app);
    if (!path)
        return error_set(err, STATUS_INVALID, "no file is selected here");
    log_view_begin(&app->log, path);
    app_push_view(app, VIEW_LOG);
    return STATUS_OK;
}

static enum status cmd_help(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    (void)err;
    if (app_view(app) == VIEW_HELP)
        return cmd_back(call, err);
    app->help.where = app_where(app);
    app->help.cols = 0;
    app->help.top = 0;
    find_finish(&app->help.find);
    app_push_view(app, VIEW_HELP);
    return STATUS_OK;
}

const struct command command_view_open_table[] = {
    {"open", "[FILE]", "open what is selected, or a file by path or title", "Read", WHERE_ANY,
     cmd_open},
    {"back", "", "go back", "Move", WHERE_ANY, cmd_back},
    {"escape", "", "end a search or a filter, go back", "Move", WHERE_ANY, cmd_escape},
    {"next", "", "next hit of a search, else next file", "Read", WHERE_READER, cmd_next},
    {"previous", "", "previous file", "Read", WHERE_READER, cmd_previous},
    {"find-text", "TEXT", "find in the page; /…/ is a PCRE2 pattern", "Read",
     WHERE_READER | WHERE_DIFF | WHERE_HELP | WHERE_GONE, cmd_find_text},
    {"find-previous", "", "previous hit of a search", "Read",
     WHERE_READER | WHERE_DIFF | WHERE_HELP | WHERE_GONE, cmd_find_previous},
    {"source", "", "show the source text, and back", "Read", WHERE_READER, cmd_source},
    {"go-to-row", "ROW", "scroll to a row of the page", "Read", WHERE_READER, cmd_go_to_row},
    {"follow", "NUMBER", "follow a link of the page", "Read", WHERE_READER, cmd_follow},
    {"log", "", "list the commits of the workspace", "History", WHERE_ANY, cmd_log},
    {"log-file", "[PATH]", "list the commits of a file", "History", WHERE_ANY, cmd_log_file},
    {"help", "", "show every key that works here", "Program", WHERE_ANY, cmd_help},
    {0},
};
