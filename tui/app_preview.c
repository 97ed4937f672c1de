#include "tui/app_edit.h"

#include "core/base/memory.h"
#include "tui/panes/pane.h"

#include <string.h>

/* The text being edited as it reads: beside its source or in its place. A small text is laid out
 * with each key, a large one when the keys are quiet. The top of the page is the line at the top of
 * the source. */

enum { PREVIEW_AT_ONCE = 64 * 1024, PREVIEW_QUIET = 150, PREVIEW_BESIDE_COLS = 76 };

bool app_preview_fits_beside(const struct app *app)
{
    return app->layout.main.cols >= PREVIEW_BESIDE_COLS;
}

enum edit_shows app_edit_shows(const struct app *app)
{
    enum edit_shows shows = app->preview.shows;
    return shows == EDIT_SHOWS_BOTH && !app_preview_fits_beside(app) ? EDIT_SHOWS_SOURCE : shows;
}

void app_preview_areas(const struct app *app, struct rect *source, struct rect *page)
{
    struct rect area = app->layout.main;
    *source = *page = area;
    if (app_edit_shows(app) != EDIT_SHOWS_BOTH)
        return;
    source->cols = area.cols / 2;
    page->col = area.col + source->cols + 1;
    page->cols = area.cols - source->cols - 1;
}

static void preview_done(struct job *base, void *data)
{
    struct app *app = data;
    struct reader_job *job = (struct reader_job *)base;
    if (reader_take(&app->preview.reader, job))
        app->dirty = true;
    reader_job_free(job);
}

static void preview_take_text(struct app *app)
{
    struct reader *reader = &app->preview.reader;
    if (!reader->path || strcmp(reader->path, app->edit.path) != 0) {
        reader_close(reader);
        reader->path = mem_string(app->edit.path);
    }
    str_clear(&reader->text);
    editor_add_text(app->edit.editor, 0, editor_size(app->edit.editor), &reader->text);
    app->preview.version = editor_version(app->edit.editor);
    reader->cols = 0; /* laid out when it is drawn */
}

static void preview_due(uv_timer_t *timer)
{
    struct app *app = timer->data;
    if (!app->edit.editor)
        return;
    preview_take_text(app);
    app->dirty = true;
}

/* The letters of the top line that stand above the row at the top. */
static size_t letters_above(const struct app *app)
{
    struct view_row row;
    struct str text = {0};
    size_t letters = 0, start = editor_line_start(app->edit.editor, app->edit.top.line);
    if (!view_row_at(app->edit.editor, app->edit.top, &row))
        return 0;
    editor_add_text(app->edit.editor, start, row.start, &text);
    for (size_t i = 0; i < text.len; i++)
        letters += text.data[i] != ' ';
    str_finish(&text);
    return letters;
}

void app_preview_prepare(struct app *app)
{
    struct preview_desk *desk = &app->preview;
    struct rect source, page;
    uint64_t version = editor_version(app->edit.editor);
    bool other = !desk->reader.path || strcmp(desk->reader.path, app->edit.path) != 0;
    if (app_edit_shows(app) == EDIT_SHOWS_SOURCE)
        return;
    if (other || (desk->version != version && editor_size(app->edit.editor) <= PREVIEW_AT_ONCE)) {
        preview_take_text(app);
    } else if (desk->version != version && desk->seen != version) {
        desk->seen = version;
        uv_timer_start(&desk->timer, preview_due, PREVIEW_QUIET, 0);
    }
    app_preview_areas(app, &source, &page);
    struct rect body = pane_body(app, page);
    if (body.cols < 2 || body.rows < 1)
        return;
    if (desk->reader.cols != (unsigned)body.cols) {
        reader_layout(&desk->reader, (unsigned)body.cols, &app->jobs, preview_done);
        reader_mark_dangling(&desk->reader, app->ws.catalog);
    }
    if (app->edit.top.line + app->edit.top.row == 0)
        reader_go_to_place(&desk->reader, 0, 0);
    else
        reader_go_to_place(&desk->reader, (uint32_t)app->edit.top.line + 1, letters_above(app));
    reader_fit(&desk->reader, (size_t)body.rows);
}

void app_preview_next(struct app *app)
{
    enum edit_shows shows = app_edit_shows(app);
    bool beside = app_preview_fits_beside(app);
    app->preview.shows = shows == EDIT_SHOWS_SOURCE ? (beside ? EDIT_SHOWS_BOTH : EDIT_SHOWS_PAGE)
                         : shows == EDIT_SHOWS_BOTH ? EDIT_SHOWS_PAGE
                                                    : EDIT_SHOWS_SOURCE;
    app->preview.chosen = editor_version(app->edit.editor);
    app->dirty = true;
}

void app_preview_typed(struct app *app)
{
    if (app->preview.shows == EDIT_SHOWS_PAGE &&
        app->preview.chosen != editor_version(app->edit.editor))
        app->preview.shows = app_preview_fits_beside(app) ? EDIT_SHOWS_BOTH : EDIT_SHOWS_SOURCE;
}

void app_preview_start(struct app *app)
{
    uv_timer_init(&app->loop, &app->preview.timer);
    app->preview.timer.data = app;
}

void app_preview_forget(struct app *app)
{
    uv_timer_stop(&app->preview.timer);
    reader_close(&app->preview.reader);
    app->preview.shows =
        app->preview.shows == EDIT_SHOWS_PAGE ? EDIT_SHOWS_SOURCE : app->preview.shows;
    app->preview.version = app->preview.seen = 0;
}
