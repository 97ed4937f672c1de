#include "tui/app_notes.h"

#include "core/base/path.h"
#include "core/command/command.h"
#include "core/workspace/note_place.h"
#include "tui/panes/pane.h"

#include <stdlib.h>
#include <string.h>

/* Links under the keys of the reader: one of the page stands ready, enter follows it, and the way
 * that one came can be walked back. */

static size_t trail_rows(const struct app *app)
{
    int rows = pane_body(app, app->layout.main).rows - versions_bar_rows(app, app->layout.main);
    return rows > 1 ? (size_t)rows : 1;
}

bool app_link_in_sight(const struct app *app)
{
    const struct link_mark *mark = &app->mark;
    return mark->number && mark->row >= app->reader.top &&
           mark->row < app->reader.top + trail_rows(app);
}

/* "Karen Horney: enter follows", or that it is not there yet. */
static void link_say(struct app *app)
{
    const struct render_link *link = &app->reader.page.links[app->mark.number - 1];
    status_say(&app->status, link->dangling ? ROLE_DANGLING : ROLE_ADDRESS, "%s · %s", link->target,
               link->dangling ? "not there yet: enter makes it" : "enter follows, > is the next");
}

enum status app_link_step(struct app *app, int by, struct error *err)
{
    struct reader *reader = &app->reader;
    size_t rows = trail_rows(app);
    if (!app_link_in_sight(app))
        app->mark = (struct link_mark){0};
    if (!link_mark_step(&reader->page, &app->mark, by, reader->top, reader->top + rows))
        return error_set(err, STATUS_ABSENT,
                         !reader->page.link_count ? "this page has no links"
                         : by > 0                 ? "there is no link further down"
                                                  : "there is no link further up");
    if (!app_link_in_sight(app))
        reader->top = app->mark.row > rows / 3 ? app->mark.row - rows / 3 : 0;
    link_say(app);
    return STATUS_OK;
}

void app_trail_followed(struct app *app, const char *from, uint32_t line)
{
    const char *to = app->reader.path;
    if (from && to && strcmp(from, to) != 0 && app_view(app) == VIEW_READER)
        trail_push(&app->trail, from, line, to);
}

void app_trail_follow_next(struct app *app)
{
    struct str line = {0};
    unsigned long number = app->follow_next;
    if (app->search.syncs || app->search.updates)
        return;
    app->follow_next = 0;
    if (!number || app_view(app) != VIEW_READER || app->prompt.kind != PROMPT_NONE)
        return;
    status_clear(&app->status);
    str_addf(&line, "follow %lu", number);
    app_run(app, str_text(&line));
    str_finish(&line);
}

bool app_trail_back(struct app *app)
{
    struct trail_step step;
    if (!app->reader.path || !trail_pop(&app->trail, app->reader.path, &step))
        return false;
    app_open_path(app, step.path, app->reader_from);
    app->reader.want_line = step.line;
    if (app->reader.cols)
        reader_go_to_line(&app->reader, step.line);
    free(step.path);
    return true;
}

void app_trail_add_line(const struct app *app, struct str *out)
{
    size_t count = trail_length(&app->trail, app->reader.path);
    for (size_t i = count; i-- > 0;) {
        str_add_text(out, i + 1 == count ? "‹ " : " ‹ ");
        detail_add_name(out, view_of(app->trail.steps[i].path));
    }
}

/* A link may say the folder, too; else the note goes beside the one that it stands in. */
void app_offer_note(struct app *app, const char *link)
{
    struct view target = view_of(link), folder;
    const char *from = app->reader.path ? app->reader.path : "";
    enum section_kind section;
    size_t index;
    bool note =
        catalog_find(app->ws.catalog, view_of(from), &section, &index) && section == SECTION_MEMORY;
    target = view_trim(view_slice(target, 0, view_find(target, 0, '#')));
    folder = path_folder(target);
    if (!folder.len && note)
        folder = path_folder(view_of(note_below_memory(&app->ws, from)));
    app_form_new(app, path_is_markdown(target) ? path_stem(target) : path_name(target), folder);
}
